// Loaded into the test process before any test: the sandbox runs here, where the tests can reach
// into it; n8n was started by scripts/e2e.mts.
import { startSandbox } from '../../sandbox/src/index.mts';
import { OWNER } from '../../scripts/host/host.mts';
import { createCredential } from '../../scripts/host/n8n-credentials.mts';
import { N8nSession } from '../../scripts/host/n8n-session.mts';
import { setContext } from './context.mts';

const url = process.env.E2E_N8N_URL;
if (!url) throw new Error('These tests need a running n8n: start them with npm run test:e2e');

const session = await N8nSession.signIn(url, OWNER);
const sandbox = await startSandbox({ listCallsPerMinute: 1_000, pendingMs: 50, runMs: 300 });
const { tenantUrl, token, oauth } = sandbox;
const accessToken = await createCredential(session, {
	type: 'uiPathOrchestratorApi',
	name: 'Access token',
	data: { tenantUrl, bearerToken: token },
});
const oAuth2 = await createCredential(session, {
	type: 'uiPathOrchestratorOAuth2Api',
	name: 'External application',
	data: { tenantUrl, scope: 'OR.Jobs OR.Execution', ...oauth },
});
setContext({ session, sandbox, accessToken, oAuth2 });
