/** No failure shows a token, a client secret, the signature of a link or the value of an argument. */
import type { INodeParameters } from 'n8n-workflow';

import { withoutUserData } from '../../scripts/secrets/user-data.mts';
import { getEngine } from '../engine/globals.mts';
import { FINANCE, locate } from '../engine/sandbox.mts';
import { FAILURE_NAMES, type FaultyTenants, startFaultyTenants } from './faulty-tenant.mts';
import {
	ARGUMENT,
	CLIENT_SECRET,
	findSecrets,
	findSecretsInError,
	OPERATIONS,
	TOKEN,
} from './marked.mts';

let tenants: FaultyTenants;

beforeAll(async () => {
	tenants = await startFaultyTenants();
});
afterAll(() => tenants.close());

const PROCESS_KEY = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
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

describe('the trigger and the lists of the editor fail', () => {
	const { harness } = getEngine();
	const toNode = (name: string, type: string, parameters: INodeParameters) => ({
		type,
		credentials: withToken(tenants.tenantUrl(name)),
		parameters: { folder, ...parameters },
	});
	const pollIn = async (name: string) => {
		const options = { includeErrorLogs: 3, includeArguments: true };
		const node = toNode(name, 'uiPathOrchestratorTrigger', { event: 'jobFaulted', options });
		return await harness.poll({ ...node, nodeId: name });
	};
	const PARAMETERS = { resource: 'job', operation: 'start', process: locate('key', PROCESS_KEY) };
	const toAction = (name: string) => toNode(name, 'uiPathOrchestrator', PARAMETERS);

	it.each<[string, (name: string) => Promise<unknown>]>([
		['a poll', pollIn],
		[
			'the list of folders',
			async (name) => await harness.listSearch(toAction(name), 'searchFolders'),
		],
		[
			'the list of processes',
			async (name) => await harness.listSearch(toAction(name), 'searchProcesses'),
		],
		['the list of jobs', async (name) => await harness.listSearch(toAction(name), 'searchJobs')],
		[
			'the form of arguments',
			async (name) => await harness.mapperFields(toAction(name), 'getArgumentFields'),
		],
	])('%s, in every way, and shows no secret', async (_name, act) => {
		const shown = await Promise.all(
			FAILURE_NAMES.map(async (name) => {
				try {
					await act(name);
					return 'no error';
				} catch (error: unknown) {
					return findSecretsInError(error);
				}
			}),
		);
		expect(shown).toEqual(FAILURE_NAMES.map(() => []));
	});
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
