import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import type { ProcessReference } from '../../parameters/locator';
import { idLiteral } from '../../transport/literals';
import { requestObject } from '../../transport/request';
import type { Scope } from '../../transport/session';

export function describeProcess(process: ProcessReference): string {
	if (process.by === 'name') return `process '${process.name}'`;
	return `process ${process.by === 'id' ? process.id : process.key}`;
}

/**
 * How a start names its process. Orchestrator takes a key or a name; an id is looked up first, which
 * needs the scope OR.Execution.Read. The API calls processes releases.
 *
 * @throws NodeApiError, NodeOperationError when there is no process with the id
 */
export async function resolveProcess(scope: Scope, process: ProcessReference): Promise<JsonRecord> {
	if (process.by === 'key') return { ReleaseKey: process.key };
	if (process.by === 'name') return { ReleaseName: process.name };
	const { Key: key } = await requestObject(scope, {
		purpose: `Find ${describeProcess(process)}`,
		method: 'GET',
		path: `/odata/Releases(${idLiteral(process.id)})`,
		query: { $select: 'Id,Key' },
		effect: 'read',
	});
	if (typeof key === 'string' && key !== '') return { ReleaseKey: key };
	throw toOperationError(
		scope.session.context.getNode(),
		`Orchestrator returned no key for ${describeProcess(process)}`,
		{ itemIndex: scope.itemIndex },
	);
}
