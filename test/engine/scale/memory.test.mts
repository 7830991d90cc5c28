/**
 * Memory does not grow with what passes through: measured in processes of their own, with the
 * programs of `npm run bench`. What is counted is what a garbage collection leaves in use.
 */
import { runChild } from '../../bench/children/child.mts';
import type { ExportArguments, ExportResult } from '../../bench/children/export.mts';
import type { ListArguments, ListResult } from '../../bench/children/list.mts';
import { type Emulator, startEmulator } from '../../bench/emulator/emulator.mts';

const MEGABYTE = 1024 * 1024;
const MOST_EXTRA = 64 * MEGABYTE;
/** Several processes at work: a minute at most, but not on a starved machine. */
const TIMEOUT_MS = 600_000;
const NO_LIMIT = 1_000_000;
const emulators: Emulator[] = [];

afterAll(async () => {
	await Promise.all(emulators.map(async (emulator) => await emulator.close()));
});

async function openTenant(jobs: number, exportBytes = 0): Promise<Emulator> {
	const emulator = await startEmulator({ listCallsPerMinute: NO_LIMIT, exportBytes, exportMs: 0 });
	emulators.push(emulator);
	await emulator.call('clearJobs');
	await emulator.call('addJobs', jobs, 'Successful');
	return emulator;
}

async function list(jobs: number): Promise<ListResult> {
	const emulator = await openTenant(jobs);
	await emulator.call('setLimits', { rememberLists: true });
	const args: ListArguments = { address: emulator.address, runs: 0 };
	const result = await runChild<ListResult>('list', args);
	expect(result.items).toBe(jobs);
	return result;
}

it(
	'a list of 100,000 jobs holds the items and little else',
	async () => {
		const few = await list(20_000);
		const many = await list(100_000);
		expect(many.itemBytes / few.itemBytes).toBeLessThan(5 * 1.1);
		expect(many.extraBytes).toBeLessThan(MOST_EXTRA);
	},
	TIMEOUT_MS,
);

it(
	'an export of 200 MB passes through, and is on disk before it has all arrived',
	async () => {
		const bytes = 200_000_000;
		const big = await openTenant(10, bytes);
		const small = await openTenant(10, 1_000_000);
		const args: ExportArguments = {
			address: big.address,
			small: small.address,
			by: 'node',
			memory: 'live',
		};
		const result = await runChild<ExportResult>('export', args);
		expect(result.fileBytes).toBeGreaterThanOrEqual(bytes);
		expect(result.extraBytes).toBeLessThan(MOST_EXTRA);
		expect(result.firstByteMs).not.toBeNull();
		expect(result.firstByteMs).toBeLessThan(result.ms / 2);
	},
	TIMEOUT_MS,
);
