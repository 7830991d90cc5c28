import fc from 'fast-check';

import { readInputArguments } from '../../../nodes/UiPathOrchestrator/actions/job/inputArguments.ts';
import { jsonText } from '../helpers/json-text.mts';
import { expectRefusal, origin } from '../origin.mts';

const read = (raw: unknown) => readInputArguments(origin, raw);

describe('readInputArguments', () => {
	test.each([undefined, null, '', '  ', '{}', ' { } ', {}])('%j are no arguments', (raw) => {
		expect(read(raw)).toBeUndefined();
	});

	test.each([
		[{ orderId: 'A-17', count: 3 }, '{"orderId":"A-17","count":3}'],
		['{ "orderId": "A 17",\n "count": 3 }', '{"orderId":"A 17","count":3}'],
		['{"id": 9007199254740993}', '{"id":9007199254740993}'],
		['{"price": 1.10, "b": 1E3}', '{"price":1.10,"b":1E3}'],
		['{"a": "x  y\\n \\" z"}', '{"a":"x  y\\n \\" z"}'],
		[{ a: undefined, b: null }, '{"b":null}'],
	])('%j', (raw, sent) => {
		expect(read(raw)).toBe(sent);
	});

	test('text keeps every token and loses every gap', () => {
		fc.assert(
			fc.property(jsonText, ({ spaced, compact }) => {
				expect(read(`{ "argument" : ${spaced} }`)).toBe(`{"argument":${compact}}`);
			}),
		);
	});

	test.each([
		['{orderId: 1}', 'is not JSON'],
		['{"a":1', 'is not JSON'],
		['{"a":01}', 'is not JSON'],
		['text', 'is not JSON'],
		['[1]', 'is not a JSON object'],
		['5', 'is not a JSON object'],
		['null', 'is not a JSON object'],
		[[{ a: 1 }], 'is not a JSON object'],
		[5, 'is not a JSON object'],
		[true, 'is not a JSON object'],
	])('refuses %j', (raw, problem) => {
		expectRefusal(() => read(raw), 'Input Arguments', problem);
	});
});
