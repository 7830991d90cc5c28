import fc from 'fast-check';

import { createProgress } from '../../../nodes/UiPathOrchestrator/actions/attempts.ts';
import {
	readInputArguments,
	sendLargeArguments,
} from '../../../nodes/UiPathOrchestrator/actions/job/inputArguments.ts';
import { jsonText } from '../helpers/json-text.mts';
import { expectRefusal, origin } from '../origin.mts';
import { createScope } from '../transport/scope.mts';

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
		[{ b: null }, '{"b":null}'],
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
		[{ a: undefined, b: null }, "holds undefined at 'a'"],
	])('refuses %j', (raw, problem) => {
		expectRefusal(() => read(raw), 'Input Arguments', problem);
	});
});

describe('sendLargeArguments', () => {
	const upload = jest.fn(() => ({ statusCode: 200, body: '{}' }));
	const send = async (text: string | undefined) =>
		await sendLargeArguments(createScope(upload), text, createProgress());

	test('sends up to 10,000 characters inline', async () => {
		const text = JSON.stringify({ text: 'x'.repeat(10_000 - 11) });
		expect(text).toHaveLength(10_000);
		expect(await send(text)).toEqual({ InputArguments: text });
		expect(await send(undefined)).toEqual({});
		expect(upload).not.toHaveBeenCalled();
	});

	test('uploads one character more', async () => {
		await expect(send('x'.repeat(10_001))).rejects.toThrow('does not say where to upload to');
		expect(upload).toHaveBeenCalledTimes(1);
	});
});
