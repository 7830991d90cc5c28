import type { FailedRequest } from '../../../nodes/UiPathOrchestrator/transport/apiError.ts';
import { createScope } from './scope.mts';

export const GET_JOB: FailedRequest['request'] = {
	purpose: 'Get job 7',
	method: 'GET',
	path: '/odata/Jobs(7)',
	effect: 'read',
};
export const START: FailedRequest['request'] = {
	purpose: "Start process 'Invoices'",
	method: 'POST',
	path: '/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs',
	effect: 'write',
	isStart: true,
};
export const IN_FOLDER = { ...createScope(), folder: { by: 'id', value: '4711' } as const };
