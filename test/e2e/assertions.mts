import assert from 'node:assert/strict';
import type { RecordedRequest } from '../../sandbox/src/record.mts';
import type { Execution, ExecutionItem } from '../../scripts/host/n8n-executions.mts';
import { getContext } from './context.mts';
import { NODE_NAME } from './run-node.mts';

const FOLDER_HEADERS = [
	'x-uipath-organizationunitid',
	'x-uipath-folderkey',
	'x-uipath-folderpath',
	'x-uipath-folderpath-encoded',
];

/** The items of a run that succeeded; fails with n8n's error otherwise. */
export function assertItems(execution: Execution): ExecutionItem[] {
	const { status, error } = execution;
	assert.equal(status, 'success', `${String(error?.message)} ${String(error?.description)}`);
	return execution.itemsOf(NODE_NAME);
}

/** What the sandbox recorded for one route, such as `POST /odata/Jobs`; in the order of arrival. */
function requestsTo(methodAndRoute: string): RecordedRequest[] {
	return getContext().sandbox.requests.filter(
		({ method, route }) => `${method} ${route}` === methodAndRoute,
	);
}

/** The only request to a route. */
export function onlyRequestTo(methodAndRoute: string): RecordedRequest {
	const [request, ...others] = requestsTo(methodAndRoute);
	const seen = getContext().sandbox.requests.map(({ method, path }) => `${method} ${path}`);
	assert.ok(request, `no request to ${methodAndRoute}; there were: ${seen.join(', ') || 'none'}`);
	assert.equal(others.length, 0, `more than one request to ${methodAndRoute}`);
	return request;
}

/** Every request to the API named the folder, with this header and no other. */
export function assertFolderHeader(name: string, value: string): void {
	const requests = getContext().sandbox.requests.filter(({ target }) => target === 'api');
	assert.notEqual(requests.length, 0, 'the sandbox saw no request');
	for (const { headers, method, path } of requests) {
		const sent = FOLDER_HEADERS.filter((header) => headers[header] !== undefined);
		assert.deepEqual(sent, [name], `${method} ${path}`);
		assert.equal(headers[name], value, `${method} ${path}`);
	}
}
