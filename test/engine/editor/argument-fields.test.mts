/** The fields of the arguments form, as the editor draws them from what the process declares. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { apiRequests, FINANCE, forgetRequests, locate, openSandbox } from '../sandbox.mts';
import { mapperFields, NO_FOLDER } from './browse.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const Key = '70000000-0000-4000-8000-000000000001';
const declare = (descriptors: unknown, more: object = {}) =>
	sandbox.control.addReleases([
		{
			Id: 70_001,
			Key,
			Name: 'Declared',
			OrganizationUnitId: FINANCE,
			Arguments: {
				Input: typeof descriptors === 'string' ? descriptors : JSON.stringify(descriptors),
				Output: null,
			},
			...more,
		},
	]);
const readFields = async (mode = 'list', value = Key) =>
	(await mapperFields(sandbox, { process: locate(mode, value) })).fields;

it('has a field of the fitting kind for each argument, with its .NET type', async () => {
	const fields = await readFields('list', SEED.releases.invoiceProcessing.key);
	expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
		['orderId', 'orderId (String)', 'string'],
		['amount', 'amount (Decimal)', 'string'],
		['maxInvoices', 'maxInvoices (Int32)', 'number'],
		['dryRun', 'dryRun (Boolean)', 'options'],
		['dueDate', 'dueDate (DateTime)', 'dateTime'],
		['tags', 'tags (String[])', 'string'],
		['header', 'header (Dictionary)', 'string'],
	]);
	expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['orderId']);
	expect(fields.every(({ display, defaultMatch }) => display && !defaultMatch)).toBe(true);
	expect(apiRequests(sandbox)).toHaveLength(1);
});

it.each([
	['list', SEED.releases.invoiceProcessing.key],
	['key', SEED.releases.invoiceProcessing.key.toUpperCase()],
	['key', '5001'],
	['name', 'InvoiceProcessing'],
])('finds the process by %s %s', async (mode, value) => {
	expect(await readFields(mode, value)).toHaveLength(7);
});

it('finds a process by a name with quotes and beyond ASCII', async () => {
	sandbox.control.addReleases([
		{ Id: 70_002, Key, Name: "O'Brien 100% ü & #1", OrganizationUnitId: FINANCE },
	]);
	expect(await readFields('name', "O'Brien 100% ü & #1")).toEqual([]);
});

it('shows the defaults of the process, which make an argument optional', async () => {
	declare(
		[
			{ name: 'retries', type: 'System.Int32', required: true, hasDefault: true },
			{ name: 'region', type: 'System.String', required: true },
			{ name: 'list', type: 'System.String[]', required: false },
			{ name: 'account', type: 'System.Int64', required: false },
			{ name: 'must', type: 'System.Int32', required: true },
		],
		{ InputArguments: '{"retries":5,"region":"EMEA (ü)","list":["a"],"account":9007199254740993}' },
	);
	expect((await readFields()).map(({ displayName, required }) => [displayName, required])).toEqual([
		['retries (Int32, default 5)', false],
		['region (String, default "EMEA (ü)")', false],
		['list (String[], default ["a"])', false],
		['account (Int64, default "9007199254740993")', false],
		['must (Int32)', true],
	]);
});

it('offers a switch where an argument must be given, and a choice where it may be left out', async () => {
	declare([
		{ name: 'must', type: 'System.Boolean', required: true },
		{ name: 'may', type: 'System.Boolean', required: false },
	]);
	const [must, may] = await readFields();
	expect(must).toMatchObject({ type: 'boolean', required: true });
	expect(may).toMatchObject({ type: 'options', required: false });
	expect(may?.options?.map((option) => Object(option).value)).toEqual([true, false]);
});

it('takes an unknown type, and none, for JSON', async () => {
	declare([
		{ name: 'record', type: 'Acme.Finance.Invoice, Acme' },
		{ name: 'any' },
		{ name: 'Typed', type: null },
	]);
	expect((await readFields()).map(({ displayName, type }) => [displayName, type])).toEqual([
		['record (Invoice)', 'string'],
		['any (Object)', 'string'],
		['Typed (Object)', 'string'],
	]);
});

it('reads descriptors whose names are written in another case', async () => {
	declare([{ Name: 'orderId', Type: 'System.String', Required: true }]);
	expect(await readFields()).toMatchObject([{ id: 'orderId', type: 'string', required: true }]);
});

it.each(['', 'no JSON', '{}', '[1, null, {"name": ""}]', 'null'])(
	'is empty, not broken, over %j',
	async (text) => {
		declare(text);
		expect(await readFields()).toEqual([]);
	},
);

it('has the fields of the entry point that is chosen, without the defaults of the main one', async () => {
	declare([{ name: 'count', type: 'System.Int32' }], {
		InputArguments: '{"count":5,"mail":"main@acme.test"}',
		ProcessKey: "O'Brien.Package",
		otherEntryPoints: [
			{
				Path: 'Mail/Send.xaml',
				InputArguments: JSON.stringify([
					{ name: 'mail', type: 'System.String', required: true },
					{ name: 'urgent', type: 'System.Boolean', required: false },
				]),
			},
		],
	});
	const labels = async (entryPointPath: string) => {
		const parameters = { process: locate('list', Key), options: { entryPointPath } };
		const { fields } = await mapperFields(sandbox, parameters);
		return fields.map(({ displayName, required }) => [displayName, required]);
	};
	expect(await labels('Main.xaml')).toEqual([['count (Int32, default 5)', false]]);
	expect(await labels('Mail/Send.xaml')).toEqual([
		['mail (String)', true],
		['urgent (Boolean)', false],
	]);
});

describe('what is missing is said', () => {
	const place = (process: object, more: object = {}) => ({ process, ...more }) as never;

	it('the folder', async () => {
		const parameters = { ...NO_FOLDER.parameters, process: locate('list', Key) };
		await expect(mapperFields(sandbox, parameters)).rejects.toMatchObject({
			message: "Choose a 'Folder' first",
		});
		expect(sandbox.requests).toEqual([]);
	});

	it('the process', async () => {
		await expect(mapperFields(sandbox, place(locate('list', '')))).rejects.toThrow(
			/'Process' is empty/,
		);
		await expect(readFields('name', 'Nobody')).rejects.toMatchObject({
			message: 'There is no such process in the folder',
			description: expect.stringContaining("'Folder'"),
		});
	});

	it('the arguments of an entry point that Orchestrator does not describe', async () => {
		const process = locate('list', SEED.releases.invoiceProcessing.key);
		const fields = async (entryPointPath: string) =>
			await mapperFields(sandbox, { process, options: { entryPointPath } });
		expect((await fields('Main.xaml')).fields).toHaveLength(7);
		expect((await fields('')).fields).toHaveLength(7);
		await expect(fields('Other.xaml')).rejects.toMatchObject({
			message: expect.stringContaining("'Other.xaml'"),
			description: expect.stringMatching(/Main\.xaml.*Using JSON/),
		});
	});
});
