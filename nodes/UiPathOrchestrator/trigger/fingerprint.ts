import { createHash } from 'node:crypto';

import { isRecord } from '../helpers/json';

/** A field that was emptied, also as an expression. */
const isEmptyText = (text: string): boolean => text === '' || /^=\s*$/.test(text);

/** IDs and keys tell by themselves what they are; only a path needs its mode beside it. */
function reduceLocator({ mode, value }: Readonly<Record<string, unknown>>): unknown {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (isEmptyText(text)) return undefined;
	return mode === 'path' ? { path: text.replace(/^\/+|\/+$/g, '') } : text;
}

/**
 * A parameter without what an editor may write differently and mean the same by: the order of keys and
 * of choices, entries without a value, and what a locator remembers for its display.
 */
function reduce(written: unknown): unknown {
	if (typeof written === 'string') return isEmptyText(written) ? undefined : written;
	if (typeof written === 'number') return String(written);
	if (Array.isArray(written)) {
		const entries = written.map(reduce).filter((entry) => entry !== undefined);
		return entries.length === 0 ? undefined : entries.map((entry) => JSON.stringify(entry)).sort();
	}
	if (!isRecord(written)) return written ?? undefined;
	if ('__rl' in written || ('mode' in written && 'value' in written)) return reduceLocator(written);
	const fields = Object.entries(written)
		.map(([name, value]) => [name, reduce(value)] as const)
		.filter(([, value]) => value !== undefined)
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return fields.length === 0 ? undefined : fields;
}

/** What a trigger watches. */
export interface Watched {
	/** Base URL of the tenant's Orchestrator. */
	readonly orchestratorUrl: string;
	/** Value of the parameter `event`. */
	readonly event: string;
	/** The parameters as the node has them, expressions unresolved. */
	readonly folder: unknown;
	readonly filters: unknown;
}

/**
 * Names what a cursor belongs to. It hangs on the parameters as they are written, not on what they come
 * to: a filter that moves with the clock is the same filter at every poll. Nor does it hang on the
 * query that this version of the node makes of them. To change it is to start every trigger anew.
 */
export function writeFingerprint({ orchestratorUrl, event, folder, filters }: Watched): string {
	const parts = [orchestratorUrl, event, reduce(folder), reduce(filters)];
	const text = JSON.stringify(parts.map((part) => part ?? null));
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
