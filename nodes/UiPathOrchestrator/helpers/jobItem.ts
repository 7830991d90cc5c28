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

/**
 * The output item of a job as the API returned it, with its arguments parsed.
 *
 * @param fields those to keep, related things that were expanded among them; all when undefined
 */
export function toJobItem(job: JsonRecord, fields?: readonly string[]): INodeExecutionData {
	const json: IDataObject = {};
	for (const name of fields ?? Object.keys(job)) {
		const value = ARGUMENT_FIELDS.includes(name) ? parseArguments(job[name]) : job[name];
		const isColumn = name !== '__proto__' && !name.startsWith('@odata.');
		if (isColumn && isDataValue(value)) json[name] = value;
	}
	return { json };
}

/** Keeps the named fields. */
export function pickFields(job: JsonRecord, fields: readonly string[]): JsonRecord {
	return Object.fromEntries(
		fields.filter((name) => job[name] !== undefined).map((name) => [name, job[name]]),
	);
}
