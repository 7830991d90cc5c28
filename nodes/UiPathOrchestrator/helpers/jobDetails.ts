import type { JsonRecord } from './json';

/** A type name as .NET prints it: dotted, and ending in Exception. */
const EXCEPTION = /\b((?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*Exception)\b(?::\s*([^\r\n]+))?/;

/** Type of the exception and first line of its message, read from the info text of a faulted job. */
export function parseException(info: unknown): JsonRecord {
	if (typeof info !== 'string' || info.trim() === '') return {};
	const [, type, message] = EXCEPTION.exec(info) ?? [];
	const [firstLine = ''] = info.trim().split(/\r?\n/);
	return {
		...(type === undefined ? {} : { ExceptionType: type }),
		ExceptionMessage: (message ?? firstLine).trim(),
	};
}

/** Seconds that the job ran, with ms; undefined when it never did. */
export function measureDuration(job: JsonRecord): number | undefined {
	const begin = Date.parse(String(job.StartTime));
	const end = Date.parse(String(job.EndTime));
	return Number.isNaN(begin) || Number.isNaN(end) ? undefined : (end - begin) / 1000;
}
