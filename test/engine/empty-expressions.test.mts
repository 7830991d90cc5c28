/** An expression that yields nothing is refused in every field: it is neither "all" nor "not set". */
import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { loadDescription } from '../description/package.mts';
import { isFieldOf, listInnerFields } from '../support/properties.mts';
import { ALL_ROWS } from './fields/all-rows.mts';
import { NOTHING, spoil } from './fields/spoil.mts';
import { getEngine } from './globals.mts';
import { jobNode, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

async function refuse(operation: string, parameters: INodeParameters): Promise<string> {
	const { status, error } = await getEngine().harness.run(jobNode(sandbox, operation, parameters));
	const sent = sandbox.requests.splice(0).map(({ path }) => path);
	expect([status, sent]).toEqual(['error', []]);
	return error?.message ?? '';
}

function findLabel(operation: string, [name, inner]: string[]): string {
	const field = loadDescription().properties.find(
		(property) => property.name === name && isFieldOf(property, 'job', operation),
	);
	const within = listInnerFields(field as INodeProperties).find((one) => one.name === inner);
	return (within ?? field)?.displayName ?? 'no such field';
}

const FIELDS = ALL_ROWS.flatMap(({ operation, minimal, rows }) =>
	rows
		.filter(({ field }, index) => rows.findIndex((row) => row.field === field) === index)
		.map(({ field, base, parameters }) => ({
			operation,
			field,
			// A field that is shown under a condition is read under it, too.
			all: { ...minimal, ...base, ...parameters },
		})),
);

describe.each(FIELDS)('$operation: $field', ({ operation, field, all }) => {
	const [outer = '', inner] = field.split('.');
	const variants = FIELDS.findIndex((one) => one.operation === operation && one.field === field);

	it('is refused by name, before any request', async () => {
		// Whatever nothing looks like; each field meets another.
		const expression = NOTHING[variants % NOTHING.length] ?? '';
		const collection = all[outer];
		const value = inner === undefined ? collection : (collection as INodeParameters)[inner];
		const label = findLabel(operation, field.split('.'));
		for (const spoiled of spoil(value, expression)) {
			const given =
				inner === undefined ? spoiled : { ...(collection as INodeParameters), [inner]: spoiled };
			const message = await refuse(operation, { ...all, [outer]: given as INodeParameters });
			expect(message).toMatch(/^'.*' is an expression that yields nothing \(item 0\)$/);
			expect(message).toContain(`'${label}`);
		}
	});
});

describe('the folder', () => {
	const folders = [...spoil(locate('id', 1), '={{ $json.folderId }}')];

	it.each(ALL_ROWS)('of $operation', async ({ operation, minimal }) => {
		for (const folder of folders) {
			const message = await refuse(operation, { ...minimal, folder: folder as INodeParameters });
			expect(message).toBe("'Folder' is an expression that yields nothing (item 0)");
		}
	});

	it.each(['Finance/{{ $json.missing }}', '{{ $json.missing }}/Invoices', 'a/{{ "" }}/b'])(
		'by the path %s',
		async (path) => {
			const folder = locate('path', `=${path}`);
			expect(await refuse('getAll', { folder })).toMatch(/'Folder' .*empty name/);
		},
	);
});

describe('the login', () => {
	it.each(NOTHING)('by %s', async (authentication) => {
		expect(await refuse('getAll', { authentication })).toMatch(/'Authentication' is an expression/);
	});

	it('that does not exist', async () => {
		const authentication = '={{ "basic" }}';
		expect(await refuse('getAll', { authentication })).toMatch(/'Authentication' is unknown/);
	});
});

describe('with what else there is to do', () => {
	it.each(NOTHING)('a filter that is %s does not list all jobs', async (process) => {
		expect(await refuse('getAll', { filters: { process } })).toMatch(/'Process Name'/);
	});

	it('an agent learns which of its values is missing', async () => {
		const process = "={{ $fromAI('Process_Name', ``, 'string') }}";
		expect(await refuse('getAll', { filters: { process } })).toBe(
			"'Process Name' got no value from the agent; call the tool again with a value for 'Process_Name' (item 0)",
		);
	});

	it.each(['', '=', '= '])('a field emptied by hand is not set: "%s"', async (value) => {
		const { status } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', {
				limit: 1,
				folder: locate('id', value),
				filters: { process: value.trim() },
			}),
		);
		expect(status).toBe('success');
		expect(sandbox.requests).toMatchObject([
			{
				headers: expect.not.objectContaining({ 'x-uipath-organizationunitid': expect.anything() }),
			},
		]);
		expect(sandbox.requests[0]?.rawQuery).not.toContain('filter');
		sandbox.requests.length = 0;
	});
});
