import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { JsonRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { anyOf, compare } from '../transport/filter';
import { guidLiteral, idLiteral, isGuid, isId, stringLiteral } from '../transport/literals';
import { linkToJob, linkToPage } from '../transport/links';
import { requestPage } from '../transport/request';
import type { Scope } from '../transport/session';
import {
	openEditorScope,
	openEditorSession,
	openFolderScope,
	readSearchText,
} from './editorContext';
import { listFolders } from './folders';

/** Rows of one page of a list; the editor asks for the next when somebody scrolls to its end. */
const PAGE_SIZE = 50;

interface Search {
	readonly purpose: string;
	readonly path: string;
	readonly filter: string | undefined;
	readonly orderBy: string;
	readonly select: string;
}

/** The editor hands back what it was given: here the number of rows that came before. */
const readSkip = (mark: string | undefined): number => (isId(mark ?? '') ? Number(mark) : 0);

async function readPage(
	scope: Scope,
	{ purpose, path, filter, orderBy, select }: Search,
	mark: string | undefined,
	toItem: (row: JsonRecord) => INodeListSearchItems,
): Promise<INodeListSearchResult> {
	const skip = readSkip(mark);
	const { rows } = await requestPage(scope, {
		purpose,
		method: 'GET',
		path,
		query: {
			$top: PAGE_SIZE,
			$skip: skip === 0 ? undefined : skip,
			$filter: filter,
			$orderby: orderBy,
			$select: select,
		},
		effect: 'read',
	});
	const isLast = rows.length < PAGE_SIZE;
	return {
		results: rows.map(toItem),
		...(isLast ? {} : { paginationToken: String(skip + PAGE_SIZE) }),
	};
}

const contains = (path: string, text: string): string | undefined =>
	text === '' ? undefined : `contains(${path},${stringLiteral(text)})`;

/** Folders by full path; a login without the right to list folders still gets its own ones. */
export async function searchFolders(
	this: ILoadOptionsFunctions,
	text?: string,
	mark?: string,
): Promise<INodeListSearchResult> {
	const search = readSearchText(this, text);
	const session = await openEditorSession(this);
	const { folders, next } = await listFolders({ session }, search, readSkip(mark));
	if (folders.length === 0 && readSkip(mark) === 0 && search === '') {
		throw toOperationError(this.getNode(), 'This login can list no folders', {
			description:
				"Enter the folder 'By ID' or 'By Path'. To list folders, an external application needs the scope OR.Folders.Read and the permission to view folders.",
		});
	}
	return {
		results: folders.map(({ id, path }) => ({
			name: path,
			value: id,
			url: linkToPage({ session }, 'jobs', id),
		})),
		...(next === undefined ? {} : { paginationToken: String(next) }),
	};
}

/** Processes of the chosen folder, by name; the value is the key that a start needs. */
export async function searchProcesses(
	this: ILoadOptionsFunctions,
	text?: string,
	mark?: string,
): Promise<INodeListSearchResult> {
	const scope = await openFolderScope(this);
	const request = {
		purpose: 'List processes',
		path: '/odata/Releases',
		filter: contains('Name', readSearchText(this, text)),
		orderBy: 'Name asc,Id asc',
		select: 'Id,Key,Name,ProcessVersion,OrganizationUnitId',
	};
	return await readPage(scope, request, mark, (row) => ({
		name: `${String(row.Name)} (${String(row.ProcessVersion)})`,
		value: String(row.Key),
		url: linkToPage(scope, 'processes', String(row.OrganizationUnitId)),
	}));
}

/** An id or key finds its job; any other text is looked for in the name of the process. */
function findJobs(entry: string): string | undefined {
	if (isId(entry)) return compare('Id', 'eq', idLiteral(entry));
	if (isGuid(entry)) return compare('Key', 'eq', guidLiteral(entry));
	return contains('Release/Name', entry);
}

/** Jobs, newest first, with what tells two of one process apart. */
export async function searchJobs(
	this: ILoadOptionsFunctions,
	text?: string,
	mark?: string,
): Promise<INodeListSearchResult> {
	const scope = await openEditorScope(this);
	const request = {
		purpose: 'List jobs',
		path: '/odata/Jobs',
		filter: findJobs(readSearchText(this, text)),
		orderBy: 'Id desc',
		select: 'Id,Key,State,ReleaseName,CreationTime,OrganizationUnitId',
	};
	return await readPage(scope, request, mark, (row) => {
		const created = String(row.CreationTime).slice(0, 19).replace('T', ' ');
		const url = linkToJob(scope, row);
		return {
			name: `${String(row.ReleaseName)}, ${String(row.State)}, ${created} (${String(row.Id)})`,
			value: String(row.Id),
			...(url === undefined ? {} : { url }),
		};
	});
}

/** Robots of the chosen folder, by name. */
export async function searchRobots(
	this: ILoadOptionsFunctions,
	text?: string,
	mark?: string,
): Promise<INodeListSearchResult> {
	const search = readSearchText(this, text);
	const scope = await openFolderScope(this);
	const request = {
		purpose: 'List robots',
		path: '/odata/Robots',
		filter: anyOf(
			[contains('Name', search) ?? '', contains('Username', search) ?? ''].filter(Boolean),
		),
		orderBy: 'Name asc,Id asc',
		select: 'Id,Name,Username,Type',
	};
	return await readPage(scope, request, mark, (row) => ({
		name: `${String(row.Name)} (${String(row.Username ?? row.Type)})`,
		value: String(row.Id),
	}));
}

/** Machines of the tenant, by name. */
export async function searchMachines(
	this: ILoadOptionsFunctions,
	text?: string,
	mark?: string,
): Promise<INodeListSearchResult> {
	const session = await openEditorSession(this);
	const request = {
		purpose: 'List machines',
		path: '/odata/Machines',
		filter: contains('Name', readSearchText(this, text)),
		orderBy: 'Name asc,Id asc',
		select: 'Id,Name,Type',
	};
	return await readPage({ session }, request, mark, (row) => ({
		name: `${String(row.Name)} (${String(row.Type)})`,
		value: String(row.Id),
	}));
}
