import type { NodeOperationError } from 'n8n-workflow';

import type { JsonRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { isId } from './literals';
import type { Scope } from './session';

export function toUnusableJob(scope: Scope, field: string): NodeOperationError {
	return toOperationError(
		scope.session.context.getNode(),
		`Orchestrator returned a job without a usable ${field}`,
		{ itemIndex: scope.itemIndex },
	);
}

/** @throws NodeOperationError when the row has no id */
export function readJobId(scope: Scope, job: JsonRecord): string {
	const id = String(job.Id);
	if (!isId(id)) throw toUnusableJob(scope, 'Id');
	return id;
}
