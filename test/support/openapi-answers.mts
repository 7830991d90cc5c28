/** Checks answers against UiPath's own OpenAPI document. */
import type { OpenApiDocument } from './openapi-document.mts';
import { createSchemaCheck, type SchemaCheck } from './openapi-schema.mts';

/** What a server answered to a request of a route. */
export interface ApiAnswer {
	method: string;
	/** Route in the notation of the document. */
	route: string;
	status: number;
	body: string;
}

/** Columns that servers send and the document lacks: typed in UiPath's SDKs, or gone since version 20. */
const UNDOCUMENTED: Record<string, Record<string, object>> = {
	JobDto: {
		FolderKey: { type: 'string', format: 'uuid' },
		EnableAutopilotHealing: { type: 'boolean' },
	},
	SimpleReleaseDto: environment(),
	ReleaseDto: environment(),
	RobotDto: { Version: { type: 'string' } },
	SimpleRobotDto: { Version: { type: 'string' } },
	ExtendedRobotDto: { Version: { type: 'string' } },
	AttachmentDto: { BlobFileAccess: toRef('BlobFileAccessDto') },
};

const ENTRY_POINTS = {
	type: 'object',
	required: ['value'],
	additionalProperties: false,
	properties: { value: { type: 'array', items: toRef('EntryPointDto') } },
};

/** Routes that clients of UiPath's own use although the document does not know them. */
const UNDOCUMENTED_ROUTES: Record<string, object> = {
	'GetByKey(identifier={identifier})': toRef('JobDto'),
	'GetPackageEntryPoints(key={key})': ENTRY_POINTS,
	'GetPackageEntryPointsV2(key={key})': ENTRY_POINTS,
};

const SHORT_ERROR = {
	type: 'object',
	required: ['message', 'errorCode'],
	additionalProperties: false,
	properties: {
		message: { type: 'string' },
		errorCode: { type: 'integer' },
		traceId: { type: 'string' },
		resourceIds: { type: 'array' },
	},
};
/** How the framework below Orchestrator words a 401 or a 403. */
const ABP_ERROR = {
	type: 'object',
	required: ['message', 'errorCode', 'error', '__abp'],
	properties: {
		message: { type: 'string' },
		errorCode: { type: 'integer' },
		__abp: { type: 'boolean' },
		error: { type: 'object', required: ['code', 'message'] },
	},
};

function toRef(name: string): object {
	return { $ref: `#/components/schemas/${name}` };
}

function environment(): Record<string, object> {
	return {
		EnvironmentId: { type: 'integer' },
		EnvironmentName: { type: 'string' },
	};
}

/**
 * Makes a checker of answers for one document. Any column may be missing (`$select`, older servers) and
 * any may be null, since the document does not say which; none may be of another type or unknown.
 *
 * @returns a function that tells what is wrong with an answer, one sentence each; none when it fits
 */
export function createAnswerChecker(document: OpenApiDocument) {
	const entries = Object.entries(document.components.schemas);
	const schemas = Object.fromEntries(
		entries.map(([name, schema]) => [name, loosen(document, name, schema)]),
	);
	const check = createSchemaCheck({ ...document, components: { schemas } }, false);

	return function findFaults(answer: ApiAnswer): string[] {
		const { method, route, status, body } = answer;
		const label = `${method} ${route} answered ${status}`;
		if (status >= 400) return checkError(check, answer, label);
		const operation = document.paths[toDocumentPath(route)]?.[method.toLowerCase()];
		const undocumented = Object.entries(UNDOCUMENTED_ROUTES).find(([end]) => route.endsWith(end));
		if (!operation) {
			return undocumented ? checkJson(check, undocumented[1], body, label) : [];
		}
		const described = operation.responses?.[String(status)];
		// Servers of 2020.10 were seen to start jobs with 200; a switch of the sandbox does so.
		const isOldStart = route.endsWith('.StartJobs') && status === 200;
		if (!described) return isOldStart ? [] : [`${label}, a status that the document lacks`];
		const [content] = Object.values(described.content ?? {});
		if (content?.schema) return checkJson(check, content.schema, body, label);
		return body === '' || route.startsWith('/api/Status/') ? [] : [`${label} with a body`];
	};
}

/** The document writes the key of an entity set with text in quotes. */
function toDocumentPath(route: string): string {
	return route.startsWith('/odata/Processes') ? route.replace('{key}', "'{key}'") : route;
}

function checkError(check: SchemaCheck, { status, body }: ApiAnswer, label: string): string[] {
	// A route that a server lacks answers with nothing or with a page, and that is no error of it.
	if (status === 404 && !body.startsWith('{')) return [];
	return checkJson(check, status === 401 || status === 403 ? ABP_ERROR : SHORT_ERROR, body, label);
}

function checkJson(check: SchemaCheck, schema: object, body: string, label: string): string[] {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return [`${label} with what is no JSON`];
	}
	return check(schema, toPlain(value), `${label}: `).map((fault) =>
		fault.replaceAll(/\/\d+(?=\/| )/g, '/n'),
	);
}

/** Without what OData adds to the document's properties, and without nulls. */
function toPlain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(toPlain);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name, field]) => field !== null && !name.startsWith('@odata.'))
			.map(([name, field]: [string, unknown]) => [name, toPlain(field)]),
	);
}

/** A schema without required columns, with its inherited and undocumented ones. */
function loosen(document: OpenApiDocument, name: string, schema: object): object {
	const { required: _required, allOf, ...rest }: Record<string, unknown> = { ...schema };
	const parents = Array.isArray(allOf) ? allOf.map((parent) => resolve(document, parent)) : [];
	const properties = Object.assign(
		{},
		...[...parents, schema].map((part) => ('properties' in part ? part.properties : {})),
		UNDOCUMENTED[name] ?? {},
	);
	return Object.keys(properties).length > 0 ? { ...rest, properties } : rest;
}

function resolve(document: OpenApiDocument, parent: unknown): object {
	const ref: unknown =
		typeof parent === 'object' && parent !== null && '$ref' in parent ? parent.$ref : '';
	return document.components.schemas[String(ref).split('/').at(-1) ?? ''] ?? {};
}
