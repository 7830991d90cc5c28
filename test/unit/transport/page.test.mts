import {
	decodeStart,
	looksLikeHtml,
} from '../../../nodes/UiPathOrchestrator/transport/errorBody.ts';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each<[string, Buffer]>([
	['a page', Buffer.from('<!DOCTYPE html>')],
	['with a byte order mark', Buffer.from('\uFEFF<html>')],
	['behind white space', Buffer.from('\r\n\t <html>')],
	['behind a comment', Buffer.from('<!-- proxy --><html>')],
	['in UTF-16', Buffer.from('<html>', 'utf16le')],
	['in UTF-16 with a mark', Buffer.from('\uFEFF<html>', 'utf16le')],
	['in big-endian UTF-16', utf16be('<html>')],
	['in big-endian UTF-16 with a mark, cut in a character', utf16be('\uFEFF<html>').subarray(0, -1)],
	['the refusal of a storage host', Buffer.from('\uFEFF<Error><Code>AuthenticationFailed</Code>')],
])('%s is a page', (_name, bytes) => {
	expect(looksLikeHtml(decodeStart(bytes))).toBe(true);
});

test.each<[string, Buffer]>([
	['CSV', Buffer.from('Id,Name\r\n1,<html>')],
	['CSV with a byte order mark', Buffer.from('\uFEFFId,Name')],
	['CSV in UTF-16', Buffer.from('\uFEFFId,Name', 'utf16le')],
	['ZIP', Buffer.from([0x50, 0x4b, 3, 4])],
	['nothing', Buffer.alloc(0)],
	['a column that begins with a sign', Buffer.from('<Errors>,Id')],
])('%s is none', (_name, bytes) => {
	expect(looksLikeHtml(decodeStart(bytes))).toBe(false);
});
