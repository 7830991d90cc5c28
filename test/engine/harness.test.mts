import { getEngine } from './globals.mts';
import {
	apiRequests,
	jobNode,
	oauthCredentials,
	openSandbox,
	tokenCredentials,
} from './sandbox.mts';

describe('the harness itself', () => {
	it('runs the node in the engine against the sandbox', async () => {
		const sandbox = await openSandbox();
		const result = await getEngine().harness.run(jobNode(sandbox, 'getAll', { limit: 2 }));
		expect(result).toMatchObject({ status: 'success', error: undefined });
		expect(result.outputs[0]).toHaveLength(2);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('hands errors on as the engine reports them', async () => {
		const sandbox = await openSandbox();
		const credentials = tokenCredentials({ ...sandbox, token: 'wrong' });
		const result = await getEngine().harness.run(jobNode(sandbox, 'getAll', {}, { credentials }));
		expect(result).toMatchObject({
			status: 'error',
			error: { name: 'NodeApiError', httpCode: '401', context: { itemIndex: 0 } },
		});
	});

	it('stops an execution as a user would', async () => {
		const sandbox = await openSandbox();
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs', action: 'hang' });
		const result = await getEngine().harness.run(jobNode(sandbox, 'getAll'), [{ json: {} }], {
			cancelAfterMs: 100,
		});
		expect(result.status).toBe('canceled');
		expect(result.durationMs).toBeLessThan(1000);
	});

	it('stores the token of an external application across runs', async () => {
		const sandbox = await openSandbox();
		const { harness } = getEngine();
		const credentials = harness.storeCredentials(oauthCredentials(sandbox));
		const node = jobNode(
			sandbox,
			'getAll',
			{ authentication: 'oAuth2', limit: 1 },
			{ credentials },
		);
		expect(await harness.run(node)).toMatchObject({ status: 'success' });
		expect(await harness.run(node)).toMatchObject({ status: 'success' });
		expect(credentials.tokenWrites).toEqual(['uiPathOrchestratorOAuth2Api']);
	});
});
