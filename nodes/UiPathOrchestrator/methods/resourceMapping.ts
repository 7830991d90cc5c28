import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { isRecord, parseJson } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { chooseWidget, labelArgument, shortenType } from '../parameters/argumentTypes';
import { readProcessReference } from '../parameters/locator';
import type { ProcessReference } from '../parameters/locator';
import { compare } from '../transport/filter';
import { idLiteral, stringLiteral } from '../transport/literals';
import { requestPage } from '../transport/request';
import type { Scope } from '../transport/session';
import { openFolderScope, toOrigin } from './editorContext';

function findProcess(process: ProcessReference): string {
	if (process.by === 'id') return compare('Id', 'eq', idLiteral(process.id));
	if (process.by === 'key') return compare('Key', 'eq', stringLiteral(process.key));
	return compare('Name', 'eq', stringLiteral(process.name));
}

function parseOrSkip(text: unknown): unknown {
	if (typeof text !== 'string' || text === '') return undefined;
	try {
		return parseJson(text);
	} catch {
		// Descriptors are for convenience: without them the form is empty, and JSON can be used.
		return undefined;
	}
}

/** Names match without regard to case: documents and servers differ. */
function readField(descriptor: JsonRecord, name: string): unknown {
	return Object.entries(descriptor).find(([key]) => key.toLowerCase() === name)?.[1];
}

const TRUE_OR_FALSE = [
	{ name: 'True', value: true },
	{ name: 'False', value: false },
];

function toMapperField(descriptor: JsonRecord, defaults: JsonRecord): ResourceMapperField[] {
	const name = readField(descriptor, 'name');
	if (typeof name !== 'string' || name === '') return [];
	const shortType = shortenType(String(readField(descriptor, 'type') ?? ''));
	const fallback = name in defaults ? JSON.stringify(defaults[name]) : undefined;
	const isRequired = readField(descriptor, 'required') === true && fallback === undefined;
	const widget = chooseWidget(shortType, isRequired);
	return [
		{
			id: name,
			displayName: labelArgument(name, shortType || 'Object', fallback),
			type: widget,
			...(widget === 'options' ? { options: TRUE_OR_FALSE } : {}),
			required: isRequired,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
		},
	];
}

/** Entry point that the user chose in the options, if any. */
function readEntryPoint(context: ILoadOptionsFunctions): string | undefined {
	const options: unknown = context.getCurrentNodeParameter('options');
	const path = isRecord(options) ? options.entryPointPath : undefined;
	return typeof path === 'string' && path.trim() !== '' ? path.trim() : undefined;
}

async function requestProcess(
	context: ILoadOptionsFunctions,
	scope: Scope,
	process: ProcessReference,
): Promise<JsonRecord> {
	const { rows } = await requestPage(scope, {
		purpose: 'Get arguments of process',
		method: 'GET',
		path: '/odata/Releases',
		query: {
			$top: 1,
			$filter: findProcess(process),
			$select: 'Id,Key,Name,Arguments,InputArguments,EntryPointPath',
		},
		effect: 'read',
	});
	const [release] = rows;
	if (release !== undefined) return release;
	throw toOperationError(context.getNode(), 'There is no such process in the folder', {
		description: "Choose 'Process' anew, or check 'Folder'.",
	});
}

/** The input arguments that the chosen process declares, as fields of a form. */
export async function getArgumentFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const scope = await openFolderScope(this);
	const process = readProcessReference(toOrigin(this), this.getCurrentNodeParameter('process'));
	const release = await requestProcess(this, scope, process);
	const wanted = readEntryPoint(this);
	const known = release.EntryPointPath;
	if (wanted !== undefined && known !== undefined && known !== null && wanted !== known) {
		throw toOperationError(
			this.getNode(),
			`The arguments of entry point '${wanted}' are not known`,
			{
				description: `Orchestrator describes those of '${String(known)}' only. Choose 'Using JSON' in 'Specify Arguments'.`,
			},
		);
	}
	const { Arguments: declared, InputArguments: defaults } = release;
	const descriptors = parseOrSkip(isRecord(declared) ? declared.Input : undefined);
	const values = parseOrSkip(defaults);
	const fields = Array.isArray(descriptors) ? descriptors.filter(isRecord) : [];
	return {
		fields: fields.flatMap((field) => toMapperField(field, isRecord(values) ? values : {})),
	};
}
