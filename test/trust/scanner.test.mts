/** The scanner itself: what is planted is found, wherever and however; what belongs there is not. */
import { deflateSync, gzipSync } from 'node:zlib';
import { stringify } from 'flatted';

import { type Secret, toNeedles } from '../../scripts/secrets/encodings.mts';
import { search, searchForms } from '../../scripts/secrets/search.mts';
import { withoutDefinition, withoutUserData } from '../../scripts/secrets/user-data.mts';

const VALUE = 'Gä"7&+=%<\\/ü-4f8b1c5d9e2a7036';
const secret: Secret = { name: 'planted', value: VALUE, kind: 'login' };
const needles = toNeedles([secret]);
const find = (bytes: string | Buffer) => search('here', Buffer.from(bytes), needles).length > 0;

describe('a secret is found', () => {
	const ENCODINGS: Array<[string, string | Buffer]> = [
		['plain', VALUE],
		['as a JSON string', JSON.stringify({ message: VALUE })],
		['as JSON in JSON', JSON.stringify({ body: JSON.stringify({ message: VALUE }) })],
		['packed by flatted', stringify({ resultData: { error: { message: VALUE } } })],
		['percent-encoded', encodeURIComponent(VALUE)],
		['in a form', new URLSearchParams({ client_secret: VALUE }).toString()],
		['in HTML', VALUE.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')],
		['in Base64', Buffer.from(VALUE).toString('base64')],
		['in Base64 behind one byte', Buffer.from(`x${VALUE}`).toString('base64')],
		['in Base64 behind two bytes', Buffer.from(`id${VALUE}`).toString('base64')],
		['in Base64url', Buffer.from(`user:${VALUE}`).toString('base64url')],
		['in UTF-16LE', Buffer.from(VALUE, 'utf16le')],
		['in UTF-16BE', Buffer.from(VALUE, 'utf16le').swap16()],
		['in hexadecimal', Buffer.from(VALUE).toString('hex')],
		['in gzip', gzipSync(VALUE)],
		['in zlib', deflateSync(VALUE)],
		['cut off behind 20 characters', `${VALUE.slice(0, 20)}…`],
		['without its beginning', `…${VALUE.slice(-20)}`],
		['broken over two lines', `${VALUE.slice(0, 17)}\n${VALUE.slice(17)}`],
	];

	it.each(ENCODINGS)('%s', (_name, bytes) => {
		const text = Buffer.from(bytes);
		const isPacked = text[0] === 0x1f || text[0] === 0x78;
		const around = isPacked ? text : Buffer.concat([Buffer.from('zz'), text, Buffer.from('zz')]);
		expect(find(around)).toBe(true);
	});

	it.each(['', 'nothing to see', VALUE.slice(0, 12), VALUE.toUpperCase()])('not in %j', (text) => {
		expect(find(text)).toBe(false);
	});

	it('one that is too short to be told from other text is refused', () => {
		expect(() => toNeedles([{ ...secret, value: 'short' }])).toThrow(/less than/);
	});

	it.each([
		['https://host/file?se=2026&sig=abcdefghijklmnopqrst', 1],
		['https://host/file?se=2026\\u0026x&sig%3Dabcdefghijklmnopqrst', 1],
		['authorization: Bearer abcdefghijklmnopqrst', 1],
		[`rt_${'0123456789ABCDEF'.repeat(4)}-1`, 1],
		['Bearer token, without the word "Bearer"', 0],
		['https://host/?signature=abcdefghijklmnopqrst', 0],
	])('by its form: %s (%i)', (text, count) => {
		expect(searchForms('here', Buffer.from(text))).toHaveLength(count);
	});
});

describe('an argument is looked for where it does not belong', () => {
	const workflow = JSON.stringify({
		staticData: null,
		nodes: [
			{ name: 'Own', type: 'n8n-nodes-uipath.uiPathOrchestrator', parameters: { a: VALUE } },
			{ name: 'Foreign', type: 'n8n-nodes-base.set', parameters: {} },
		],
		pinData: { Foreign: [{ json: { a: VALUE } }] },
	});
	const items = (json: object) => ({ data: { main: [[{ json }]] } });
	const execution = (runs: object, rest: object = {}) =>
		stringify({ resultData: { runData: runs, ...rest }, executionData: {} });
	const isFound = (packed: string) => find(withoutUserData(packed, workflow));

	it.each<[string, string]>([
		['the error of the run', execution({}, { error: { message: VALUE } })],
		['the node of an error', execution({}, { error: { node: { parameters: { a: VALUE } } } })],
		['the error of a node', execution({ Own: [{ error: { description: VALUE } }] })],
		['an error item', execution({ Own: [items({ error: 'x', details: { a: VALUE } })] })],
		['a hint', execution({ Own: [{ hints: [{ message: VALUE }], ...items({}) }] })],
		['another key of an item', execution({ Own: [items({ Info: VALUE })] })],
		['metadata', stringify({ resultData: {}, executionData: { metadata: { a: VALUE } } })],
	])('%s', (_name, packed) => {
		expect(isFound(packed)).toBe(true);
	});

	it.each<[string, string]>([
		['what the user pinned', execution({}, { pinData: { Foreign: [{ json: { a: VALUE } }] } })],
		['items of other nodes', execution({ Foreign: [items({ a: VALUE })] })],
		['arguments of a job', execution({ Own: [items({ InputArguments: { a: VALUE } })] })],
		['input merged with an error item', execution({ Own: [items({ error: 'x', mine: VALUE })] })],
		[
			'what waits to be run',
			stringify({
				resultData: {},
				executionData: {
					nodeExecutionStack: [{ node: { parameters: { a: VALUE } }, data: { main: VALUE } }],
				},
			}),
		],
	])('but not in %s', (_name, packed) => {
		expect(isFound(packed)).toBe(false);
	});

	it('a workflow that an execution keeps is the user’s, its static data is not', () => {
		expect(find(withoutDefinition(workflow))).toBe(false);
		const planted = JSON.stringify({ ...JSON.parse(workflow), staticData: { a: VALUE } });
		expect(find(withoutDefinition(planted))).toBe(true);
	});
});
