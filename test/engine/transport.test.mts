/** What goes over the wire: headers, answers that are no data, redirects. */
import type { FaultAction, Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

const LIST = 'GET .*/odata/Jobs$';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const list = async (settings?: { cancelAfterMs: number }) =>
	await getEngine().harness.run(jobNode(sandbox, 'getAll', { limit: 1 }), undefined, settings);

describe('headers', () => {
	it.each([
		['id', '4711', 'x-uipath-organizationunitid', '4711'],
		['key', '0A8F5B1E-6A3C-4B57-9F0E-1D2C3B4A5F60', 'x-uipath-folderkey', undefined],
		['path', '/Finance/Invoices/', 'x-uipath-folderpath', 'Finance/Invoices'],
		['path', 'Finanzen/Überweisungen', 'x-uipath-folderpath-encoded', undefined],
	])('exactly one for the folder: by %s %s', async (mode, value, header, sent) => {
		const folder = locate(mode, value);
		const { status } = await getEngine().harness.run(jobNode(sandbox, 'getAll', { folder }));
		expect(status).toBe('success');
		const headers = apiRequests(sandbox)[0]?.headers ?? {};
		const folders = Object.keys(headers).filter((name) =>
			/^x-uipath-(folder|organizationunit)/.test(name),
		);
		expect(folders).toEqual([header]);
		if (sent !== undefined) expect(headers[header]).toBe(sent);
	});

	it('none for the folder when none is chosen: jobs of all folders', async () => {
		const folder = locate('id', '');
		const { outputs } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', { folder, returnAll: true, simplify: false }),
		);
		expect(Object.keys(apiRequests(sandbox)[0]?.headers ?? {}).join()).not.toMatch(/uipath/);
		const folders = new Set(outputs[0]?.map(({ json }) => json.OrganizationUnitId));
		expect(folders.size).toBeGreaterThan(1);
	});

	it('the name and version of this package', async () => {
		await list();
		const { version } = JSON.parse(JSON.stringify(getEngine().harness.loader.packageJson)) as {
			version: string;
		};
		expect(apiRequests(sandbox)[0]?.headers['user-agent']).toBe(`n8n-nodes-uipath/${version}`);
	});
});

describe('answers that are no data', () => {
	const fail = async (fault: { action?: FaultAction; status?: number; body?: unknown }) => {
		sandbox.control.injectFault({ route: LIST, times: 9, ...fault });
		const { status, error } = await list();
		expect(status).toBe('error');
		expect(error?.name).toBe('NodeApiError');
		return error;
	};

	it('a web page with status 200', async () => {
		const error = await fail({ action: 'html' });
		expect(error?.message).toContain('web page');
		expect(error?.description).toContain('Tenant URL');
	});

	it('JSON that is cut off', async () => {
		const error = await fail({ action: 'truncate' });
		expect(error?.message).toMatch(/cut off|not JSON|connection/i);
	});

	it('an object without a list', async () => {
		const error = await fail({ status: 200, body: { '@odata.context': 'x' } });
		expect(error?.message).toContain('no list');
	});

	it('a list of something else', async () => {
		const error = await fail({ status: 200, body: { value: ['a', 'b'] } });
		expect(error?.message).toContain('no list');
	});

	it('a bare list', async () => {
		const error = await fail({ status: 200, body: '[]' });
		expect(error?.message).toContain('not an object');
	});
});

it('never follows a redirect, so that no other origin sees the token', async () => {
	const elsewhere = await openSandbox();
	for (const status of [301, 302, 307, 308]) {
		sandbox.control.injectFault({
			route: LIST,
			status,
			redirectTo: `${elsewhere.orchestratorUrl}/odata/Jobs`,
		});
		const { error } = await list();
		expect(error?.message).toMatch(/redirect/);
	}
	const seen = elsewhere.requests.map(({ headers }) => headers.authorization);
	expect(seen.filter((authorization) => authorization !== undefined)).toEqual([]);
});
