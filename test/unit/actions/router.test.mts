import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { routeItems } from '../../../nodes/UiPathOrchestrator/actions/router.ts';
import { origin } from '../origin.mts';
import { createScope } from '../transport/scope.mts';

const BY_ITEM: ReadonlyArray<Readonly<Record<string, unknown>>> = [
	{ operation: 'resume', job: '11' },
	{ operation: 'restart', job: '12' },
];

/** Runs items of two operations, of which the first is refused. @returns the last parts of the paths */
async function runBoth(continuesOnFail: boolean): Promise<string[]> {
	const sent: string[] = [];
	const { session } = createScope(({ url }: IHttpRequestOptions) => {
		sent.push(new URL(String(url)).pathname.split(/[./]/).at(-1) ?? '');
		if (sent.length === 1) return { statusCode: 404, body: '{"message":"No."}' };
		return { statusCode: 200, body: '{"Id":7}' };
	});
	const context = {
		...session.context,
		getNode: () => origin.node,
		getInputData: () => [{ json: {} }, { json: {} }],
		getCredentials: async () => ({ tenantUrl: 'https://host.test' }),
		continueOnFail: () => continuesOnFail,
		getNodeParameter: (name: string, itemIndex: number, fallback?: unknown) =>
			({ resource: 'job', authentication: 'accessToken', folder: '1', ...BY_ITEM[itemIndex] })[
				name
			] ?? fallback,
		getExecuteData: () => ({ node: origin.node }),
	} as unknown as IExecuteFunctions;
	await routeItems(context).catch(() => undefined);
	return sent;
}

// n8n takes no expression for an operation today, so that the items of a run have one in common.
test('no item of another operation is begun after a failure, unless the node continues on fail', async () => {
	expect(await runBoth(false)).toEqual(['Jobs(11)']);
	expect(await runBoth(true)).toEqual(['Jobs(11)', 'RestartJob']);
});
