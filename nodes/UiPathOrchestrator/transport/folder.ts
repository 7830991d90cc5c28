/** A folder as the user names it; Orchestrator resolves keys and paths by itself. */
export type FolderSelector =
	| { readonly by: 'id'; readonly value: string }
	| { readonly by: 'key'; readonly value: string }
	| { readonly by: 'path'; readonly value: string };

/**
 * The one header that selects a folder. More than one is never sent: which of them wins is not
 * documented. Paths outside ASCII travel as Base64 of UTF-16LE, which is how UiPath's SDKs send them.
 */
export function folderHeader(folder: FolderSelector | undefined): Record<string, string> {
	switch (folder?.by) {
		case undefined:
			return {};
		case 'id':
			return { 'X-UIPATH-OrganizationUnitId': folder.value };
		case 'key':
			return { 'X-UIPATH-FolderKey': folder.value };
		case 'path':
			return /^[\x20-\x7e]*$/.test(folder.value)
				? { 'X-UIPATH-FolderPath': folder.value }
				: {
						'X-UIPATH-FolderPath-Encoded': Buffer.from(folder.value, 'utf16le').toString('base64'),
					};
	}
}

export function describeFolder(folder: FolderSelector | undefined): string {
	return folder === undefined ? 'no folder' : `folder ${folder.by} ${folder.value}`;
}
