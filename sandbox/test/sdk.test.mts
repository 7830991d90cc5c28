import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SEED } from '../src/index.mts';
import { startCaller } from './helpers.mts';

const run = promisify(execFile);

type Result = {
	states: string[];
	total: number;
	pages: [string[], string[]];
	byKey: { key: string; robot: string; machine: string };
	started: { state: string; key: string };
	stopped: { state: string; key: string };
	restarted: { state: string; key: string };
	outputRows: number;
	refused: string;
};

test("UiPath's own SDK lists, pages, reads, starts, stops and restarts", async () => {
	const { sandbox } = await startCaller();
	const { control } = sandbox;
	const folderId = SEED.folders.finance;
	const done = control.getJob(SEED.jobs.successful);
	const large = control.getJob(SEED.jobs.outputFile);
	const args = [
		join(__dirname, 'sdk-run.mts'),
		sandbox.origin,
		sandbox.token,
		String(folderId),
		SEED.releases.invoiceProcessing.key,
		done?.Key ?? '',
		large?.Key ?? '',
	];
	const { stdout } = await run(process.execPath, args, { timeout: 20_000 });
	const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result;
	const inFolder = control
		.jobs()
		.filter((job) => job.OrganizationUnitId === folderId)
		.sort((a, b) => a.Id - b.Id);

	expect(result.states).toEqual(['Faulted']);
	// Two more jobs were made after the count: one started, one restarted.
	expect(result.total).toBe(inFolder.length - 2);
	expect(result.pages.flat()).toEqual(inFolder.slice(0, 20).map(({ Key }) => Key));
	expect(result.byKey).toEqual({
		key: done?.Key,
		robot: 'finance-unattended',
		machine: 'Finance-Template',
	});
	expect(result.started.state).toBe('Pending');
	expect(result.stopped).toEqual({ state: 'Stopped', key: result.started.key });
	expect(result.restarted.state).toBe('Pending');
	expect(result.restarted.key).not.toBe(done?.Key);
	expect(result.outputRows).toBe(400);
	expect(result.refused).toContain('CannotRestartUnfinishedJob');
	expect(sandbox.requests.every(({ status }) => status < 400 || status === 409)).toBe(true);
}, 30_000);
