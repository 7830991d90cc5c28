import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { requestObject } from '../../transport/request';
import type { ItemCall } from '../operation';
import { ACTION } from './jobRequests';
import { readVerdict } from './pendingReasons';

/**
 * Asks Orchestrator whether a start could run now; nothing is started by it.
 *
 * @throws NodeOperationError with the reasons when it could not
 */
export async function validateStart(
	{ origin, scope }: ItemCall,
	purpose: string,
	startInfo: JsonRecord,
): Promise<void> {
	const { isValid, reasons } = readVerdict(
		await requestObject(scope, {
			purpose,
			method: 'POST',
			path: `/odata/Jobs/${ACTION}.ValidateDynamicJob`,
			body: { startInfo },
			effect: 'read',
		}),
	);
	if (isValid) return;
	throw toOperationError(origin.node, 'The job could not run now, so it was not started', {
		description: `${reasons.join(' ') || 'Orchestrator gives no reason.'} Switch off 'Validate First' to start it all the same; it may then stay pending.`,
		itemIndex: origin.itemIndex,
	});
}
