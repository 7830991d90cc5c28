import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import type { ProcessReference } from '../../parameters/locator';
import { describeFolder } from '../../transport/folder';
import { idLiteral } from '../../transport/literals';
import { requestObject } from '../../transport/request';
import type { Scope, Session } from '../../transport/session';

export function describeProcess(process: ProcessReference): string {
	if (process.by === 'name') return `process '${process.name}'`;
	return `process ${process.by === 'id' ? process.id : process.key}`;
}

async function requestKey(scope: Scope, process: ProcessReference & { by: 'id' }): Promise<string> {
	const { Key: key } = await requestObject(scope, {
		purpose: `Find ${describeProcess(process)}`,
		method: 'GET',
		path: `/odata/Releases(${idLiteral(process.id)})`,
		query: { $select: 'Id,Key' },
		effect: 'read',
	});
	if (typeof key === 'string' && key !== '') return key;
	throw toOperationError(
		scope.session.context.getNode(),
		`Orchestrator returned no key for ${describeProcess(process)}`,
		{ itemIndex: scope.itemIndex },
	);
}

/** Lookups of an execution, by folder and id: a process keeps its key, and items often share one. */
const lookups = new WeakMap<Session, Map<string, Promise<string>>>();

async function findKey(scope: Scope, process: ProcessReference & { by: 'id' }): Promise<string> {
	const known = lookups.get(scope.session) ?? new Map<string, Promise<string>>();
	lookups.set(scope.session, known);
	const place = `${process.id} ${describeFolder(scope.folder)}`;
	const shared = known.get(place);
	if (shared !== undefined) {
		// A failure names the item that it was looked up for, so that others ask again for their own.
		const key = await shared.catch(() => undefined);
		if (key !== undefined) return key;
	}
	const lookup = requestKey(scope, process);
	known.set(place, lookup);
	return await lookup;
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
	return { ReleaseKey: await findKey(scope, process) };
}
