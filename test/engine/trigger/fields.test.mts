/** @jest-environment ./test/engine/trigger/environment.cjs */
/** Every field of the trigger, proven to change what Orchestrator is asked or what comes out. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { loadDescription } from '../../description/package.mts';
import { listInnerFields } from '../../support/properties.mts';
import type { FieldRow } from '../fields/field-row.mts';
import { isParameters, NOTHING, pick, spoil } from '../fields/spoil.mts';
import {
	apiRequests,
	describeRequest,
	forgetRequests,
	oauthCredentials,
	tokenCredentials,
} from '../sandbox.mts';
import { TRIGGER_ROWS } from './field-rows.mts';
import {
	catchError,
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	openTenant,
	pass,
	triggerSetup,
} from './polling.mts';

const ALL_FOLDERS = { __rl: true, mode: 'list', value: '' };

let sandbox: Sandbox;
let newest: Sandbox;
let older: Sandbox;

beforeAll(async () => {
	newest = await openTenant();
	older = await openTenant({ apiVersion: 19 });
	sandbox = newest;
});
beforeEach(() => {
	sandbox = newest;
	clearTenant(sandbox);
});

interface Seen {
	items: INodeExecutionData[];
	requests: object[];
}

/** Activation, a poll that finds three jobs, and one that finds none. */
async function run(parameters: INodeParameters): Promise<Seen> {
	clearTenant(sandbox);
	forgetRequests(sandbox);
	const host = createHost('legacy', triggerSetup(sandbox, { folder: ALL_FOLDERS, ...parameters }));
	await host.activate();
	pass(sandbox, 20);
	const id = faultJob(sandbox, { InputArguments: '{"a":1}' });
	sandbox.control.addLog(id, 'Error', 'first', '2026-01-15T12:00:01Z');
	sandbox.control.addLog(id, 'Error', 'second', '2026-01-15T12:00:02Z');
	faultJobs(sandbox, 2);
	const items = await host.tick();
	await host.tick();
	return {
		items,
		requests: apiRequests(sandbox).map((request) => describeRequest(sandbox, request)),
	};
}

function expectShown({ request, item, itemCount }: FieldRow, { items, requests }: Seen): void {
	if (request) {
		const found = requests.find((candidate) => isMatch(candidate, request));
		expect(found ?? requests[0]).toMatchObject(request);
	}
	if (item) expect(items[0]?.json).toMatchObject(item);
	if (itemCount !== undefined) expect(items).toHaveLength(itemCount);
}

function isMatch(actual: object, expected: object): boolean {
	try {
		expect(actual).toMatchObject(expected);
		return true;
	} catch {
		return false;
	}
}

it.each(TRIGGER_ROWS.map((row) => [`${row.field} (${row.note ?? 'on'})`, row] as const))(
	'%s',
	async (_name, row) => {
		sandbox = row.apiVersion === 19 ? older : newest;
		expectShown(row, await run(row.parameters));
		const plain = await run({});
		expect(() => expectShown(row, plain)).toThrow();
	},
);

it('authentication', async () => {
	const credentials = { ...tokenCredentials(sandbox), ...oauthCredentials(sandbox) };
	for (const [authentication, tokens] of [
		['accessToken', 0],
		['oAuth2', 1],
	] as const) {
		forgetRequests(sandbox);
		const setup = { ...triggerSetup(sandbox, { authentication }), credentials };
		await createHost('legacy', setup).activate();
		expect(sandbox.requests.filter(({ target }) => target === 'identity')).toHaveLength(tokens);
	}
});

it('an empty folder means all folders: no folder is sent', async () => {
	const { requests } = await run({});
	const sent = requests.flatMap((request) =>
		Object.keys('headers' in request && request.headers ? request.headers : {}),
	);
	expect(sent.filter((name) => name.startsWith('x-uipath-'))).toEqual([]);
});

it('has a row for every field of the description, and no row for another', () => {
	const fields = loadDescription('uiPathOrchestratorTrigger').properties.flatMap((property) =>
		property.type === 'collection'
			? listInnerFields(property).map((field) => `${property.name}.${field.name}`)
			: [property.name],
	);
	const proven = [...new Set(TRIGGER_ROWS.map(({ field }) => field)), 'authentication'];
	expect(fields.filter((name) => name !== 'pollTimes').sort()).toEqual(proven.sort());
});

describe('values that cannot be meant', () => {
	const rows: Array<[string, INodeParameters, RegExp]> = [
		['lookBack 0', { options: { lookBack: 0 } }, /Look Back/],
		['lookBack above a day', { options: { lookBack: 1441 } }, /Look Back/],
		['maxItems 0', { options: { maxItems: 0 } }, /Max Items/],
		['maxItems above 10,000', { options: { maxItems: 10_001 } }, /Max Items/],
		['101 logs', { options: { includeErrorLogs: 101 } }, /Include Error Logs/],
		['an unknown event', { event: 'jobVanished' }, /Trigger On/],
		['a raw filter that does not close', { filters: { custom: "Info eq 'a" } }, /Custom Filter/],
		['a robot that is no id', { filters: { robotId: 'Bob' } }, /'Robot' is not an ID/],
		['a folder key that is none', { folder: { __rl: true, mode: 'key', value: 'x' } }, /Folder/],
	];

	it.each(rows)('%s is refused before any request', async (_name, parameters, message) => {
		forgetRequests(sandbox);
		const error = await catchError(() =>
			createHost('legacy', triggerSetup(sandbox, parameters)).activate(),
		);
		expect(error.message).toMatch(message);
		expect(error.name).toBe('NodeOperationError');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an expression that yields nothing is refused before any request', () => {
	const rows = TRIGGER_ROWS.filter(({ field }) => field !== 'event');

	it.each(rows.map(({ field, note = '', parameters }) => ({ field, note, parameters })))(
		'$field ($note)',
		async ({ field, parameters }) => {
			const [outer = '', inner] = field.split('.');
			const { [outer]: whole } = parameters;
			const collection = isParameters(whole) ? whole : {};
			const value = inner === undefined ? whole : pick(collection, inner);
			// A trigger has no input: n8n itself refuses `$json` in it.
			const nothing = NOTHING.map((text) => text.replace('$json.missing', 'undefined'));
			for (const spoiled of nothing.flatMap((expression) => [...spoil(value, expression)])) {
				const given = inner === undefined ? spoiled : { ...collection, [inner]: spoiled };
				const setup = triggerSetup(sandbox, { ...parameters, [outer]: given as INodeParameters });
				forgetRequests(sandbox);
				const { message } = await catchError(() => createHost('legacy', setup).activate());
				expect(message).toMatch(/^'.*' is an expression that yields nothing/);
				expect(sandbox.requests).toEqual([]);
			}
		},
	);
});
