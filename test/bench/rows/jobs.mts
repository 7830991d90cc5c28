/** One job per input item: reading, stopping, starting. */
import { SEED } from '../../../sandbox/src/seed/ids.mts';
import { buildFloor, buildHttp, buildOwn } from '../stand/contenders.mts';
import type { Tenant } from '../stand/tenant.mts';
import { compare, divide, type Times } from './compare.mts';
import type { Bench, Row, Verdict } from './row.mts';

const LATENCY_MS = 20;
/** What the floor has in flight at once: as much as this package's node has by default. */
const IN_FLIGHT = { reads: 16, writes: 10 };
const ACTION = 'UiPath.Server.Configuration.OData';
const ARGUMENTS = JSON.stringify({ invoiceId: 'INV-2026-000123', amount: 129.5, lines: [1, 2, 3] });
const SINGLE =
	'Id,Key,State,ReleaseName,OutputArguments,InputArguments,Info,CreationTime,StartTime,EndTime';

const idLocator = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const scale = ({ isQuick }: Bench, count: number) => (isQuick ? count / 10 : count);
const api = ({ emulator }: Tenant, path: string) => emulator.address.orchestratorUrl + path;

function judgeSpeed({ own, sequential }: Times, factor: number): Verdict {
	const ratio = divide(sequential, own);
	return {
		reach: `≥ ${factor} × faster than one by one`,
		found: `${ratio.toFixed(1)} ×`,
		isMet: ratio >= factor,
	};
}

export const getRow: Row = {
	id: 'get',
	async run(bench) {
		const count = scale(bench, 1000);
		const work = `Get ${count.toLocaleString('en-US')} jobs by id with arguments, ${LATENCY_MS} ms`;
		let inputs: Array<{ id: number }> = [];
		const times = await compare(bench, {
			label: work,
			options: { latencyMs: LATENCY_MS },
			peerWork: 'get',
			expectedItems: count,
			async prepare({ emulator }) {
				const jobs = await emulator.call('addJobs', count, 'Successful', { args: ARGUMENTS });
				inputs = jobs.map(({ id }) => ({ id }));
			},
			createInputs: async () => inputs,
			describeNodes(tenant) {
				const url = api(tenant, `/odata/Jobs({id})?$select=${SINGLE}`);
				const calls = { kind: 'calls', method: 'GET', url } as const;
				return {
					floor: buildFloor(tenant, { ...calls, concurrency: IN_FLIGHT.reads }),
					sequential: buildFloor(tenant, { ...calls, concurrency: 1 }),
					own: buildOwn(tenant, 'get', { job: idLocator }),
					http: buildHttp(tenant, {
						url: `=${api(tenant, '/odata/Jobs({{ $json.id }})')}`,
						query: { $select: SINGLE },
					}),
				};
			},
		});
		return [{ id: 'get', work, times, verdicts: [judgeSpeed(times, 8)] }];
	},
};

export const stopRow: Row = {
	id: 'stop',
	async run(bench) {
		const count = scale(bench, 1000);
		const work = `Stop ${count.toLocaleString('en-US')} jobs given as items, ${LATENCY_MS} ms`;
		const times = await compare(bench, {
			label: work,
			options: { latencyMs: LATENCY_MS },
			peerWork: 'stop',
			expectedItems: count,
			prepare: async () => undefined,
			async createInputs({ emulator }) {
				const jobs = await emulator.call('addJobs', count, 'Running');
				return jobs.map(({ id }) => ({ id }));
			},
			async tidy({ emulator }) {
				await emulator.call('clearJobs');
			},
			describeNodes(tenant) {
				const url = api(tenant, `/odata/Jobs/${ACTION}.StopJobs`);
				const call = { method: 'POST', url } as const;
				const body = '{"jobIds":[{id}],"strategy":"SoftStop"}';
				return {
					floor: buildFloor(tenant, {
						kind: 'calls',
						...call,
						body,
						concurrency: IN_FLIGHT.writes,
					}),
					own: buildOwn(tenant, 'stop', { jobs: '={{ $json.id }}' }),
					http: buildHttp(tenant, {
						...call,
						body: '={{ { jobIds: [$json.id], strategy: "SoftStop" } }}',
					}),
				};
			},
		});
		const requests = times.own?.requests ?? NaN;
		const verdict: Verdict = {
			reach: 'at most 4 requests per folder and strategy',
			found: String(requests),
			isMet: requests <= 4,
		};
		return [{ id: 'stop', work, times, verdicts: [verdict] }];
	},
};

export const startRow: Row = {
	id: 'start',
	async run(bench) {
		const count = scale(bench, 200);
		const work = `Start a process for each of ${count} items, ${LATENCY_MS} ms`;
		const { key } = SEED.releases.invoiceProcessing;
		const inputs = Array.from({ length: count }, (_, id) => ({ id }));
		const times = await compare(bench, {
			label: work,
			options: { latencyMs: LATENCY_MS, pendingMs: 3_600_000 },
			peerWork: 'start',
			expectedItems: count,
			prepare: async () => undefined,
			createInputs: async () => inputs,
			async tidy({ emulator }) {
				await emulator.call('clearJobs');
			},
			describeNodes(tenant) {
				const url = api(tenant, `/odata/Jobs/${ACTION}.StartJobs`);
				const call = { method: 'POST', url } as const;
				const body = JSON.stringify({
					startInfo: { ReleaseKey: key, Strategy: 'ModernJobsCount', JobsCount: 1 },
				});
				const calls = { kind: 'calls', ...call, body } as const;
				return {
					floor: buildFloor(tenant, { ...calls, concurrency: IN_FLIGHT.writes }),
					sequential: buildFloor(tenant, { ...calls, concurrency: 1 }),
					own: buildOwn(tenant, 'start', { process: { __rl: true, mode: 'key', value: key } }),
					http: buildHttp(tenant, { ...call, body }),
				};
			},
		});
		return [{ id: 'start', work, times, verdicts: [judgeSpeed(times, 5)] }];
	},
};
