/**
 * Where values of arguments may be: in what the user wrote, and in the items of an execution. Everything
 * here takes those places out; what is left has to be free of them. Logins may be nowhere at all.
 */
import { parse, stringify } from 'flatted';
import { isObject, type JsonObject } from '../host/json.mts';

/** Keys of an item of this package's nodes that hold arguments of a job. */
const ARGUMENT_KEYS = ['InputArguments', 'OutputArguments'];
/** What n8n merges with the input item on an error output; all else in such an item is input. */
const ERROR_KEYS = ['error', 'message', 'details'];
const OWN_NODE = /^n8n-nodes-uipath\./;

/** Columns that hold a workflow as the user wrote it. */
export const USER_COLUMNS: ReadonlySet<string> = new Set([
	'workflow_entity.nodes',
	'workflow_entity.pinData',
	'workflow_history.nodes',
]);

const pick = (from: JsonObject, keys: readonly string[]): JsonObject =>
	Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
const omit = (from: JsonObject, keys: readonly string[]): JsonObject =>
	Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));

const mapObject = (value: unknown, change: (entry: unknown, key: string) => unknown): unknown =>
	isObject(value)
		? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, change(entry, key)]))
		: value;
const mapList = (value: unknown, change: (entry: unknown) => unknown): unknown =>
	Array.isArray(value) ? value.map(change) : value;

function checkItem(item: unknown): unknown {
	if (!isObject(item) || !isObject(item.json)) return item;
	const { json } = item;
	const checked = 'error' in json ? pick(json, ERROR_KEYS) : omit(json, ARGUMENT_KEYS);
	return { ...item, json: checked };
}

/** A run of a node: what came out of this package's nodes is checked but for a job's arguments. */
function checkRun(run: unknown, isOwn: boolean): unknown {
	if (!isObject(run)) return run;
	const { data, inputOverride: _input, ...rest } = run;
	if (!isOwn) return rest;
	const branches = (channel: unknown) =>
		mapList(channel, (branch) => mapList(branch, (item) => checkItem(item)));
	return { ...rest, data: mapObject(data, branches) };
}

/** What is still to be run: the node's own parameters and the items that wait for it go. */
function checkStackEntry(entry: unknown): unknown {
	if (!isObject(entry)) return entry;
	const { data: _input, node, ...rest } = entry;
	return { ...rest, node: isObject(node) ? omit(node, ['parameters']) : node };
}

/** Names of the nodes that are not of this package. */
function listForeignNodes(workflow: unknown): Set<string> {
	const nodes: unknown = isObject(workflow) ? workflow.nodes : undefined;
	const foreign = (Array.isArray(nodes) ? nodes : []).filter(
		(node: unknown) => isObject(node) && !OWN_NODE.test(String(node.type)),
	);
	return new Set(foreign.map((node: unknown) => String(isObject(node) ? node.name : '')));
}

/**
 * An execution's data (as n8n keeps it, packed by flatted) without the places where arguments may be.
 *
 * @param workflow the workflow as the execution ran it, in JSON
 */
export function withoutUserData(packed: string, workflow: string): string {
	const data: unknown = parse(packed);
	if (!isObject(data)) return packed;
	const foreign = listForeignNodes(JSON.parse(workflow));
	const result = isObject(data.resultData) ? omit(data.resultData, ['pinData']) : {};
	const runData = mapObject(result.runData, (runs, name) =>
		mapList(runs, (run) => checkRun(run, !foreign.has(name))),
	);
	const working = isObject(data.executionData) ? data.executionData : {};
	return stringify({
		...data,
		resultData: { ...result, runData },
		executionData: {
			...omit(working, ['waitingExecution']),
			nodeExecutionStack: mapList(working.nodeExecutionStack, checkStackEntry),
		},
	});
}

/** A workflow that an execution keeps a copy of, without what its user wrote. */
export function withoutDefinition(workflow: string): string {
	const copy: unknown = JSON.parse(workflow);
	return JSON.stringify(isObject(copy) ? omit(copy, ['nodes', 'pinData']) : copy);
}
