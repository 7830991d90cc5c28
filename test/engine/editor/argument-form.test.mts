/** What is filled into the arguments form is what the robot gets. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { FINANCE, forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';
import { mapperFields } from './browse.mts';

const INVOICES = locate('list', SEED.releases.invoiceProcessing.key);
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

/** The parameter as the editor saves it: the values beside the fields that it was given. */
async function fillIn(value: unknown, process = INVOICES, mappingMode = 'defineBelow') {
	const { fields } = await mapperFields(sandbox, { process });
	forgetRequests(sandbox);
	const argumentFields = { mappingMode, value, schema: fields, matchingColumns: [] };
	return { process, argumentFields } as unknown as INodeParameters;
}

const start = async (parameters: INodeParameters, items?: INodeExecutionData[]) =>
	await getEngine().harness.run(jobNode(sandbox, 'start', parameters), items);
const received = () => sandbox.control.jobs().at(-1)?.InputArguments;

it('every kind of value arrives as entered', async () => {
	const { status, error } = await start(
		await fillIn({
			orderId: '0065',
			amount: '12345678901234567.10',
			maxInvoices: 3,
			dryRun: false,
			dueDate: '2026-01-31T08:00:00+01:00',
			tags: '["ü", "日本", "O\'Brien"]',
			header: '{"id": 9007199254740993, "größe": 1.10}',
		}),
	);
	expect([status, error?.message]).toEqual(['success', undefined]);
	expect(received()).toBe(
		'{"orderId":"0065","amount":12345678901234567.10,"maxInvoices":3,"dryRun":false,' +
			'"dueDate":"2026-01-31T08:00:00+01:00","tags":["ü","日本","O\'Brien"],' +
			'"header":{"id":9007199254740993,"größe":1.10}}',
	);
});

it('values of expressions arrive as the expression gives them', async () => {
	const { status } = await start(
		await fillIn({
			orderId: '={{ $json.order }}',
			amount: '={{ $json.amount }}',
			maxInvoices: '={{ $json.list.length }}',
			dryRun: '={{ "true" }}',
			dueDate: '={{ DateTime.fromISO("2026-01-31T08:00:00+09:00", { setZone: true }) }}',
			tags: '={{ $json.list }}',
			header: '={{ $json }}',
		}),
		[{ json: { order: 65, amount: '0.10', list: ['a', 'ü'] } }],
	);
	expect(status).toBe('success');
	expect(received()).toBe(
		'{"orderId":"65","amount":0.10,"maxInvoices":2,"dryRun":true,' +
			'"dueDate":"2026-01-31T08:00:00.000+09:00","tags":["a","ü"],' +
			'"header":{"order":65,"amount":"0.10","list":["a","ü"]}}',
	);
});

it('whole numbers over 2^53 arrive digit by digit', async () => {
	const Key = '70000000-0000-4000-8000-000000000001';
	const Input = JSON.stringify(
		['Int64', 'UInt64', 'Decimal'].map((type) => ({ name: type, type: `System.${type}` })),
	);
	sandbox.control.addReleases([
		{
			Id: 70_001,
			Key,
			Name: 'Wide',
			OrganizationUnitId: FINANCE,
			Arguments: { Input, Output: null },
		},
	]);
	const values = {
		Int64: '-9223372036854775808',
		UInt64: '18446744073709551615',
		Decimal: '0.1234567890123456789',
	};
	await start(await fillIn(values, locate('list', Key)));
	expect(received()).toBe(
		'{"Int64":-9223372036854775808,"UInt64":18446744073709551615,"Decimal":0.1234567890123456789}',
	);
});

it('is filled from each input item when mapped automatically', async () => {
	const parameters = await fillIn(null, INVOICES, 'autoMapInputData');
	const { status } = await start(parameters, [
		{ json: { orderId: '007', maxInvoices: 1, stranger: 'x' } },
		{ json: { orderId: 'ü', tags: ['a'] } },
	]);
	expect(status).toBe('success');
	expect(
		sandbox.control
			.jobs()
			.slice(-2)
			.map(({ InputArguments }) => InputArguments),
	).toEqual(['{"orderId":"007","maxInvoices":1}', '{"orderId":"ü","tags":["a"]}']);
});

it('long arguments go as a file, as with JSON', async () => {
	const orderId = 'ä'.repeat(11_000);
	const { status } = await start(await fillIn({ orderId }));
	expect(status).toBe('success');
	const [upload] = sandbox.requests.filter(({ target }) => target === 'blob');
	expect(upload?.body).toBe(JSON.stringify({ orderId }));
	expect(sandbox.control.jobs().at(-1)?.InputFile).toMatch(/^[0-9a-f-]{36}$/);
});

describe('a value of the wrong type is refused by name, before any request', () => {
	it.each([
		['orderId', '{ a: 1 }'],
		['amount', '"12,5"'],
		['maxInvoices', '"three"'],
		['maxInvoices', '"0065"'],
		['maxInvoices', '2 ** 31'],
		['dryRun', '"maybe"'],
		['dueDate', '"tomorrow"'],
		['tags', '"a, b"'],
		['header', '"{a: 1}"'],
	])('%s: %s', async (name, expression) => {
		const { status, error } = await start(
			await fillIn({ orderId: 'a', [name]: `={{ ${expression} }}` }),
		);
		expect(status).toBe('error');
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(error?.message).toMatch(new RegExp(`^'Arguments: ${name}' is not`));
		expect(sandbox.requests).toEqual([]);
	});

	it('a required argument left empty', async () => {
		const { error } = await start(await fillIn({ orderId: '={{ "" }}', maxInvoices: 3 }));
		expect(error?.message).toMatch(/^'Arguments: orderId' is required/);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		[{ maxInvoices: 3 }, /orderId/],
		[{ orderId: 'a', maxInvoices: 'three' }, /maxInvoices/],
	])('by n8n itself where it stands in the form: %j', async (values, name) => {
		await expect(start(await fillIn(values))).rejects.toThrow(name);
		expect(sandbox.requests).toEqual([]);
	});
});

it.each([
	['"text"', '"text"'],
	['5', '5'],
	['[1, 2]', '[1,2]'],
	['true', 'true'],
	['{"a": 1}', '{"a":1}'],
])('an argument of an unknown type takes any JSON: %s', async (value, arrived) => {
	const Key = '70000000-0000-4000-8000-000000000001';
	const Input = JSON.stringify([{ name: 'any', type: 'System.Object' }]);
	sandbox.control.addReleases([
		{
			Id: 70_001,
			Key,
			Name: 'Any',
			OrganizationUnitId: FINANCE,
			Arguments: { Input, Output: null },
		},
	]);
	await start(await fillIn({ any: value }, locate('list', Key)));
	expect(received()).toBe(`{"any":${arrived}}`);
});

it('a bad value in one item fails that item, and only that one', async () => {
	const parameters = await fillIn({ orderId: 'a', maxInvoices: '={{ $json.n }}' });
	const node = jobNode(sandbox, 'start', parameters, { onError: 'continueRegularOutput' });
	const items = [{ json: { n: 1 } }, { json: { n: 'x' } }, { json: { n: 3 } }];
	const { outputs } = await getEngine().harness.run(node, items);
	expect(outputs[0]).toMatchObject([
		{ json: { State: 'Pending' }, pairedItem: { item: 0 } },
		{ json: { error: expect.stringContaining('maxInvoices') }, pairedItem: { item: 1 } },
		{ json: { State: 'Pending' }, pairedItem: { item: 2 } },
	]);
});

it('JSON stands beside the form, and the other of the two is not looked at', async () => {
	const parameters = await fillIn({ orderId: 'from the form' });
	const inputArguments = '{"orderId":"from JSON"}';
	await start({ ...parameters, inputArguments, specifyArguments: 'json' });
	expect(received()).toBe('{"orderId":"from JSON"}');
	await start({ ...parameters, inputArguments, specifyArguments: 'form' });
	expect(received()).toBe('{"orderId":"from the form"}');
});

it('a form that was never opened sends nothing, and the process takes its defaults', async () => {
	const { status } = await start({ process: INVOICES });
	expect(status).toBe('success');
	expect(received()).toBeNull();
});

it('shows the arguments that an agent declares as a JSON Schema', async () => {
	const { fields } = await mapperFields(sandbox, {
		process: locate('key', SEED.releases.claimsAgent.key),
	});
	expect(fields.map(({ displayName, type, required }) => [displayName, type, required])).toEqual([
		['claimId (String)', 'string', true],
		['amount (Double, default 10.5)', 'number', false],
		['pages (Int64)', 'string', false],
		['urgent (Boolean, default false)', 'options', false],
		['channel (String, default "Email")', 'options', false],
		['receivedAt (DateTime)', 'dateTime', false],
		['customer (Object)', 'string', true],
		['tags (Array)', 'string', false],
	]);
	expect(fields[4]?.options?.map(({ value }) => value)).toEqual(['Email', 'Phone', 'Letter']);
});

it('what is filled in for an agent arrives as its schema declares it', async () => {
	const { status, error } = await start(
		await fillIn(
			{
				claimId: '0065',
				amount: 1.5,
				pages: '3',
				urgent: true,
				channel: 'Phone',
				receivedAt: '2026-01-31T08:00:00',
				customer: '{"name": "Ü"}',
				tags: '["a"]',
			},
			locate('list', SEED.releases.claimsAgent.key),
		),
	);
	expect([status, error?.message]).toEqual(['success', undefined]);
	expect(received()).toBe(
		'{"claimId":"0065","amount":1.5,"pages":3,"urgent":true,"channel":"Phone",' +
			'"receivedAt":"2026-01-31T08:00:00","customer":{"name":"Ü"},"tags":["a"]}',
	);
});
