import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { createProgress } from '../../../nodes/UiPathOrchestrator/actions/attempts.ts';
import { start } from '../../../nodes/UiPathOrchestrator/actions/job/start.operation.ts';
import { origin } from '../origin.mts';
import { createScope } from '../transport/scope.mts';

const PARAMETERS: Readonly<Record<string, unknown>> = {
	process: { __rl: true, mode: 'name', value: 'Invoices' },
	strategy: 'ModernJobsCount',
	jobsCount: 1,
	specifyArguments: 'json',
	inputArguments: '{}',
	waitForCompletion: false,
	options: { reference: "O'Brien" },
};
const ROW = { Id: 7, Key: 'a', State: 'Pending' };

/** Starts a job; the start is not answered but fails with this code of Node or axios. */
async function startUnanswered(code: string) {
	const requests: IHttpRequestOptions[] = [];
	const scope = createScope((options) => {
		requests.push(options);
		if (options.method === 'POST') throw Object.assign(new Error(code), { code });
		return { statusCode: 200, body: JSON.stringify({ value: [ROW] }) };
	});
	const context = {
		...scope.session.context,
		getNodeParameter: (name: string) => PARAMETERS[name],
	} as unknown as IExecuteFunctions;
	const batch = start.open();
	const progress = createProgress();
	const { itemIndex } = origin;
	batch.add({ context, origin, itemIndex, fields: start.description, scope, progress });
	const outcomes = await batch.run({ keepsGoing: false });
	return { requests, outcome: outcomes.get(origin.itemIndex) };
}

describe('a start that is not answered', () => {
	test.each(['ETIMEDOUT', 'ECONNABORTED', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'])(
		'%s: the job is looked up by its reference, and not started again',
		async (code) => {
			const { requests, outcome } = await startUnanswered(code);
			expect(outcome).toEqual({ items: [{ json: ROW }] });
			expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
			const [sent, look] = requests;
			const { Reference: reference } = JSON.parse(String(sent?.body)).startInfo;
			const { searchParams } = new URL(String(look?.url));
			expect(searchParams.get('$filter')).toBe(
				`Reference eq '${String(reference).replace("'", "''")}'`,
			);
		},
	);

	test('CERT_HAS_EXPIRED: nothing was sent, so nothing is looked up', async () => {
		const { requests, outcome } = await startUnanswered('CERT_HAS_EXPIRED');
		expect(outcome).toMatchObject({
			failure: { message: expect.stringContaining('certificate') },
		});
		expect(requests.map(({ method }) => method)).toEqual(['POST']);
	});
});
