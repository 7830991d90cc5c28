import type { INodeExecutionData } from 'n8n-workflow';

import { measureDuration, describeFault } from '../helpers/jobDetails';
import { pickFields, toJobItem } from '../helpers/jobItem';
import type { JsonRecord } from '../helpers/json';
import { runBounded } from '../helpers/runBounded';
import { addArguments } from '../transport/jobArguments';
import { linkToJob } from '../transport/links';
import type { TriggerConfig } from './config';
import { requestErrorLogs } from './errorLogs';
import { listFields } from './fields';

const CONCURRENT_READS = 5;

/** What could not be read becomes a sentence in the item: the job itself must not be lost over it. */
async function readOrNote(note: string, read: () => Promise<JsonRecord>): Promise<JsonRecord> {
	try {
		return await read();
	} catch (caught: unknown) {
		return { [note]: caught instanceof Error ? caught.message : String(caught) };
	}
}

async function readLogs(config: TriggerConfig, job: JsonRecord): Promise<JsonRecord> {
	if (config.errorLogs === 0) return {};
	return await readOrNote('ErrorLogsNote', async () => ({
		ErrorLogs: await requestErrorLogs(config.scope, job, config.errorLogs),
	}));
}

async function readArguments(config: TriggerConfig, job: JsonRecord): Promise<JsonRecord> {
	if (!config.includeArguments) return {};
	return await readOrNote('ArgumentsNote', async () => {
		const [whole = {}] = await addArguments(config.scope, [job]);
		return pickFields(whole, ['InputArguments', 'InputFile', 'OutputArguments', 'OutputFile']);
	});
}

async function toTriggerItem(config: TriggerConfig, job: JsonRecord): Promise<INodeExecutionData> {
	const duration = measureDuration(job);
	const link = linkToJob(config.scope, job);
	return toJobItem({
		...(config.simplify ? pickFields(job, listFields(config.event)) : job),
		...(job.State === 'Faulted' ? describeFault(job) : {}),
		...(duration === undefined ? {} : { DurationSeconds: duration }),
		...(link === undefined ? {} : { JobUrl: link }),
		...(await readArguments(config, job)),
		...(await readLogs(config, job)),
	});
}

/**
 * Makes the items of jobs, in order. When each needs reads of its own and the poll's time is up, the
 * items made so far are returned; the caller leaves the rest to the next poll.
 */
export async function toTriggerItems(
	config: TriggerConfig,
	jobs: readonly JsonRecord[],
): Promise<INodeExecutionData[]> {
	const readsMore = config.errorLogs > 0 || config.includeArguments;
	const items: INodeExecutionData[] = [];
	while (items.length < jobs.length) {
		const some = jobs.slice(items.length, items.length + CONCURRENT_READS);
		items.push(
			...(await runBounded(
				some,
				CONCURRENT_READS,
				async (job) => await toTriggerItem(config, job),
			)),
		);
		if (readsMore && performance.now() >= config.deadline) break;
	}
	return items;
}
