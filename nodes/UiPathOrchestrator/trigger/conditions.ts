import { compare } from '../transport/filter';
import { dateTimeLiteral, idLiteral } from '../transport/literals';
import type { Position } from './cursor';
import type { JobEvent } from './events';

interface WithEvent {
	readonly event: JobEvent;
}

/** Condition for the jobs of a moment and all later ones. */
export function isFrom({ event }: WithEvent, time: string): string {
	return compare(event.timeField, 'ge', dateTimeLiteral(time));
}

/** Condition for the jobs behind a place, in the order (time, id); the longest that a poll adds. */
export function isBehind({ event }: WithEvent, { time, id }: Position): string {
	const at = dateTimeLiteral(time);
	const sameTime = `${compare(event.timeField, 'eq', at)} and ${compare('Id', 'gt', idLiteral(id))}`;
	return `(${compare(event.timeField, 'gt', at)} or (${sameTime}))`;
}
