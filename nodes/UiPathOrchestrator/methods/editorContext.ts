import { NodeApiError } from 'n8n-workflow';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { isRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { passOn } from '../helpers/passOn';
import { isExpression } from '../parameters/emptyExpression';
import { readFolderSelector } from '../parameters/locator';
import { readCredentialType } from '../parameters/login';
import type { FolderSelector } from '../transport/folder';
import { openSession } from '../transport/session';
import type { Scope, Session } from '../transport/session';

/** The editor has no items; errors are about the node as such. */
export const toOrigin = (context: ILoadOptionsFunctions) => ({
	node: context.getNode(),
	itemIndex: 0,
});

/** Addresses of some kB are refused by servers on the way. */
const LONGEST_SEARCH = 500;

/**
 * What somebody typed into the search of a list.
 *
 * @throws NodeOperationError for a text that no address can carry
 */
export function readSearchText(context: ILoadOptionsFunctions, text: string | undefined): string {
	const search = text?.trim() ?? '';
	if (search.length <= LONGEST_SEARCH && !/[\p{Cc}\p{Surrogate}]/u.test(search)) return search;
	throw toOperationError(context.getNode(), 'The search text cannot be sent', {
		description: `Use up to ${LONGEST_SEARCH} characters, none of them a control character.`,
	});
}

/** Somebody sits before the list: by then it has to be there, or an error in its place. In ms. */
export const EDITOR_WAIT_MS = 25_000;

/**
 * A parameter that others depend on, as it stands in the node that is being edited. The editor resolves
 * expressions and hands over null, or a locator without its value, when it cannot: it knows no items.
 *
 * @throws NodeOperationError when an expression has no value here; what depends on it would be that of
 * another place
 */
export function readEditorParameter(context: ILoadOptionsFunctions, name: string, label: string) {
	const raw: unknown = context.getCurrentNodeParameter(name);
	const value = isRecord(raw) && '__rl' in raw ? raw.value : raw;
	const isLost = raw === null || (isRecord(raw) && '__rl' in raw && (value ?? null) === null);
	// An expression that was emptied by hand is a field that is not set.
	if (typeof value === 'string' && /^=\s*$/.test(value)) return undefined;
	if (!isLost && !isExpression(value)) return raw;
	throw toOperationError(
		context.getNode(),
		`'${label}' is an expression that has no value in the editor`,
		{
			description: `Choose '${label}' from its list or enter a fixed value to see what there is; put the expression back afterwards. Or enter an ID, key or name here.`,
		},
	);
}

/** Login as it stands in the node that is being edited; it ends with the editor's patience. */
export async function openEditorSession(context: ILoadOptionsFunctions): Promise<Session> {
	const login = readEditorParameter(context, 'authentication', 'Authentication');
	const session = await openSession(
		context,
		readCredentialType(toOrigin(context), login ?? 'accessToken'),
	);
	return { ...session, deadline: performance.now() + EDITOR_WAIT_MS };
}

/** The same with the folder. */
export async function openEditorScope(context: ILoadOptionsFunctions): Promise<Scope> {
	const raw = readEditorParameter(context, 'folder', 'Folder');
	const folder = readFolderSelector(toOrigin(context), raw);
	return { session: await openEditorSession(context), folder };
}

/** Whether a list was not there in time: refused for the number of calls, or not answered. */
const isLate = (caught: unknown): caught is NodeApiError =>
	caught instanceof NodeApiError && (caught.httpCode === '429' || caught.httpCode === null);

/** Says in errors of a method of the editor what somebody who waits for a list can do. */
export function inEditor<Rest extends unknown[], Result>(
	method: (this: ILoadOptionsFunctions, ...rest: Rest) => Promise<Result>,
) {
	return async function (this: ILoadOptionsFunctions, ...rest: Rest): Promise<Result> {
		try {
			return await method.call(this, ...rest);
		} catch (caught: unknown) {
			if (isLate(caught)) {
				const note = `The editor waits for ${EDITOR_WAIT_MS / 1000} seconds at most. Open the list again in a minute, or enter the value by hand: fields take an ID, key, path or name, and lists of several an expression.`;
				caught.description = `${note} ${caught.description ?? ''}`.trim();
			}
			throw passOn(caught);
		}
	};
}

/**
 * The same where a list exists only inside a folder.
 *
 * @throws NodeOperationError that says to choose the folder first
 */
export async function openFolderScope(
	context: ILoadOptionsFunctions,
): Promise<Scope & { folder: FolderSelector }> {
	const { session, folder } = await openEditorScope(context);
	if (folder !== undefined) return { session, folder };
	throw toOperationError(context.getNode(), "Choose a 'Folder' first", {
		description: 'What can be chosen here depends on the folder.',
	});
}
