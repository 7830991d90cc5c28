import { TenantLimiter } from '../../../nodes/UiPathOrchestrator/transport/limiter.ts';

const MOST = 20;
const ROUTE = 'GET /odata/Jobs';

const caller = (deadline = Infinity, isCancelled = () => false) => ({
	owner: {},
	route: ROUTE,
	deadline,
	isCancelled,
});

const inMs = (ms: number) => performance.now() + ms;

/** A limiter of whose calls none ends. */
async function crowd(): Promise<TenantLimiter> {
	const limiter = new TenantLimiter();
	for (let call = 0; call < MOST; call += 1) await limiter.enter(caller());
	return limiter;
}

/** How a turn stands after a while. */
const after = async (turn: Promise<unknown>, ms: number) =>
	await Promise.race([turn, new Promise((resolve) => setTimeout(() => resolve('waits'), ms))]);

describe('a caller whose deadline passes while others take all that the tenant bears', () => {
	test('ends, with the time that it has waited', async () => {
		const limiter = await crowd();
		const turn = await limiter.enter(caller(inMs(300)));
		expect(turn).toMatchObject({ closedMs: 0 });
		expect(typeof turn === 'object' && turn.waitedMs).toBeGreaterThanOrEqual(300);
		expect(typeof turn === 'object' && turn.waitedMs).toBeLessThan(900);
	});

	test('ends at once when it was over before', async () => {
		const limiter = await crowd();
		expect(await after(limiter.enter(caller(inMs(-1000))), 50)).toMatchObject({ closedMs: 0 });
	});

	test('is sent all the same when the tenant is free: only waiting ends', async () => {
		expect(await new TenantLimiter().enter(caller(inMs(-1000)))).toBe('granted');
	});

	test('gets a turn that is free before', async () => {
		const limiter = await crowd();
		const turn = limiter.enter(caller(inMs(2_000)));
		limiter.leave(ROUTE, {});
		expect(await turn).toBe('granted');
	});
});

test('a caller without a deadline waits on', async () => {
	const limiter = await crowd();
	const turn = limiter.enter(caller());
	expect(await after(turn, 400)).toBe('waits');
	limiter.leave(ROUTE, {});
	expect(await turn).toBe('granted');
});

test('a canceled caller leaves, with a deadline or without', async () => {
	const limiter = await crowd();
	let isCancelled = false;
	const turns = [Infinity, inMs(60_000)].map(
		async (deadline) => await limiter.enter(caller(deadline, () => isCancelled)),
	);
	isCancelled = true;
	expect(await Promise.all(turns)).toEqual(['canceled', 'canceled']);
});

test('a route that stays closed beyond the deadline tells for how long', async () => {
	const limiter = new TenantLimiter();
	await limiter.enter(caller());
	limiter.leave(ROUTE, { isRefused: true, closedMs: 5_000 });
	const turn = await limiter.enter(caller(inMs(1_000)));
	expect(typeof turn === 'object' && turn.closedMs).toBeGreaterThan(4_000);
});
