import type { INodeParameters } from 'n8n-workflow';

import { locate } from '../sandbox.mts';
import type { FieldRow } from './field-row.mts';

const KEY = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';

/** Field, its value, and the whole `$filter` that it must become. */
const FILTERS: Array<[string, INodeParameters[string], string]> = [
	['createdAfter', '2026-01-02T03:04:05.678Z', 'CreationTime ge 2026-01-02T03:04:05.678Z'],
	['createdBefore', '2026-01-02T03:04:05+01:00', 'CreationTime lt 2026-01-02T02:04:05Z'],
	['startedAfter', '2026-01-02T03:04:05Z', 'StartTime ge 2026-01-02T03:04:05Z'],
	['startedBefore', '2026-01-02T03:04:05Z', 'StartTime lt 2026-01-02T03:04:05Z'],
	['endedAfter', '2026-01-02T03:04:05Z', 'EndTime ge 2026-01-02T03:04:05Z'],
	['endedBefore', '2026-01-02T03:04:05Z', 'EndTime lt 2026-01-02T03:04:05Z'],
	['states', ['Faulted'], "State eq 'Faulted'"],
	['states', ['Faulted', 'Stopped'], "(State eq 'Faulted' or State eq 'Stopped')"],
	['process', "O'Brien & Söhne #1", "Release/Name eq 'O''Brien & Söhne #1'"],
	['processKey', KEY, `Release/Key eq '${KEY}'`],
	['robotId', locate('list', '801'), 'Robot/Id eq 801'],
	['robotId', locate('id', '802'), 'Robot/Id eq 802'],
	['robotName', 'DocBot', "Robot/Name eq 'DocBot'"],
	['environmentId', '312', 'Release/EnvironmentId eq 312'],
	['hostMachineName', 'VM-2', "HostMachineName eq 'VM-2'"],
	['errorContains', "can't open", "Info ne null and indexof(Info,'can''t open') ne -1"],
	['sourceTypes', ['Manual', 'Queue'], "(SourceType eq 'Manual' or SourceType eq 'Queue')"],
	['priority', 'High', "JobPriority eq 'High'"],
	[
		'reference',
		'order-4711',
		"(Reference eq 'order-4711' or startswith(Reference,'order-4711 n8n-'))",
	],
	['batchExecutionKey', KEY, `BatchExecutionKey eq ${KEY}`],
	['types', ['Unattended'], "Type eq 'Unattended'"],
	['custom', 'Id gt 5 or Id lt 3', '(Id gt 5 or Id lt 3)'],
];

/** The same filters serve lists and exports. */
export const FILTER_ROWS: FieldRow[] = FILTERS.map(([name, value, $filter]) => ({
	field: `filters.${name}`,
	parameters: { filters: { [name]: value } },
	request: { query: { $filter } },
	note: $filter,
	...(name === 'environmentId' ? { apiVersion: 19 } : {}),
}));
