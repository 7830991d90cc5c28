import { NodeApiError } from 'n8n-workflow';

import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import type { ProcessReference } from '../../parameters/locator';
import { describeFolder } from '../../transport/folder';
import { compare } from '../../transport/filter';
import { idLiteral, stringLiteral } from '../../transport/literals';
import { requestObject, requestPage } from '../../transport/request';
import { findServer } from '../../transport/serverVersion';
import type { Scope, Session } from '../../transport/session';

export function describeProcess(process: ProcessReference): string {
	if (process.by === 'name') return `process '${process.name}'`;
	return `process ${process.by === 'id' ? process.id : process.key}`;
}

type NeedsLookup = Exclude<ProcessReference, { by: 'key' }>;

async function requestKey(scope: Scope, process: NeedsLookup): Promise<string> {
	const purpose = `Find ${describeProcess(process)}`;
	const query = { $select: 'Id,Key' };
	const { Key: key } =
		process.by === 'id'
			? await requestObject(scope, {
					purpose,
					method: 'GET',
					path: `/odata/Releases(${idLiteral(process.id)})`,
					query,
					effect: 'read',
				})
			: await requestNamed(scope, purpose, process.name);
	if (typeof key === 'string' && key !== '') return key;
	throw toOperationError(
		scope.session.context.getNode(),
		`Orchestrator returned no key for ${describeProcess(process)}`,
		{ itemIndex: scope.itemIndex },
	);
}

/** The process of a name; Orchestrator allows each name once in a folder, whatever its case. */
async function requestNamed(scope: Scope, purpose: string, name: string): Promise<JsonRecord> {
	const { rows } = await requestPage(scope, {
		purpose,
		method: 'GET',
		path: '/odata/Releases',
		query: {
			$top: 1,
			$filter: compare('Name', 'eq', stringLiteral(name)),
			$select: 'Id,Key',
		},
		effect: 'read',
	});
	if (rows[0] !== undefined) return rows[0];
	throw toOperationError(
		scope.session.context.getNode(),
		`There is no process '${name}' in ${describeFolder(scope.folder)}`,
		{
			description: "Check 'Process', and that 'Folder' is the folder it lives in.",
			itemIndex: scope.itemIndex,
		},
	);
}

/** Lookups of an execution, by folder and id: a process keeps its key, and items often share one. */
const lookups = new WeakMap<Session, Map<string, Promise<string>>>();

async function findKey(scope: Scope, process: NeedsLookup): Promise<string> {
	const known = lookups.get(scope.session) ?? new Map<string, Promise<string>>();
	lookups.set(scope.session, known);
	const place = `${describeProcess(process)} ${describeFolder(scope.folder)}`;
	const shared = known.get(place);
	if (shared !== undefined) {
		// A failure names the item that it was looked up for, so that others ask again for their own.
		const key = await shared.catch(() => undefined);
		if (key !== undefined) return key;
	}
	const lookup = requestKey(scope, process);
	known.set(place, lookup);
	return await lookup;
}

/** API version from which a start takes the name of a process. Source: UiPath's API documents. */
const NAMES_SINCE = 20;

const takesNames = ({ session }: Scope): boolean =>
	(findServer(session.orchestratorUrl).apiVersion ?? NAMES_SINCE) >= NAMES_SINCE;

/**
 * How a start names its process. Orchestrator takes a key, and newer ones a name. Otherwise the key is
 * looked up first, which needs the scope OR.Execution.Read. The API calls processes releases.
 *
 * @throws NodeApiError, NodeOperationError when there is no process with the id or name
 */
export async function resolveProcess(scope: Scope, process: ProcessReference): Promise<JsonRecord> {
	if (process.by === 'key') return { ReleaseKey: process.key };
	if (process.by === 'name' && takesNames(scope)) return { ReleaseName: process.name };
	return { ReleaseKey: await findKey(scope, process) };
}

/**
 * Whether a start was refused by an Orchestrator that turns out to be too old for names. It has done
 * nothing then; `resolveProcess` now looks the key up.
 */
export function isNameRefused(scope: Scope, plan: JsonRecord, caught: unknown): boolean {
	const isRefused = caught instanceof NodeApiError && caught.httpCode === '400';
	return plan.ReleaseName !== undefined && isRefused && !takesNames(scope);
}
