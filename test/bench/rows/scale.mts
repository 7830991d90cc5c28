/** What grows with the amount of data, and what must not. */
import type { CreatingArguments, CreatingResult } from '../children/creating.mts';
import type { ExportArguments, ExportResult } from '../children/export.mts';
import type { ListArguments, ListResult } from '../children/list.mts';
import { runChild } from '../children/child.mts';
import { openEmulator } from '../stand/tenant.mts';
import type { Bench, Row, RowResult } from './row.mts';

const MEGABYTE = 1024 * 1024;
const MOST_EXTRA = 64 * MEGABYTE;
const PAGE = 1000;

const inMegabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;
const formatCount = (count: number) => count.toLocaleString('en-US');
const isListCall = ({ route }: { route: string }) => route === '/odata/Jobs';

async function measureList(bench: Bench, jobs: number): Promise<ListResult> {
	const emulator = await openEmulator(bench.teardown);
	await emulator.call('addJobs', jobs, 'Successful');
	// Sorting a long history anew for each page would be the sandbox's growth, not the node's.
	await emulator.call('setLimits', { rememberLists: true });
	const args: ListArguments = { address: emulator.address, runs: bench.pairs };
	const result = await runChild<ListResult>('list', args);
	await emulator.close();
	return result;
}

/** 20,000 jobs against 100,000: five times as many should cost five times as much. */
async function runGrowth(bench: Bench): Promise<RowResult[]> {
	const few = bench.isQuick ? 2000 : 20_000;
	const many = few * 5;
	const work = `List ${formatCount(many)} jobs, 0 ms`;
	bench.report(`${work}: time and memory`);
	const small = await measureList(bench, few);
	const large = await measureList(bench, many);
	if (large.items !== many) throw new Error(`${large.items} jobs were listed, not ${many}`);
	const timeRatio = large.ms / small.ms / 5;
	const memoryRatio = large.itemBytes / small.itemBytes / 5;
	const isLinear = (ratio: number) => ratio <= 1.1;
	const from = `${formatCount(few)} (1.00 is linear)`;
	return [
		{
			id: 'growth',
			work,
			verdicts: [
				{
					reach: `time per job ≤ 1.10 × that of ${from}`,
					found: `${timeRatio.toFixed(2)} × (${Math.round(small.ms)} ms, ${Math.round(large.ms)} ms)`,
					isMet: isLinear(timeRatio),
				},
				{
					reach: `memory per job ≤ 1.10 × that of ${from}`,
					found: `${memoryRatio.toFixed(2)} × (${inMegabytes(small.itemBytes)}, ${inMegabytes(large.itemBytes)})`,
					isMet: isLinear(memoryRatio),
				},
				{
					reach: 'peak memory above the items < 64 MB',
					found: inMegabytes(large.extraBytes),
					isMet: large.extraBytes < MOST_EXTRA,
				},
			],
		},
	];
}

/** Twenty new jobs a second while a long list is read slowly. */
async function runCreating(bench: Bench): Promise<RowResult[]> {
	const jobs = bench.isQuick ? 3000 : 20_000;
	const work = `List ${formatCount(jobs)} jobs, 100 ms, 20 jobs a second being created`;
	bench.report(work);
	const emulator = await openEmulator(bench.teardown, { latencyMs: 100 });
	const added = await emulator.call('addJobs', jobs, 'Successful');
	await emulator.call('createSteadily', 20);
	await emulator.call('takeRequests');
	const args: CreatingArguments = { address: emulator.address, ids: added.map(({ id }) => id) };
	const result = await runChild<CreatingResult>('creating', args);
	const requests = await emulator.call('takeRequests');
	await emulator.close();
	const most = jobs / PAGE + 2;
	return [
		{
			id: 'creating',
			work,
			verdicts: [
				{
					reach: 'none lost, none doubled',
					found: `${result.lost} lost, ${result.doubled} doubled (${result.added} of the new ones are in the list)`,
					isMet: result.lost === 0 && result.doubled === 0,
				},
				{
					reach: `at most ${most} requests`,
					found: String(requests.length),
					isMet: requests.length <= most,
				},
			],
		},
	];
}

async function runExport(bench: Bench): Promise<RowResult[]> {
	const bytes = bench.isQuick ? 50_000_000 : 1_000_000_000;
	const work = `Export of ${bench.isQuick ? '50 MB' : '1 GB'}, files on disk`;
	const open = async (exportBytes: number) => {
		const emulator = await openEmulator(bench.teardown, { exportBytes, exportMs: 0 });
		await emulator.call('addJobs', 10, 'Successful');
		return emulator;
	};
	const [big, small] = [await open(bytes), await open(1_000_000)];
	const measure = async (by: ExportArguments['by'], memory: ExportArguments['memory']) => {
		bench.report(`${work}: ${memory} memory, by ${by}`);
		const args: ExportArguments = { address: big.address, small: small.address, by, memory };
		const result = await runChild<ExportResult>('export', args);
		if (result.fileBytes >= bytes) return result;
		throw new Error(`The file has ${result.fileBytes} bytes only`);
	};
	const node = await measure('node', 'resident');
	const raw = await measure('axios', 'resident');
	const live = await measure('node', 'live');
	await Promise.all([big.close(), small.close()]);
	const seconds = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1000).toFixed(2)} s`);
	return [
		{
			id: 'export',
			work,
			verdicts: [
				{
					reach: 'resident memory < 64 MB above idle at its peak',
					found: `${inMegabytes(node.extraBytes)} (raw axios stream into a file: ${inMegabytes(raw.extraBytes)})`,
					isMet: node.extraBytes < MOST_EXTRA,
				},
				{
					reach: 'memory in use < 64 MB above idle at its peak',
					found: inMegabytes(live.extraBytes),
					isMet: live.extraBytes < MOST_EXTRA,
				},
				{
					reach: 'first byte written before the last is read',
					found: `after ${seconds(node.firstByteMs)} of ${seconds(node.ms)} (raw: ${seconds(raw.ms)})`,
					isMet: node.firstByteMs !== null && node.firstByteMs < node.ms / 2,
				},
			],
		},
	];
}

/** As many pages as three minutes' allowance: the limit says how long it takes, and nothing else. */
async function runLimit(bench: Bench): Promise<RowResult[]> {
	const pages = bench.isQuick ? 120 : 300;
	const perMinute = 100;
	// Pages begin with the last row of the one before; the last is not full, so that it is known as such.
	const jobs = pages * (PAGE - 1) - 1;
	const work = `List ${formatCount(jobs)} jobs (${pages} pages) under a limit of ${perMinute} list calls a minute`;
	bench.report(`${work} (takes minutes)`);
	const emulator = await openEmulator(bench.teardown, { rememberLists: true });
	await emulator.call('addJobs', jobs, 'Successful');
	const args: ListArguments = { address: emulator.address, runs: 0 };
	// Once without a limit, for the sandbox to remember its answers: what is left is waiting.
	await runChild<ListResult>('limited', args);
	await emulator.call('setLimits', { listCallsPerMinute: perMinute });
	await emulator.call('advanceClock', 60_000);
	await emulator.call('takeRequests');
	const result = await runChild<ListResult>('limited', args);
	const calls = (await emulator.call('takeRequests')).filter(isListCall);
	await emulator.close();
	const refused = calls.filter(({ status }) => status === 429).length;
	const answered = calls.length - refused;
	const dictatedMs = (Math.ceil(pages / perMinute) - 1) * 60_000;
	const ratio = result.ms / dictatedMs;
	return [
		{
			id: 'limit',
			work,
			verdicts: [
				{
					reach: `finishes in the time that the limit dictates (${dictatedMs / 1000} s) ± 10 %`,
					found: `${(result.ms / 1000).toFixed(1)} s (${ratio.toFixed(2)} ×), ${answered} pages, ${refused} calls refused and repeated`,
					isMet: Math.abs(ratio - 1) <= 0.1 && result.items === jobs && answered === pages,
				},
			],
		},
	];
}

export const growthRow: Row = { id: 'growth', run: runGrowth };
export const creatingRow: Row = { id: 'creating', run: runCreating };
export const exportRow: Row = { id: 'export', run: runExport };
export const limitRow: Row = { id: 'limit', isOptional: true, run: runLimit };
