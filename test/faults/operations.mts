/** Everything that asks Orchestrator for something, and the request of it that faults strike. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import { jobNode, locate } from '../engine/sandbox.mts';
import { searchList } from './run-editor.mts';
import { runNode, type Attempt, type RunMore } from './run-node.mts';
import { pollTrigger, prepareTrigger } from './run-trigger.mts';
import type { Stand } from './stand.mts';
import type { Expected, Kind } from './types.mts';

export interface FaultOperation {
	readonly name: string;
	readonly kind: Kind;
	readonly host: 'api' | 'blob';
	/** Source of a regular expression for `METHOD /path` of the struck request. */
	readonly strikes: string;
	/** What error messages about it begin with; `#` stands for an id. */
	readonly purpose: string;
	/** Answers of the struck request have no body. */
	readonly hasNoBody?: boolean;
	/** Jobs that a whole run starts, and those of them that are there before the fault strikes. */
	readonly starts?: { readonly all: number; readonly before: number };
	/** Other requests go to the same host before: a host that is gone strikes those. */
	readonly isLater?: boolean;
	/** What it has put out once, it must not put out again. */
	readonly emitsOnce?: boolean;
	/** Where this operation does something else than its kind; undefined where it has a test of its own. */
	readonly differs?: Readonly<Record<string, Expected | undefined>>;
	/** What has to be there before the fault. */
	prepare?(stand: Stand): Promise<void>;
	run(stand: Stand, more?: RunMore): Promise<Attempt>;
}

interface NodeOperation extends Omit<FaultOperation, 'run' | 'host'> {
	readonly operation: string;
	readonly parameters: INodeParameters;
	readonly host?: 'blob';
}

const ACTION = 'UiPath\\.Server\\.Configuration\\.OData\\.';
const PROCESS = { process: locate('key', SEED.releases.invoiceProcessing.key) };
const START_PURPOSE = `Start process ${SEED.releases.invoiceProcessing.key}`;
const CLASSIC = { folder: locate('id', 770643) };
/** Behind any id of the seed. */
const WAITED_FOR = [90_001, 90_002, 90_003, 90_004, 90_005, 90_006];

function toOperation({ operation, parameters, ...rest }: NodeOperation): FaultOperation {
	return {
		host: 'api',
		...rest,
		run: async (stand, more) =>
			await runNode(stand, jobNode(stand.sandbox, operation, parameters), more),
	};
}

const SEEN_NEXT_TIME: Expected = { sent: 2 };

/**
 * What may pass, a look has not seen, and the next one does. What lasts until the time of the wait is up
 * is the business of test/engine/wait/looks.test.mts.
 */
const LOOKS: NodeOperation['differs'] = {
	'500': SEEN_NEXT_TIME,
	'truncated JSON': SEEN_NEXT_TIME,
	'invalid JSON': SEEN_NEXT_TIME,
	'nothing with 200': SEEN_NEXT_TIME,
	'502 for ever': undefined,
	'503 for ever': undefined,
	'504 for ever': undefined,
	'524 for ever': undefined,
	'502 with a web page, for ever': undefined,
	'504 with a web page, for ever': undefined,
	'429 for ever': undefined,
	'429 that asks for two hours': undefined,
	'reset before the request arrives, for ever': undefined,
	'reset in the midst of the answer, for ever': undefined,
};

const READS: readonly NodeOperation[] = [
	{
		name: 'Get',
		kind: 'read',
		strikes: `GET .*/odata/Jobs\\(${SEED.jobs.successful}\\)$`,
		purpose: `Get job ${SEED.jobs.successful}`,
		operation: 'get',
		parameters: { job: locate('id', SEED.jobs.successful) },
	},
	{
		name: 'Get Many',
		kind: 'read',
		strikes: 'GET .*/odata/Jobs$',
		purpose: 'Get jobs',
		operation: 'getAll',
		parameters: { limit: 5 },
	},
	{
		name: 'Wait',
		kind: 'read',
		strikes: 'GET .*/odata/Jobs$',
		purpose: 'Watch jobs',
		differs: LOOKS,
		operation: 'wait',
		parameters: { jobs: WAITED_FOR.join(',') },
		async prepare({ sandbox }) {
			sandbox.control.addJobs(
				WAITED_FOR.map((Id) => ({
					Id,
					ReleaseKey: SEED.releases.invoiceProcessing.key,
					State: 'Successful',
				})),
			);
		},
	},
];

const CHANGES: readonly NodeOperation[] = [
	{
		name: 'Start',
		kind: 'start',
		strikes: `POST .*${ACTION}StartJobs$`,
		purpose: START_PURPOSE,
		starts: { all: 1, before: 0 },
		operation: 'start',
		parameters: PROCESS,
	},
	{
		name: 'Start and wait',
		kind: 'read',
		strikes: 'GET .*/odata/Jobs\\(\\d+\\)$',
		purpose: 'Watch job #',
		starts: { all: 1, before: 1 },
		isLater: true,
		// Its start has been answered at that address.
		differs: { ...LOOKS, 'HTML with 200': undefined },
		operation: 'start',
		parameters: { ...PROCESS, waitForCompletion: true },
	},
	{
		name: 'Stop',
		kind: 'write',
		strikes: `POST .*${ACTION}StopJobs$`,
		purpose: `Stop job ${SEED.jobs.running}`,
		hasNoBody: true,
		operation: 'stop',
		parameters: { jobs: String(SEED.jobs.running) },
	},
	{
		name: 'Restart',
		kind: 'write',
		strikes: `POST .*${ACTION}RestartJob$`,
		purpose: `Restart job ${SEED.jobs.faultedAtStart}`,
		starts: { all: 1, before: 0 },
		operation: 'restart',
		parameters: { job: locate('id', SEED.jobs.faultedAtStart) },
	},
	{
		name: 'Resume',
		kind: 'write',
		strikes: `POST .*${ACTION}ResumeJob$`,
		purpose: 'Resume job #',
		operation: 'resume',
		parameters: { job: locate('id', SEED.jobs.suspended) },
	},
];

const exportJobs = (output: 'file' | 'items') => ({
	operation: 'export',
	parameters: { ...CLASSIC, options: { output, limit: 20 } },
});

const EXPORTS: readonly NodeOperation[] = [
	{
		name: 'Export: start',
		kind: 'write',
		strikes: `POST .*${ACTION}Export$`,
		purpose: 'Export jobs',
		...exportJobs('file'),
	},
	{
		name: 'Export: watch',
		kind: 'read',
		strikes: 'GET .*/odata/Exports\\(\\d+\\)$',
		purpose: 'Watch export #',
		isLater: true,
		...exportJobs('file'),
	},
	{
		name: 'Export: link',
		kind: 'read',
		strikes: `GET .*${ACTION}GetDownloadLink$`,
		purpose: 'Get link of export #',
		isLater: true,
		...exportJobs('file'),
	},
	{
		name: 'Export: file',
		kind: 'download',
		host: 'blob',
		strikes: 'GET /exports/',
		purpose: 'Download export #',
		...exportJobs('file'),
	},
	{
		name: 'Export: items',
		kind: 'download',
		host: 'blob',
		strikes: 'GET /exports/',
		purpose: 'Download export #',
		...exportJobs('items'),
	},
];

const POLL_TIME_IS_UP: Expected = {
	sent: 1,
	says: 'Orchestrator did not answer in time',
	advises: 'the network between n8n and Orchestrator',
};

const TRIGGER: FaultOperation = {
	name: 'Trigger: poll',
	kind: 'read',
	host: 'api',
	strikes: 'GET .*/odata/Jobs$',
	purpose: 'Look for faulted jobs',
	emitsOnce: true,
	// A poll has less time than a request may take, and no time for another; the next poll is the other.
	differs: { 'no answer at all': POLL_TIME_IS_UP, 'an answer that stalls': POLL_TIME_IS_UP },
	prepare: prepareTrigger,
	run: pollTrigger,
};

const FORBIDDEN_LIST: Expected = { sent: 1, isOther: true };

// The editor waits 25 seconds in all: no time is left to ask again.
const SILENT_LIST: Expected = { sent: 1, says: 'Orchestrator did not answer in time' };
const STALLED_LISTS = { 'no answer at all': SILENT_LIST, 'an answer that stalls': SILENT_LIST };

const LISTS: readonly FaultOperation[] = [
	{
		name: 'List of folders',
		kind: 'read',
		host: 'api',
		strikes: 'GET .*/odata/Folders$',
		purpose: 'List folders',
		// Who may not list folders gets those that he is assigned to.
		differs: {
			...STALLED_LISTS,
			'403 with a body': FORBIDDEN_LIST,
			'403 without a body': FORBIDDEN_LIST,
		},
		run: async (stand) => await searchList(stand, 'searchFolders'),
	},
	{
		name: 'List of processes',
		kind: 'read',
		host: 'api',
		strikes: 'GET .*/odata/Releases$',
		purpose: 'List processes',
		differs: STALLED_LISTS,
		run: async (stand) => await searchList(stand, 'searchProcesses'),
	},
	{
		name: 'List of jobs',
		kind: 'read',
		host: 'api',
		strikes: 'GET .*/odata/Jobs$',
		purpose: 'List jobs',
		differs: STALLED_LISTS,
		run: async (stand) => await searchList(stand, 'searchJobs'),
	},
];

export const OPERATIONS: readonly FaultOperation[] = [
	...[...READS, ...CHANGES, ...EXPORTS].map(toOperation),
	TRIGGER,
	...LISTS,
];
