import { parseArgs } from 'node:util';
import { API_VERSIONS, startSandbox, type Edition } from './src/index.mts';

const EDITIONS: readonly Edition[] = ['cloud', 'suite', 'standalone'];

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: process.env.SANDBOX_PORT ?? '8070' },
		edition: { type: 'string', default: process.env.SANDBOX_EDITION ?? 'cloud' },
		'api-version': { type: 'string', default: process.env.SANDBOX_API_VERSION ?? '20' },
		seed: { type: 'string', default: process.env.SANDBOX_SEED ?? 'demo' },
	},
});

const edition = EDITIONS.find((known) => known === values.edition);
if (!edition) throw new Error(`--edition is one of ${EDITIONS.join(', ')}`);
const apiVersion = API_VERSIONS.find((known) => String(known) === values['api-version']);
if (!apiVersion) throw new Error(`--api-version is one of ${API_VERSIONS.join(', ')}`);
if (values.seed !== 'demo' && values.seed !== 'none') throw new Error('--seed is demo or none');

const sandbox = await startSandbox({
	port: Number(values.port),
	edition,
	apiVersion,
	seed: values.seed,
});

console.log(`UiPath Orchestrator sandbox (${edition}, API ${apiVersion}, data: ${values.seed})

Tenant URL            ${sandbox.tenantUrl}
Bearer token          ${sandbox.token}
OAuth client id       ${sandbox.oauth.clientId}
OAuth client secret   ${sandbox.oauth.clientSecret}
OAuth token URL       ${sandbox.tokenUrl}
Control               ${sandbox.controlUrl}

Ctrl-C stops it.`);

let isStopping = false;

function stop(): void {
	if (isStopping) return;
	isStopping = true;
	void sandbox.close().then(() => process.exit(0));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);

// npm passes SIGTERM on to a shell, which dies of it without a word to what it started.
const startedBy = process.ppid;
setInterval(() => {
	if (process.ppid !== startedBy) stop();
}, 1000).unref();
