import type { Answer } from './http.mts';
import { formatTicks, parseTicks } from './time.mts';

/** How answers write points in time. Orchestrator writes `utc`; gateways and forks may not. */
export type TimeForm = 'utc' | 'offset' | 'lower' | 'nine-digits' | 'zoneless';

const TWO_HOURS = 72_000_000_000n;

function write(time: string, form: TimeForm): string {
	const plain = time.slice(0, -1);
	switch (form) {
		case 'utc':
			return time;
		case 'offset':
			return `${formatTicks((parseTicks(time) ?? 0n) + TWO_HOURS).slice(0, -1)}+02:00`;
		case 'lower':
			return time.toLowerCase();
		case 'nine-digits':
			return `${plain.slice(0, 19)}.${plain.slice(20).padEnd(9, '0')}Z`;
		case 'zoneless':
			return plain;
	}
}

const TIME = /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z)"/g;

/** The answer with every time in it written in another form. */
export function rewriteTimes(answer: Answer, form: TimeForm): Answer {
	if (form === 'utc' || typeof answer.body !== 'string') return answer;
	const body = answer.body.replaceAll(TIME, (_all, time: string) => `"${write(time, form)}"`);
	return { ...answer, body };
}
