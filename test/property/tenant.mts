/** A tenant that is quick to make, and jobs that end in it. */
import { getEngine } from '../engine/globals.mts';
import type { NodeSetup } from '../engine/harness/harness.mts';
import { FINANCE, tokenCredentials } from '../engine/sandbox.mts';
import { faultJob } from '../engine/trigger/polling.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import type { EndedJob } from './history.mts';

/** One folder with one process: the demo tenant takes longer to make than a history to play. */
export function openSmallTenant({ control }: Sandbox): void {
	control.reset('none');
	control.addFolders([{ Id: FINANCE, DisplayName: 'Finance' }]);
	const Key = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
	control.addReleases([{ Id: 1, Key, Name: 'Invoices', OrganizationUnitId: FINANCE }]);
}

/** Credentials whose header is not an expression: evaluating it takes n8n a tenth of a history. */
export function signIn(sandbox: Sandbox): NodeSetup['credentials'] {
	const credentials = getEngine().harness.storeCredentials(tokenCredentials(sandbox));
	credentials.authenticate = async (_values, _type, options) => ({
		url: '',
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${sandbox.token}` },
	});
	return credentials;
}

/** Ends a job now. @returns what the model has to know of it */
export function endJob(sandbox: Sandbox, ended: EndedJob, lookBackMs: number) {
	const { state, colour, ticks, lateness } = ended;
	const endMs = Date.parse(sandbox.control.now());
	const visibleMs = endMs + Math.floor(lookBackMs * lateness);
	const ms = new Date(endMs).toISOString().slice(0, -1);
	const endTime = `${ms}${String(ticks).padStart(4, '0')}Z`;
	const id = faultJob(sandbox, {
		State: state,
		Reference: colour,
		EndTime: endTime,
		...(visibleMs === endMs ? {} : { visibleAt: new Date(visibleMs).toISOString() }),
	});
	return { id, state, colour, endTime, endMs, visibleMs };
}
