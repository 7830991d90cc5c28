/**
 * The names and values that users' saved workflows carry. A test that fails here has found a change
 * that would break workflows: correct the node, not this table.
 */

export interface OperationContract {
	name: string;
	/** Besides `folder`, `authentication`, `resource` and `operation`. */
	parameters: string[];
	/** Values of parameters and of fields inside collections, as `collection.field`. */
	values?: Record<string, string[]>;
	/** Keys inside collections. */
	collections?: Record<string, string[]>;
	/** Modes of resource locators. */
	modes?: Record<string, string[]>;
}

const FILTER_KEYS = [
	'createdAfter',
	'createdBefore',
	'startedAfter',
	'startedBefore',
	'endedAfter',
	'endedBefore',
	'states',
	'process',
	'processKey',
	'robotId',
	'robotName',
	'environmentId',
	'hostMachineName',
	'errorContains',
	'sourceTypes',
	'priority',
	'reference',
	'batchExecutionKey',
	'types',
	'custom',
];

const EXPAND = ['Robot', 'Release', 'Machine'];
const JOB_STATES = [
	'Pending',
	'Running',
	'Stopping',
	'Terminating',
	'Faulted',
	'Successful',
	'Stopped',
	'Suspended',
	'Resumed',
];
const FILTER_VALUES = {
	'filters.states': JOB_STATES,
	'filters.priority': ['Low', 'Normal', 'High'],
	'filters.types': ['Unattended', 'Attended', 'ServerlessGeneric'],
};

const JOB_MODES = ['list', 'id', 'key'];
const WAIT_OPTIONS = ['timeout', 'onFault', 'onTimeout'];
const WAIT_VALUES = {
	'options.onFault': ['error', 'output'],
	'options.onTimeout': ['error', 'output', 'stop', 'kill'],
};

export const JOB_OPERATIONS: Record<string, OperationContract> = {
	get: {
		name: 'Get',
		parameters: ['job', 'simplify', 'options'],
		modes: { job: JOB_MODES },
		collections: { options: ['includeArguments'] },
	},
	getAll: {
		name: 'Get Many',
		parameters: ['returnAll', 'limit', 'simplify', 'filters', 'options'],
		collections: {
			filters: FILTER_KEYS,
			options: ['expand', 'fields', 'sort', 'includeArguments'],
		},
		values: { ...FILTER_VALUES, 'options.expand': EXPAND },
	},
	start: {
		name: 'Start',
		parameters: [
			'process',
			'strategy',
			'jobsCount',
			'robotIds',
			'specifyArguments',
			'argumentFields',
			'inputArguments',
			'waitForCompletion',
			'options',
		],
		modes: { process: ['list', 'key', 'name'] },
		collections: {
			options: [
				'runtimeType',
				'jobPriority',
				'specificPriorityValue',
				'reference',
				'machineSessionIds',
				'machineRobots',
				'entryPointPath',
				'runAsMe',
				'requiresUserInteraction',
				'environmentVariables',
				'stopAfter',
				'killAfter',
				'validate',
				'concurrency',
				...WAIT_OPTIONS,
			],
		},
		values: {
			strategy: ['ModernJobsCount', 'Specific', 'JobsCount', 'RobotCount', 'All'],
			specifyArguments: ['form', 'json'],
			'options.jobPriority': ['Low', 'Normal', 'High'],
			...WAIT_VALUES,
		},
	},
	stop: {
		name: 'Stop',
		parameters: ['jobs', 'strategy', 'options'],
		collections: { options: ['waitUntilStopped', 'killAfter', 'timeout'] },
		values: { strategy: ['SoftStop', 'Kill'] },
	},
	restart: {
		name: 'Restart',
		parameters: ['job', 'waitForCompletion', 'options'],
		modes: { job: JOB_MODES },
		collections: { options: WAIT_OPTIONS },
		values: WAIT_VALUES,
	},
	resume: {
		name: 'Resume',
		parameters: ['job'],
		modes: { job: JOB_MODES },
	},
	wait: {
		name: 'Wait for Completion',
		parameters: ['jobs', 'options'],
		collections: { options: WAIT_OPTIONS },
		values: WAIT_VALUES,
	},
	export: {
		name: 'Export',
		parameters: ['filters', 'options'],
		collections: {
			filters: FILTER_KEYS,
			options: ['expand', 'sort', 'limit', 'fileName', 'output', 'timeout', 'exportId'],
		},
		values: { ...FILTER_VALUES, 'options.expand': EXPAND, 'options.output': ['file', 'items'] },
	},
};

export const FOLDER_MODES = ['list', 'id', 'key', 'path'];

export const CREDENTIAL_FIELDS: Record<string, string[]> = {
	uiPathOrchestratorApi: ['tenantUrl', 'bearerToken', 'ignoreSSLIssues'],
	uiPathOrchestratorOAuth2Api: ['tenantUrl', 'scope', 'ignoreSSLIssues'],
};
