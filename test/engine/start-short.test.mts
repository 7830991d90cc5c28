/** Orchestrator's answer to a start names fewer jobs than were asked for. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { listCalls, RELEASES, runAgain } from './retry/again.mts';
import { forgetRequests, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const row = (Id: unknown) => ({ Id, Key: 'a', State: 'Pending' });

/** Starts with Retry On Fail; the answer to the start holds these rows. */
async function start(rows: object[], parameters: INodeParameters) {
	const body = { value: rows };
	sandbox.control.injectFault({ route: 'StartJobs$', action: 'fail-after', status: 201, body });
	return await runAgain(sandbox, 'start', { process: locate('key', RELEASES.good), ...parameters });
}

it.each<[string, object[], INodeParameters, string]>([
	['none', [], {}, 'was asked for a job, and its answer names none'],
	['one of three', [row(91)], { jobsCount: 3 }, 'was asked for 3 jobs, and its answer names 1: 91'],
	[
		'one of two robots',
		[row(91)],
		{ strategy: 'Specific', robotIds: [SEED.robots.finance, SEED.robots.docBot] },
		'was asked for 2 jobs, and its answer names 1: 91',
	],
	[
		'a row without an ID',
		[row(91), row(null)],
		{ jobsCount: 2 },
		'was asked for 2 jobs, and its answer names 1: 91',
	],
	['an ID that is none', [row('abc')], {}, 'was asked for a job, and its answer names none'],
])(
	'%s: the item fails and says so, and nothing is started again',
	async (_name, rows, more, says) => {
		for (const waitForCompletion of [false, true]) {
			forgetRequests(sandbox);
			const { status, error } = await start(rows, { ...more, waitForCompletion });
			expect(status).toBe('error');
			expect(error?.message).toContain(says);
			expect(error?.description).toMatch(/Look for the reference 'n8n-\w{12}'/);
			expect(error?.context).toMatchObject({
				data: { startedJobs: says.includes('91') ? ['91'] : [], reference: expect.any(String) },
			});
			expect(listCalls(sandbox, 'StartJobs')).toHaveLength(1);
		}
	},
);

it('takes any number where Orchestrator decides how many there are', async () => {
	const strategy = { strategy: 'RobotCount', jobsCount: 3 };
	const { status, outputs } = await start([row(91)], strategy);
	expect([status, outputs[0]?.length]).toEqual(['success', 1]);
});
