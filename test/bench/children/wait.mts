/** Waits for jobs, each given as an item. */
import axios from 'axios';
import { SEED } from '../../../sandbox/src/seed/ids.mts';
import { type ChildArguments, finish, readArguments } from './child.mts';
import { loadHarness, readItems, setUpNode } from './node.mts';

export interface WaitArguments extends ChildArguments {
	readonly jobs: number;
	/** How long the jobs run from the beginning of the wait, ms. */
	readonly runMs: number;
}

export interface WaitResult {
	/** Ms since 1970. */
	readonly endedAt: number;
	readonly succeeded: number;
}

const { address, jobs, runMs } = await readArguments<WaitArguments>();
const harness = await loadHarness();

/** Not earlier: the jobs would be half done by the time the engine is loaded. */
async function addRunningJobs(): Promise<number[]> {
	const job = {
		ReleaseKey: SEED.releases.hanging.key,
		State: 'Running',
		script: { kind: 'succeed', runMs },
	};
	const { data } = await axios.post<Array<{ Id: number }>>(
		`${address.controlUrl}/jobs`,
		{ jobs: new Array(jobs).fill(job) },
		{ proxy: false },
	);
	return data.map(({ Id }) => Id);
}

const ids = await addRunningJobs();
const result = await harness.run(
	setUpNode(address, { operation: 'wait', jobs: '={{ $json.id }}' }),
	ids.map((id) => ({ json: { id } })),
);
const endedAt = Date.now();
const succeeded = readItems(result).filter(({ json }) => json.State === 'Successful').length;
finish({ endedAt, succeeded } satisfies WaitResult);
