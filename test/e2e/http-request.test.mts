import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createCredential, type StoredCredential } from '../../scripts/host/n8n-credentials.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { assertItems } from './assertions.mts';
import { getContext } from './context.mts';
import { runBehindTrigger, toReference } from './run-node.mts';

/** A call that this package has no operation for, by n8n's HTTP Request node. */
async function callApi(credential: StoredCredential) {
	const { orchestratorUrl } = getContext().sandbox;
	return await runBehindTrigger({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url: `${orchestratorUrl}/odata/Releases(${SEED.releases.invoiceProcessing.id})`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential.type,
			sendHeaders: true,
			headerParameters: {
				parameters: [{ name: 'X-UIPATH-OrganizationUnitId', value: String(SEED.folders.finance) }],
			},
			options: {},
		},
		credentials: toReference(credential),
	});
}

describe("the credentials in n8n's HTTP Request node", () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('sign calls in with an access token, also as it was pasted', async () => {
		const { session, sandbox } = getContext();
		const credential = await createCredential(session, {
			type: 'uiPathOrchestratorApi',
			name: 'pasted',
			data: { tenantUrl: sandbox.tenantUrl, bearerToken: `Bearer ${sandbox.token}\n` },
		});
		const [item] = assertItems(await callApi(credential));
		assert.equal(item?.json.Name, 'InvoiceProcessing');
		assert.equal(sandbox.requests.at(-1)?.headers.authorization, `Bearer ${sandbox.token}`);
	});

	it('sign calls in with an external application', async () => {
		const { session, sandbox } = getContext();
		const credential = await createCredential(session, {
			type: 'uiPathOrchestratorOAuth2Api',
			name: 'application',
			data: { tenantUrl: sandbox.tenantUrl, scope: 'OR.Execution.Read', ...sandbox.oauth },
		});
		const [item] = assertItems(await callApi(credential));
		assert.equal(item?.json.Name, 'InvoiceProcessing');
	});
});
