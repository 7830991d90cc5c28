/** Checks requests against UiPath's own OpenAPI document. */
import type { OpenApiDocument, Operation, Parameter } from './openapi-document.mts';
import { createSchemaCheck, type SchemaCheck } from './openapi-schema.mts';

/** A request to Orchestrator; the path starts behind `…/orchestrator_` and is percent-encoded. */
export interface ApiRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	/** Parsed JSON; undefined when there was none. */
	body: unknown;
}

/** Routes that clients of UiPath's own use although document 20.0 does not know them. */
const ABSENT_FROM_DOCUMENT: Array<{ method: string; path: RegExp; reason: string }> = [
	{
		method: 'GET',
		path: /^\/odata\/Jobs\/UiPath\.Server\.Configuration\.OData\.GetByKey\(identifier=[0-9a-f-]{36}\)$/,
		reason: 'read one job by key: used by both UiPath SDKs',
	},
	{
		method: 'GET',
		path: /^\/odata\/Processes\/UiPath\.Server\.Configuration\.OData\.GetPackageEntryPoints\(key='(?:[^']|'')+'\)$/,
		reason: 'entry points of a package: used by UiPathOrch from API version 12 on',
	},
];

/** The document knows the id only; the other selectors are what both UiPath SDKs send. */
const FOLDER_ID = 'x-uipath-organizationunitid';
const FOLDER_SELECTORS = [
	FOLDER_ID,
	'x-uipath-folderkey',
	'x-uipath-folderpath',
	'x-uipath-folderpath-encoded',
];

/**
 * Reads that the document calls folder-scoped and that servers answer without a folder: lists whose own
 * parameters serve "a cross-folder scenario", and a job by its id.
 */
const CROSS_FOLDER_READS = ['GET /odata/Jobs', 'GET /odata/Jobs({key})', 'GET /odata/Releases'];

/**
 * Makes a checker for one document.
 *
 * @returns a function that tells what is wrong with a request, one sentence each; none when it fits
 */
export function createOpenApiChecker(document: OpenApiDocument) {
	const routes = Object.entries(document.paths).map(([template, operations]) => ({
		template,
		operations,
		pattern: toPattern(template),
	}));
	// Literal paths before templates, so that `/odata/Jobs/X` never counts as `/odata/{key}`.
	routes.sort((a, b) => a.template.split('{').length - b.template.split('{').length);
	const checkJson = createSchemaCheck(document, false);
	const checkText = createSchemaCheck(document, true);

	return function findViolations(request: ApiRequest): string[] {
		const name = `${request.method} ${request.path}`;
		if (ABSENT_FROM_DOCUMENT.some((route) => isRoute(route, request))) return [];
		for (const { template, operations, pattern } of routes) {
			const match = pattern.exec(request.path);
			const operation = operations[request.method.toLowerCase()];
			if (!match || !operation) continue;
			return [
				...checkPath(checkText, operation, match.groups ?? {}),
				...checkQuery(checkText, operation, request.query),
				...checkFolder(operation, `${request.method} ${template}`, request.headers),
				...checkBody(checkJson, operation, request),
			].map((finding) => `${name}: ${finding}`);
		}
		return [`${name}: no such path and method in the document`];
	};
}

function isRoute(route: { method: string; path: RegExp }, request: ApiRequest): boolean {
	return route.method === request.method && route.path.test(request.path);
}

/** `/odata/Jobs({key})` → a pattern with a group `key`. */
function toPattern(template: string): RegExp {
	const source = template
		.split(/\{(\w+)\}/)
		.map((part, index) =>
			index % 2 ? `(?<${part}>[^/()]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
		)
		.join('');
	return new RegExp(`^${source}$`);
}

function findParameters(operation: Operation, place: Parameter['in']): Parameter[] {
	return (operation.parameters ?? []).filter((parameter) => parameter.in === place);
}

function checkPath(
	check: SchemaCheck,
	operation: Operation,
	groups: Record<string, string>,
): string[] {
	return findParameters(operation, 'path').flatMap(({ name, schema }) =>
		check(schema, decodeURIComponent(groups[name] ?? ''), `path parameter ${name}`),
	);
}

function checkQuery(check: SchemaCheck, operation: Operation, query: URLSearchParams): string[] {
	const known = new Map(findParameters(operation, 'query').map((entry) => [entry.name, entry]));
	const unknown = [...query.keys()].filter((name) => !known.has(name));
	const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
	const missing = [...known.values()].filter(({ name, required }) => required && !query.has(name));
	return [
		...unknown.map((name) => `unknown query parameter ${name}`),
		...repeated
			.filter((name) => !isArray(known.get(name)?.schema))
			.map((name) => `query parameter ${name} is given twice`),
		...missing.map(({ name }) => `query parameter ${name} is missing`),
		...[...known.values()]
			.filter(({ name, schema }) => query.has(name) && !isArray(schema))
			.flatMap(({ name, schema }) => check(schema, query.get(name), `query parameter ${name}`)),
	];
}

function isArray(schema: object | undefined): boolean {
	return schema !== undefined && 'type' in schema && schema.type === 'array';
}

function checkFolder(
	operation: Operation,
	route: string,
	headers: ApiRequest['headers'],
): string[] {
	const given = FOLDER_SELECTORS.filter((name) => headers[name] !== undefined);
	if (given.length > 1) return [`more than one folder header: ${given.join(', ')}`];
	const id = headers[FOLDER_ID];
	if (id !== undefined && !/^\d+$/.test(id)) return [`folder id "${id}" is no integer`];
	const needed = findParameters(operation, 'header').some(
		({ name, required }) => name.toLowerCase() === FOLDER_ID && required,
	);
	return needed && given.length === 0 && !CROSS_FOLDER_READS.includes(route)
		? ['the folder header is missing']
		: [];
}

function checkBody(check: SchemaCheck, { requestBody }: Operation, request: ApiRequest): string[] {
	if (!requestBody) return request.body === undefined ? [] : ['this route takes no body'];
	if (request.body === undefined) return requestBody.required ? ['the body is missing'] : [];
	const type = request.headers['content-type']?.split(';')[0] ?? '';
	const content = Object.entries(requestBody.content).find(([name]) => name.split(';')[0] === type);
	if (!content) return [`content type "${type}" is not accepted`];
	return check(content[1].schema, request.body, 'body');
}
