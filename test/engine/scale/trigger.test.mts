/** What a trigger costs while nothing happens. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { openWire, type Wire } from '../../../scripts/trigger/wire.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, FINANCE, forgetRequests, jobNode, openSandbox } from '../sandbox.mts';

let sandbox: Sandbox;
let wire: Wire;

beforeAll(async () => {
	sandbox = await openSandbox();
	wire = await openWire(sandbox.origin);
	const job = { OrganizationUnitId: FINANCE, State: 'Successful' as const };
	sandbox.control.addJobs(new Array<typeof job>(1000).fill(job));
});

afterAll(async () => await wire.close());

it('one request in a poll, and less than 2 kB both ways', async () => {
	const { harness } = getEngine();
	const tenantUrl = sandbox.tenantUrl.replace(sandbox.origin, wire.origin);
	const setup = {
		...jobNode({ ...sandbox, tenantUrl }, '', { event: 'jobFaulted' }),
		type: 'uiPathOrchestratorTrigger',
	};
	const { staticData } = await harness.poll(setup);
	forgetRequests(sandbox);
	const before = wire.sentBytes() + wire.receivedBytes();
	expect((await harness.poll(setup, { staticData })).output).toBeNull();
	expect(apiRequests(sandbox)).toHaveLength(1);
	const bytes = wire.sentBytes() + wire.receivedBytes() - before;
	expect(bytes).toBeGreaterThan(500);
	expect(bytes).toBeLessThan(2000);
});
