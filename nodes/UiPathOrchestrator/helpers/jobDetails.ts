import { isRecord } from './json';
import type { JsonRecord } from './json';

/** Lines that are looked at, and characters of each: an exception stands at the top. */
const MOST_LINES = 50;
const LONGEST_LINE = 4_000;
/** Longest message, in characters; the whole text is in the column `Info`. */
const LONGEST_MESSAGE = 2_000;
const LONGEST_TYPE = 300;

/** What the robot puts before the exception of another process. */
const WRAPPER = /^(?:[\w.+]{1,300} )?wrapping /;
/** A type name as .NET prints it: dotted and ending in Exception, then its code, its message or nothing. */
const TYPE = /^([\w.+`]+)(?: ?\((?:0x[0-9A-Fa-f]+|-?\d+)\))?(?::|$)/;
const isExceptionName = (name: string): boolean =>
	name.length <= LONGEST_TYPE && name.endsWith('Exception') && /^[A-Za-z_]\w*[.+]/.test(name);

const INNER = '--->';
/** Stack frames ("   at A.B()"), inner exceptions and their ends belong to what stands before them. */
const isContinuation = (line: string): boolean => /^\s/.test(line) || line.startsWith('---');

/** The first lines of a text, each cut; in time that does not depend on what follows. */
function readLines(text: string): string[] {
	return text
		.slice(0, MOST_LINES * LONGEST_LINE)
		.trimStart()
		.split(/\r?\n/, MOST_LINES)
		.map((line) => line.slice(0, LONGEST_LINE).trimEnd());
}

function cut(text: string): string {
	return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
}

/** The line without the exceptions that it carries within. */
const dropInner = (line: string): string => line.split(INNER, 1)[0]?.trim() ?? '';

interface Exception {
	readonly type: string;
	/** What stands behind the type on its line. */
	readonly message: string;
}

function readException(line: string): Exception | undefined {
	const own = line.replace(WRAPPER, '');
	const [head = '', type = ''] = TYPE.exec(own) ?? [];
	return isExceptionName(type) ? { type, message: dropInner(own.slice(head.length)) } : undefined;
}

function parseInfo(info: unknown): JsonRecord {
	if (typeof info !== 'string') return {};
	const lines = readLines(info);
	const [first = ''] = lines;
	if (first === '') return {};
	// A frame or an inner exception says nothing of the type that was thrown.
	const at = lines.findIndex((line) => !isContinuation(line) && readException(line));
	const found = readException(lines[at] ?? '');
	if (found === undefined) return { ExceptionMessage: cut(dropInner(first) || first) };
	const next = lines[at + 1] ?? '';
	const below = isContinuation(next) ? '' : next;
	return {
		ExceptionType: found.type,
		ExceptionMessage: cut(found.message || below || found.type),
	};
}

const readText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Source: JobErrorDto of OpenAPI document 20.0. Newer job types put the reason of a fault there. */
function readJobError(error: unknown): JsonRecord {
	if (!isRecord(error)) return {};
	const [code, title, detail] = [error.code, error.title, error.detail].map(readText);
	const texts = [...new Set([title, detail])].filter(Boolean);
	const message = texts.join(': ') || code;
	return {
		...(code ? { ExceptionType: code.slice(0, LONGEST_TYPE) } : {}),
		...(message ? { ExceptionMessage: cut(message) } : {}),
	};
}

/**
 * Type of the exception and its message, read from the info text of a faulted job, or from its error
 * object when there is no text. A type is given only where a line begins with it: texts come in many
 * forms and languages.
 *
 * @returns nothing when the job gives no reason
 */
export function describeFault({ Info: info, JobError: error }: JsonRecord): JsonRecord {
	const parsed = parseInfo(info);
	return Object.keys(parsed).length > 0 ? parsed : readJobError(error);
}

/** Seconds that the job ran, with ms; undefined when it never did. */
export function measureDuration(job: JsonRecord): number | undefined {
	const begin = Date.parse(String(job.StartTime));
	const end = Date.parse(String(job.EndTime));
	return Number.isNaN(begin) || Number.isNaN(end) ? undefined : (end - begin) / 1000;
}
