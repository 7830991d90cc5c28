/** The output previews that the editor shows before a first run are what the operations really give. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { listOperations } from '../description/package.mts';
import { getEngine } from './globals.mts';
import { jobNode, locate, openSandbox } from './sandbox.mts';

const SCHEMAS = resolve(__dirname, '../../nodes/UiPathOrchestrator/__schema__/v1.0.0/job');
const INVOICES = locate('key', '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01');

/** The least that each operation needs; everything else as a fresh node has it. */
const MINIMAL: Record<string, INodeParameters> = {
	export: {},
	get: { job: locate('id', 20001) },
	getAll: {},
	restart: { job: locate('id', 20001) },
	resume: { job: locate('id', 20005) },
	start: { process: INVOICES },
	stop: { jobs: '20006' },
	wait: { jobs: '20001, 20003, 20004' },
};

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

it('stand beside the nodes, one for each operation', () => {
	const operations = listOperations().map(({ operation }) => `${operation}.json`);
	expect(readdirSync(SCHEMAS).sort()).toEqual([...operations].sort());
	expect(Object.keys(MINIMAL).sort()).toEqual(
		listOperations()
			.map(({ operation }) => operation)
			.sort(),
	);
});

it.each(Object.entries(MINIMAL))('fit the output of %s, field by field', async (operation, row) => {
	const schema: Record<string, unknown> = JSON.parse(
		readFileSync(resolve(SCHEMAS, `${operation}.json`), 'utf8'),
	);
	const { version, ...rest } = schema;
	expect(version).toBe(1);
	const fields = Object.keys(Object(rest.properties));
	const validate = new Ajv({ allowUnionTypes: true }).compile({
		...rest,
		required: fields,
		additionalProperties: false,
	});
	const { status, error, outputs } = await getEngine().harness.run(
		jobNode(sandbox, operation, row),
	);
	expect([status, error?.message]).toEqual(['success', undefined]);
	const items = outputs[0] ?? [];
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		validate(json);
		expect(validate.errors ?? []).toEqual([]);
		// The preview shows the fields in their order.
		expect(Object.keys(json)).toEqual(fields);
	}
});
