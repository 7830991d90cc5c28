/** The node as a tool: a call of an agent is tried again, another call is none of its tries. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';
import { listCalls, RELEASES } from './again.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const call = async (calls: object[]) => {
	const parameters = { process: locate('key', RELEASES.good), waitForCompletion: true };
	const node = jobNode(sandbox, 'start', parameters, { retryOnFail: true, maxTries: 3 });
	return await getEngine().harness.callTool(
		node,
		calls.map((given) => ({ ...given })),
	);
};
const countJobs = () => sandbox.control.jobs().length;
const failReading = (times: number) =>
	sandbox.control.injectFault({ route: 'GET .*/odata/Jobs\\(\\d+\\)$', status: 403, times });

it('a call whose reading fails once has started one job', async () => {
	const before = countJobs();
	failReading(1);
	const [answer] = await call([{ order: 'A-17' }]);
	expect(JSON.parse(answer ?? '')).toMatchObject([{ State: 'Successful' }]);
	expect(countJobs() - before).toBe(1);
});

it('two calls with the same arguments have started two, also when both are tried again', async () => {
	const before = countJobs();
	failReading(2);
	const answers = await call([{}, {}]);
	expect(answers.map((answer) => JSON.parse(answer)[0].State)).toEqual([
		'Successful',
		'Successful',
	]);
	expect(countJobs() - before).toBe(2);
	const references = sandbox.control.jobs().slice(-2);
	expect(new Set(references.map(({ Reference }) => Reference)).size).toBe(2);
});

it('a call whose answer is lost finds its own job, not that of the call beside it', async () => {
	const before = countJobs();
	sandbox.control.injectFault({ route: 'StartJobs$', action: 'reset-after' });
	sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status: 403 });
	const answers = await call([{}, {}]);
	const ids = answers.map((answer) => JSON.parse(answer)[0].Id);
	expect(new Set(ids).size).toBe(2);
	expect(countJobs() - before).toBe(2);
	expect(listCalls(sandbox, 'StartJobs')).toHaveLength(2);
});
