import { NodeApiError } from 'n8n-workflow';

import { isRecord } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { passOn } from '../helpers/passOn';
import { stringLiteral } from '../transport/literals';
import { requestObject, requestPage } from '../transport/request';
import type { Scope } from '../transport/session';

export interface FoundFolder {
	readonly id: string;
	/** Names of all parents and of the folder, separated by slashes. */
	readonly path: string;
}

const PAGE_SIZE = 50;
/** Cap of the API for this route. */
const LARGEST_TAKE = 1000;

const toFolder = (row: JsonRecord): FoundFolder => ({
	id: String(row.Id),
	path: String(row.FullyQualifiedName ?? row.DisplayName),
});

async function listAllowed(scope: Scope, text: string, skip: number): Promise<FoundFolder[]> {
	const { rows } = await requestPage(scope, {
		purpose: 'List folders',
		method: 'GET',
		path: '/odata/Folders',
		query: {
			$top: PAGE_SIZE,
			$skip: skip === 0 ? undefined : skip,
			$filter: text === '' ? undefined : `contains(FullyQualifiedName,${stringLiteral(text)})`,
			$orderby: 'FullyQualifiedName asc,Id asc',
			$select: 'Id,DisplayName,FullyQualifiedName',
		},
		effect: 'read',
	});
	return rows.map(toFolder);
}

/** This route takes no search text and needs no permission but to be signed in. */
async function listOwn(scope: Scope, text: string): Promise<FoundFolder[]> {
	const found: FoundFolder[] = [];
	for (let skip = 0; ; skip += LARGEST_TAKE) {
		const { PageItems: items } = await requestObject(scope, {
			purpose: 'List folders',
			method: 'GET',
			path: '/api/Folders/GetAllForCurrentUser',
			query: { take: LARGEST_TAKE, skip },
			effect: 'read',
		});
		const rows = Array.isArray(items) ? items.filter(isRecord) : [];
		found.push(...rows.map(toFolder));
		if (rows.length < LARGEST_TAKE) break;
	}
	return found
		.filter(({ path }) => path.toLowerCase().includes(text.toLowerCase()))
		.sort((one, other) => one.path.localeCompare(other.path));
}

const isForbidden = (caught: unknown): boolean =>
	caught instanceof NodeApiError && caught.httpCode === '403';

/**
 * A page of folders that contain the text. Where the login may not list folders, or sees none that
 * way, those that it was assigned to are listed.
 */
export async function listFolders(
	scope: Scope,
	text: string,
	skip: number,
): Promise<{ folders: FoundFolder[]; next?: number }> {
	try {
		const folders = await listAllowed(scope, text, skip);
		const isLast = folders.length < PAGE_SIZE;
		if (folders.length > 0 || skip > 0) {
			return isLast ? { folders } : { folders, next: skip + PAGE_SIZE };
		}
	} catch (caught: unknown) {
		if (!isForbidden(caught)) throw passOn(caught);
	}
	return { folders: await listOwn(scope, text) };
}
