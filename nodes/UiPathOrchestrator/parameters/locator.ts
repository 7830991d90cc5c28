import { isRecord } from '../helpers/json';
import type { FolderSelector } from '../transport/folder';
import { isGuid, isId } from '../transport/literals';
import { isExpression } from './emptyExpression';
import { showValue, toInputError } from './inputError';
import type { ItemOrigin } from './inputError';
import { readScalar } from './scalar';

/** A job, process or folder named by a number or by a GUID; both are told apart by their form. */
export type EntityReference =
	| { readonly by: 'id'; readonly id: string }
	| { readonly by: 'key'; readonly key: string };

export type ProcessReference = EntityReference | { readonly by: 'name'; readonly name: string };

interface Located {
	/** Mode of the locator; undefined when an expression or an agent gave a bare value. */
	readonly mode: string | undefined;
	readonly value: string;
}

/** Locators arrive as an object, or as bare text or number from expressions and AI agents. */
function readLocator(origin: ItemOrigin, field: string, raw: unknown): Located {
	const mode = isRecord(raw) && typeof raw.mode === 'string' ? raw.mode : undefined;
	const value: unknown = isRecord(raw) ? raw.value : raw;
	return { mode, value: readScalar(origin, field, value).trim() };
}

export function toEntityReference(text: string): EntityReference | undefined {
	if (isId(text)) return { by: 'id', id: BigInt(text).toString() };
	if (isGuid(text)) return { by: 'key', key: text.toLowerCase() };
	return undefined;
}

/** @throws NodeOperationError */
export function readJobReference(origin: ItemOrigin, raw: unknown): EntityReference {
	const { value } = readLocator(origin, 'Job', raw);
	if (value === '') {
		throw toInputError(origin, 'Job', 'is empty', 'Enter the ID or the key of a job.');
	}
	const reference = toEntityReference(value);
	if (reference !== undefined) return reference;
	throw toInputError(
		origin,
		'Job',
		`is neither an ID nor a key: ${showValue(value)}`,
		'Enter an ID such as 125161, or a key such as 1c7222dc-416f-4c60-9b17-88262c91768f.',
	);
}

/** @throws NodeOperationError */
export function readProcessReference(origin: ItemOrigin, raw: unknown): ProcessReference {
	const { mode, value } = readLocator(origin, 'Process', raw);
	if (value === '') {
		throw toInputError(origin, 'Process', 'is empty', 'Enter the key or the name of a process.');
	}
	if (mode === 'name') return { by: 'name', name: value };
	const reference = toEntityReference(value);
	if (reference !== undefined) return reference;
	if (mode === undefined) return { by: 'name', name: value };
	throw toInputError(
		origin,
		'Process',
		`is neither a key nor an ID: ${showValue(value)}`,
		"Enter a key such as 795cbab2-8008-4a54-b1cb-f9ff1ece139e, or choose 'By Name'.",
	);
}

/**
 * @returns undefined when no folder is given
 * @throws NodeOperationError
 */
export function readFolderSelector(origin: ItemOrigin, raw: unknown): FolderSelector | undefined {
	const { mode, value } = readLocator(origin, 'Folder', raw);
	if (value === '') return undefined;
	const reference = mode === 'path' ? undefined : toEntityReference(value);
	if (reference?.by === 'id') return { by: 'id', value: reference.id };
	if (reference?.by === 'key') return { by: 'key', value: reference.key };
	if (mode === 'path' || mode === undefined) return readFolderPath(origin, value);
	throw toInputError(
		origin,
		'Folder',
		`is neither an ID nor a key: ${showValue(value)}`,
		"Enter the folder's ID (the number behind 'fid=' in the address of Orchestrator), or choose 'By Path'.",
	);
}

/** Seven names of up to 115 characters (FolderDto in OpenAPI document 20.0), and the slashes. */
const LONGEST_PATH = 1_000;

/**
 * Whether an expression has left a gap in a path that is put together: `Finance/{{ … }}` without a value
 * would be the parent folder.
 */
function hasGap(origin: ItemOrigin, value: string): boolean {
	const { folder }: Readonly<Record<string, unknown>> = origin.node.parameters;
	const written = isRecord(folder) ? folder.value : folder;
	if (/\/\s*\//.test(value)) return true;
	if (!isExpression(written) || !written.replaceAll(/\{\{.*?\}\}/gs, '').includes('/'))
		return false;
	return (
		(value.startsWith('/') && written.startsWith('={{')) ||
		(value.endsWith('/') && written.endsWith('}}'))
	);
}

function readFolderPath(origin: ItemOrigin, value: string): FolderSelector {
	const path = value.replace(/^[/\s]+|[/\s]+$/g, '');
	if (path !== '' && hasGap(origin, value)) {
		throw toInputError(
			origin,
			'Folder',
			`has an empty name in its path: ${showValue(value)}`,
			'Give each expression in the path a value.',
		);
	}
	// Control characters would end the header that carries the path.
	const isLine = path !== '' && !/[\p{Cc}\p{Surrogate}]/u.test(path);
	if (isLine && path.length <= LONGEST_PATH) return { by: 'path', value: path };
	throw toInputError(
		origin,
		'Folder',
		`is not a folder path: ${showValue(value)}`,
		"Enter the names of the folder and its parents, separated by slashes, such as 'Finance/Invoices'.",
	);
}
