import { setTimeout as sleep } from 'node:timers/promises';
import { parse as unpack } from 'flatted';
import { isObject, type JsonObject, readPath, readString } from './json.mts';
import type { N8nSession } from './n8n-session.mts';

const POLL_INTERVAL_MS = 250;
const FINAL_STATUSES: ReadonlySet<string> = new Set(['success', 'error', 'canceled', 'crashed']);

export interface ExecutionItem {
	readonly json: JsonObject;
	readonly binary?: JsonObject;
	readonly pairedItem?: unknown;
}

export interface Execution {
	readonly id: string;
	/** "success", "error", "canceled" or "crashed". */
	readonly status: string;
	/** The error that ended the run, as n8n keeps it. */
	readonly error: JsonObject | undefined;
	/** Whether the run got as far as this node. */
	hasRun(nodeName: string): boolean;
	/** The items that left output `output` of the node (0 is the first) in its only run. */
	itemsOf(nodeName: string, output?: number): ExecutionItem[];
}

function toItem(value: unknown): ExecutionItem {
	if (!isObject(value) || !isObject(value.json)) throw new TypeError('An item without "json"');
	const { json, binary, pairedItem } = value;
	return isObject(binary) ? { json, binary, pairedItem } : { json, pairedItem };
}

/** n8n 1.x writes the status first and what the nodes left a moment later. */
function isWritten(status: string, data: unknown): boolean {
	if (status !== 'success' && status !== 'error') return true;
	const runs = readPath(data, 'resultData.runData');
	const hasRuns = isObject(runs) && Object.keys(runs).length > 0;
	return hasRuns || isObject(readPath(data, 'resultData.error'));
}

function toExecution(id: string, status: string, data: unknown): Execution {
	const error = readPath(data, 'resultData.error');
	const runs = readPath(data, 'resultData.runData');
	return {
		id,
		status,
		error: isObject(error) ? error : undefined,
		hasRun: (nodeName) => isObject(runs) && Object.hasOwn(runs, nodeName),
		itemsOf(nodeName, output = 0) {
			const run: unknown = isObject(runs) ? readPath(runs[nodeName], '0') : undefined;
			if (!run) throw new Error(`Node "${nodeName}" did not run in execution ${id}`);
			const items = readPath(run, `data.main.${output}`);
			return Array.isArray(items) ? items.map(toItem) : [];
		},
	};
}

/**
 * Waits until an execution is over and reads what it left.
 * @throws Error when it is not over within `timeoutMs`
 */
export async function waitForExecution(
	session: N8nSession,
	executionId: string,
	timeoutMs = 60_000,
): Promise<Execution> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const execution = await session.get(`/rest/executions/${executionId}`);
		const status = readString(execution, 'status');
		if (FINAL_STATUSES.has(status)) {
			const data: unknown = unpack(readString(execution, 'data'));
			if (isWritten(status, data)) return toExecution(executionId, status, data);
		}
		if (Date.now() > deadline) {
			throw new Error(`Execution ${executionId} is still "${status}" after ${timeoutMs} ms`);
		}
		await sleep(POLL_INTERVAL_MS);
	}
}

/** Downloads binary property `property` of an item, as the editor's download button does. */
export async function downloadBinary(
	session: N8nSession,
	item: ExecutionItem,
	property = 'data',
): Promise<Buffer> {
	const id = readPath(item.binary, `${property}.id`);
	// Small data may be kept in the execution itself, as base64.
	if (typeof id !== 'string')
		return Buffer.from(readString(item.binary, `${property}.data`), 'base64');
	return await session.download('/rest/binary-data', { id, action: 'download' });
}
