/** Every field of every description, proven to change what Orchestrator is asked or what comes out. */
import type { INodeParameters } from 'n8n-workflow';

import { loadDescription, listOperations } from '../../description/package.mts';
import { isFieldOf, listInnerFields } from '../../support/properties.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import type { RunResult } from '../harness/run.mts';
import {
	apiRequests,
	describeRequest,
	forgetRequests,
	jobNode,
	locate,
	oauthCredentials,
	openSandbox,
	tokenCredentials,
} from '../sandbox.mts';
import { ALL_ROWS } from './all-rows.mts';
import { FOLDER_ROWS } from './common-rows.mts';
import type { FieldRow } from './field-row.mts';

let sandbox: Sandbox;
let newest: Sandbox;
let older: Sandbox;

beforeAll(async () => {
	newest = await openSandbox();
	older = await openSandbox({ apiVersion: 19 });
	sandbox = newest;
});

describe.each(ALL_ROWS)('fields of job: $operation', ({ operation, minimal, rows }) => {
	it.each(rows.map((row) => [describeRow(row), row] as const))('%s', async (_name, row) => {
		sandbox = row.apiVersion === 19 ? older : newest;
		const base = { ...minimal, ...row.base };
		expectShown(row, await run(operation, { ...base, ...row.parameters }, row.prepare));
		const plain = await run(operation, base, row.prepare);
		expect(() => expectShown(row, plain)).toThrow();
	});
});

describe('fields of all operations', () => {
	it.each(FOLDER_ROWS.map((row) => [describeRow(row), row] as const))('%s', async (_name, row) => {
		expectShown(row, await run('getAll', { limit: 1, ...row.parameters }));
		const plain = await run('getAll', { limit: 1, folder: locate('id', '') });
		expect(() => expectShown(row, plain)).toThrow();
	});

	it('authentication', async () => {
		const credentials = { ...tokenCredentials(sandbox), ...oauthCredentials(sandbox) };
		for (const [authentication, tokens] of [
			['accessToken', 0],
			['oAuth2', 1],
		] as const) {
			forgetRequests(sandbox);
			await getEngine().harness.run(
				jobNode(sandbox, 'getAll', { authentication, limit: 1 }, { credentials }),
			);
			expect(sandbox.requests.filter(({ target }) => target === 'identity')).toHaveLength(tokens);
		}
	});
});

it('has a row for every field of every description', () => {
	const fields = listOperations().flatMap(({ resource, operation }) =>
		loadDescription()
			.properties.filter((property) => isFieldOf(property, resource, operation))
			.flatMap((property) =>
				property.type === 'collection'
					? listInnerFields(property).map((field) => `${property.name}.${field.name}`)
					: [property.name],
			)
			.map((name) => `${resource}.${operation}: ${name}`),
	);
	const proven = new Set(
		ALL_ROWS.flatMap(({ operation, rows }) => rows.map((row) => `job.${operation}: ${row.field}`)),
	);
	expect(fields.length).toBeGreaterThan(50);
	expect(fields.filter((name) => !proven.has(name))).toEqual([]);
	expect([...proven].filter((name) => !fields.includes(name))).toEqual([]);
	const common = loadDescription().properties.filter(
		({ displayOptions }) => !displayOptions?.show?.operation,
	);
	expect(common.map(({ name }) => name)).toEqual([
		'authentication',
		'resource',
		'operation',
		'folder',
	]);
});

interface Seen {
	result: RunResult;
	requests: object[];
}

async function run(
	operation: string,
	parameters: INodeParameters,
	prepare?: FieldRow['prepare'],
): Promise<Seen> {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ exportMs: 0, pendingMs: 0, runMs: 0 });
	prepare?.(sandbox);
	const result = await getEngine().harness.run(jobNode(sandbox, operation, parameters));
	const requests = apiRequests(sandbox).map((request) => describeRequest(sandbox, request));
	return { result, requests };
}

function describeRow({ field, note }: FieldRow): string {
	return note ? `${field} (${note})` : field;
}

function expectShown(row: FieldRow, { result, requests }: Seen): void {
	const { request, item, itemCount, error } = row;
	if (error) expect(result.error?.message).toMatch(error);
	else expect([result.status, result.error?.message]).toEqual(['success', undefined]);
	const items = result.outputs[0] ?? [];
	if (request) {
		const found = requests.find((candidate) => isMatch(candidate, request));
		expect(found ?? requests.at(-1)).toMatchObject(request);
	}
	if (item) expect(items[0]).toMatchObject(item);
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
