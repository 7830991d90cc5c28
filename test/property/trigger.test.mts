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
import { histories, type History } from './history.mts';
import { Replay } from './replay.mts';

const COUNT = Number(process.env.TRIGGER_HISTORIES ?? 2_000);
const { TRIGGER_SEED: seed, TRIGGER_PATH: path } = process.env;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});

/** Sizes are constants of the package; where they are small, a handful of jobs is a burst. */
function setConstant(file: string, name: string, value: number): void {
	const built: unknown = getEngine().requireBuilt(`nodes/UiPathOrchestrator/${file}`);
	if (typeof built !== 'object' || built === null) throw new Error(`no module ${file}`);
	if (!Reflect.has(built, name)) throw new Error(`no ${name} in ${file}`);
	Reflect.set(built, name, value);
}

function setSizes({ pageSize, fewSeen }: Pick<History, 'pageSize' | 'fewSeen'>): void {
	setConstant('transport/paging', 'LARGEST_PAGE', pageSize);
	setConstant('trigger/scan', 'FEW_SEEN', fewSeen);
}

afterAll(() => {
	setSizes({ pageSize: 1000, fewSeen: 50 });
	getPolling().setHostClock(0);
});

const COUNT_PER_HOST = Math.ceil(COUNT / HOST_KINDS.length);

it.each(HOST_KINDS)(
	`emits every due job once in ${COUNT_PER_HOST} histories on a %s host`,
	async (host) => {
		const property = fc.asyncProperty(histories, async (history) => {
			setSizes(history);
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
