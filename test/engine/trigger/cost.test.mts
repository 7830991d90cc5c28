/** @jest-environment ./test/engine/trigger/environment.cjs */
/** What polls cost: requests, and bytes on the line between n8n and Orchestrator, headers included. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { openWire, type Wire } from '../../../scripts/trigger/wire.mts';
import { apiRequests, tokenCredentials } from '../sandbox.mts';
import type { HostKind, PollHost } from './poll-host.mts';
import {
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	HOST_KINDS,
	idsOf,
	openTenant,
	pass,
	triggerSetup,
} from './polling.mts';

const LIST_CALLS_PER_MINUTE = 100;
const BURST = 1_210;
/** As long as a .NET exception's text is at least. */
const INFO =
	'System.TimeoutException: The invoice page did not answer within 30 seconds.\r\n'.repeat(3);

let sandbox: Sandbox;
let wire: Wire;

beforeAll(async () => {
	sandbox = await openTenant({ listCallsPerMinute: LIST_CALLS_PER_MINUTE });
	wire = await openWire(sandbox.tenantUrl);
});
afterAll(async () => await wire.close());
beforeEach(() => clearTenant(sandbox));

/** A published trigger with its defaults, on the line that counts. */
async function publish(kind: HostKind): Promise<PollHost> {
	const tenantUrl = sandbox.tenantUrl.replace(new URL(sandbox.tenantUrl).origin, wire.origin);
	const setup = triggerSetup(sandbox);
	const host = createHost(kind, {
		...setup,
		credentials: tokenCredentials(sandbox, { tenantUrl }),
	});
	await host.activate();
	pass(sandbox, 1);
	return host;
}

/** Polls once. @returns what came and what it cost */
async function measure(host: PollHost) {
	const before = { requests: apiRequests(sandbox).length, bytes: countBytes() };
	const ids = idsOf(await host.tick());
	const requests = apiRequests(sandbox).slice(before.requests);
	return { ids, requests: requests.length, bytes: countBytes() - before.bytes };
}

const countBytes = (): number => wire.sentBytes() + wire.receivedBytes();

describe.each(HOST_KINDS)('a poll on a %s host', (kind) => {
	it('is one request and less than 2 kB, both ways, when nothing happens', async () => {
		const host = await publish(kind);
		for (let poll = 0; poll < 3; poll += 1) {
			const { ids, requests, bytes } = await measure(host);
			expect([ids, requests]).toEqual([[], 1]);
			expect(bytes).toBeGreaterThan(500);
			expect(bytes).toBeLessThan(2_000);
			pass(sandbox, 1);
		}
	});

	it('is one request and some kB when there is a fault a minute', async () => {
		const host = await publish(kind);
		for (let minute = 0; minute < 15; minute += 1) {
			const id = faultJob(sandbox, { Info: INFO });
			const { ids, requests, bytes } = await measure(host);
			expect([ids, requests]).toEqual([[id], 1]);
			expect(bytes).toBeLessThan(15_000);
			pass(sandbox, 1);
		}
	});

	it('does not read a burst whole again', async () => {
		const host = await publish(kind);
		const burst = faultJobs(sandbox, BURST, { Info: INFO });
		const first = await measure(host);
		expect([first.ids, first.requests]).toEqual([burst, 2]);
		pass(sandbox, 1);
		const idle = await measure(host);
		expect([idle.ids, idle.requests]).toEqual([[], 2]);
		expect(idle.bytes).toBeLessThan(80 * BURST);
		expect(idle.bytes).toBeLessThan(first.bytes / 8);
		const id = faultJob(sandbox, { Info: INFO });
		const next = await measure(host);
		expect([next.ids, next.requests]).toEqual([[id], 3]);
		expect(next.bytes - idle.bytes).toBeLessThan(3_000);
	});
});

it('50 idle triggers take half of the list calls that a tenant has in a minute', async () => {
	const hosts: PollHost[] = [];
	for (let count = 0; count < 50; count += 1) hosts.push(await publish('legacy'));
	pass(sandbox, 1);
	const before = sandbox.requests.length;
	for (const host of hosts) await host.tick();
	const statuses = sandbox.requests.slice(before).map(({ status }) => status);
	expect(statuses).toEqual(Array.from({ length: LIST_CALLS_PER_MINUTE / 2 }, () => 200));
});
