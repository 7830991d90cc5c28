import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import { createBaseline } from './baseline';
import { readTriggerConfig } from './config';
import type { TriggerConfig } from './config';
import { advanceCursor } from './cursor';
import { selectFields } from './fields';
import { requestNewest } from './newest';
import { scanJobs } from './scan';
import { openCursorStore, stampBaseline } from './stateStore';
import { toTriggerItems } from './triggerItem';
import { takeTurn } from './turns';

/**
 * Looks for jobs that have newly reached the event.
 *
 * The cursor is saved last: a poll that throws anywhere leaves it as it was.
 *
 * @returns null when there is none, which n8n takes as "do not run the workflow"
 */
export async function pollJobs(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const config = await readTriggerConfig(context);
	if (context.getMode() === 'manual') return [await takeSample(context, config)];
	const key = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	return await takeTurn(key, async () => await pollOnce(context, config));
}

async function pollOnce(
	context: IPollFunctions,
	config: TriggerConfig,
): Promise<INodeExecutionData[][] | null> {
	const store = openCursorStore(context, config.fingerprint);
	if (store.cursor === undefined) {
		const baseline = await createBaseline(config);
		if (store.save(baseline)) stampBaseline(context, baseline);
		return null;
	}
	const { cursor, scan } = await scanJobs(config, store.cursor);
	const items = await toTriggerItems(
		config,
		scan.fresh.map(({ job }) => job),
	);
	const isCut = items.length < scan.fresh.length;
	const fresh = scan.fresh.slice(0, items.length);
	const progress = isCut
		? { ...scan, fresh, last: fresh.at(-1), isComplete: false }
		: { ...scan, fresh };
	const isOurs = store.save(advanceCursor(cursor, progress, config.lookBackMs));
	return isOurs && items.length > 0 ? [items] : null;
}

/**
 * The newest job that matches, as a test step shows it: same shape as live items, no cursor touched.
 *
 * @throws NodeOperationError when there is none
 */
async function takeSample(
	context: IPollFunctions,
	config: TriggerConfig,
): Promise<INodeExecutionData[]> {
	const { rows } = await requestNewest(config, 1, selectFields(config));
	if (rows.length > 0) return await toTriggerItems(config, rows);
	throw toOperationError(context.getNode(), `There is no ${config.event.noun} job to show`, {
		description:
			'No job matches the folder and the filters. Widen them for the test, or let a job reach the event in Orchestrator and try again. A published workflow waits for new jobs in any case.',
	});
}
