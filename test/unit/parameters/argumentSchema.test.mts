import { readArgumentSchema } from '../../../nodes/UiPathOrchestrator/parameters/argumentSchema.ts';

const readOne = (property: unknown, more: object = {}) =>
	readArgumentSchema({ type: 'object', properties: { x: property }, ...more })?.[0];

test.each<[object, string]>([
	[{ type: 'string' }, 'String'],
	[{ type: ['string', 'null'] }, 'String'],
	[{ type: 'integer' }, 'Int64'],
	[{ type: 'number' }, 'Double'],
	[{ type: 'boolean' }, 'Boolean'],
	[{ type: 'string', format: 'date-time' }, 'DateTime'],
	[{ type: 'string', format: 'date' }, 'DateOnly'],
	[{ type: 'string', format: 'uuid' }, 'String'],
	[{ type: 'array', items: { type: 'string' } }, 'Array'],
	[{ type: 'object', properties: {} }, 'Object'],
	[{ type: ['string', 'number'] }, 'Object'],
	[{}, 'Object'],
	[{ type: 'constructor' }, 'Object'],
])('%j is written as %s', (property, shortType) => {
	expect(readOne(property)?.shortType).toBe(shortType);
});

test('required, defaults and choices are read', () => {
	expect(readOne({ type: 'string' }, { required: ['x'] })?.isRequired).toBe(true);
	expect(readOne({ type: 'number', default: 1.5 }, { required: ['x'] })).toMatchObject({
		isRequired: false,
		fallback: '1.5',
	});
	expect(readOne({ enum: ['a', 'b', null] })?.choices).toEqual(['a', 'b']);
});

test('references and allOf are followed, and circles end', () => {
	const schema = {
		allOf: [{ $ref: '#/$defs/Base' }],
		properties: { own: { $ref: '#/definitions/Count' }, loop: { $ref: '#/$defs/Loop' } },
		$defs: {
			Base: { properties: { base: { type: 'boolean' } }, required: ['base'] },
			Loop: { $ref: '#/$defs/Loop' },
		},
		definitions: { Count: { type: 'integer' } },
	};
	expect(
		readArgumentSchema(schema)?.map(({ name, shortType, isRequired }) => [
			name,
			shortType,
			isRequired,
		]),
	).toEqual([
		['base', 'Boolean', true],
		['own', 'Int64', false],
		['loop', 'Object', false],
	]);
});

test.each([undefined, null, 'text', [], {}, { type: 'string' }])(
	'%j is no such schema',
	(schema) => {
		expect(readArgumentSchema(schema)).toBeUndefined();
	},
);
