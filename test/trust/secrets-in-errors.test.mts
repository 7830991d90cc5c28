/** No failure shows a token, a client secret, the signature of a link or the value of an argument. */
import type { INodeParameters } from 'n8n-workflow';

import { withoutUserData } from '../../scripts/secrets/user-data.mts';
import { getEngine } from '../engine/globals.mts';
import { FINANCE, locate } from '../engine/sandbox.mts';
import { FAILURE_NAMES, type FaultyTenants, startFaultyTenants } from './faulty-tenant.mts';
import { ARGUMENT, CLIENT_SECRET, findSecrets, OPERATIONS, TOKEN } from './marked.mts';

let tenants: FaultyTenants;

beforeAll(async () => {
	tenants = await startFaultyTenants();
});
afterAll(() => tenants.close());

const folder = locate('id', FINANCE);
const workflow = JSON.stringify({ nodes: [{ name: 'Entry', type: 'harness.entry' }] });

/** Runs an operation. @returns its status, and the secrets in all that n8n would keep of the run */
async function run(
	credentials: Record<string, Record<string, string>>,
	operation: string,
	parameters: INodeParameters,
	onError?: 'continueErrorOutput',
) {
	const { status, error, outputs, stored } = await getEngine().harness.run({
		credentials,
		parameters: { resource: 'job', operation, folder, ...parameters },
		...(onError && { onError }),
	});
	const found = findSecrets(withoutUserData(stored, workflow));
	const message = error?.message ?? String(outputs.at(-1)?.[0]?.json.error ?? '');
	return { status, message, found };
}

const withToken = (tenantUrl: string) => ({
	uiPathOrchestratorApi: { tenantUrl, bearerToken: TOKEN },
});
const withSecret = (tenantUrl: string) => ({
	uiPathOrchestratorOAuth2Api: { tenantUrl, clientId: 'app', clientSecret: CLIENT_SECRET },
});

/** Runs an operation against a tenant of every failure; says what was shown and what went well all the same. */
async function failInEveryWay(
	toCredentials: (tenantUrl: string) => Record<string, Record<string, string>>,
	operation: string,
	parameters: INodeParameters,
	onError?: 'continueErrorOutput',
) {
	const results = await Promise.all(
		FAILURE_NAMES.map(async (name) => {
			const credentials = toCredentials(tenants.tenantUrl(name));
			return { name, ...(await run(credentials, operation, parameters, onError)) };
		}),
	);
	const isFailed = ({ message }: (typeof results)[number]) => message.length > 10;
	return {
		shown: results.filter(({ found }) => found.length > 0),
		succeeded: results.filter((result) => !isFailed(result)).map(({ name }) => name),
	};
}

describe.each(OPERATIONS)('%s fails', (operation, parameters) => {
	// The answer to a stop is empty, and so none of its business.
	const succeeded = operation === 'stop' ? ['truncated', 'empty'] : [];

	it.each([undefined, 'continueErrorOutput'] as const)(
		'in every way and shows no secret (On Error: %s)',
		async (onError) => {
			const result = await failInEveryWay(withToken, operation, parameters, onError);
			expect(result).toEqual({ shown: [], succeeded });
		},
	);
});

it('the token endpoint fails in every way and no client secret is shown', async () => {
	const parameters = { authentication: 'oAuth2' };
	const result = await failInEveryWay(withSecret, 'getAll', parameters);
	expect(result).toEqual({ shown: [], succeeded: [] });
});

describe('arguments that are refused before any request', () => {
	const PROCESS = { process: locate('name', 'InvoiceProcessing') };
	const mapper = (type: string) => ({
		mappingMode: 'defineBelow',
		value: { amount: ARGUMENT },
		matchingColumns: [],
		schema: [
			{
				id: 'amount',
				displayName: `amount (${type})`,
				type: 'string',
				required: false,
				defaultMatch: false,
				display: true,
			},
		],
	});

	it.each<[string, INodeParameters]>([
		['no JSON', { specifyArguments: 'json', inputArguments: `{"password": ${ARGUMENT}}` }],
		['cut JSON', { specifyArguments: 'json', inputArguments: `{"password": "${ARGUMENT}` }],
		['a text', { specifyArguments: 'json', inputArguments: JSON.stringify(ARGUMENT) }],
		['a list', { specifyArguments: 'json', inputArguments: JSON.stringify([ARGUMENT]) }],
		['no whole number', { argumentFields: mapper('Int32') }],
		['no decimal', { argumentFields: mapper('Decimal') }],
		['no boolean', { argumentFields: mapper('Boolean') }],
		['no time', { argumentFields: mapper('DateTime') }],
		['no list', { argumentFields: mapper('String[]') }],
		[
			'an unknown argument',
			{ argumentFields: { ...mapper('String'), value: { other: ARGUMENT } } },
		],
		['no NAME=value', { options: { environmentVariables: `A=1\n${ARGUMENT}` } }],
	])('%s: the error does not quote them', async (_name, parameters) => {
		const credentials = withToken(tenants.tenantUrl('404'));
		const result = await run(credentials, 'start', { ...PROCESS, ...parameters });
		expect(result).toEqual({
			status: 'error',
			message: expect.stringMatching(/^'(?:Input )?(?:Arguments|Environment Variables)/),
			found: [],
		});
	});
});
