/** Listing 20,000 jobs: over plain connections with growing latency, and over TLS. */
import { createSelfSignedCertificate } from '../../support/certificate.mts';
import type { SandboxOptions } from '../../../sandbox/src/options.mts';
import { buildFloor, buildHttp, buildOwn, PAGINATION } from '../stand/contenders.mts';
import { compare, divide, type Times } from './compare.mts';
import type { Bench, Row, RowResult, Verdict } from './row.mts';

/** The columns that this package's node asks for unless it is told otherwise. */
const SIMPLE =
	'Id,Key,State,ReleaseName,SourceType,HostMachineName,CreationTime,StartTime,EndTime,Info';
const PAGE = 1000;

const countJobs = ({ isQuick }: Bench) => (isQuick ? 3000 : 20_000);

async function compareLists(
	bench: Bench,
	label: string,
	options: SandboxOptions,
	select?: string,
): Promise<Times> {
	const jobs = countJobs(bench);
	return await compare(bench, {
		label,
		options,
		peerWork: 'list',
		expectedItems: jobs,
		async prepare({ emulator }) {
			await emulator.call('addJobs', jobs, 'Successful');
		},
		createInputs: async () => [{}],
		describeNodes(tenant) {
			const url = `${tenant.emulator.address.orchestratorUrl}/odata/Jobs`;
			const query = {
				$top: String(PAGE),
				$orderby: 'Id desc',
				...(select === undefined ? {} : { $select: select }),
			};
			const simplify = select !== undefined;
			return {
				floor: buildFloor(tenant, { kind: 'list', url, ...(simplify ? { select } : {}) }),
				own: buildOwn(tenant, 'getAll', { returnAll: true, simplify }),
				http: buildHttp(tenant, { url, query, options: PAGINATION }),
			};
		},
	});
}

function judgeRequests(bench: Bench, { own }: Times): Verdict {
	const most = countJobs(bench) / PAGE + 2;
	return {
		reach: `at most ${most} requests (rows / 1000 + 2)`,
		found: String(own?.requests),
		isMet: own !== undefined && own.requests <= most,
	};
}

function judgeFloor({ own, floor }: Times): Verdict {
	const ratio = divide(own, floor);
	return { reach: '≤ 1.15 × raw', found: `${ratio.toFixed(2)} ×`, isMet: ratio <= 1.15 };
}

function judgeHttp({ own, http }: Times): Verdict {
	const ratio = divide(http, own);
	return {
		reach: '≥ 3 × faster than HTTP Request',
		found: `${ratio.toFixed(2)} ×`,
		isMet: ratio >= 3,
	};
}

async function runLists(bench: Bench): Promise<RowResult[]> {
	const count = countJobs(bench).toLocaleString('en-US');
	const results: RowResult[] = [];
	for (const latencyMs of bench.latencies) {
		const work = `List ${count} jobs, ${latencyMs} ms`;
		const times = await compareLists(bench, work, { latencyMs }, SIMPLE);
		const verdicts = [judgeRequests(bench, times)];
		if (latencyMs === 0) verdicts.unshift(judgeFloor(times));
		if (latencyMs === 100) verdicts.unshift(judgeHttp(times));
		results.push({ id: `list-${latencyMs}`, work, times, verdicts });
	}
	return results;
}

export const listRow: Row = { id: 'list', run: runLists };

export const rawListRow: Row = {
	id: 'list-raw',
	async run(bench) {
		const work = `List ${countJobs(bench).toLocaleString('en-US')} jobs with all columns, 0 ms`;
		const times = await compareLists(bench, work, {});
		return [{ id: 'list-raw', work, times, verdicts: [judgeFloor(times)] }];
	},
};

export const tlsListRow: Row = {
	id: 'list-tls',
	async run(bench) {
		const work = `List ${countJobs(bench).toLocaleString('en-US')} jobs over TLS, 20 ms`;
		const options = { tls: createSelfSignedCertificate(), latencyMs: 20 };
		const times = await compareLists(bench, work, options, SIMPLE);
		return [{ id: 'list-tls', work, times, verdicts: [judgeRequests(bench, times)] }];
	},
};
