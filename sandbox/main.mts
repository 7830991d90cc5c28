import { parseArgs } from 'node:util';
import { startSandbox, type Edition } from './src/index.mts';

const EDITIONS: readonly Edition[] = ['cloud', 'suite', 'standalone'];

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: process.env.SANDBOX_PORT ?? '8070' },
		edition: { type: 'string', default: process.env.SANDBOX_EDITION ?? 'cloud' },
		seed: { type: 'string', default: process.env.SANDBOX_SEED ?? 'demo' },
	},
});

const edition = EDITIONS.find((known) => known === values.edition);
if (!edition) throw new Error(`--edition is one of ${EDITIONS.join(', ')}`);
if (values.seed !== 'demo' && values.seed !== 'none') throw new Error('--seed is demo or none');

const sandbox = await startSandbox({ port: Number(values.port), edition, seed: values.seed });

console.log(`UiPath Orchestrator sandbox (${edition}, data: ${values.seed})

Tenant URL            ${sandbox.tenantUrl}
Bearer token          ${sandbox.token}
OAuth client id       ${sandbox.oauth.clientId}
OAuth client secret   ${sandbox.oauth.clientSecret}
OAuth token URL       ${sandbox.tokenUrl}
Control               ${sandbox.controlUrl}

Ctrl-C stops it.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void sandbox.close().then(() => process.exit(0));
	});
}
