import { START_SINCE } from '../../entities/job/columns';
import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { requestObject } from '../../transport/request';
import type { ItemCall } from '../operation';
import { fitsInline } from './inputArguments';
import { ACTION } from './jobRequests';
import { readVerdict } from './pendingReasons';

/**
 * Asks Orchestrator whether a start could run now; nothing is started by it. Arguments that are too long
 * to be sent are left out: they go into a file of their own, which a start that is refused must not leave.
 *
 * @param given JSON text of the arguments
 * @throws NodeOperationError with the reasons when it could not
 */
export async function validateStart(
	{ origin, scope }: ItemCall,
	purpose: string,
	plan: JsonRecord,
	given: string | undefined,
): Promise<void> {
	const startInfo = { ...plan, ...(fitsInline(given) ? { InputArguments: given } : {}) };
	const { isValid, reasons } = readVerdict(
		await requestObject(scope, {
			purpose,
			method: 'POST',
			path: `/odata/Jobs/${ACTION}.ValidateDynamicJob`,
			body: { startInfo },
			since: START_SINCE,
			routeSince: 13,
			effect: 'read',
		}),
	);
	if (isValid) return;
	throw toOperationError(origin.node, 'The job could not run now, so it was not started', {
		description: `${reasons.join(' ') || 'Orchestrator gives no reason.'} Switch off 'Validate First' to start it all the same; it may then stay pending.`,
		itemIndex: origin.itemIndex,
	});
}
