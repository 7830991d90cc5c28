import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { createTempFolder, OWNER } from '../host/host.mts';
import { readString } from '../host/json.mts';
import { type N8nServer, startN8n } from '../host/n8n-server.mts';
import { N8nSession } from '../host/n8n-session.mts';
import { createWorkflow, publishWorkflow, unpublishWorkflow } from '../host/n8n-workflows.mts';
import { installTarball } from '../host/tarball.mts';
import type { Teardown } from '../host/teardown.mts';
import { buildHttpWorkflow, buildTriggerWorkflow } from './contenders.mts';
import { HOST_MODES, type HostMode } from './modes.mts';
import { openWire, type Wire } from './wire.mts';

const CHECK_MS = 50;
/** A poll is over when nothing more came for this long: its pages follow each other at once. */
const QUIET_MS = 4000;
/** A poll a minute, some seconds for the scheduler's rounds, and room for a busy machine. */
const POLL_WITHIN_MS = 180_000;

export type ContenderName = 'trigger' | 'http';

/** One published workflow with a line of its own to the sandbox. */
export interface Contender {
	readonly name: ContenderName;
	readonly workflowId: string;
	readonly wire: Wire;
}

/** One n8n, one sandbox, and the workflows that watch it. */
export interface Stand {
	readonly mode: HostMode;
	readonly userFolder: string;
	readonly sandbox: Sandbox;
	readonly contenders: readonly Contender[];
	session: N8nSession;
	server: N8nServer;
}

async function addContender(
	session: N8nSession,
	sandbox: Sandbox,
	name: ContenderName,
	teardown: Teardown,
): Promise<Contender> {
	const wire = await openWire(sandbox.origin);
	teardown.add('close a wire', async () => await wire.close());
	const viaWire = (url: string) => url.replace(sandbox.origin, wire.origin);
	const credential =
		name === 'trigger'
			? {
					type: 'uiPathOrchestratorApi',
					data: { tenantUrl: viaWire(sandbox.tenantUrl), bearerToken: sandbox.token },
				}
			: {
					type: 'httpHeaderAuth',
					data: { name: 'Authorization', value: `Bearer ${sandbox.token}` },
				};
	const saved = await session.post('/rest/credentials', { name, ...credential });
	const reference = { id: readString(saved, 'id'), name };
	const folderId = SEED.folders.finance;
	const workflow =
		name === 'trigger'
			? buildTriggerWorkflow(reference, folderId)
			: buildHttpWorkflow(reference, folderId, viaWire(sandbox.orchestratorUrl));
	return { name, workflowId: await createWorkflow(session, workflow), wire };
}

/** Starts an n8n in the given mode, with this package from `tarball` and the workflows saved. */
export async function openStand(
	mode: HostMode,
	names: readonly ContenderName[],
	tarball: string,
	teardown: Teardown,
): Promise<Stand> {
	const sandbox = await startSandbox();
	teardown.add('stop the sandbox', async () => await sandbox.close());
	const userFolder = await createTempFolder(teardown);
	await installTarball(tarball, userFolder);
	const server = await startN8n(userFolder, teardown, { settings: HOST_MODES[mode] });
	const session = await N8nSession.setUpOwner(server.url, OWNER);
	const contenders: Contender[] = [];
	for (const name of names) {
		contenders.push(await addContender(session, sandbox, name, teardown));
	}
	return { mode, userFolder, sandbox, contenders, session, server };
}

/** Starts n8n again over the data that a killed one left. */
export async function reviveHost(stand: Stand, teardown: Teardown): Promise<void> {
	stand.server = await startN8n(stand.userFolder, teardown, { settings: HOST_MODES[stand.mode] });
	stand.session = await N8nSession.signIn(stand.server.url, OWNER);
}

/** Publishes the workflows of all contenders. */
export async function publishAll({ session, contenders }: Stand): Promise<void> {
	for (const { workflowId } of contenders) await publishWorkflow(session, workflowId);
}

/** Takes them back. */
export async function unpublishAll({ session, contenders }: Stand): Promise<void> {
	for (const { workflowId } of contenders) await unpublishWorkflow(session, workflowId);
}

/** What a contender asked of the sandbox, oldest first. */
export const requestsOf = ({ sandbox }: Stand, { wire }: Contender) =>
	sandbox.requests.filter(({ headers }) => headers.host === wire.host);

/**
 * Waits until a contender was answered with `status` after `since` (ms since 1970) and then was quiet.
 * @throws Error when that takes longer than three minutes
 */
export async function waitForPoll(
	stand: Stand,
	contender: Contender,
	since: number,
	{ status = 200, quietMs = QUIET_MS } = {},
): Promise<void> {
	const deadline = Date.now() + POLL_WITHIN_MS;
	for (;;) {
		const requests = requestsOf(stand, contender).filter(({ at }) => at > since);
		const last = requests.at(-1);
		const isAnswered = requests.some((request) => request.status === status);
		if (last && last.status !== 0 && isAnswered && Date.now() - last.at >= quietMs) return;
		if (Date.now() > deadline) {
			throw new Error(`${stand.mode}: "${contender.name}" did not poll within three minutes`);
		}
		await sleep(CHECK_MS);
	}
}

/** Waits until every contender has polled with success after this moment. */
export async function waitForPolls(stand: Stand): Promise<void> {
	const now = Date.now();
	await Promise.all(stand.contenders.map(async (one) => await waitForPoll(stand, one, now)));
}
