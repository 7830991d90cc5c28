/** Ids, keys and folders: only what is an int64 or a GUID gets into a path, only one line into a header. */
import { validateHeaderValue } from 'node:http';

import fc from 'fast-check';

import {
	readFolderSelector,
	readJobReference,
	readProcessReference,
} from '../../../nodes/UiPathOrchestrator/parameters/locator.ts';
import {
	readEntities,
	readId,
	readIds,
} from '../../../nodes/UiPathOrchestrator/parameters/values.ts';
import { folderHeader } from '../../../nodes/UiPathOrchestrator/transport/folder.ts';
import {
	guidLiteral,
	idLiteral,
	LiteralError,
} from '../../../nodes/UiPathOrchestrator/transport/literals.ts';
import { origin } from '../../unit/origin.mts';
import { check, PATIENCE_MS } from './cases.mts';
import { attempt } from './refusal.mts';
import { anyInput, isUnsendable, NASTY_TEXTS } from './texts.mts';

const KEY = '795cbab2-8008-4a54-b1cb-f9ff1ece139e';
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST_ID = 2n ** 63n - 1n;

const isInt64 = (text: string): boolean =>
	/^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= LARGEST_ID;

/** Ids, keys, and what is nearly one. */
const almost = fc.oneof(
	fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String),
	fc.bigInt({ min: 2n ** 63n - 3n, max: 2n ** 63n + 3n }).map(String),
	fc.uuid(),
	fc.tuple(fc.constantFrom('7', KEY), anyInput).map((parts) => parts.join('')),
	fc.tuple(anyInput, fc.constantFrom('7', KEY)).map((parts) => parts.join('')),
	fc.constantFrom(
		'07',
		'+7',
		'7.0',
		'7e0',
		'0x7',
		'٧',
		'７',
		'7\n',
		' 7 ',
		`{${KEY}}`,
		KEY.toUpperCase(),
	),
	fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 53, 2 ** 63, 1e21, NaN)),
	anyInput,
);

/** What a value stands for, if it is an id or a key at all. */
function understand(value: unknown): string | undefined {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined;
	const text = String(value).trim();
	if (/^\d{1,19}$/.test(text) && isInt64(BigInt(text).toString())) return BigInt(text).toString();
	return GUID.test(text.toLowerCase()) ? text.toLowerCase() : undefined;
}

const READERS: ReadonlyArray<readonly [label: string, read: (value: unknown) => string]> = [
	['Job', (value) => nameOf(readJobReference(origin, value))],
	['Job', (value) => nameOf(readJobReference(origin, { __rl: true, mode: 'id', value }))],
	['Process', (value) => nameOf(readProcessReference(origin, { __rl: true, mode: 'key', value }))],
	['Jobs', (value) => readEntities(origin, 'Jobs', [value]).map(nameOf).join()],
	['Folder', (value) => readFolderSelector(origin, { __rl: true, mode: 'id', value })?.value ?? ''],
];

const nameOf = (reference: ReturnType<typeof readProcessReference>): string =>
	reference.by === 'id' ? reference.id : reference.by === 'key' ? reference.key : reference.name;

it(
	'a job, a process, a folder is an id or a key, or is refused by name',
	() => {
		check(
			0.08,
			fc.property(fc.constantFrom(...READERS), almost, ([label, read], value) => {
				const outcome = attempt(() => read(value));
				const meant = understand(value);
				if (meant !== undefined) expect(outcome).toEqual({ result: meant });
				else if ('result' in outcome)
					expect([outcome.result, String(value).trim()]).toEqual(['', '']);
				else expect(outcome.refused).toBe(label);
			}),
		);
	},
	PATIENCE_MS,
);

it(
	'ids are digits that the API can hold',
	() => {
		check(
			0.03,
			fc.property(almost, (value) => {
				const outcome = attempt(() => readId(origin, 'Export ID', value));
				const list = attempt(() => readIds(origin, 'Machine Session IDs', [value]));
				for (const ids of [
					'result' in outcome ? outcome.result : undefined,
					'result' in list ? list.result : [],
				].flat()) {
					if (ids !== undefined) expect(ids).toBe(understand(value));
				}
			}),
		);
	},
	PATIENCE_MS,
);

/** Paths are written with these two, also where the id comes from an answer of the server. */
it(
	'nothing else gets into a path',
	() => {
		check(
			0.03,
			fc.property(almost, (value) => {
				for (const write of [idLiteral, guidLiteral]) {
					try {
						const written = write(String(value));
						expect(isInt64(written) || GUID.test(written)).toBe(true);
					} catch (caught: unknown) {
						if (!(caught instanceof LiteralError))
							throw new Error('another error', { cause: caught });
					}
				}
			}),
		);
	},
	PATIENCE_MS,
);

/** The folder as the sandbox reads it from its header. */
function readHeader(headers: Record<string, string>): string {
	const [[name, value] = ['', ''], ...others] = Object.entries(headers);
	expect(others).toEqual([]);
	validateHeaderValue(name, value);
	expect(value).toMatch(/^[\x20-\x7e]+$/);
	// What HTTP itself would cut off.
	expect(value).toBe(value.trim());
	return name === 'X-UIPATH-FolderPath-Encoded'
		? Buffer.from(value, 'base64').toString('utf16le')
		: value;
}

function expectPath(path: string): void {
	const outcome = attempt(() =>
		readFolderSelector(origin, { __rl: true, mode: 'path', value: path }),
	);
	const meant = path.replace(/^[/\s]+|[/\s]+$/g, '');
	if ('refused' in outcome) {
		expect(outcome.refused).toBe('Folder');
		expect(
			meant === '' || isUnsendable(meant) || /\p{Cc}/u.test(meant) || meant.length > 1_000,
		).toBe(true);
	} else if (outcome.result === undefined) expect(path.trim()).toBe('');
	else expect(readHeader(folderHeader(outcome.result))).toBe(meant);
}

it('hard folder paths', () => {
	for (const path of NASTY_TEXTS) expectPath(path);
});

it(
	'a folder path is one header with that path',
	() => {
		check(0.06, fc.property(anyInput, expectPath));
	},
	PATIENCE_MS,
);
