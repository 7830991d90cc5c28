/** What the trigger keeps between polls holds no login and nothing of the jobs but their ids. */
import { getEngine } from '../engine/globals.mts';
import { FINANCE, locate, openSandbox } from '../engine/sandbox.mts';
import { ARGUMENT, findSecrets, TOKEN } from './marked.mts';

it('the static data of a trigger that emits arguments is free of secrets', async () => {
	const { harness } = getEngine();
	const sandbox = await openSandbox();
	sandbox.control.addToken({ value: TOKEN });
	const setup = {
		type: 'uiPathOrchestratorTrigger',
		credentials: { uiPathOrchestratorApi: { tenantUrl: sandbox.tenantUrl, bearerToken: TOKEN } },
		parameters: {
			event: 'jobFaulted',
			folder: locate('id', FINANCE),
			options: { includeArguments: true, includeErrorLogs: 3 },
		},
	};
	const activated = await harness.poll(setup);
	expect(activated.output).toBeNull();
	const now = Date.parse(sandbox.control.now());
	const [job] = sandbox.control.addJobs([
		{
			OrganizationUnitId: FINANCE,
			State: 'Faulted',
			StartTime: new Date(now - 1000).toISOString(),
			EndTime: new Date(now + 1000).toISOString(),
			InputArguments: JSON.stringify({ orderId: ARGUMENT }),
			Info: `System.Exception: ${ARGUMENT}`,
		},
	]);
	const polled = await harness.poll(setup, { staticData: activated.staticData });
	expect(polled.output?.[0]?.map(({ json }) => json.Id)).toEqual([job?.Id]);
	expect(findSecrets(JSON.stringify(polled.output))).toEqual(['argument (plain)']);
	expect(JSON.stringify(polled.staticData)).not.toBe('{}');
	expect(findSecrets(JSON.stringify(polled.staticData))).toEqual([]);
});
