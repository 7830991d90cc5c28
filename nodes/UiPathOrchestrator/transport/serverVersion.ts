import { isRecord } from '../helpers/json';

/**
 * API version that brought a column, a field of a body, or a value of an enum, by its name: "JobError",
 * "SourceType Apps". What every supported Orchestrator knows is not in it.
 */
export type Since = Readonly<Record<string, number>>;

/** What the answers of one Orchestrator have told about it. */
export interface ServerKnowledge {
	/** Such as 11.1, 17 or 20; undefined until an answer carries it. */
	apiVersion: number | undefined;
	/** Columns that it has refused, as `<path> <column>`. */
	readonly missing: Set<string>;
}

/** Tenants of one n8n are few; more than this many are a mistake of an expression. */
const MOST_SERVERS = 100;

const servers = new Map<string, ServerKnowledge>();

/** What is known of the Orchestrator at an address, for the life of the process. */
export function findServer(orchestratorUrl: string): ServerKnowledge {
	const known = servers.get(orchestratorUrl);
	if (known !== undefined) return known;
	const [oldest] = servers.keys();
	if (servers.size >= MOST_SERVERS && oldest !== undefined) servers.delete(oldest);
	const server: ServerKnowledge = { apiVersion: undefined, missing: new Set() };
	servers.set(orchestratorUrl, server);
	return server;
}

function readVersions(headers: unknown): number[] {
	const entry = Object.entries(isRecord(headers) ? headers : {}).find(
		([name]) => name.toLowerCase() === 'api-supported-versions',
	);
	const text = String([entry?.[1] ?? ''].flat().join(',')).slice(0, 200);
	return text
		.split(',')
		.filter((part) => /^\s*\d{1,3}(?:\.\d{1,3})?\s*$/.test(part))
		.map(Number);
}

/**
 * Learns the version from the header `api-supported-versions`, which Orchestrator sends with every
 * answer, refusals too: one number or several, of which the greatest counts. The newest answer counts,
 * because servers are upgraded while n8n runs; what was missing is then asked for anew.
 */
export function learnVersion(server: ServerKnowledge, headers: unknown): void {
	const versions = readVersions(headers);
	if (versions.length === 0) return;
	const newest = Math.max(...versions);
	if (newest !== server.apiVersion) server.missing.clear();
	server.apiVersion = newest;
}

/** Products by the first API version that they have. Source: the header of live servers. */
const PRODUCTS: ReadonlyArray<readonly [version: number, product: string]> = [
	[11, '2020.10'],
	[12, '2021.4'],
	[13, '2021.10'],
	[15, '2022.4'],
	[16, '2023.4'],
	[17, '2023.10'],
];

/** The products that have an API version, for people: "Orchestrator 2023.10 (API version 17)". */
export function nameVersion(version: number): string {
	const product = PRODUCTS.find(([first]) => first >= version)?.[1];
	if (product !== undefined) return `Orchestrator ${product} (API version ${version})`;
	return version === 18
		? 'Automation Suite 2024.10 (API version 18)'
		: `Automation Cloud (API version ${version})`;
}
