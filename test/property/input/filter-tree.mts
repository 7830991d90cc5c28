/** A filter on its way: into the address, out of it as the sandbox decodes it, and parsed there. */
import { buildUrl } from '../../../nodes/UiPathOrchestrator/transport/callHost.ts';
import { decodeQuery } from '../../../sandbox/src/odata/options.mts';
import { parseFilter } from '../../../sandbox/src/odata/parse.mts';
import type { Expression } from '../../../sandbox/src/odata/tree.mts';

/** The `$filter` that arrives; nothing else may arrive in the query. */
export function sendFilter(filter: string): string {
	const url = new URL(
		buildUrl('https://cloud.example.com/org/tenant', '/odata/Jobs', {
			$top: 1,
			$filter: filter,
		}),
	);
	expect(url.hash).toBe('');
	expect(url.pathname).toBe('/org/tenant/odata/Jobs');
	const pairs = decodeQuery(url.search.slice(1));
	expect(pairs.map(([name]) => name)).toEqual(['$top', '$filter']);
	return pairs[1]?.[1] ?? '';
}

export const readTree = (filter: string): Expression => parseFilter(sendFilter(filter));

/** The tree with `hole` in place of the text that the user gave, and `hole+` where it only begins. */
export function cutOut(tree: Expression, text: string): unknown {
	return JSON.parse(JSON.stringify(tree), (_key, value: unknown) => {
		if (!isTextLiteral(value)) return value;
		if (value.text === text) return { ...value, text: 'hole' };
		return value.text === `${text} n8n-` ? { ...value, text: 'hole+' } : value;
	});
}

function isTextLiteral(value: unknown): value is { type: string; text: string } {
	return (
		typeof value === 'object' &&
		value !== null &&
		'type' in value &&
		value.type === 'string' &&
		'text' in value &&
		typeof value.text === 'string'
	);
}
