/**
 * The hard texts once more through n8n's engine and over HTTP: expressions, n8n's own handling of
 * parameters and the HTTP client stand between the user and the server too.
 */
import type { INodeParameters } from 'n8n-workflow';

import type { RecordedRequest, Sandbox } from '../../../sandbox/src/index.mts';
import { decodeQuery } from '../../../sandbox/src/odata/options.mts';
import { getEngine } from '../../engine/globals.mts';
import { jobNode } from '../../engine/sandbox.mts';
import { NASTY_TEXTS } from './texts.mts';

export const HARMLESS = 'harmless';
export const TEXTS = [HARMLESS, ...NASTY_TEXTS];
/** Parameter that takes the text of the item. */
export const TEXT = '={{ $json.text }}';

export interface Sent {
	readonly text: string;
	/** What the item says when it was refused. */
	readonly error: string | undefined;
}

/** Runs one item for each text. @returns what became of each */
export async function runTexts(
	sandbox: Sandbox,
	operation: string,
	parameters: INodeParameters,
): Promise<Sent[]> {
	const { outputs, error } = await getEngine().harness.run(
		jobNode(sandbox, operation, parameters, { onError: 'continueRegularOutput' }),
		TEXTS.map((text) => ({ json: { text, args: writeArguments(text) } })),
	);
	expect(error).toBeUndefined();
	return TEXTS.map((text, index) => {
		const items = (outputs[0] ?? []).filter(({ pairedItem }) => isFrom(pairedItem, index));
		const message = items.map(({ json }) => json.error).find((found) => found !== undefined);
		return { text, error: message === undefined ? undefined : String(message) };
	});
}

const isFrom = (paired: unknown, index: number): boolean =>
	typeof paired === 'object' && paired !== null && 'item' in paired && paired.item === index;

/** Arguments with all that JSON allows and JavaScript would change. */
const writeArguments = (text: string): string =>
	`{ "constructor": ${JSON.stringify(text)}, "__proto__": 1.10, "a": 9007199254740993, "a": 2 }`;

export const isRefused = (error: string | undefined, label: string): boolean =>
	error?.startsWith(`'${label}' `) === true && /\(item \d+\)$/.test(error);

/** The `$filter` as the server decodes it. */
export function filterOf({ rawQuery }: RecordedRequest): string {
	return decodeQuery(rawQuery).find(([name]) => name === '$filter')?.[1] ?? '';
}
