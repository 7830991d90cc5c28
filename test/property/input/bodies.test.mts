/** Text and JSON that go in a body: names, references, entry points, variables, arguments. */
import fc from 'fast-check';

import { readInputArguments } from '../../../nodes/UiPathOrchestrator/actions/job/inputArguments.ts';
import { resolveProcess } from '../../../nodes/UiPathOrchestrator/actions/job/process.ts';
import { readStartOptions } from '../../../nodes/UiPathOrchestrator/actions/job/startOptions.ts';
import { isRecord, toJson } from '../../../nodes/UiPathOrchestrator/helpers/json.ts';
import { readArgumentForm } from '../../../nodes/UiPathOrchestrator/parameters/argumentForm.ts';
import { readProcessReference } from '../../../nodes/UiPathOrchestrator/parameters/locator.ts';
import { jsonText } from '../../unit/helpers/json-text.mts';
import { origin } from '../../unit/origin.mts';
import { createScope } from '../../unit/transport/scope.mts';
import { check, checkAsync, PATIENCE_MS } from './cases.mts';
import { attempt } from './refusal.mts';
import { anyInput, NASTY_TEXTS } from './texts.mts';

/** A body as it arrives: written, carried as UTF-8, and parsed. */
function send(body: unknown): Record<string, unknown> {
	const arrived: unknown = JSON.parse(Buffer.from(toJson(body)).toString('utf8'));
	if (isRecord(arrived)) return arrived;
	throw new Error('no object arrived');
}

/** Field of the start options, its label, what arrives of a text, and the longest that is taken. */
const OPTIONS = [
	['entryPointPath', 'Entry Point Path', 'EntryPointPath', 512],
	['reference', 'Reference', 'Reference', 111],
	['environmentVariables', 'Environment Variables', 'EnvironmentVariables', 4_000],
] as const;

function expectOption([name, label, field, longest]: (typeof OPTIONS)[number], text: string): void {
	const isVariable = name === 'environmentVariables';
	const given = isVariable ? `NAME=${text}` : text;
	const outcome = attempt(() => readStartOptions(origin, { [name]: given }, 'abc123def456'));
	if ('refused' in outcome) {
		expect(outcome.refused).toBe(label);
		const hasOddLine =
			isVariable && given.split(/\r?\n/).some((line) => !/^[^=\s][^=]*=/.test(line));
		expect(given.length > longest || hasOddLine).toBe(true);
		return;
	}
	const arrived = send(outcome.result)[field];
	if (name === 'reference') expect(arrived).toMatch(/^[^]* n8n-[0-9a-z]{12}$/);
	const own = ' n8n-0123456789ab'.length;
	const kept = name === 'reference' ? String(arrived).slice(0, -own) : arrived;
	expect(kept).toBe(isVariable ? given.replace(/\r?\n/g, '\n').replace(/\n\s*$/, '') : given);
}

it('hard texts in start options', () => {
	for (const option of OPTIONS) for (const text of NASTY_TEXTS) expectOption(option, text);
});

it(
	'text of a start option arrives as it is, or is refused by name',
	() => {
		check(0.04, fc.property(fc.constantFrom(...OPTIONS), anyInput, expectOption));
	},
	PATIENCE_MS,
);

it(
	'the name of a process arrives as it is',
	async () => {
		await checkAsync(
			0.02,
			fc.asyncProperty(anyInput, async (name) => {
				const raw = { __rl: true, mode: 'name', value: name };
				const outcome = attempt(() => readProcessReference(origin, raw));
				if ('refused' in outcome) expect([outcome.refused, name.trim()]).toEqual(['Process', '']);
				else {
					const startInfo = await resolveProcess(createScope(), outcome.result);
					expect(send({ startInfo })).toEqual({ startInfo: { ReleaseName: name.trim() } });
				}
			}),
		);
	},
	PATIENCE_MS,
);

/** What arrives at the robot as its arguments: text inside of a body. */
const sendArguments = (text: string | undefined): unknown => send({ text }).text;

const readArguments = (raw: unknown) => attempt(() => readInputArguments(origin, raw));

/** Names that do something to a careless object, doubled ones too. */
const argumentName = fc.oneof(
	fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a', 'a', ''),
	anyInput,
);

it(
	'arguments as JSON text arrive token by token: digits, order, doubled names',
	() => {
		const fields = fc.array(fc.tuple(argumentName, jsonText), { minLength: 1, maxLength: 4 });
		check(
			0.06,
			fc.property(fields, (list) => {
				const write = (form: 'spaced' | 'compact') =>
					list.map(([name, value]) => `${JSON.stringify(name)}:${value[form]}`).join(',');
				expect(readArguments(` {${write('spaced')}} `)).toEqual({
					result: `{${write('compact')}}`,
				});
				expect(sendArguments(`{${write('compact')}}`)).toBe(`{${write('compact')}}`);
			}),
		);
	},
	PATIENCE_MS,
);

it(
	'any other text is refused by name',
	() => {
		check(
			0.01,
			fc.property(anyInput, (text) => {
				const outcome = readArguments(text);
				if ('refused' in outcome) expect(outcome.refused).toBe('Input Arguments');
				else if (outcome.result !== undefined) expect(isRecord(JSON.parse(text.trim()))).toBe(true);
			}),
		);
	},
	PATIENCE_MS,
);

it('arguments of any depth and size arrive', () => {
	const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
	const wide = `{"a":[${'1.10,'.repeat(200_000)}0]}`;
	const long = `{"a":"${'\\n\\"\'é\u{1f600}'.repeat(200_000)}"}`;
	for (const text of [deep, wide, long]) {
		const outcome = readArguments(text);
		expect('result' in outcome && outcome.result === text).toBe(true);
		expect(sendArguments(text) === text).toBe(true);
	}
});

it('half a pair, which no file can carry, arrives as its escape sequence', () => {
	const outcome = readArguments('{"a": "\ud83d"}');
	expect(outcome).toEqual({ result: '{"a":"\\ud83d"}' });
	expect('result' in outcome && Buffer.from(outcome.result ?? '').toString('utf8')).toBe(
		'{"a":"\\ud83d"}',
	);
});

it(
	'the form writes any name and any text as they are',
	() => {
		check(
			0.03,
			fc.property(argumentName, anyInput, (name, text) => {
				const schema = [{ id: name, displayName: `${name} (String)`, required: false }];
				const value = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(text)}}`);
				const outcome = attempt(() =>
					readArgumentForm(origin, { mappingMode: 'defineBelow', value, schema }, {}),
				);
				if ('refused' in outcome) throw new Error(`${outcome.refused} was refused`);
				const arrived: unknown = JSON.parse(String(sendArguments(outcome.result)));
				expect(Object.entries(isRecord(arrived) ? arrived : {})).toEqual([[name, text]]);
			}),
		);
	},
	PATIENCE_MS,
);
