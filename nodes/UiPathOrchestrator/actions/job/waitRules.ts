import { DEFAULT_WAIT_SECONDS } from '../../descriptions/waitFields';
import { refuseIdleOptions } from '../../parameters/idleOptions';
import { showValue, toInputError } from '../../parameters/inputError';
import type { ItemOrigin } from '../../parameters/inputError';
import { readBoolean, readInteger, toFields } from '../../parameters/values';
import type { Fields } from '../../parameters/values';
import { readParameter } from '../operation';
import type { ItemCall } from '../operation';

/** What an item does about jobs that do not end well. */
export interface WaitRules {
	readonly timeoutSeconds: number;
	readonly onFault: 'error' | 'output';
	readonly onTimeout: 'error' | 'output' | 'stop' | 'kill';
}

/** A week; longer waits belong to a workflow of their own. */
const SECONDS = { min: 1, max: 604_800 };

function readChoice<Choice extends string>(
	origin: ItemOrigin,
	field: string,
	raw: unknown,
	choices: readonly [Choice, ...Choice[]],
): Choice {
	if (raw === undefined || raw === '') return choices[0];
	const choice = choices.find((name) => name === raw);
	if (choice !== undefined) return choice;
	throw toInputError(
		origin,
		field,
		`is unknown: ${showValue(raw)}`,
		`Use one of: ${choices.join(', ')}.`,
	);
}

/** @throws NodeOperationError */
export function readWaitRules(origin: ItemOrigin, options: Fields): WaitRules {
	return {
		timeoutSeconds:
			readInteger(origin, 'Timeout', options.timeout, SECONDS) ?? DEFAULT_WAIT_SECONDS,
		onFault: readChoice(origin, 'On Fault', options.onFault, ['error', 'output']),
		onTimeout: readChoice(origin, 'On Timeout', options.onTimeout, [
			'error',
			'output',
			'stop',
			'kill',
		]),
	};
}

/**
 * The rules for waiting, or undefined when the item does not wait.
 *
 * @throws NodeOperationError
 */
export function readWaiting(call: ItemCall): WaitRules | undefined {
	const raw = readParameter(call, 'waitForCompletion');
	if (readBoolean(call.origin, 'Wait for Completion', raw) !== true) return undefined;
	return readWaitRules(call.origin, toFields(readParameter(call, 'options')));
}

/** @throws NodeOperationError for an option of waiting on an item that does not wait */
export function refuseIdleWaiting(origin: ItemOrigin, options: Fields): void {
	refuseIdleOptions(
		origin,
		[
			['Timeout', options.timeout],
			['On Fault', options.onFault],
			['On Timeout', options.onTimeout],
		],
		"without 'Wait for Completion'",
		"Switch on 'Wait for Completion', or remove the option.",
	);
}
