import {
	closeToast,
	openCanvas,
	runStep,
	settle,
	type Studio,
	type Take,
	WIDTH,
} from './editor.mts';
import { LIST_FAULTED, RESTART, START, START_UNKNOWN } from './workflows.mts';

const CREDENTIAL_DIALOG = '[data-test-id="editCredential-modal"]';

async function takeCanvas(studio: Studio) {
	const { page } = studio;
	await openCanvas(studio, 'Restart faulted jobs', [LIST_FAULTED, RESTART], 860);
	await page.locator('[data-test-id="execute-workflow-button"]').first().click();
	await closeToast(page);
	await page.locator('[data-test-id="logs-overview-header"]').click();
	await page.locator('[data-test-id="logs-overview-body"]').getByText(LIST_FAULTED.name).click();
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	await settle(page);
	return page;
}

async function takeNodeCreator(studio: Studio) {
	const { page } = studio;
	await openCanvas(studio, 'New workflow', [], 760);
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.getByPlaceholder('Search nodes').fill('uipath');
	await page.getByText('UiPath Orchestrator').first().click();
	await page.getByText('Get many jobs').waitFor();
	await settle(page);
	return page;
}

async function takeAccessToken({ session, credential, page }: Studio) {
	await page.setViewportSize({ width: WIDTH, height: 900 });
	await page.goto(`${session.url}/home/credentials/${credential.id}`);
	await page.getByText('Connection tested successfully').waitFor();
	await settle(page);
	return page.locator(CREDENTIAL_DIALOG);
}

/** Shows a credential before it is saved, so that it can have the address of a real tenant. */
async function takeExternalApplication({ session, page }: Studio) {
	await page.setViewportSize({ width: WIDTH, height: 1500 });
	await page.goto(`${session.url}/home/credentials/create`);
	await page.getByPlaceholder('Search for app').fill('uipath');
	await page.getByText('UiPath Orchestrator OAuth2 API').first().click();
	await page.getByText('Continue').click();
	const fill = async (name: string, value: string) =>
		await page.locator(`[data-test-id="parameter-input-${name}"] input`).fill(value);
	await fill('clientId', '0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b');
	await fill('clientSecret', 'not a secret, only for the picture');
	await fill('tenantUrl', 'https://cloud.uipath.com/acme/production');
	await settle(page);
	return page.locator(CREDENTIAL_DIALOG);
}

/** Every picture of `docs/images`, by its name. */
export const PICTURES: Readonly<Record<string, Take>> = {
	canvas: takeCanvas,
	'get-many': async (studio) => await runStep(studio, LIST_FAULTED, 1230, '3 items'),
	start: async (studio) => await runStep(studio, START, 1000, '1 item'),
	error: async (studio) => await runStep(studio, START_UNKNOWN, 860, 'does not exist'),
	'node-creator': takeNodeCreator,
	'access-token': takeAccessToken,
	'external-application': takeExternalApplication,
};
