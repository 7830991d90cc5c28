import type { TriggerConfig } from './config';
import type { JobEvent } from './events';

/** Columns of a job that simplified items carry, and what makes them whole. */
const FIELDS = [
	'Id',
	'Key',
	'State',
	'ReleaseName',
	'HostMachineName',
	'SourceType',
	'CreationTime',
	'StartTime',
	'EndTime',
	'Info',
	'JobError',
	'OrganizationUnitId',
] as const;

/** For an event that a job can reach more than once: when this was, and which time it is. */
const REPEATABLE_FIELDS = ['LastModificationTime', 'ResumeVersion'] as const;

export function listFields({ isRepeatable }: JobEvent): readonly string[] {
	return isRepeatable === true ? [...FIELDS, ...REPEATABLE_FIELDS] : FIELDS;
}

/** Columns to ask for of jobs to emit; all of them when the items are not simplified. */
export function selectFields({ event, simplify }: TriggerConfig): string | undefined {
	return simplify ? listFields(event).join(',') : undefined;
}

/** Columns that tell a job's place and identity, and no more: a tenth of a simplified row. */
export function selectPlace({ event: { timeField, isRepeatable } }: TriggerConfig): string {
	return ['Id', timeField, ...(isRepeatable === true ? ['ResumeVersion'] : [])].join(',');
}
