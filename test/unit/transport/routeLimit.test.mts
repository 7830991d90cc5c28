import { RouteLimit } from '../../../nodes/UiPathOrchestrator/transport/routeLimit.ts';

/**
 * Calls a server that allows `limit` calls in any minute as fast as the route lets it, for a while.
 *
 * @returns moments (s) of the accepted calls, and the number of refused ones
 */
function callFor(seconds: number, limit: number, others: (second: number) => number = () => 0) {
	const route = new RouteLimit(20);
	const accepted: number[] = [];
	let refused = 0;
	for (let now = 0; now < seconds * 1000; now += 50) {
		if (!route.isFree(now)) continue;
		route.begin();
		const inMinute = accepted.filter((at) => at > now - 60_000);
		const [oldest = now] = inMinute;
		if (inMinute.length + others(now / 1000) < limit) {
			accepted.push(now);
			route.end({}, now);
		} else {
			refused += 1;
			route.end({ closedMs: Math.max(1000, oldest + 60_000 - now) }, now);
		}
	}
	return { accepted: accepted.map((at) => at / 1000), refused };
}

describe('a route with a limit of calls a minute', () => {
	test('is used up minute by minute, and refused about once', () => {
		const { accepted, refused } = callFor(185, 100);
		expect(accepted.length).toBeGreaterThanOrEqual(385);
		expect(accepted[299]).toBeLessThan(132);
		expect(refused).toBeLessThanOrEqual(6);
	});

	test('without a limit, nothing holds calls back', () => {
		expect(callFor(10, Infinity)).toMatchObject({ refused: 0, accepted: { length: 200 } });
	});

	test('what others leave is used when they are gone', () => {
		const { accepted, refused } = callFor(600, 100, (second) => (second < 120 ? 60 : 0));
		const late = accepted.filter((at) => at >= 540);
		expect(late.length).toBeGreaterThan(60);
		expect(refused).toBeLessThan(20);
	});

	test("a single refusal by others' calls teaches no tiny budget", () => {
		const route = new RouteLimit(20);
		route.begin();
		route.end({ closedMs: 1000 }, 0);
		expect([route.isFree(999), route.isFree(1000)]).toEqual([false, true]);
		for (let call = 0; call < 10; call += 1) {
			expect(route.isFree(1000 + call)).toBe(true);
			route.begin();
			route.end({}, 1000 + call);
		}
	});

	test('a refusal that nobody waits for teaches no budget, and does not count as a success', () => {
		const route = new RouteLimit(20);
		for (let call = 0; call < 50; call += 1) {
			route.begin();
			route.end({}, call);
		}
		route.begin();
		route.end({ isRefused: true, closedMs: undefined }, 50);
		route.begin();
		expect(route.isFree(50)).toBe(false);
		for (let call = 0; call < 50; call += 1) {
			route.end({}, 50);
			expect(route.isFree(50)).toBe(true);
			route.begin();
		}
	});

	test('after a refusal calls go one at a time, then two, …', () => {
		const route = new RouteLimit(20);
		route.begin();
		route.end({ closedMs: 1000 }, 0);
		route.begin();
		expect(route.isFree(1000)).toBe(false);
		route.end({}, 1100);
		route.begin();
		expect(route.isFree(1100)).toBe(true);
		route.begin();
		expect(route.isFree(1100)).toBe(false);
	});

	test('no more at a time than answers say are left', () => {
		const route = new RouteLimit(20);
		route.begin();
		route.end({ remaining: 2 }, 0);
		route.begin();
		route.begin();
		expect(route.isFree(0)).toBe(false);
	});
});
