import { isRecord, JsonLossError, minifyJson, tryWriteJson } from '../../helpers/json';
import type { JsonRecord } from '../../helpers/json';
import { passOn } from '../../helpers/passOn';
import { readArgumentForm } from '../../parameters/argumentForm';
import { toInputError } from '../../parameters/inputError';
import type { ItemOrigin } from '../../parameters/inputError';
import { createAttachment, fillAttachment } from '../../transport/attachment';
import type { AttachmentPlace } from '../../transport/attachment';
import type { Scope } from '../../transport/session';
import { createStep } from '../attempts';
import type { Progress } from '../attempts';
import { checkParameter, readParameter } from '../operation';
import type { ItemCall } from '../operation';

/** Counts the whole JSON text: names, quotes, escapes, brackets. Source: "Jobs requests" page. */
const LONGEST_INLINE = 10_000;

const EXAMPLE = 'Enter a JSON object such as {"orderId": "A-17", "count": 3}.';

/** Where the parser gave up; its own words would quote the text, which may hold secrets. */
function describePlace(text: string, caught: unknown): string {
	const [, position] = /position (\d+)/.exec(String(caught)) ?? [];
	if (position === undefined) return '';
	const before = text.slice(0, Number(position)).split('\n');
	return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function parseText(origin: ItemOrigin, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (caught: unknown) {
		const place = describePlace(text, caught);
		throw toInputError(origin, 'Input Arguments', `is not JSON${place}`, EXAMPLE);
	}
}

function nameKind(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

/**
 * Reads the arguments as the JSON text that the robot gets. Text is not written anew, so that numbers
 * beyond 2^53 and decimals arrive digit by digit as entered; only white space between tokens goes.
 *
 * @returns undefined when there are none
 * @throws NodeOperationError when it is not a JSON object
 */
export function readInputArguments(origin: ItemOrigin, raw: unknown): string | undefined {
	if (raw === undefined || raw === null) return undefined;
	const text = typeof raw === 'string' ? raw.trim() : undefined;
	if (text === '') return undefined;
	const value = text === undefined ? raw : parseText(origin, text);
	if (!isRecord(value)) {
		const problem = `is not a JSON object but ${nameKind(value)}`;
		throw toInputError(origin, 'Input Arguments', problem, EXAMPLE);
	}
	if (Object.keys(value).length === 0) return undefined;
	const written = text === undefined ? writeObject(origin, value) : minifyJson(text);
	if (written !== undefined) return written;
	throw toInputError(origin, 'Input Arguments', 'cannot be written as JSON', EXAMPLE);
}

function writeObject(origin: ItemOrigin, value: JsonRecord): string | undefined {
	try {
		return tryWriteJson(value);
	} catch (caught: unknown) {
		if (!(caught instanceof JsonLossError)) throw passOn(caught);
		const remedy = 'Correct the expression that yields it, or leave the argument out.';
		throw toInputError(origin, 'Input Arguments', `holds ${caught.message}`, remedy);
	}
}

/** Whether Orchestrator takes the arguments as they are, rather than as a file. */
export const fitsInline = (text: string | undefined): text is string =>
	text !== undefined && text.length <= LONGEST_INLINE;

const created = createStep<AttachmentPlace>();
const filled = createStep<string>();

/**
 * The field of a start that carries the arguments: the text itself, or the id of a file that holds it
 * when Orchestrator would refuse the text as too long. The upload needs the scope OR.Folders.Write.
 */
export async function sendLargeArguments(
	scope: Scope,
	text: string | undefined,
	progress: Progress,
): Promise<JsonRecord> {
	if (text === undefined) return {};
	if (fitsInline(text)) return { InputArguments: text };
	const create = async () => await createAttachment(scope, 'arguments.json');
	const place = await created.run(progress, create);
	return {
		InputFile: await filled.run(progress, async () => await fillAttachment(scope, place, text)),
	};
}

/**
 * The arguments of an item, from the form or from JSON.
 *
 * @throws NodeOperationError
 */
export function readGivenArguments(call: ItemCall): string | undefined {
	const { context, itemIndex, origin } = call;
	if (readParameter(call, 'specifyArguments') === 'json') {
		return readInputArguments(origin, readParameter(call, 'inputArguments'));
	}
	// Not validated by n8n, which would turn dates and numbers into others.
	const form: unknown = context.getNodeParameter('argumentFields', itemIndex, undefined, {
		skipValidation: true,
	});
	return readArgumentForm(
		origin,
		checkParameter(call, 'argumentFields', form),
		context.getInputData()[itemIndex]?.json ?? {},
	);
}
