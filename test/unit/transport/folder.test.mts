import fc from 'fast-check';

import {
	describeFolder,
	folderHeader,
} from '../../../nodes/UiPathOrchestrator/transport/folder.ts';
import type { FolderSelector } from '../../../nodes/UiPathOrchestrator/transport/folder.ts';

import { anyText } from '../text.mts';

const KEY = '795cbab2-8008-4a54-b1cb-f9ff1ece139e';
const CASES: Array<[FolderSelector | undefined, Record<string, string>]> = [
	[undefined, {}],
	[{ by: 'id', value: '4711' }, { 'X-UIPATH-OrganizationUnitId': '4711' }],
	[{ by: 'key', value: KEY }, { 'X-UIPATH-FolderKey': KEY }],
	[{ by: 'path', value: 'Finance/Invoices' }, { 'X-UIPATH-FolderPath': 'Finance/Invoices' }],
	[{ by: 'path', value: 'Büro' }, { 'X-UIPATH-FolderPath-Encoded': 'QgD8AHIAbwA=' }],
];

describe('folderHeader', () => {
	test.each(CASES)('of %j', (folder, header) => {
		expect(folderHeader(folder)).toEqual(header);
	});

	test('sends every path as one header of ASCII that gives the path back', () => {
		fc.assert(
			fc.property(anyText(1), (value) => {
				const headers = Object.entries(folderHeader({ by: 'path', value }));
				expect(headers).toHaveLength(1);
				const [name, sent] = headers[0] ?? ['', ''];
				expect(sent).toMatch(/^[\x20-\x7e]*$/);
				const isEncoded = name === 'X-UIPATH-FolderPath-Encoded';
				expect(isEncoded ? Buffer.from(sent, 'base64').toString('utf16le') : sent).toBe(value);
			}),
		);
	});
});

test.each([
	[undefined, 'no folder'],
	[{ by: 'id', value: '4711' } as const, 'folder id 4711'],
	[{ by: 'path', value: 'Finance' } as const, 'folder path Finance'],
])('describeFolder(%j)', (folder, text) => {
	expect(describeFolder(folder)).toBe(text);
});
