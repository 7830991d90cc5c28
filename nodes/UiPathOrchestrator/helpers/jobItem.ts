import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { hasNumberThatChanges, isDataValue, isRecord } from './json';
import type { JsonRecord } from './json';

/** What "Simplify" returns of a job in a list. */
export const SIMPLE_LIST_FIELDS = [
	'Id',
	'Key',
	'State',
	'ReleaseName',
	'SourceType',
	'HostMachineName',
	'CreationTime',
	'StartTime',
	'EndTime',
	'Info',
	'JobError',
] as const;

/** What "Simplify" returns of a single job; only single reads carry arguments. */
export const SIMPLE_FIELDS = [
	'Id',
	'Key',
	'State',
	'ReleaseName',
	'OutputArguments',
	'InputArguments',
	'Info',
	'JobError',
	'CreationTime',
	'StartTime',
	'EndTime',
] as const;

/** What starting, restarting, resuming and waiting return of each job. */
export const RESULT_FIELDS = [
	...SIMPLE_FIELDS,
	'BatchExecutionKey',
	'OrganizationUnitId',
	'Reference',
] as const;

/** What lists leave out of each job. */
export const ARGUMENT_FIELDS = ['InputArguments', 'OutputArguments'];

/**
 * Arguments travel as JSON inside a string. They become objects, unless the text is no JSON object
 * or holds a number that JavaScript would change: then the text is the only faithful form.
 */
function parseArguments(value: unknown): unknown {
	if (typeof value !== 'string' || hasNumberThatChanges(value)) return value;
	try {
		const parsed: unknown = JSON.parse(value);
		return isRecord(parsed) ? parsed : value;
	} catch {
		return value;
	}
}

/** Assigned, `__proto__` would become the prototype; annotations belong to the protocol. */
const isColumn = (name: string): boolean => name !== '__proto__' && !name.startsWith('@odata.');

const readValue = (job: JsonRecord, name: string): unknown =>
	ARGUMENT_FIELDS.includes(name) ? parseArguments(job[name]) : job[name];

/**
 * The output item of a job as the API returned it, with its arguments parsed.
 *
 * @param fields those to keep, related things that were expanded among them; all when undefined
 */
export function toJobItem(job: JsonRecord, fields?: readonly string[]): INodeExecutionData {
	const json: IDataObject = {};
	for (const name of fields ?? Object.keys(job)) {
		const value = readValue(job, name);
		if (isColumn(name) && isDataValue(value)) json[name] = value;
	}
	return { json };
}

function holdsJust(job: JsonRecord, fields: readonly string[] | undefined): job is IDataObject {
	const names = Object.keys(job);
	return (
		(fields === undefined || names.length === fields.length) &&
		names.every(
			(name) =>
				isColumn(name) && isDataValue(job[name]) && (fields === undefined || fields.includes(name)),
		)
	);
}

/**
 * Like `toJobItem`, for rows that nobody else holds: a row that has just the wanted columns becomes the
 * item. In a whole n8n, to copy the rows of a long list took as long as everything else together.
 */
export function turnIntoJobItem(job: JsonRecord, fields?: readonly string[]): INodeExecutionData {
	if (!holdsJust(job, fields)) return toJobItem(job, fields);
	for (const name of ARGUMENT_FIELDS) {
		const value = readValue(job, name);
		if (isDataValue(value)) job[name] = value;
	}
	return { json: job };
}

/** Keeps the named fields. */
export function pickFields(job: JsonRecord, fields: readonly string[]): JsonRecord {
	return Object.fromEntries(
		fields.filter((name) => job[name] !== undefined).map((name) => [name, job[name]]),
	);
}
