import { CODES } from './codes.mts';
import { ApiError, notFound } from './errors.mts';
import { readHeader, type SandboxRequest } from './http.mts';
import type { Folder, Token } from './model.mts';
import type { Route, Tenant } from './tenant.mts';

const SELECTORS = [
	'x-uipath-organizationunitid',
	'x-uipath-folderpath',
	'x-uipath-folderpath-encoded',
	'x-uipath-folderkey',
] as const;

type Selector = (typeof SELECTORS)[number];

/**
 * The folder that a request names. Exactly one selector is taken; which of two would win is
 * undocumented, so the sandbox refuses two. Answers 1101 without a selector, 1100 for a folder
 * that does not exist or is not visible, and, where jobs are started, 404/1002 without one.
 */
export function resolveFolder(
	tenant: Tenant,
	token: Token,
	request: SandboxRequest,
	rule: Route['folder'],
): Folder | null {
	if (rule === 'none') return null;
	const sent = SELECTORS.filter((name) => request.headers[name] !== undefined);
	if (sent.length > 1) {
		throw new ApiError(
			400,
			CODES.InvalidOrganizationUnit,
			`More than one folder selector was sent: ${sent.join(', ')}.`,
		);
	}
	const [selector] = sent;
	if (!selector) {
		if (rule === 'start') throw notFound('The process');
		if (rule === 'anyFolder') return null;
		if (rule === 'crossFolder' && tenant.settings.edition !== 'standalone') return null;
		throw new ApiError(
			400,
			CODES.RequiredOrganizationUnit,
			'An organization unit is required for this action.',
		);
	}
	const folder = findBySelector(tenant, selector, readHeader(request, selector) ?? '');
	if (!folder || !isVisible(folder, token)) {
		throw new ApiError(
			400,
			CODES.InvalidOrganizationUnit,
			'Folder does not exist or the user does not have access to the folder.',
		);
	}
	return folder;
}

export const isVisible = (folder: Folder, token: Token) =>
	token.folderIds === undefined || token.folderIds.includes(folder.Id);

function findBySelector(tenant: Tenant, selector: Selector, value: string): Folder | undefined {
	const { folders } = tenant.state;
	const byPath = (path: string) =>
		folders.find((folder) => folder.FullyQualifiedName.toLowerCase() === path.toLowerCase());
	switch (selector) {
		case 'x-uipath-organizationunitid':
			return /^\d+$/.test(value) ? tenant.state.findFolder(Number(value)) : undefined;
		case 'x-uipath-folderkey':
			return folders.find(({ Key }) => Key === value.toLowerCase());
		case 'x-uipath-folderpath':
			return byPath(value);
		case 'x-uipath-folderpath-encoded':
			return byPath(Buffer.from(value, 'base64').toString('utf16le'));
	}
}
