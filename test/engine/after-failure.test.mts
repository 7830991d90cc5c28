/** An item fails and the node does not go on: what is still begun, and what the error says of the others. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { listCalls, RELEASES } from './retry/again.mts';
import { forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

async function run(
	operation: string,
	parameters: INodeParameters,
	items: INodeExecutionData[],
	onError?: 'continueRegularOutput',
) {
	const node = jobNode(sandbox, operation, parameters, onError === undefined ? {} : { onError });
	return await getEngine().harness.run(node, items);
}

const listItems = (...values: object[]) => values.map((json) => ({ json: { ...json } }));
function addRunning(Id: number, OrganizationUnitId: number): void {
	sandbox.control.setLimits({ runMs: 60_000 });
	sandbox.control.addJobs([{ Id, OrganizationUnitId, State: 'Running' }]);
}
const { folders, jobs } = SEED;

describe('Stop in two folders, or with two strategies', () => {
	const PARAMETERS = {
		jobs: '={{ $json.jobs }}',
		folder: locate('id', '={{ $json.folder }}'),
		strategy: '={{ $json.strategy ?? "SoftStop" }}',
	};
	const inFinance = { jobs: '29001', folder: folders.finance };

	it.each([
		['the folder before', { jobs: '999', folder: folders.invoices }, inFinance],
		['the strategy before', { jobs: '999', folder: folders.finance, strategy: 'Kill' }, inFinance],
	])('%s has failed: nothing more is sent', async (_name, bad, good) => {
		addRunning(29_001, folders.finance);
		const { error } = await run('stop', PARAMETERS, listItems(bad, good));
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(listCalls(sandbox, 'StopJobs')).toHaveLength(1);
		expect(sandbox.control.getJob(29_001)?.State).not.toMatch(/Stop/);
		await run('stop', PARAMETERS, listItems(bad, good), 'continueRegularOutput');
		expect(sandbox.control.getJob(29_001)?.State).toMatch(/Stop/);
	});

	it('a job that is not there, beside one that is: that one is not stopped', async () => {
		addRunning(29_001, folders.finance);
		const missing = { ...inFinance, jobs: '999' };
		await run('stop', PARAMETERS, listItems(missing, inFinance));
		expect(listCalls(sandbox, 'StopJobs')).toHaveLength(1);
		expect(sandbox.control.getJob(29_001)?.State).not.toMatch(/Stop/);
	});

	it('more jobs than one request takes: none of the rest is sent', async () => {
		const ids = Array.from({ length: 501 }, (_, index) => 30_000 + index);
		for (const id of ids) addRunning(id, folders.finance);
		sandbox.control.injectFault({ route: 'StopJobs$', status: 403 });
		const parts = [ids.slice(0, 500), ids.slice(500)];
		const items = parts.map((part) => ({ jobs: part.join(), folder: folders.finance }));
		await run('stop', PARAMETERS, listItems(...items));
		expect(listCalls(sandbox, 'StopJobs')).toHaveLength(1);
	});

	it('a key that nobody has: nothing is sent, whoever asked for it', async () => {
		addRunning(29_001, folders.finance);
		const nobody = { jobs: '99999999-0000-4000-8000-123456789abc', folder: folders.invoices };
		await run('stop', PARAMETERS, listItems(inFinance, nobody));
		expect(listCalls(sandbox, 'StopJobs')).toEqual([]);
	});
});

describe('what the error says of the other items', () => {
	const START = { process: locate('key', '={{ $json.process }}'), options: { concurrency: 1 } };
	const WAIT = { ...START, waitForCompletion: true };
	const good = { process: RELEASES.good };
	const bad = { process: RELEASES.missing };
	const faults = { process: RELEASES.faults };

	it.each<[string, INodeParameters, object[], string | undefined]>([
		['one that faults', WAIT, [faults], undefined],
		['one that cannot be started', START, [bad], undefined],
		['two done before it', START, [good, good, bad], '2 had been carried out when'],
		['two started before it', WAIT, [good, good, bad], '2 had been started when'],
		[
			'one done, one faulted',
			WAIT,
			[faults, good, faults],
			'1 had been carried out and 1 had been started when',
		],
	])('%s', async (_name, parameters, items, says) => {
		const { error } = await run('start', parameters, listItems(...items));
		const said = /Of the other items, (.*?) when/.exec(String(error?.description));
		if (says === undefined) expect(said).toBeNull();
		else expect(error?.description).toContain(`Of the other items, ${says} this one failed`);
	});

	it('a stop that is waited for and does not come: no other', async () => {
		addRunning(29_001, folders.finance);
		const options = { waitUntilStopped: true, timeout: 1 };
		const { error } = await run('stop', { jobs: String(jobs.running), options }, listItems({}));
		expect(error?.message).toMatch(/^Still not ended/);
		expect(error?.description).not.toContain('other items');
	});
});
