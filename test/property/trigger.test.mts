/** @jest-environment ./test/engine/trigger/environment.cjs */
/**
 * The trigger's promise, on random histories: every job that is due comes once, in order, whatever
 * fails, restarts, shows late or comes in bursts.
 *
 * TRIGGER_HISTORIES sets their number. A failure prints its seed and path; play it again with
 * TRIGGER_SEED and TRIGGER_PATH, and the name of the test (jest -t).
 */
import fc from 'fast-check';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from '../engine/globals.mts';
import { getPolling, HOST_KINDS, openTenant } from '../engine/trigger/polling.mts';
import { histories } from './history.mts';
import { Replay } from './replay.mts';

const COUNT = Number(process.env.TRIGGER_HISTORIES ?? 2_000);
const { TRIGGER_SEED: seed, TRIGGER_PATH: path } = process.env;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});

/** The page size is a constant of the package; with small pages a handful of jobs is a burst. */
function setPageSize(size: number): void {
	const paging: unknown = getEngine().requireBuilt('nodes/UiPathOrchestrator/transport/paging');
	if (typeof paging !== 'object' || paging === null) throw new Error('no paging module');
	if (!Reflect.has(paging, 'LARGEST_PAGE')) throw new Error('no page size');
	Reflect.set(paging, 'LARGEST_PAGE', size);
}

afterAll(() => {
	setPageSize(1000);
	getPolling().setHostClock(0);
});

const COUNT_PER_HOST = Math.ceil(COUNT / HOST_KINDS.length);

it.each(HOST_KINDS)(
	`emits every due job once in ${COUNT_PER_HOST} histories on a %s host`,
	async (host) => {
		const property = fc.asyncProperty(histories, async (history) => {
			setPageSize(history.pageSize);
			await new Replay(sandbox, host, history).run();
		});
		await fc.assert(property, {
			numRuns: COUNT_PER_HOST,
			...(seed === undefined ? {} : { seed: Number(seed) }),
			...(path === undefined ? {} : { path }),
		});
	},
	COUNT * 1_000,
);
