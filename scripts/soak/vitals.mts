import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isObject, type JsonObject, readObject, readPath } from '../host/json.mts';

/** What n8n held at one moment, after a garbage collection. Sizes in bytes. */
export interface Vitals {
	readonly pid: number;
	readonly at: number;
	readonly heapUsed: number;
	readonly rss: number;
	/** Count of what keeps the event loop busy, by kind. */
	readonly resources: JsonObject;
}

function toVitals(line: string): Vitals[] {
	const value: unknown = JSON.parse(line);
	const read = (key: string) => Number(readPath(value, key));
	if (!isObject(value)) return [];
	const resources = readObject(value, 'resources');
	return [
		{ pid: read('pid'), at: read('at'), heapUsed: read('heapUsed'), rss: read('rss'), resources },
	];
}

/** Reads what `probe.mjs` wrote. */
export function readVitals(file: string): Vitals[] {
	if (!existsSync(file)) throw new Error('n8n wrote no vitals: the probe was not loaded');
	return readFileSync(file, 'utf8').split('\n').filter(Boolean).flatMap(toVitals);
}

/** Where each open file descriptor of a process leads to; Linux only. */
function listDescriptors(pid: number): string[] {
	const folder = `/proc/${pid}/fd`;
	return readdirSync(folder).flatMap((fd) => {
		try {
			return [readlinkSync(`${folder}/${fd}`)];
		} catch {
			// Closed since it was listed.
			return [];
		}
	});
}

/** Inodes of the TCP connections of this machine that lead to one of the ports. */
function listConnections(ports: readonly number[]): Set<string> {
	const wanted = new Set(ports.map((port) => port.toString(16).toUpperCase().padStart(4, '0')));
	const rows = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
	const inodes = rows.flatMap((row) => {
		const [, , remote = '', , , , , , , inode = ''] = row.trim().split(/\s+/);
		return wanted.has(remote.split(':')[1] ?? '') ? [inode] : [];
	});
	return new Set(inodes);
}

/** What a process has open, by what a leak of this package would be. */
export interface OpenHandles {
	/** All descriptors. */
	readonly total: number;
	/** Connections to the tenant and to its storage. */
	readonly connections: number;
	/** Files of executions, such as a download that was never closed. */
	readonly files: number;
}

/** Counts them now. @param ports of the tenant and of its storage */
export function countHandles(
	pid: number,
	ports: readonly number[],
	userFolder: string,
): OpenHandles {
	const descriptors = listDescriptors(pid);
	const toTenant = listConnections(ports);
	const connections = descriptors.filter((target) =>
		toTenant.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ''),
	);
	const isFile = (target: string) =>
		(target.startsWith(userFolder) || target.startsWith('/tmp/')) &&
		!/\.sqlite|\.log$|node_modules/.test(target);
	return {
		total: descriptors.length,
		connections: connections.length,
		files: descriptors.filter(isFile).length,
	};
}
