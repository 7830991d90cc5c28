/** What trigger tests share: hosts that poll, a tenant without history, jobs that fault. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import type { NodeSetup } from '../harness/harness.mts';
import { apiRequests, FINANCE, openSandbox, tokenCredentials } from '../sandbox.mts';
import type { setHostClock as SetHostClock } from './host-clock.mts';
import type { HostKind, NodeIdentity, PollHost } from './poll-host.mts';

export const HOST_KINDS: readonly HostKind[] = ['legacy', 'scheduler', 'durable'];

export const NOON = '2026-01-15T12:00:00Z';

interface Polling {
	PollHost: typeof PollHost;
	setHostClock: typeof SetHostClock;
}

/** What `environment.cjs` of this folder lays ready. */
export function getPolling(): Polling {
	const polling: unknown = Reflect.get(globalThis, 'polling');
	if (!isPolling(polling)) throw new Error('This file needs test/engine/trigger/environment.cjs');
	return polling;
}

function isPolling(value: unknown): value is Polling {
	return typeof value === 'object' && value !== null && 'PollHost' in value;
}

/** A tenant whose clock stands at noon until it is moved, with no job at all in Finance. */
export async function openTenant(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await openSandbox({ clock: 'manual', clockStart: NOON, ...options });
	clearTenant(sandbox);
	return sandbox;
}

/** Brings folders, processes and tokens back, and the clock to noon; every job goes. */
export function clearTenant(sandbox: Sandbox): void {
	sandbox.control.setClock(NOON);
	sandbox.control.reset('demo');
	sandbox.control.removeJobs(sandbox.control.jobs().map(({ Id }) => Id));
}

/** A trigger as a user sets it up: faulted jobs of Finance, unless the parameters say otherwise. */
export function triggerSetup(sandbox: Sandbox, parameters: INodeParameters = {}): NodeSetup {
	return {
		type: 'uiPathOrchestratorTrigger',
		credentials: tokenCredentials(sandbox),
		parameters: {
			event: 'jobFaulted',
			folder: { __rl: true, mode: 'id', value: String(FINANCE) },
			...parameters,
		},
	};
}

export function createHost(kind: HostKind, setup: NodeSetup, identity?: NodeIdentity): PollHost {
	const { PollHost: Host } = getPolling();
	return new Host(getEngine().harness, kind, setup, identity);
}

type NewJob = Parameters<Sandbox['control']['addJobs']>[0][number];

/** A job that has just faulted in Finance; `more` overrides any column. */
export function faultJob(sandbox: Sandbox, more: NewJob = {}): number {
	const [id] = faultJobs(sandbox, 1, more);
	if (id === undefined) throw new Error('no job was added');
	return id;
}

/** Many at once, with the same times. @returns their ids */
export function faultJobs(sandbox: Sandbox, count: number, more: NewJob = {}): number[] {
	const now = sandbox.control.now();
	const job: NewJob = {
		State: 'Faulted',
		StartTime: now,
		EndTime: now,
		Info: 'It broke',
		OrganizationUnitId: FINANCE,
		...more,
	};
	return sandbox.control.addJobs(Array.from({ length: count }, () => job)).map(({ Id }) => Id);
}

export const idsOf = (items: INodeExecutionData[]): number[] =>
	items.map(({ json }) => Number(json.Id));

/** Moves the server's clock. */
export const pass = (sandbox: Sandbox, minutes: number): void =>
	sandbox.control.advanceClock(minutes * 60_000);

/** Runs something and gives back the API requests that it made, with decoded queries. */
export async function record(sandbox: Sandbox, run: () => Promise<unknown>) {
	const before = apiRequests(sandbox).length;
	await run();
	return apiRequests(sandbox).slice(before);
}

/** The error that something throws. */
export async function catchError(run: () => Promise<unknown>): Promise<Record<string, unknown>> {
	try {
		await run();
	} catch (caught: unknown) {
		if (typeof caught === 'object' && caught !== null) {
			return Object.assign(Object.create(caught), caught);
		}
	}
	throw new Error('nothing was thrown');
}
