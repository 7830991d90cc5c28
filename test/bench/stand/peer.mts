import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../scripts/host/json.mts';
import { isObject, readObject, readString } from '../../../scripts/host/json.mts';
import type { NodeDefinition } from './stand.mts';

const run = promisify(execFile);

/** Rows of the table that another package's node can be compared in. */
export type PeerWork = 'list' | 'get' | 'stop' | 'start';

/** How another package's node does the same: `{tenantUrl}`, `{token}` and `{folderId}` are filled in. */
export interface Peer {
	readonly name: string;
	readonly credential: { readonly type: string; readonly data: JsonObject };
	/** What it cannot do is left out. */
	readonly works: Readonly<Partial<Record<PeerWork, NodeDefinition>>>;
}

/** Installs another package beside this one, with its dependencies and without its scripts. */
export async function installPeer(tarball: string, userFolder: string): Promise<void> {
	const nodesDir = join(userFolder, '.n8n', 'nodes');
	await mkdir(nodesDir, { recursive: true });
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
	await run('npm', ['install', resolve(tarball), ...flags], { cwd: nodesDir });
}

/** Reads a peer's description from JSON; throws with what is missing. */
export function readPeer(text: string, values: Readonly<Record<string, string>>): Peer {
	const filled = text.replaceAll(/\{(tenantUrl|token|folderId)\}/g, (whole, name: string) => {
		return values[name] === undefined ? whole : JSON.stringify(values[name]).slice(1, -1);
	});
	const peer: unknown = JSON.parse(filled);
	const works = Object.entries(readObject(peer, 'works')).map(([work, node]) => {
		if (!isObject(node)) throw new TypeError(`The peer's "${work}" is no node`);
		return [work, { ...node, type: readString(node, 'type') }] as const;
	});
	return {
		name: readString(peer, 'name'),
		credential: {
			type: readString(peer, 'credential.type'),
			data: readObject(peer, 'credential.data'),
		},
		works: Object.fromEntries(works),
	};
}
