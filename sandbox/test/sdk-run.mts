/**
 * Runs UiPath's own SDK against the sandbox at the address given as the first argument and prints
 * what it got as JSON. A program of its own: the SDK is an ES module, which jest does not load.
 */
import { UiPath } from '@uipath/uipath-typescript/core';
import { Jobs } from '@uipath/uipath-typescript/jobs';
import { Processes } from '@uipath/uipath-typescript/processes';

const [origin = '', secret = '', folder = '', releaseKey = '', jobKey = '', outputKey = ''] =
	process.argv.slice(2);
const folderId = Number(folder);

// The SDK reports its use to UiPath; from a test nothing leaves this machine.
const send = globalThis.fetch;
globalThis.fetch = (input, init) => {
	const url = input instanceof Request ? input.url : String(input);
	if (new URL(url).hostname !== '127.0.0.1') return Promise.reject(new Error(`no call to ${url}`));
	return send(input, init);
};

const sdk = new UiPath({ baseUrl: origin, orgName: 'acme', tenantName: 'prod', secret });
const jobs = new Jobs(sdk);
const processes = new Processes(sdk);

const all = await jobs.getAll({ folderId, filter: "state eq 'Faulted'" });
const first = await jobs.getAll({ folderId, pageSize: 10 });
const second = await jobs.getAll({ folderId, pageSize: 10, cursor: first.nextCursor });
const byKey = await jobs.getById(jobKey, folderId, { expand: 'robot,machine' });
const [started] = await processes.start({ processKey: releaseKey, jobsCount: 1 }, folderId);
await jobs.stop([started?.key ?? ''], folderId);
const stopped = await jobs.getById(started?.key ?? '', folderId);
const restarted = await jobs.restart(jobKey, folderId);
const output = await jobs.getOutput(outputKey, folderId);
const missing = await jobs.restart(restarted.key, folderId).catch((error: unknown) => error);

console.log(
	JSON.stringify({
		states: [...new Set(all.items.map(({ state }) => state))],
		total: first.totalCount,
		pages: [first.items.map(({ key }) => key), second.items.map(({ key }) => key)],
		byKey: { key: byKey.key, robot: byKey.robot?.name, machine: byKey.machine?.name },
		started: { state: started?.state, key: started?.key },
		stopped: { state: stopped.state, key: stopped.key },
		restarted: { state: restarted.state, key: restarted.key },
		outputRows: Array.isArray(output?.rows) ? output.rows.length : null,
		refused: missing instanceof Error ? missing.message : null,
	}),
);
