import { FINANCE, locate } from '../sandbox.mts';
import type { FieldRow, OperationRows } from './field-row.mts';

const ANOTHER = '5a5a5a5a-0000-4000-8000-123456789abc';

export const GET_ROWS: OperationRows = {
	operation: 'get',
	minimal: { job: locate('id', 20001) },
	rows: [
		{
			field: 'job',
			note: 'by ID',
			parameters: { job: locate('id', 20002) },
			request: { path: '/odata/Jobs(20002)' },
		},
		{
			field: 'job',
			note: 'from the list',
			parameters: { job: locate('list', '20002') },
			request: { path: '/odata/Jobs(20002)' },
		},
		{
			field: 'simplify',
			parameters: { simplify: false },
			item: { json: { SpecificPriorityValue: expect.any(Number) } },
		},
		{
			field: 'options.includeArguments',
			parameters: { options: { includeArguments: false } },
			item: { json: expect.not.objectContaining({ InputArguments: expect.anything() }) },
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
			base: { strategy: 'Kill' },
			parameters: { options: { waitUntilStopped: true } },
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

/** What a restarted job of the demo data does: it never ends. */
const hangs: FieldRow['prepare'] = ({ control }) => {
	control.addScript('6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01', { kind: 'hang' });
};

export const RESTART_ROWS: OperationRows = {
	operation: 'restart',
	minimal: { job: locate('id', 20001) },
	rows: [
		{ field: 'job', parameters: { job: locate('id', 20002) }, request: { body: { jobId: 20002 } } },
		{
			field: 'waitForCompletion',
			parameters: { waitForCompletion: true },
			item: { json: { State: 'Successful' } },
		},
		{
			field: 'options.timeout',
			prepare: hangs,
			parameters: { waitForCompletion: true, options: { timeout: 1 } },
			error: /still running after 1 seconds/,
		},
		{
			field: 'options.onTimeout',
			prepare: hangs,
			base: { waitForCompletion: true, options: { timeout: 1 } },
			parameters: { options: { timeout: 1, onTimeout: 'output' } },
			item: { json: { State: 'Running' } },
		},
		{
			field: 'options.onFault',
			base: { job: locate('id', 20002), waitForCompletion: true },
			parameters: { options: { onFault: 'output' } },
			item: { json: { State: 'Faulted' } },
		},
	],
};

export const WAIT_ROWS: OperationRows = {
	operation: 'wait',
	minimal: { jobs: '20001' },
	rows: [
		{ field: 'jobs', parameters: { jobs: '20001, 20003' }, itemCount: 2 },
		{
			field: 'options.timeout',
			parameters: { jobs: hanging, options: { timeout: 1 } },
			error: /still running after 1 seconds/,
		},
		{
			field: 'options.onTimeout',
			base: { jobs: hanging, options: { timeout: 1 } },
			parameters: { options: { timeout: 1, onTimeout: 'output' } },
			item: { json: { State: 'Running' } },
		},
		{
			field: 'options.onFault',
			base: { jobs: '20002' },
			parameters: { options: { onFault: 'output' } },
			item: { json: { State: 'Faulted' } },
		},
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
