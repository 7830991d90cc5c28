/** Opens a list of the editor against a stand. */
import { getEngine } from '../engine/globals.mts';
import { jobNode } from '../engine/sandbox.mts';
import { toAttemptError } from './attempt-error.mts';
import type { Attempt } from './run-node.mts';
import type { Stand } from './stand.mts';

export async function searchList(
	{ sandbox, credentials, login }: Stand,
	method: string,
): Promise<Attempt> {
	const authentication = login === 'oAuth2' ? { authentication: 'oAuth2' } : {};
	const node = jobNode(sandbox, 'start', authentication, { credentials });
	const begun = performance.now();
	try {
		const { results } = await getEngine().harness.listSearch(node, method);
		const output = results.map(({ value }) => value);
		return { status: 'success', output, durationMs: performance.now() - begun };
	} catch (caught: unknown) {
		const error = toAttemptError(caught);
		return { status: 'error', error, output: [], durationMs: performance.now() - begun };
	}
}
