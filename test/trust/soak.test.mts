/** The instruments of the soak run see what they are there for. */
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measureGrowth } from '../../scripts/soak/growth.mts';
import { countHandles, type Vitals } from '../../scripts/soak/vitals.mts';

const MB = 1024 * 1024;

/** Samples of a life whose heap, in MB, is a function of its progress from 0 to 1. */
const live = (heapAt: (progress: number) => number, count = 40): Vitals[] =>
	Array.from({ length: count }, (_, index) => ({
		pid: 1,
		at: index * 5000,
		heapUsed: heapAt(index / count) * MB,
		rss: 0,
		resources: {},
	}));
const grow = (life: Vitals[]) => measureGrowth(life, ({ heapUsed }) => heapUsed);

describe('memory', () => {
	it.each<[string, boolean, (progress: number) => number]>([
		['that stays', true, () => 200],
		[
			'that fills only while it warms up',
			true,
			(progress) => 200 - 80 * Math.max(0, 0.2 - progress),
		],
		['that shrinks', true, (progress) => 200 - 20 * progress],
		['that goes up and down', true, (progress) => 200 + 10 * Math.sin(40 * progress)],
		['that grows steadily', false, (progress) => 200 + 60 * progress],
		['that grows late', false, (progress) => (progress > 0.6 ? 240 : 200)],
	])('%s: flat is %s', (_name, isFlat, heapAt) => {
		expect(grow(live(heapAt)).isFlat).toBe(isFlat);
	});

	it('of a life that was too short is not judged', () => {
		expect(() => grow(live(() => 200, 5))).toThrow(/too few/);
	});
});

const itOnLinux = process.platform === 'linux' ? it : it.skip;

describe('handles', () => {
	let folder: string;
	beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'soak-'))));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	itOnLinux('a connection to the tenant is one, until it is closed', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const count = () => countHandles(process.pid, [port], folder).connections;
		expect(count()).toBe(0);
		const accepted = once(server, 'connection');
		const client = connect(port, '127.0.0.1');
		await accepted;
		expect(count()).toBe(1);
		client.destroy();
		await once(client, 'close');
		expect(count()).toBe(0);
		server.close();
	});

	itOnLinux('a file below the folder is one, until it is closed', () => {
		const count = () => countHandles(process.pid, [], folder).files;
		const before = count();
		const file = openSync(join(folder, 'download'), 'w');
		expect(count()).toBe(before + 1);
		closeSync(file);
		expect(count()).toBe(before);
	});
});
