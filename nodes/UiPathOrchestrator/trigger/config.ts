import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { authenticationField } from '../descriptions/authentication';
import { jobTriggerFiltersField } from '../descriptions/jobTriggerFilters';
import { folderField } from '../descriptions/locators';
import { triggerOptionsField } from '../descriptions/triggerOptions';
import { refuseEmptyExpressions } from '../parameters/emptyExpression';
import { showValue, toInputError } from '../parameters/inputError';
import type { ItemOrigin } from '../parameters/inputError';
import { buildJobFilter, isInState } from '../parameters/jobFilter';
import { readFolderSelector } from '../parameters/locator';
import { readCredentialType } from '../parameters/login';
import { readBoolean, readInteger, toFields } from '../parameters/values';
import { allOf } from '../transport/filter';
import { openSession } from '../transport/session';
import type { Scope } from '../transport/session';
import { isBehind } from './conditions';
import { JOB_EVENTS } from './events';
import type { JobEvent } from './events';
import { writeFingerprint } from './fingerprint';

/** Everything that a poll is told by the node's parameters, checked. */
export interface TriggerConfig {
	readonly event: JobEvent;
	readonly scope: Scope;
	/** Conditions on state and fields; those on time are the scan's. */
	readonly filter: string;
	/** Changes when the user has the trigger watch something else. */
	readonly fingerprint: string;
	readonly lookBackMs: number;
	readonly maxItems: number;
	readonly simplify: boolean;
	/** How many error logs to attach to each job; 0 for none. */
	readonly errorLogs: number;
	readonly includeArguments: boolean;
	/** Moment by `performance.now()`, which nobody puts right or wrong, by which the poll should have ended. */
	readonly deadline: number;
}

/** Only to count what a poll adds to the filter. */
const SOME_PLACE = { time: '2026-01-31T08:00:00Z', id: '1' };
const DEFAULT_LOOK_BACK_MINUTES = 10;
/** What one poll emits at most; more goes on in the next poll. */
const MOST_ITEMS = 10_000;
/** Older hosts do not say how long a poll may take. */
const DEFAULT_BUDGET_MS = 30_000;
/**
 * Less than the shortest interval, whatever the host grants: when the next poll overtakes this one, a
 * legacy host takes away what both evaluate expressions with, and the failure tells nothing.
 */
const LONGEST_BUDGET_MS = 45_000;

function readEvent(context: IPollFunctions, origin: ItemOrigin): JobEvent {
	const name = context.getNodeParameter('event');
	const event =
		typeof name === 'string' && Object.hasOwn(JOB_EVENTS, name) ? JOB_EVENTS[name] : undefined;
	if (event !== undefined) return event;
	throw toInputError(
		origin,
		'Trigger On',
		`is unknown: ${showValue(name)}`,
		`Use one of: ${Object.keys(JOB_EVENTS).join(', ')}.`,
	);
}

function readDeadline(context: IPollFunctions): number {
	const { getPollBudgetMs } = context as Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>;
	const budget = getPollBudgetMs?.call(context) ?? DEFAULT_BUDGET_MS;
	return performance.now() + Math.min(budget, LONGEST_BUDGET_MS);
}

/** @throws NodeOperationError for a parameter that cannot be used */
export async function readTriggerConfig(context: IPollFunctions): Promise<TriggerConfig> {
	const origin = { node: context.getNode(), itemIndex: 0 };
	const { parameters: written } = origin.node;
	const event = readEvent(context, origin);
	const read = (field: INodeProperties): unknown => {
		const value: unknown = context.getNodeParameter(field.name);
		refuseEmptyExpressions(origin, field, value);
		return value;
	};
	const options = toFields(read(triggerOptionsField));
	const folder = readFolderSelector(origin, read(folderField));
	const login = readCredentialType(origin, read(authenticationField));
	const deadline = readDeadline(context);
	const session = await openSession(context, login);
	const filters = toFields(read(jobTriggerFiltersField));
	const filter =
		buildJobFilter(origin, filters, context.getTimezone(), {
			first: isInState('Trigger On', event.states),
			addLongest: (own) => allOf([own, isBehind({ event }, SOME_PLACE)]),
		}) ?? '';
	const minutes = readInteger(origin, 'Look Back', options.lookBack, { min: 1, max: 1440 });
	const range = { min: 1, max: MOST_ITEMS };
	return {
		event,
		scope: { session: { ...session, deadline }, folder },
		filter,
		fingerprint: writeFingerprint({
			orchestratorUrl: session.orchestratorUrl,
			event: String(context.getNodeParameter('event')),
			folder: written.folder,
			filters: written.filters,
		}),
		lookBackMs: (minutes ?? DEFAULT_LOOK_BACK_MINUTES) * 60_000,
		maxItems: readInteger(origin, 'Max Items', options.maxItems, range) ?? MOST_ITEMS,
		simplify: readBoolean(origin, 'Simplify', options.simplify) ?? true,
		errorLogs:
			readInteger(origin, 'Include Error Logs', options.includeErrorLogs, { min: 0, max: 100 }) ??
			0,
		includeArguments: readBoolean(origin, 'Include Arguments', options.includeArguments) ?? false,
		deadline,
	};
}
