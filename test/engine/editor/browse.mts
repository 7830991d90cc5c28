/** What a person does with a resource locator: open its list, scroll to the end, search in it. */
import type { INodeListSearchItems, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { FINANCE, jobNode, locate, tokenCredentials } from '../sandbox.mts';

/** No list of the tests has as many pages; a list that never ends fails instead of hanging. */
const MOST_PAGES = 80;

interface Place {
	/** Parameters of the node that is being edited. */
	parameters?: INodeParameters;
	/** Token to sign in with in place of the one that may do everything. */
	bearerToken?: string;
}

function toNode(sandbox: Sandbox, { parameters = {}, bearerToken }: Place) {
	const credentials = tokenCredentials(sandbox, bearerToken === undefined ? {} : { bearerToken });
	return jobNode(sandbox, 'start', parameters, { credentials });
}

/** The first page of a list, or what a search in it shows. */
export async function search(
	sandbox: Sandbox,
	method: string,
	text?: string,
	place: Place = {},
): Promise<INodeListSearchItems[]> {
	const node = toNode(sandbox, place);
	return (await getEngine().harness.listSearch(node, method, text)).results;
}

/** All entries of a list, page by page, as scrolling to its end brings them. */
export async function scroll(
	sandbox: Sandbox,
	method: string,
	text?: string,
	place: Place = {},
): Promise<INodeListSearchItems[][]> {
	const node = toNode(sandbox, place);
	const pages: INodeListSearchItems[][] = [];
	for (let mark: string | undefined; pages.length < MOST_PAGES; ) {
		const { results, paginationToken } = await getEngine().harness.listSearch(
			node,
			method,
			text,
			mark,
		);
		pages.push(results);
		if (paginationToken === undefined) return pages;
		mark = String(paginationToken);
	}
	throw new Error(`${method} does not come to an end`);
}

export const loadOptions = async (sandbox: Sandbox, method: string, place: Place = {}) =>
	await getEngine().harness.loadOptions(toNode(sandbox, place), method);

export const mapperFields = async (sandbox: Sandbox, parameters: INodeParameters) =>
	await getEngine().harness.mapperFields(toNode(sandbox, { parameters }), 'getArgumentFields');

/** A folder that was not chosen yet. */
export const NO_FOLDER = { parameters: { folder: locate('list', '') } };

/** Adds `count` processes to the folder Finance: `Prefix 001` and so on. */
export function addProcesses(sandbox: Sandbox, count: number, prefix = 'Process'): void {
	sandbox.control.addReleases(
		Array.from({ length: count }, (_, index) => ({
			Id: 60_000 + index,
			Key: `60000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			Name: `${prefix} ${String(index + 1).padStart(3, '0')}`,
			OrganizationUnitId: FINANCE,
		})),
	);
}

/** Adds `count` folders, each below one of thirty departments. @returns their paths */
export function addFolders(sandbox: Sandbox, count: number): string[] {
	const folders = Array.from({ length: count }, (_, index) => {
		const DisplayName = `Team ${String(index + 1).padStart(4, '0')}`;
		return {
			Id: 100_000 + index,
			DisplayName,
			FullyQualifiedName: `Department ${index % 30}/${DisplayName}`,
		};
	});
	sandbox.control.addFolders(folders);
	return folders.map(({ FullyQualifiedName }) => FullyQualifiedName);
}
