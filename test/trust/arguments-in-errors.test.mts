/** No error shows what a job was given or has given: whatever the operation, and however it ends. */
import type { INodeParameters } from 'n8n-workflow';

import { withoutUserData } from '../../scripts/secrets/user-data.mts';
import { SEED } from '../../sandbox/src/index.mts';
import type { Fault, NewJob, Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from '../engine/globals.mts';
import type { RunSettings } from '../engine/harness/run.mts';
import { FINANCE, jobNode, locate, openSandbox } from '../engine/sandbox.mts';
import { ARGUMENT, findSecrets, OUTPUT } from './marked.mts';

const JOB = 60_001;
const { releases, folders } = SEED;
const workflow = JSON.stringify({ nodes: [{ name: 'Entry', type: 'harness.entry' }] });
const JOB_READ = 'GET .*/odata/Jobs\\(';

interface Ending {
	readonly operation: string;
	readonly parameters: INodeParameters;
	/** State of the job that the parameters name. */
	readonly state?: NewJob['State'];
	readonly faults?: readonly Fault[];
	readonly settings?: RunSettings;
	readonly says: RegExp;
}

const given = {
	specifyArguments: 'json',
	inputArguments: JSON.stringify({ orderId: ARGUMENT }),
};
const large = {
	specifyArguments: 'json',
	inputArguments: JSON.stringify({ orderId: ARGUMENT, text: 'x'.repeat(11_000) }),
};
const start = (key: string, more: INodeParameters = {}) => ({
	operation: 'start',
	parameters: { process: locate('key', key), ...given, ...more },
});
const waited = { waitForCompletion: true, options: { timeout: 1 } };
const wait = { operation: 'wait', parameters: { jobs: String(JOB), options: { timeout: 1 } } };
const stop = {
	operation: 'stop',
	parameters: { jobs: String(JOB), options: { waitUntilStopped: true, timeout: 1 } },
};
const named = (operation: string) => ({
	operation,
	parameters: { job: locate('id', JOB) },
	state: 'Successful' as const,
});
const refused = (route: string, status: number): Fault[] => [{ route, status, times: 9 }];

const ENDINGS: Record<string, Ending> = {
	'a start that faults': { ...start(releases.reportBuilder.key, waited), says: /faulted/ },
	'a start that times out': { ...start(releases.hanging.key, waited), says: /still running/ },
	'a start that is suspended': { ...start(releases.approval.key, waited), says: /suspended/ },
	'a start that is refused': {
		operation: 'start',
		parameters: { process: locate('name', 'Nobody'), ...given },
		says: /does not exist/,
	},
	'a start that could not run': {
		...start(releases.noHost.key, {
			folder: locate('id', folders.noHost),
			options: { validate: true },
		}),
		says: /could not run/,
	},
	'a start that stays pending': {
		...start(releases.noHost.key, { folder: locate('id', folders.noHost), ...waited }),
		says: /still pending/,
	},
	'a start whose answer is lost': {
		...start(releases.invoiceProcessing.key),
		faults: [{ route: 'StartJobs$', action: 'reset-before' }],
		says: /Start process/,
	},
	'a start whose result is refused': {
		...start(releases.invoiceProcessing.key, waited),
		faults: refused(JOB_READ, 403),
		says: /HTTP 403/,
	},
	'a start whose output is cut': {
		...start(releases.largeOutput.key, waited),
		faults: [{ route: 'GET /attachments/', action: 'reset-during-body', times: 99 }],
		says: /download was cut/,
	},
	'a start whose output is refused': {
		...start(releases.largeOutput.key, { waitForCompletion: true }),
		faults: refused('GET /attachments/', 403),
		says: /HTTP 403/,
	},
	'a start whose arguments cannot be uploaded': {
		...start(releases.invoiceProcessing.key, large),
		faults: refused('PUT /attachments/', 403),
		says: /Upload file/,
	},
	'a start whose arguments n8n does not upload': {
		...start(releases.invoiceProcessing.key, large),
		settings: { protectsNetwork: true },
		says: /n8n did not make the request/,
	},
	'a start that is stopped with the execution': {
		...start(releases.hanging.key, { waitForCompletion: true }),
		settings: { cancelAfterMs: 300 },
		says: /canceled/,
	},
	'a wait for a fault': { ...wait, state: 'Faulted', says: /faulted/ },
	'a wait for a stop': { ...wait, state: 'Stopped', says: /was stopped/ },
	'a wait that times out': { ...wait, state: 'Running', says: /still running/ },
	'a wait for a suspended job': { ...wait, state: 'Suspended', says: /suspended/ },
	'a wait whose answer is cut': {
		...wait,
		state: 'Successful',
		faults: [{ route: JOB_READ, action: 'truncate', times: 99 }],
		says: /Job|job/,
	},
	'a stop that times out': { ...stop, state: 'Running', says: /not ended/ },
	'a restart that faults': {
		operation: 'restart',
		parameters: { job: locate('id', JOB), ...waited },
		state: 'Faulted',
		says: /faulted|still/,
	},
	'a restart that is refused': { ...named('restart'), state: 'Running', says: /Restart job/ },
	'a resume that is refused': { ...named('resume'), says: /Resume job/ },
	'a get whose answer is cut': {
		...named('get'),
		faults: [{ route: JOB_READ, action: 'truncate' }],
		says: /cut off/,
	},
	'a list whose arguments are refused': {
		operation: 'getAll',
		parameters: {
			filters: { custom: `Id eq ${JOB} or Id eq 20001` },
			options: { includeArguments: true },
		},
		state: 'Successful',
		faults: [{ route: JOB_READ, status: 403, after: 1 }],
		says: /Get arguments/,
	},
};

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ pendingMs: 0, runMs: 0 });
});

/** Every job holds marked arguments. */
function prepare({ state, faults = [] }: Ending) {
	sandbox.control.reset();
	for (const { key } of [releases.reportBuilder, releases.invoiceProcessing]) {
		const kind = key === releases.reportBuilder.key ? 'fault' : 'succeed';
		sandbox.control.addScript(key, { kind, output: JSON.stringify({ result: OUTPUT }) });
	}
	const text = JSON.stringify({ result: OUTPUT, text: 'x'.repeat(11_000) });
	sandbox.control.addScript(releases.largeOutput.key, { kind: 'succeed', output: text });
	if (state !== undefined) {
		const InputArguments = JSON.stringify({ orderId: ARGUMENT });
		const OutputArguments = JSON.stringify({ result: OUTPUT });
		const { id: releaseId } = releases.hanging;
		sandbox.control.addJobs([
			{
				Id: JOB,
				OrganizationUnitId: FINANCE,
				State: state,
				releaseId,
				InputArguments,
				OutputArguments,
			},
		]);
	}
	for (const fault of faults) sandbox.control.injectFault(fault);
}

describe.each(Object.entries(ENDINGS))('%s', (_name, ending) => {
	it.each([undefined, 'continueErrorOutput'] as const)('On Error: %s', async (onError) => {
		prepare(ending);
		const isBlocked = ending.settings?.protectsNetwork === true;
		sandbox.control.setBlobOrigin(isBlocked ? 'http://a.blocked.test' : sandbox.blobOrigin);
		const node = jobNode(sandbox, ending.operation, ending.parameters, onError && { onError });
		const { error, outputs, stored } = await getEngine().harness.run(
			node,
			undefined,
			ending.settings,
		);
		const message = error?.message ?? String(outputs.at(-1)?.[0]?.json.error ?? '');
		expect(message).toMatch(ending.says);
		expect(findSecrets(withoutUserData(stored, workflow))).toEqual([]);
	});
});
