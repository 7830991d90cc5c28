import type { IPollFunctions } from 'n8n-workflow';

import { isRecord } from '../helpers/json';
import { readCursor, writeCursor } from './cursor';
import type { Cursor } from './cursor';

/** Key of the cursor inside the node's static data. */
const CURSOR = 'cursor';
/** Key of all activation stamps inside the workflow's static data; below it, one per node id. */
const STAMPS = 'uiPathOrchestratorTrigger';

function readStamps(context: IPollFunctions): Record<string, unknown> {
	const stamps: unknown = context.getWorkflowStaticData('global')[STAMPS];
	return isRecord(stamps) ? stamps : {};
}

/** The cursor as it was when the poll began, and the way to replace it. */
export interface CursorStore {
	/** Undefined when there is none, or it was made for other parameters. */
	readonly cursor: Cursor | undefined;
	/**
	 * Writes a cursor unless it is there already: a host stores what was touched.
	 *
	 * @returns false when another poll has moved the cursor meanwhile. A legacy host begins a poll
	 * although the one before still runs; what both found, the other has emitted.
	 */
	save(cursor: Cursor): boolean;
}

/**
 * Where the cursor lives between polls.
 *
 * Its home is the node's static data: n8n keeps it with the execution that the poll starts, or drops it
 * when the poll throws. Hosts with durable cursors, however, keep nothing of the activation poll when
 * it emits nothing, and so would lose the starting point. Therefore a new starting point is written
 * to the workflow's static data too, which every host saves when an activation ends; it counts until
 * the node has a cursor of its own, and is then removed.
 */
export function openCursorStore(context: IPollFunctions, fingerprint: string): CursorStore {
	const data = context.getWorkflowStaticData('node');
	const before = JSON.stringify(data[CURSOR]);
	return {
		cursor: loadCursor(context, fingerprint),
		save(cursor) {
			if (JSON.stringify(data[CURSOR]) !== before) return false;
			const written = writeCursor(cursor);
			if (JSON.stringify(written) !== before) data[CURSOR] = written;
			return true;
		},
	};
}

function loadCursor(context: IPollFunctions, fingerprint: string): Cursor | undefined {
	const { id } = context.getNode();
	const own = readCursor(context.getWorkflowStaticData('node')[CURSOR], fingerprint);
	const { [id]: stamp, ...others } = readStamps(context);
	if (own === undefined) return readCursor(stamp, fingerprint);
	// Left lying, it would start all over from there after the node is renamed and so loses its data.
	if (stamp !== undefined) context.getWorkflowStaticData('global')[STAMPS] = others;
	return own;
}

/** Writes a new starting point. */
export function stampBaseline(context: IPollFunctions, cursor: Cursor): void {
	const stamps = { ...readStamps(context), [context.getNode().id]: writeCursor(cursor) };
	context.getWorkflowStaticData('global')[STAMPS] = stamps;
}
