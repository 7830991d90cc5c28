import type { JsonRecord } from '../helpers/json';
import { LARGEST_PAGE } from '../transport/paging';
import type { Page } from '../transport/request';
import type { TriggerConfig } from './config';
import type { Cursor } from './cursor';
import { sightJob } from './events';
import { selectPlace } from './fields';
import { requestNewest } from './newest';
import { SeenJobs } from './seen';
import { fromMilliseconds, laterOf, tickAfter } from './timestamp';

/** Enough for the jobs that ended within the current second, but on the busiest tenants. */
const FEW = 20;

/** Before any job; used only where there is neither a clock nor a job. */
const THE_BEGINNING = '1970-01-01T00:00:00.0000000Z';

/** Place and identity are all that the starting point asks of a job. */
async function readNewest(config: TriggerConfig, top: number): Promise<Page> {
	return await requestNewest(config, top, selectPlace(config));
}

/**
 * A cursor that starts now, by the server's clock: the Date of its answer. Jobs of the current second
 * that are there already count as seen, because Date has no fractions of a second; the cursor of a
 * busy tenant, where they fill a page, goes on behind the last of them instead.
 *
 * A server without Date starts from its newest job; without such a job, everything to come is new.
 */
export async function createBaseline(config: TriggerConfig): Promise<Cursor> {
	const { fingerprint } = config;
	const few = await readNewest(config, FEW);
	const isBusy = few.rows.length === FEW && isFromNow(config, few.rows.at(-1), few.serverTime);
	const { rows } = isBusy ? await readNewest(config, LARGEST_PAGE) : few;
	const sightings = rows.flatMap((job) => sightJob(config, job) ?? []);
	const newest = sightings.reduce((time, job) => laterOf(time, job.time), THE_BEGINNING);
	const now = few.serverTime === undefined ? newest : fromMilliseconds(few.serverTime);
	const start = rows.length === LARGEST_PAGE ? laterOf(now, tickAfter(newest)) : now;
	const seen = new SeenJobs();
	for (const { identity, time } of sightings) if (time >= start) seen.add(identity, time);
	return { fingerprint, start, floor: start, seen };
}

function isFromNow(
	config: TriggerConfig,
	job: JsonRecord | undefined,
	serverTime: number | undefined,
): boolean {
	const time = job === undefined ? undefined : sightJob(config, job)?.time;
	return time !== undefined && serverTime !== undefined && time >= fromMilliseconds(serverTime);
}
