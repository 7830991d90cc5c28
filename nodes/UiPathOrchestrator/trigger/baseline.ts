import { requestPage } from '../transport/request';
import type { TriggerConfig } from './config';
import type { Cursor } from './cursor';
import { sightJob } from './events';
import { SeenJobs } from './seen';
import { fromMilliseconds, laterOf } from './timestamp';

/** Enough for the jobs that ended within the current second. */
const NEWEST = 100;

/** Before any job; used only where there is neither a clock nor a job. */
const THE_BEGINNING = '1970-01-01T00:00:00.0000000Z';

/**
 * A cursor that starts now, by the server's clock: the Date of its answer. Jobs of the current second
 * that are there already count as seen, because Date has no fractions of a second.
 *
 * A server without Date starts from its newest job; without such a job, everything to come is new.
 */
export async function createBaseline(config: TriggerConfig): Promise<Cursor> {
	const { event, filter, fingerprint, scope } = config;
	const { rows, serverTime } = await requestPage(scope, {
		purpose: `Look for ${event.noun} jobs`,
		method: 'GET',
		path: '/odata/Jobs',
		query: {
			$top: NEWEST,
			$filter: filter,
			$orderby: `${event.timeField} desc,Id desc`,
			$select: `Id,${event.timeField}${event.isRepeatable === true ? ',ResumeVersion' : ''}`,
		},
		effect: 'read',
	});
	const sightings = rows.flatMap((job) => sightJob(event, job) ?? []);
	const newest = sightings.reduce((time, job) => laterOf(time, job.time), THE_BEGINNING);
	const start = serverTime === undefined ? newest : fromMilliseconds(serverTime);
	const seen = new SeenJobs();
	for (const { identity, time } of sightings) if (time >= start) seen.add(identity, time);
	return { fingerprint, start, floor: start, seen };
}
