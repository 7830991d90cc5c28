/** Lists a folder while jobs are created in it. */
import { type ChildArguments, finish, readArguments } from './child.mts';
import { loadHarness, readItems, setUpNode } from './node.mts';

export interface CreatingArguments extends ChildArguments {
	/** Ids of the jobs that were there before. */
	readonly ids: readonly number[];
}

export interface CreatingResult {
	readonly lost: number;
	readonly doubled: number;
	/** Jobs in the list that were created meanwhile. */
	readonly added: number;
	readonly ms: number;
}

const { address, ids } = await readArguments<CreatingArguments>();
const harness = await loadHarness();
const result = await harness.run(setUpNode(address, { operation: 'getAll', returnAll: true }));
const listed = readItems(result).map(({ json }) => Number(json.Id));
const distinct = new Set(listed);
const lost = ids.filter((id) => !distinct.has(id)).length;
finish({
	lost,
	doubled: listed.length - distinct.size,
	added: distinct.size - (ids.length - lost),
	ms: result.durationMs,
} satisfies CreatingResult);
