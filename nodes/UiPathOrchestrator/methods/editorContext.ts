import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import { readFolderSelector } from '../parameters/locator';
import type { FolderSelector } from '../transport/folder';
import { openSession } from '../transport/session';
import type { Scope } from '../transport/session';

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

function readFolder(context: ILoadOptionsFunctions): FolderSelector | undefined {
	return readFolderSelector(toOrigin(context), context.getCurrentNodeParameter('folder'));
}

/** Login and folder as they stand in the node that is being edited. */
export async function openEditorScope(context: ILoadOptionsFunctions): Promise<Scope> {
	const usesOAuth2 = context.getCurrentNodeParameter('authentication') === 'oAuth2';
	const session = await openSession(
		context,
		usesOAuth2 ? 'uiPathOrchestratorOAuth2Api' : 'uiPathOrchestratorApi',
	);
	return { session, folder: readFolder(context) };
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
