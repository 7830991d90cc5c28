/** Lists a folder once, without warming up: the minute's allowance is to be whole. */
import { finish, readArguments } from './child.mts';
import type { ListArguments, ListResult } from './list.mts';
import { loadHarness, readItems, setUpNode } from './node.mts';

const { address } = await readArguments<ListArguments>();
const harness = await loadHarness();
const result = await harness.run(setUpNode(address, { operation: 'getAll', returnAll: true }));
const items = readItems(result).length;
finish({ items, ms: result.durationMs, itemBytes: 0, extraBytes: 0 } satisfies ListResult);
