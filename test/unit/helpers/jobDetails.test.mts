import { describeFault } from '../../../nodes/UiPathOrchestrator/helpers/jobDetails.ts';

const read = (Info: unknown, JobError?: unknown) => describeFault({ Info, JobError });
const lines = (...text: string[]) => text.join('\r\n');

describe('the exception in the info text of a job', () => {
	test.each<[string, string, string | undefined, string]>([
		[
			'a type without a namespace of its own',
			'System.Exception: No mail server.',
			'System.Exception',
			'No mail server.',
		],
		[
			'a type and its frames',
			lines('System.IO.FileNotFoundException: No file', '   at A.B.CException.Throw()'),
			'System.IO.FileNotFoundException',
			'No file',
		],
		[
			'an activity, a blank line, the type',
			lines(
				'Read Range: The sheet does not exist.',
				'',
				'System.ArgumentException: The sheet is gone',
				'   at A.B.C()',
			),
			'System.ArgumentException',
			'The sheet is gone',
		],
		[
			'a wrapped exception',
			lines(
				'RemoteException wrapping System.Exception: Could not retrieve the result.',
				'   at A.B()',
			),
			'System.Exception',
			'Could not retrieve the result.',
		],
		[
			'a wrapper with a namespace',
			'UiPath.Python.RemoteException wrapping System.IO.IOException: Pipe is broken',
			'System.IO.IOException',
			'Pipe is broken',
		],
		[
			'an inner exception on the same line',
			'System.AggregateException: One or more errors occurred. (No host) ---> System.Net.SocketException: No host',
			'System.AggregateException',
			'One or more errors occurred. (No host)',
		],
		[
			'an inner exception on the next line',
			lines(
				'System.Exception: Outer',
				' ---> System.IO.IOException: Inner',
				'   --- End of inner exception stack trace ---',
			),
			'System.Exception',
			'Outer',
		],
		[
			'an error code behind the type',
			'System.Net.Http.HttpRequestException (0x80004005): No such host',
			'System.Net.Http.HttpRequestException',
			'No such host',
		],
		[
			'a nested type',
			'Acme.Tools+Inner.ParseException: bad',
			'Acme.Tools+Inner.ParseException',
			'bad',
		],
		[
			'a type that only its namespace shows',
			'UiPath.Core.Activities.BusinessRuleError: no',
			undefined,
			'UiPath.Core.Activities.BusinessRuleError: no',
		],
		[
			'no type, a frame alone',
			lines('Click failed', '   at Acme.FooException.Throw(String a)'),
			undefined,
			'Click failed',
		],
		[
			'no type, an inner one alone',
			lines('Click failed', ' ---> System.IO.IOException: Inner'),
			undefined,
			'Click failed',
		],
		[
			'a type in the middle of a sentence',
			'The handler of System.IO.IOException: was removed',
			undefined,
			'The handler of System.IO.IOException: was removed',
		],
		[
			'a localised text',
			'Die Anmeldung ist fehlgeschlagen: Benutzername unbekannt',
			undefined,
			'Die Anmeldung ist fehlgeschlagen: Benutzername unbekannt',
		],
		['a code alone', 'HRESULT: 0x80070005', undefined, 'HRESULT: 0x80070005'],
		[
			'a type without a message',
			lines('System.Exception', '   at A.B()'),
			'System.Exception',
			'System.Exception',
		],
		[
			'a message on the next line',
			lines('System.Exception: ', 'The text'),
			'System.Exception',
			'The text',
		],
		['blank lines first', lines('', '  ', 'System.Exception: late'), 'System.Exception', 'late'],
	])('%s', (_name, info, type, message) => {
		expect(read(info)).toEqual({
			...(type === undefined ? {} : { ExceptionType: type }),
			ExceptionMessage: message,
		});
	});

	test.each([undefined, null, '', '  \r\n ', 7, {}])('%p gives nothing', (info) => {
		expect(read(info)).toEqual({});
	});
});

describe('the error object of newer job types', () => {
	const error = { code: 'Agent.ToolFailed', title: 'A tool failed', detail: 'The tool said no' };

	test('stands in where there is no info', () => {
		expect(read(null, error)).toEqual({
			ExceptionType: 'Agent.ToolFailed',
			ExceptionMessage: 'A tool failed: The tool said no',
		});
	});

	test.each<[object, object]>([
		[{ title: 'Only a title' }, { ExceptionMessage: 'Only a title' }],
		[{ detail: 'Only details' }, { ExceptionMessage: 'Only details' }],
		[{ code: 'Only.Code' }, { ExceptionType: 'Only.Code', ExceptionMessage: 'Only.Code' }],
		[{ title: 'Same', detail: 'Same' }, { ExceptionMessage: 'Same' }],
		[{ title: null, detail: '', code: 5 }, {}],
		[{}, {}],
	])('%p', (given, expected) => expect(read('', given)).toEqual(expected));

	test('does not replace what the robot said', () => {
		expect(read('System.Exception: robot', error)).toEqual({
			ExceptionType: 'System.Exception',
			ExceptionMessage: 'robot',
		});
	});
});

test.each<[string, string]>([
	['dotted names', 'a.'.repeat(500_000)],
	['letters', 'a'.repeat(1_000_000)],
	['blanks', ' '.repeat(1_000_000)],
	['line breaks', '\r\n'.repeat(500_000)],
	['wrappers', 'RemoteException wrapping '.repeat(40_000)],
	['arrows', ' ---> '.repeat(170_000)],
	['lines of types', 'A.BException\n'.repeat(80_000)],
	['a long type', `${'A.'.repeat(499_990)}BException`],
])('1 MB of %s is read at once, and cut', (_name, info) => {
	const begin = performance.now();
	const { ExceptionMessage: message = '', ExceptionType: type = '' } = read(info);
	expect(performance.now() - begin).toBeLessThan(1_000);
	expect(String(message).length).toBeLessThanOrEqual(2_001);
	expect(String(type).length).toBeLessThanOrEqual(300);
});
