import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The parts of an OpenAPI 3.0 document that the checks read. */
export interface OpenApiDocument {
	paths: Record<string, Record<string, Operation | undefined>>;
	components: { schemas: Record<string, object> };
}

export interface Operation {
	parameters?: Parameter[];
	requestBody?: { required?: boolean; content: Record<string, { schema: object }> };
	responses?: Record<string, { content?: Record<string, { schema?: object }> }>;
}

export interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required?: boolean;
	schema: object;
}

/**
 * UiPath's OpenAPI document, which may be laid beside the project but is not part of it.
 *
 * @param projectDir the project's root
 * @returns undefined when it is not there
 * @throws when the file is there but holds something else
 */
export function loadOpenApiDocument(projectDir: string): OpenApiDocument | undefined {
	const file = resolve(projectDir, '../shared/orchestrator-openapi-20.0.json');
	if (!existsSync(file)) return undefined;
	const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!isDocument(content)) throw new Error(`${file} is no OpenAPI document with schemas`);
	return content;
}

function isDocument(content: unknown): content is OpenApiDocument {
	return (
		typeof content === 'object' &&
		content !== null &&
		'openapi' in content &&
		'paths' in content &&
		'components' in content &&
		typeof content.components === 'object' &&
		content.components !== null &&
		'schemas' in content.components
	);
}
