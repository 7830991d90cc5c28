import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { OWNER } from './host.mts';
import type { N8nSession } from './n8n-session.mts';
import type { Teardown } from './teardown.mts';

/** `CHROMIUM` names another one. */
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** No sandbox, because the tests may run as root; and nothing that would look for a network. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export type Theme = 'light' | 'dark';

/** Starts the system's Chromium without a window; `teardown` closes it. */
export async function launchBrowser(teardown: Pick<Teardown, 'add'>): Promise<Browser> {
	const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
	teardown.add('close the browser', async () => await browser.close());
	return browser;
}

/** A window of its own, signed in as the owner; the editor follows the theme of the system. */
export async function signIn(
	browser: Browser,
	{ url }: N8nSession,
	theme: Theme = 'light',
): Promise<BrowserContext> {
	const context = await browser.newContext({
		colorScheme: theme,
		viewport: { width: 1440, height: 1000 },
	});
	const { email: emailOrLdapLoginId, password } = OWNER;
	const answer = await context.request.post(`${url}/rest/login`, {
		data: { emailOrLdapLoginId, password },
	});
	if (!answer.ok()) throw new Error(`n8n refused the sign-in of the browser: ${answer.status()}`);
	return context;
}
