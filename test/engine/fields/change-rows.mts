import { FINANCE, locate } from '../sandbox.mts';
import type { FieldRow, OperationRows } from './field-row.mts';

const ANOTHER = '5a5a5a5a-0000-4000-8000-123456789abc';

export const GET_ROWS: OperationRows = {
	operation: 'get',
	minimal: { job: locate('id', 20001) },
	rows: [
		{
			field: 'job',
			parameters: { job: locate('id', 20002) },
			request: { path: '/odata/Jobs(20002)' },
		},
		{
			field: 'simplify',
			parameters: { simplify: false },
			item: { json: { SpecificPriorityValue: expect.any(Number) } },
		},
	],
};

/** A job of the demo data that only a kill ends, and one that is added pending. */
const hanging = '20006';
const pending = '29999';
const addPending: FieldRow['prepare'] = ({ control }) => {
	control.addJobs([{ Id: Number(pending), OrganizationUnitId: FINANCE, State: 'Pending' }]);
};

export const STOP_ROWS: OperationRows = {
	operation: 'stop',
	minimal: { jobs: hanging },
	rows: [
		{
			field: 'jobs',
			prepare: addPending,
			parameters: { jobs: `${hanging}, ${pending}` },
			request: { body: { jobIds: [Number(hanging), Number(pending)] } },
		},
		{
			field: 'strategy',
			parameters: { strategy: 'Kill' },
			request: { body: { strategy: 'Kill' } },
		},
		{
			field: 'options.waitUntilStopped',
			prepare: addPending,
			parameters: { jobs: pending, options: { waitUntilStopped: true } },
			item: { json: { State: 'Stopped' } },
		},
		{
			field: 'options.killAfter',
			parameters: { options: { waitUntilStopped: true, killAfter: 1 } },
			request: { body: { jobIds: [Number(hanging)], strategy: 'Kill' } },
		},
		{
			field: 'options.timeout',
			parameters: { options: { waitUntilStopped: true, timeout: 1 } },
			error: /Still not ended after 1 seconds: 20006/,
		},
	],
};

export const RESTART_ROWS: OperationRows = {
	operation: 'restart',
	minimal: { job: locate('id', 20001) },
	rows: [
		{ field: 'job', parameters: { job: locate('id', 20002) }, request: { body: { jobId: 20002 } } },
	],
};

export const RESUME_ROWS: OperationRows = {
	operation: 'resume',
	minimal: { job: locate('id', 20005) },
	rows: [
		{
			field: 'job',
			prepare: ({ control }) => {
				control.addJobs([{ OrganizationUnitId: FINANCE, Key: ANOTHER, State: 'Suspended' }]);
			},
			parameters: { job: locate('key', ANOTHER) },
			request: { body: { jobKey: ANOTHER } },
		},
	],
};
