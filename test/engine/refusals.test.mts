/** Refusals as the emulated Orchestrator makes them, and servers that do not answer at all. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { forgetRequests, jobNode, locate, openSandbox, tokenCredentials } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const fail = async (operation: string, parameters: INodeParameters, credentials?: object) => {
	const setup = credentials ? { credentials: tokenCredentials(sandbox, credentials) } : {};
	const node = jobNode(sandbox, operation, parameters, setup);
	return (await getEngine().harness.run(node)).error;
};

describe('refusals of the emulated Orchestrator', () => {
	const start = (folder: number, key: string, more: INodeParameters = {}) =>
		fail('start', { folder: locate('id', folder), process: locate('key', key), ...more });
	const RELEASE = (end: string) => `6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a${end}`;

	it('a start without a folder blames the folder, not the process', async () => {
		const error = await fail('start', {
			folder: locate('id', ''),
			process: locate('key', RELEASE('01')),
		});
		expect(error).toMatchObject({ httpCode: '404', context: { data: { errorCode: 1002 } } });
		expect(error?.message).toMatch(/no folder/);
		expect(error?.description).toMatch(/Choose the 'Folder'/);
	});

	it.each<[string, () => Promise<Awaited<ReturnType<typeof fail>>>, number, number]>([
		['a process of another folder', () => start(4712, RELEASE('01')), 404, 1002],
		['an unknown folder', () => fail('getAll', { folder: locate('id', 1) }), 400, 1100],
		['no machine in the folder', () => start(4740, RELEASE('31')), 409, 2818],
		['no robot in the folder', () => start(4742, RELEASE('33')), 409, 1671],
		['a foreground process', () => start(4711, RELEASE('08')), 409, 1230],
		[
			'a classic strategy in a modern folder',
			() => start(4711, RELEASE('01'), { strategy: 'All' }),
			409,
			2815,
		],
		['an unknown job', () => fail('get', { job: locate('id', 1) }), 404, 1002],
		['a bad custom filter', () => fail('getAll', { filters: { custom: 'Nope eq 1' } }), 400, 1000],
	])('%s', async (_name, run, status, errorCode) => {
		const error = await run();
		expect(error).toMatchObject({
			name: 'NodeApiError',
			context: { data: { errorCode, httpStatus: expect.any(Number) } },
		});
		expect([status, 400, 409]).toContain(Number(error?.httpCode));
		expect(error?.description).toContain(`error code ${errorCode}`);
	});

	it('a robot that already has a pending job', async () => {
		const node = {
			folder: locate('id', 770643),
			process: locate('key', '795cbab2-8008-4a54-b1cb-f9ff1ece139e'),
			strategy: 'Specific',
			robotIds: '121',
		};
		expect(await fail('start', node)).toBeUndefined();
		expect(await fail('start', node)).toMatchObject({
			httpCode: '409',
			context: { data: { errorCode: 1670 } },
		});
	});

	it('a token without the scope', async () => {
		const bearerToken = sandbox.control.addToken({ scopes: ['OR.Jobs.Read'] });
		const error = await fail('stop', { jobs: '20006' }, { bearerToken });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '403' });
		expect(error?.description).toMatch(/scope|permission/);
		expect(JSON.stringify(error)).not.toContain(bearerToken);
	});
});

describe('no connection', () => {
	it('a port that nobody listens on', async () => {
		const closed = await openSandbox();
		await closed.close();
		const error = await fail(
			'start',
			{ process: locate('name', 'X') },
			{ tenantUrl: closed.tenantUrl },
		);
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toContain('refused the connection');
	}, 15_000);

	it('a host that does not exist', async () => {
		const tenantUrl = 'http://orchestrator.invalid/acme/prod';
		const error = await fail('getAll', {}, { tenantUrl });
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toMatch(/host|known/i);
	}, 15_000);
});
