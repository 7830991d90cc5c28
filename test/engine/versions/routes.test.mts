/** What the node asks for by routes that older Orchestrators do not have. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';

const RUNNING = 20006;
const SUSPENDED = 20005;
const NO_JOB = '00000000-0000-4000-8000-000000000001';
const NO_OTHER_JOB = '00000000-0000-4000-8000-000000000002';

describe.each(['empty', 'json', 'html'] as const)(
	'a job by its key, where a missing route answers: %s',
	(missingRoutes) => {
		let sandbox: Sandbox;

		beforeAll(async () => {
			sandbox = await openSandbox({ apiVersion: 17, missingRoutes });
		});

		beforeEach(() => {
			forgetRequests(sandbox);
			sandbox.control.reset();
		});

		const run = async (operation: string, parameters: INodeParameters) =>
			await getEngine().harness.run(jobNode(sandbox, operation, parameters));
		const keyOf = (id: number) => sandbox.control.getJob(id)?.Key ?? '';
		const triedRoutes = () =>
			apiRequests(sandbox).filter(({ path }) => path.includes('GetByKey')).length;

		it('is read, stopped, resumed, restarted and waited for', async () => {
			const ended = sandbox.control.jobs().find(({ State }) => State === 'Successful');
			const endedKey = ended?.Key ?? '';
			const folder = locate('id', String(ended?.OrganizationUnitId));
			const read = await run('get', { job: locate('key', endedKey), folder });
			expect(read.error?.message).toBeUndefined();
			expect(read.outputs[0]?.[0]?.json).toMatchObject({ Id: ended?.Id });
			const stopped = await run('stop', { jobs: keyOf(RUNNING) });
			expect(stopped.error?.message).toBeUndefined();
			expect(sandbox.control.getJob(RUNNING)?.State).toBe('Stopping');
			const resumed = await run('resume', { job: locate('key', keyOf(SUSPENDED)) });
			expect(resumed.error?.message).toBeUndefined();
			const restarted = await run('restart', { job: locate('key', endedKey), folder });
			expect(restarted.error?.message).toBeUndefined();
			const waited = await run('wait', { jobs: endedKey, folder });
			expect(waited.error?.message).toBeUndefined();
			expect(waited.outputs[0]?.[0]?.json).toMatchObject({ Id: ended?.Id });
			expect(triedRoutes()).toBeLessThanOrEqual(1);
		});

		it('that does not exist is not found, as on newer servers', async () => {
			const newer = await openSandbox();
			const node = jobNode(newer, 'get', { job: locate('key', NO_JOB) });
			const expected = (await getEngine().harness.run(node)).error;
			for (const key of [NO_JOB, NO_OTHER_JOB]) {
				const { error } = await run('get', { job: locate('key', key) });
				expect(error?.message).toBe(expected?.message.replaceAll(NO_JOB, key));
				expect(error).toMatchObject({ httpCode: '404' });
				expect(error?.description).toContain('error code 1002');
			}
		});
	},
);
