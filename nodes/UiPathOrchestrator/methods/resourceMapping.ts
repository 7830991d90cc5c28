import type {
	FieldType,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { PROCESS_SINCE } from '../entities/process/columns';
import { isRecord, parseJson } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { readArgumentSchema } from '../parameters/argumentSchema';
import type { DeclaredArgument } from '../parameters/argumentSchema';
import { chooseWidget, labelArgument, shortenType } from '../parameters/argumentTypes';
import { readProcessReference } from '../parameters/locator';
import type { ProcessReference } from '../parameters/locator';
import { compare } from '../transport/filter';
import { idLiteral, stringLiteral } from '../transport/literals';
import { requestPage } from '../transport/request';
import type { Scope } from '../transport/session';
import { openFolderScope, readEditorParameter, toOrigin } from './editorContext';

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

/** An argument as a list of .NET types declares it, which robots' processes have. */
function readDescriptor(descriptor: JsonRecord): DeclaredArgument[] {
	const name = readField(descriptor, 'name');
	if (typeof name !== 'string' || name === '') return [];
	const shortType = shortenType(String(readField(descriptor, 'type') ?? '')) || 'Object';
	return [{ name, shortType, isRequired: readField(descriptor, 'required') === true }];
}

/** Robots' processes declare a list of .NET types, newer kinds of processes a JSON Schema. */
function readDeclared(declared: unknown): DeclaredArgument[] {
	if (!Array.isArray(declared)) return readArgumentSchema(declared) ?? [];
	return declared.filter(isRecord).flatMap(readDescriptor);
}

function listChoices({ choices }: DeclaredArgument, widget: FieldType) {
	if (choices !== undefined) {
		return { options: choices.map((value) => ({ name: String(value), value })) };
	}
	return widget === 'options' ? { options: TRUE_OR_FALSE } : {};
}

function toMapperField(argument: DeclaredArgument, defaults: JsonRecord): ResourceMapperField {
	const { name, shortType } = argument;
	const fallback = Object.hasOwn(defaults, name)
		? JSON.stringify(defaults[name])
		: argument.fallback;
	const required = argument.isRequired && fallback === undefined;
	const widget = argument.choices === undefined ? chooseWidget(shortType, required) : 'options';
	return {
		id: name,
		displayName: labelArgument(name, shortType, fallback),
		type: widget,
		...listChoices(argument, widget),
		required,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
	};
}

/** Entry point that the user chose in the options, if any. */
function readEntryPoint(context: ILoadOptionsFunctions): string | undefined {
	const options: unknown = context.getCurrentNodeParameter('options');
	const path = isRecord(options) ? options.entryPointPath : undefined;
	return typeof path === 'string' && path.trim() !== '' ? path.trim() : undefined;
}

const toUnknownEntryPoint = (context: ILoadOptionsFunctions, path: string, known: string[]) =>
	toOperationError(context.getNode(), `The arguments of entry point '${path}' are not known`, {
		description: `Orchestrator describes these: ${known.join(', ') || 'none'}. Correct 'Entry Point Path', or choose 'Using JSON' in 'Specify Arguments'.`,
	});

async function requestProcess(
	context: ILoadOptionsFunctions,
	scope: Scope,
	process: ProcessReference,
): Promise<JsonRecord> {
	const { rows } = await requestPage(scope, {
		purpose: 'Get arguments of process',
		method: 'GET',
		path: '/odata/Releases',
		since: PROCESS_SINCE,
		ownColumns: Object.keys(PROCESS_SINCE),
		query: {
			$top: 1,
			$filter: findProcess(process),
			$select:
				'Id,Key,Name,ProcessKey,ProcessVersion,FeedId,Arguments,InputArguments,EntryPointPath',
		},
		effect: 'read',
	});
	const [release] = rows;
	if (release !== undefined) return release;
	throw toOperationError(context.getNode(), 'There is no such process in the folder', {
		description: "Choose 'Process' anew, or check 'Folder'.",
	});
}

/**
 * The argument descriptors of another entry point than the one that the process runs by itself. The
 * route is not in OpenAPI document 20.0; UiPathOrch uses it from API version 12 on.
 */
async function requestEntryPoint(
	context: ILoadOptionsFunctions,
	scope: Scope,
	release: JsonRecord,
	path: string,
): Promise<unknown> {
	const { FeedId: feedId } = release;
	const key = stringLiteral(`${String(release.ProcessKey)}:${String(release.ProcessVersion)}`);
	const { rows } = await requestPage(
		{ session: scope.session },
		{
			purpose: 'Get entry points of process',
			method: 'GET',
			path: `/odata/Processes/UiPath.Server.Configuration.OData.GetPackageEntryPoints(key=${encodeURIComponent(key)})`,
			// A package of a folder or of a personal workspace lies in a feed of its own.
			query: { feedId: typeof feedId === 'string' ? feedId : undefined },
			routeSince: 13,
			effect: 'read',
		},
	);
	const found = rows.find((row) => row.Path === path);
	if (found !== undefined) return found.InputArguments;
	throw toUnknownEntryPoint(
		context,
		path,
		rows.map((row) => String(row.Path)),
	);
}

/** The input arguments that the chosen process declares, as fields of a form. */
export async function getArgumentFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const scope = await openFolderScope(this);
	const process = readProcessReference(
		toOrigin(this),
		readEditorParameter(this, 'process', 'Process'),
	);
	const release = await requestProcess(this, scope, process);
	const { Arguments: declared, InputArguments: defaults, EntryPointPath: main } = release;
	const wanted = readEntryPoint(this) ?? main;
	const isMain = wanted === main || typeof wanted !== 'string';
	const descriptors = parseOrSkip(
		isMain
			? isRecord(declared) && declared.Input
			: await requestEntryPoint(this, scope, release, wanted),
	);
	// Defaults of the process are meant for the entry point that it runs by itself.
	const values = isMain ? parseOrSkip(defaults) : undefined;
	const defaultsByName = isRecord(values) ? values : {};
	return {
		fields: readDeclared(descriptors).map((argument) => toMapperField(argument, defaultsByName)),
	};
}
