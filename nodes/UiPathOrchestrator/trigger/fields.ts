/** Columns of a job that items of the trigger carry when simplified, and what makes them whole. */
export const TRIGGER_FIELDS = [
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
	'OrganizationUnitId',
] as const;
