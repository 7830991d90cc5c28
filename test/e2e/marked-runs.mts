import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { JsonObject } from '../../scripts/host/json.mts';
import { createCredential, type StoredCredential } from '../../scripts/host/n8n-credentials.mts';
import type { Secret } from '../../scripts/secrets/encodings.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { getContext } from './context.mts';
import { locate, type NodeRun, runNode } from './run-node.mts';

/** Text that is nowhere else; letters and digits only, so that no log format breaks it. */
const mark = (name: string) => `${name}${randomBytes(24).toString('hex')}`;

const folder = locate('id', SEED.folders.finance);
const process = locate('name', 'InvoiceProcessing');

/** Secrets that exist for one run only, and everything that n8n was made to do with them. */
export class MarkedRuns {
	readonly #secrets: Secret[] = [];
	readonly token = this.#mark('token', 'login');
	readonly wrongToken = this.#mark('wrongtoken', 'login');
	readonly wrongClientSecret = this.#mark('clientsecret', 'login');
	readonly argument = this.#mark('argument', 'argument');
	readonly badArgument = this.#mark('badargument', 'argument');
	readonly variable = this.#mark('variable', 'argument');

	#mark(name: string, kind: Secret['kind']): string {
		const value = mark(name);
		this.#secrets.push({ name, value, kind });
		return value;
	}

	/** The marked ones, the sandbox's own, and those that it issued during these runs. */
	secrets(): Secret[] {
		const { sandbox } = getContext();
		const login = (name: string, value: string) => ({ name, value, kind: 'login' as const });
		return [
			...this.#secrets,
			login('access token of the suite', sandbox.token),
			login('limited token of the suite', sandbox.limitedToken),
			login('expired token of the suite', sandbox.expiredToken),
			login('client secret of the suite', sandbox.oauth.clientSecret),
			...this.#issued,
		];
	}

	readonly #issued: Secret[] = [];

	/** Takes down what the sandbox issued since the last reset: OAuth2 tokens and signatures. */
	#collectIssued() {
		for (const { headers, query, target } of getContext().sandbox.requests) {
			const token = headers.authorization?.replace(/^Bearer /, '');
			const found = target === 'blob' ? query.sig : token;
			if (found === undefined || this.secrets().some(({ value }) => value === found)) continue;
			const name = target === 'blob' ? 'signature of a download' : 'OAuth2 access token';
			this.#issued.push({ name, value: found, kind: 'login' });
		}
	}

	/** Saves a credential of the given tenant with the marked login. */
	async saveCredential(
		type: StoredCredential['type'],
		tenantUrl: string,
		login: 'right' | 'wrong',
	): Promise<StoredCredential> {
		const { session, sandbox } = getContext();
		const bearerToken = login === 'right' ? this.token : this.wrongToken;
		const clientSecret = login === 'right' ? sandbox.oauth.clientSecret : this.wrongClientSecret;
		const data: JsonObject =
			type === 'uiPathOrchestratorApi'
				? { tenantUrl, bearerToken }
				: { tenantUrl, scope: 'OR.Jobs OR.Execution', ...sandbox.oauth, clientSecret };
		return await createCredential(session, { type, name: 'marked', data });
	}

	/** Runs nodes that succeed and nodes that fail in all ways that have a secret at hand. */
	async runAll(): Promise<void> {
		const { sandbox } = getContext();
		sandbox.control.reset();
		sandbox.control.addToken({ value: this.token });
		sandbox.control.setLimits({ exportMs: 100 });
		const right = await this.saveCredential('uiPathOrchestratorApi', sandbox.tenantUrl, 'right');
		const wrong = await this.saveCredential('uiPathOrchestratorApi', sandbox.tenantUrl, 'wrong');
		const oAuth2 = await this.saveCredential(
			'uiPathOrchestratorOAuth2Api',
			sandbox.tenantUrl,
			'right',
		);
		const wrongOAuth2 = await this.saveCredential(
			'uiPathOrchestratorOAuth2Api',
			sandbox.tenantUrl,
			'wrong',
		);
		const start = { operation: 'start', folder, process, specifyArguments: 'json' };
		const inputArguments = JSON.stringify({ orderId: this.argument });
		const list = { operation: 'getAll', folder, limit: 2 };
		const runs: Array<NodeRun & { fault?: Parameters<typeof sandbox.control.injectFault>[0] }> = [
			{ parameters: list, credential: right },
			{ parameters: list, credential: oAuth2 },
			{ parameters: list, credential: wrong },
			{ parameters: list, credential: wrongOAuth2 },
			{ parameters: { ...start, inputArguments, waitForCompletion: true } },
			{
				parameters: {
					...start,
					inputArguments,
					process: locate('name', 'ReportBuilder'),
					waitForCompletion: true,
				},
			},
			{ parameters: { ...start, inputArguments, process: locate('name', 'Unknown') } },
			{ parameters: { ...start, inputArguments: `{"orderId": ${this.badArgument}}` } },
			{ parameters: { ...start, inputArguments: JSON.stringify(this.badArgument) } },
			{
				parameters: { ...start, inputArguments, options: { environmentVariables: this.variable } },
			},
			{
				parameters: {
					...start,
					inputArguments: '={{ $json.given }}',
					process: locate('name', '?'),
				},
				inputs: [{ given: inputArguments }],
				onError: 'continueErrorOutput',
			},
			{
				parameters: { ...start, inputArguments },
				fault: { route: 'StartJobs$', status: 500, body: '' },
			},
			{ parameters: { operation: 'export', folder } },
			{
				parameters: { operation: 'export', folder },
				fault: { route: 'GET /exports/', status: 403, body: 'no', times: 9 },
			},
			{
				parameters: { operation: 'export', folder, options: { output: 'items' } },
				fault: { route: 'GET /exports/', redirectTo: `${sandbox.origin}/elsewhere`, times: 9 },
			},
			{
				parameters: { operation: 'export', folder },
				fault: { route: 'GET /exports/', action: 'reset-during-body', times: 9 },
			},
		];
		for (const { fault, ...run } of runs) {
			if (fault) sandbox.control.injectFault(fault);
			await runNode({ credential: right, ...run });
			sandbox.control.clearFaults();
			this.#collectIssued();
		}
	}
}

/** A host that answers every request with a redirect to `target`; `close` ends it. */
export async function startRedirector(target: string) {
	const server = createServer((_request, response) => {
		response.writeHead(302, { location: target }).end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null)
		throw new Error('The redirector has no port');
	return {
		origin: `http://127.0.0.1:${address.port}`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
