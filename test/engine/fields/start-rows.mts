import type { INodeParameters } from 'n8n-workflow';

import { locate } from '../sandbox.mts';
import type { FieldRow, OperationRows } from './field-row.mts';

const KEY = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a02';
const FAULTS = locate('key', KEY);
const HANGS = locate('key', '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a06');

/** Field of the start's options, its value, and what `startInfo` must hold then. */
const OPTIONS: Array<[string, INodeParameters[string], object]> = [
	['runtimeType', 'NonProduction', { RuntimeType: 'NonProduction' }],
	['jobPriority', 'High', { JobPriority: 'High' }],
	['specificPriorityValue', 72, { SpecificPriorityValue: 72 }],
	['reference', 'order-4711', { Reference: expect.stringMatching(/^order-4711 n8n-/) }],
	['machineSessionIds', ['902'], { MachineSessionIds: [902] }],
	['entryPointPath', 'Main.xaml', { EntryPointPath: 'Main.xaml' }],
	['runAsMe', true, { RunAsMe: true }],
	['requiresUserInteraction', false, { RequiresUserInteraction: false }],
	['environmentVariables', 'A=1\nB=2', { EnvironmentVariables: 'A=1\nB=2' }],
	['stopAfter', 300, { StopProcessExpression: '300', StopStrategy: 'SoftStop' }],
];

const OPTION_ROWS: FieldRow[] = OPTIONS.map(([name, value, startInfo]) => ({
	field: `options.${name}`,
	parameters: { options: { [name]: value } },
	request: { body: { startInfo } },
}));

export const START_ROWS: OperationRows = {
	operation: 'start',
	minimal: { process: locate('key', '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01') },
	rows: [
		...OPTION_ROWS,
		{
			// What it does shows with many items only: see scale/side-by-side.
			field: 'options.concurrency',
			parameters: { options: { concurrency: 21 } },
			error: /'Concurrency' is not a whole number from 1 to 20/,
		},
		{
			field: 'options.killAfter',
			parameters: { options: { stopAfter: 300, killAfter: 60 } },
			request: { body: { startInfo: { KillProcessExpression: '60' } } },
		},
		{
			field: 'options.machineRobots',
			parameters: {
				options: {
					machineRobots: {
						pairs: [{ machineId: locate('list', '302'), robotId: locate('id', '801') }],
					},
				},
			},
			request: {
				body: { startInfo: { MachineRobots: [{ MachineId: 302, RobotId: 801 }] } },
			},
		},
		{
			field: 'process',
			note: 'key',
			parameters: { process: FAULTS },
			request: { body: { startInfo: { ReleaseKey: KEY } } },
		},
		{
			field: 'process',
			note: 'from the list',
			parameters: { process: locate('list', KEY) },
			request: { body: { startInfo: { ReleaseKey: KEY } } },
		},
		{
			field: 'process',
			note: 'name',
			parameters: { process: locate('name', 'ReportBuilder') },
			request: { body: { startInfo: { ReleaseName: 'ReportBuilder' } } },
		},
		{
			field: 'strategy',
			parameters: { strategy: 'JobsCount' },
			request: { body: { startInfo: { Strategy: 'JobsCount' } } },
		},
		{
			field: 'jobsCount',
			parameters: { jobsCount: 2 },
			request: { body: { startInfo: { JobsCount: 2 } } },
		},
		{
			field: 'robotIds',
			parameters: { strategy: 'Specific', robotIds: ['801'] },
			request: { body: { startInfo: { RobotIds: [801] } } },
		},
		{
			field: 'specifyArguments',
			base: { inputArguments: '{"orderId":"A-17"}' },
			parameters: { specifyArguments: 'json' },
			request: { body: { startInfo: { InputArguments: '{"orderId":"A-17"}' } } },
		},
		{
			field: 'argumentFields',
			parameters: {
				argumentFields: {
					mappingMode: 'defineBelow',
					value: { orderId: 'A-17' },
					schema: [{ id: 'orderId', displayName: 'orderId (String)', type: 'string' }],
				},
			},
			request: { body: { startInfo: { InputArguments: '{"orderId":"A-17"}' } } },
		},
		{
			field: 'waitForCompletion',
			parameters: { waitForCompletion: true },
			item: { json: { State: 'Successful' } },
		},
		{
			field: 'options.timeout',
			base: { process: HANGS },
			parameters: { waitForCompletion: true, options: { timeout: 1 } },
			error: /still running after 1 seconds/,
		},
		{
			field: 'options.onTimeout',
			base: { process: HANGS, waitForCompletion: true, options: { timeout: 1 } },
			parameters: { options: { timeout: 1, onTimeout: 'output' } },
			item: { json: { State: 'Running' } },
		},
		{
			field: 'options.onFault',
			base: { process: FAULTS, waitForCompletion: true },
			parameters: { options: { onFault: 'output' } },
			item: { json: { State: 'Faulted' } },
		},
		{
			field: 'options.validate',
			parameters: { options: { validate: true } },
			request: { path: '/odata/Jobs/UiPath.Server.Configuration.OData.ValidateDynamicJob' },
		},
		{
			field: 'inputArguments',
			base: { specifyArguments: 'json' },
			parameters: { inputArguments: '{"orderId":"A-17"}' },
			request: { body: { startInfo: { InputArguments: '{"orderId":"A-17"}' } } },
		},
	],
};
