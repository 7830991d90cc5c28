import type { INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import { refuseEmptyExpressions } from '../../../nodes/UiPathOrchestrator/parameters/emptyExpression.ts';
import { expectRefusal, origin } from '../origin.mts';

const FIELD: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	default: {},
	options: [
		{ displayName: 'Process Name', name: 'process', type: 'string', default: '' },
		{ displayName: 'Robot', name: 'robotId', type: 'resourceLocator', default: {} },
		{ displayName: 'Types', name: 'types', type: 'multiOptions', default: [], options: [] },
		{
			displayName: 'Pairs',
			name: 'pairs',
			type: 'fixedCollection',
			default: {},
			options: [
				{
					displayName: 'Pair',
					name: 'pair',
					values: [{ displayName: 'Machine', name: 'machine', type: 'string', default: '' }],
				},
			],
		},
		{ displayName: 'Data', name: 'data', type: 'json', default: '' },
	],
};

const EXPRESSION = '={{ $json.missing }}';

function check(written: NodeParameterValueType, value: unknown, field = FIELD): void {
	const node = { ...origin.node, parameters: { [field.name]: written } };
	refuseEmptyExpressions({ ...origin, node }, field, value);
}

const expectEmpty = (label: string, written: NodeParameterValueType, value: unknown) =>
	expectRefusal(() => check(written, value), label, 'is an expression that yields nothing');

describe('an expression that yields nothing', () => {
	test.each([[undefined], [null], [''], [' \n'], [[]], [{}], [Number.NaN]])('is %j', (value) => {
		expectEmpty('Process Name', { process: EXPRESSION }, { process: value });
		expectEmpty('Filters', EXPRESSION, value);
	});

	test.each<[string, NodeParameterValueType, unknown]>([
		[
			'Robot',
			{ robotId: { __rl: true, mode: 'id', value: EXPRESSION } },
			{ robotId: { value: '' } },
		],
		['Robot', { robotId: EXPRESSION }, { robotId: { __rl: true, mode: 'id' } }],
		['Types', { types: ['Process', EXPRESSION] }, { types: ['Process', null] }],
		['Pairs: Machine', { pairs: { pair: [{ machine: EXPRESSION }] } }, { pairs: { pair: [{}] } }],
		['Pairs: Machine', { pairs: EXPRESSION }, { pairs: { pair: { machine: ' ' } } }],
		['Pairs', { pairs: EXPRESSION }, { pairs: { pair: [] } }],
		['Process Name', EXPRESSION, { process: undefined }],
		['other', { other: EXPRESSION }, {}],
	])('is found in %s', (label, written, value) => {
		expectEmpty(label, written, value);
	});

	test('is named with its key when an agent should have given it', () => {
		const written = {
			process: "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Name', ``) }}",
		};
		expectRefusal(() => check(written, { process: '' }), 'Process Name', "a value for 'Name'");
	});
});

describe('what is no such expression', () => {
	test.each<[string, NodeParameterValueType, unknown]>([
		['empty by hand', { process: '' }, { process: '' }],
		['an expression emptied by hand', { process: '=' }, { process: '' }],
		['the same with a blank', { process: '= ' }, { process: ' ' }],
		['a list that is empty by hand', { types: [] }, { types: [] }],
		['a collection without entries', {}, {}],
		['zero', { process: EXPRESSION }, { process: 0 }],
		['false', { process: EXPRESSION }, { process: false }],
		['text around nothing', { process: '=a{{ $json.missing }}' }, { process: 'a' }],
		['a date', { process: EXPRESSION }, { process: new Date(0) }],
		['a time of Luxon', { process: EXPRESSION }, { process: { toISO: () => '', invalid: null } }],
		['data without entries', { data: EXPRESSION }, { data: {} }],
		['nulls inside of data', { data: EXPRESSION }, { data: { a: null } }],
	])('%s', (_name, written, value) => {
		expect(() => check(written, value)).not.toThrow();
	});

	test('arguments of a form without a value are left out', () => {
		const field: INodeProperties = { ...FIELD, type: 'resourceMapper' };
		const written = { mappingMode: 'defineBelow', value: { a: EXPRESSION } };
		expect(() =>
			check(written, { mappingMode: 'defineBelow', value: { a: null } }, field),
		).not.toThrow();
	});
});
