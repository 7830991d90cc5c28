import { FINANCE, locate } from '../sandbox.mts';
import type { OperationRows } from './field-row.mts';

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

export const STOP_ROWS: OperationRows = {
	operation: 'stop',
	minimal: { jobs: '20006' },
	rows: [
		{
			field: 'jobs',
			parameters: { jobs: '20006, 20007' },
			request: { body: { jobIds: [20006, 20007] } },
		},
		{
			field: 'strategy',
			parameters: { strategy: 'Kill' },
			request: { body: { strategy: 'Kill' } },
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
