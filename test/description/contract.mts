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
	/** Part of the contract, but of work to come: allowed to be absent. */
	later?: string[];
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

export const JOB_OPERATIONS: Record<string, OperationContract> = {
	get: {
		name: 'Get',
		parameters: ['job', 'simplify'],
		modes: { job: ['id', 'key'] },
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
		parameters: ['process', 'strategy', 'jobsCount', 'robotIds', 'inputArguments', 'options'],
		modes: { process: ['key', 'name'] },
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
			],
		},
		values: {
			strategy: ['ModernJobsCount', 'Specific', 'JobsCount', 'RobotCount', 'All'],
			'options.jobPriority': ['Low', 'Normal', 'High'],
		},
		later: [
			'specifyArguments',
			'argumentFields',
			'waitForCompletion',
			'options.timeout',
			'options.onFault',
			'options.onTimeout',
		],
	},
	stop: {
		name: 'Stop',
		parameters: ['jobs', 'strategy', 'options'],
		collections: { options: ['waitUntilStopped', 'killAfter', 'timeout'] },
		values: { strategy: ['SoftStop', 'Kill'] },
	},
	restart: {
		name: 'Restart',
		parameters: ['job'],
		modes: { job: ['id', 'key'] },
		later: ['waitForCompletion', 'options'],
	},
	resume: {
		name: 'Resume',
		parameters: ['job'],
		modes: { job: ['id', 'key'] },
		later: ['options'],
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

/** Operations of the contract that are still to come. */
export const LATER_OPERATIONS = ['wait'];

/** Modes of every resource locator that are still to come. */
export const LATER_MODES = ['list'];

export const FOLDER_MODES = ['id', 'key', 'path'];

export const CREDENTIAL_FIELDS: Record<string, string[]> = {
	uiPathOrchestratorApi: ['tenantUrl', 'bearerToken', 'ignoreSSLIssues'],
	uiPathOrchestratorOAuth2Api: ['tenantUrl', 'scope', 'ignoreSSLIssues'],
};
