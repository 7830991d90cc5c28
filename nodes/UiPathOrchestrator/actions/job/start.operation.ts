import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { waitForCompletionField } from '../../descriptions/waitFields';
import { processField } from '../../descriptions/locators';
import { startOptionsField } from '../../descriptions/startOptions';
import { RESULT_FIELDS, toJobItem } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { passOn } from '../../helpers/passOn';
import { readProcessReference } from '../../parameters/locator';
import { readBoolean, readInteger, toFields } from '../../parameters/values';
import { createStep } from '../attempts';
import { CONCURRENT_WRITES, defineOperation, readParameter, runSideBySide } from '../operation';
import type { ItemCall } from '../operation';
import { readGivenArguments, sendLargeArguments } from './inputArguments';
import { describeProcess, isNameRefused, resolveProcess } from './process';
import { recoverStart, startJobs } from './startJobs';
import { countExpected, readStartedIds } from './startedJobs';
import { readStartOptions } from './startOptions';
import { readAllocation } from './startStrategy';
import { validateStart } from './validateStart';
import { watchJobs } from './waitForJobs';
import { readWaiting, refuseIdleWaiting } from './waitRules';
import type { Watch } from './watch';

const properties: INodeProperties[] = [
	processField,
	{
		displayName: 'Strategy',
		name: 'strategy',
		type: 'options',
		options: [
			{
				name: 'All Robots (Classic Folders)',
				value: 'All',
				description: 'One job on every robot of the environment',
			},
			{
				name: 'Jobs Count (Classic Folders)',
				value: 'JobsCount',
				description: 'A number of jobs, on any robots of the environment that are free',
			},
			{
				name: 'Modern Jobs Count',
				value: 'ModernJobsCount',
				description: 'A number of jobs, on any robot and machine of the folder that is free',
			},
			{
				name: 'Robot Count (Classic Folders)',
				value: 'RobotCount',
				description: 'One job on each of a number of robots, chosen by Orchestrator',
			},
			{
				name: 'Specific Robots',
				value: 'Specific',
				description: 'One job on each of the robots named below',
			},
		],
		default: 'ModernJobsCount',
		description: 'How many jobs to start and where they may run',
	},
	{
		displayName: 'Jobs Count',
		name: 'jobsCount',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		displayOptions: { show: { strategy: ['ModernJobsCount', 'JobsCount', 'RobotCount'] } },
		description: 'How many jobs to start',
	},
	{
		displayName: 'Robot Names or IDs',
		name: 'robotIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getRobots', loadOptionsDependsOn: ['folder.value'] },
		default: [],
		displayOptions: { show: { strategy: ['Specific'] } },
		description:
			'Robots to run on. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Specify Arguments',
		name: 'specifyArguments',
		type: 'options',
		options: [
			{
				name: 'Using Fields Below',
				value: 'form',
				description: 'A field for each input argument that the process declares',
			},
			{ name: 'Using JSON', value: 'json', description: 'One JSON object with all arguments' },
		],
		default: 'form',
		description: 'How to enter the input arguments of the process',
	},
	{
		displayName: 'Arguments',
		name: 'argumentFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		displayOptions: { show: { specifyArguments: ['form'] }, hide: { process: [''] } },
		typeOptions: {
			loadOptionsDependsOn: [
				'folder.value',
				'process.value',
				'options.entryPointPath',
				'authentication',
			],
			resourceMapper: {
				resourceMapperMethod: 'getArgumentFields',
				mode: 'add',
				fieldWords: { singular: 'argument', plural: 'arguments' },
				addAllFields: true,
				supportAutoMap: true,
				noFieldsError:
					'This process declares no input arguments, or the login may not read processes. Use JSON to send some all the same.',
			},
		},
	},
	{
		displayName: 'Input Arguments',
		name: 'inputArguments',
		type: 'json',
		default: '{}',
		displayOptions: { show: { specifyArguments: ['json'] } },
		description:
			'Values for the input arguments of the process, as a JSON object of argument names and values. Names are case-sensitive.',
	},
	waitForCompletionField,
	startOptionsField,
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['start'] } },
	properties,
);

const CONCURRENCY = { min: 1, max: 20 };

function read(call: ItemCall) {
	const { origin } = call;
	const process = readProcessReference(origin, readParameter(call, 'process'));
	const allocation = readAllocation(call);
	const fields = toFields(readParameter(call, 'options'));
	const rules = readWaiting(call);
	if (rules === undefined) refuseIdleWaiting(origin, fields);
	return {
		call,
		process,
		startInfo: { ...allocation, ...readStartOptions(origin, fields, call.progress.mark) },
		validates: readBoolean(origin, 'Validate First', fields.validate) === true,
		concurrency: readInteger(origin, 'Concurrency', fields.concurrency, CONCURRENCY),
		rules,
		given: readGivenArguments(call),
	};
}

type Input = ReturnType<typeof read>;

const started = createStep<JsonRecord[]>();

async function sendPlan(input: Input, purpose: string, plan: JsonRecord): Promise<JsonRecord[]> {
	const { call, process, validates, given, startInfo: allocated } = input;
	const { progress, scope } = call;
	const question = `Validate start of ${describeProcess(process)}`;
	if (validates) await validateStart(call, question, plan, given);
	const startInfo = { ...plan, ...(await sendLargeArguments(scope, given, progress)) };
	return await startJobs(scope, { purpose, startInfo, expected: countExpected(allocated) });
}

/** The jobs that were created: looked for, not started, where a try before has left that open. */
async function startOnce(purpose: string, input: Input): Promise<JsonRecord[]> {
	const { call, process, startInfo: allocated } = input;
	const { progress, scope } = call;
	const expected = countExpected(allocated);
	return await started.run(
		progress,
		async () => {
			const plan = { ...(await resolveProcess(scope, process)), ...allocated };
			try {
				return await sendPlan(input, purpose, plan);
			} catch (caught: unknown) {
				if (!isNameRefused(scope, plan, caught)) throw passOn(caught);
				return await sendPlan(input, purpose, {
					...(await resolveProcess(scope, process)),
					...allocated,
				});
			}
		},
		async (lost) => await recoverStart(scope, { purpose, startInfo: allocated, expected }, lost),
	);
}

/** Returns one item per job that was created, pending then; or the wait for them. */
async function startItem(input: Input): Promise<INodeExecutionData[] | Watch> {
	const { scope, progress } = input.call;
	const purpose = `Start ${describeProcess(input.process)}`;
	const jobs = await startOnce(purpose, input);
	const ids = readStartedIds(scope, purpose, jobs, input.startInfo);
	if (input.rules === undefined) return jobs.map((job) => toJobItem(job, RESULT_FIELDS));
	return watchJobs(
		scope,
		ids.map((id) => ({ id })),
		input.rules,
		progress,
		input.given,
	);
}

export const start = defineOperation({
	description,
	effect: 'write',
	settlesDoubts: true,
	read,
	run: runSideBySide(
		(inputs) => Math.min(...inputs.map(({ concurrency = CONCURRENT_WRITES }) => concurrency)),
		startItem,
	),
});
