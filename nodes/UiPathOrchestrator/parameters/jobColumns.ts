import type { Column, Columns } from '../transport/filterReader';

const column = (type: Column['type'], nullable = false): Column => ({ type, nullable });
const text = column('text', true);
const requiredText = column('text');
const id = column('number');
const optionalNumber = column('number', true);
const optionalValue = column('value', true);
const enumeration = column('enum');

/**
 * Columns of jobs, for counting the nodes of a filter. What may be null is published nowhere; here it is
 * what makes a filter the longer.
 */
export const JOB_COLUMNS: Columns = {
	id,
	key: column('value'),
	creationtime: column('value'),
	starttime: optionalValue,
	endtime: optionalValue,
	resumetime: optionalValue,
	lastmodificationtime: optionalValue,
	batchexecutionkey: optionalValue,
	parentjobkey: optionalValue,
	startingtriggerid: optionalValue,
	state: enumeration,
	sourcetype: enumeration,
	type: enumeration,
	jobpriority: enumeration,
	processtype: enumeration,
	runtimetype: enumeration,
	specificpriorityvalue: optionalNumber,
	startingscheduleid: optionalNumber,
	organizationunitid: id,
	requiresuserinteraction: column('value'),
	info: text,
	reference: text,
	releasename: text,
	source: text,
	hostmachinename: text,
	entrypointpath: text,
	errorcode: text,
	'robot/id': id,
	'robot/name': requiredText,
	'robot/username': text,
	'release/id': id,
	'release/name': requiredText,
	'release/processkey': requiredText,
	'release/key': text,
	'release/environmentid': optionalNumber,
	'machine/id': id,
	'machine/name': requiredText,
};
