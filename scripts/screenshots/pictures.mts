import type { Page } from 'playwright-core';
import {
	closeToast,
	openCanvas,
	openStep,
	runOpenStep,
	runStep,
	settle,
	showTree,
	type Studio,
	type Take,
	WIDTH,
} from './editor.mts';
import {
	EXPORT,
	GET,
	LIST_FAULTED,
	RESTART,
	RESTART_ONE,
	RESUME,
	START,
	START_UNKNOWN,
	type Step,
	STOP,
	TOOL,
	TRIGGER,
	WAIT,
} from './workflows.mts';

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
	await openCanvas(studio, 'New workflow', [], 1000);
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.getByPlaceholder('Search nodes').fill('uipath');
	await page.getByText('UiPath Orchestrator').first().click();
	await page.getByText('Get many jobs').waitFor();
	await page.getByText(/^Triggers \(/).click();
	await page.getByText('On job faulted').waitFor();
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

/** Fills in the form that the process declares. */
async function fillIn(page: Page) {
	const fill = async (argument: string, value: string) =>
		await page.locator(`[data-test-id="parameter-input-${argument}"] input`).fill(value);
	await fill('orderId', 'PO-1001');
	await fill('amount', '129.50');
	await fill('maxInvoices', '3');
	// The open field would cover the next one with a tip.
	await page.locator('[data-test-id="ndv"]').getByText('Values to Send').click();
}

async function takeForm(studio: Studio) {
	const page = await openStep(studio, START, 1640);
	await fillIn(page);
	await settle(page);
	return page.locator('[data-test-id="node-parameters"]');
}

async function takeStart(studio: Studio) {
	const page = await openStep(studio, START, 1240);
	await fillIn(page);
	return await showTree(await runOpenStep(page, '1 item'));
}

async function takeTool(studio: Studio) {
	const page = await openStep(studio, TOOL, 1120);
	const button = '[data-test-id="from-ai-override-button"]';
	await page.locator(`[data-test-id="parameter-input-orderId"] ${button}`).click();
	await page.getByText('Defined automatically by the').waitFor();
	await settle(page);
	return page;
}

/** Runs a step and shows its first item as a tree. */
const takeTree = async (studio: Studio, step: Step, height: number) =>
	await showTree(await runStep(studio, step, height, '1 item'));

/** Every picture of `docs/images`, by its name. */
export const PICTURES: Readonly<Record<string, Take>> = {
	canvas: takeCanvas,
	'get-many': async (studio) => await runStep(studio, LIST_FAULTED, 1230, '3 items'),
	start: takeStart,
	form: takeForm,
	get: async (studio) => await runStep(studio, GET, 760, '1 item'),
	restart: async (studio) => await runStep(studio, RESTART_ONE, 860, '1 item'),
	resume: async (studio) => await runStep(studio, RESUME, 760, '1 item'),
	stop: async (studio) => await runStep(studio, STOP, 960, '2 items'),
	wait: async (studio) => await takeTree(studio, WAIT, 900),
	export: async (studio) => await runStep(studio, EXPORT, 960, '1 item'),
	trigger: async (studio) => await takeTree(studio, TRIGGER, 900),
	tool: takeTool,
	error: async (studio) => await runStep(studio, START_UNKNOWN, 960, 'does not exist'),
	'node-creator': takeNodeCreator,
	'access-token': takeAccessToken,
	'external-application': takeExternalApplication,
};
