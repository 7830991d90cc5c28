import type { Answer } from '../http.mts';
import type { Call, Tenant } from '../tenant.mts';

const answers = new WeakMap<Tenant, Map<string, Answer>>();

/**
 * With `rememberLists` on, gives the same query the answer it had before: for measurements over data
 * that does not change, where filtering and sorting a long history anew for each page would be most of
 * the time. Turning it off forgets all answers.
 */
export function rememberAnswer(
	{ tenant, folder, token, request }: Call,
	answer: () => Answer,
): Answer {
	if (!tenant.settings.rememberLists) {
		answers.delete(tenant);
		return answer();
	}
	const known = answers.get(tenant) ?? new Map<string, Answer>();
	answers.set(tenant, known);
	const key = `${token.value} ${folder?.Id} ${request.rawQuery}`;
	const given = known.get(key) ?? answer();
	known.set(key, given);
	return given;
}
