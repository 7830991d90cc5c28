import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTempFolder } from '../../scripts/host/host.mts';
import { HOST } from '../../scripts/host/hosts.mts';
import { packPackage } from '../../scripts/host/tarball.mts';
import { Teardown } from '../../scripts/host/teardown.mts';
import { runMode } from '../../scripts/trigger/run.mts';

// Longer stories, and the comparison with HTTP Request: scripts/trigger/measure.mts, see docs/trigger.md.
const MODES = ['legacy', 'durable'] as const;
const TIMEOUT_MS = 600_000;

// n8n polls once a minute at most: the modes run side by side, each on an n8n and a sandbox of its own.
describe('trigger, published', { concurrency: MODES.length, timeout: TIMEOUT_MS }, () => {
	const teardown = new Teardown();
	let tarball = '';
	before(async () => {
		tarball = await packPackage(await createTempFolder(teardown));
	});
	after(async () => {
		await teardown.run();
	});

	for (const mode of MODES) {
		const isAbsent = mode === 'durable' && !HOST.hasDurableCursors;
		it(
			`emits every fault once, also over a SIGKILL: ${mode}`,
			{ timeout: TIMEOUT_MS, skip: isAbsent && 'this host has no durable cursors' },
			async () => {
				const options = {
					contenders: ['trigger'] as const,
					tarball,
					outageMinutes: 0,
					isLong: false,
					report: () => undefined,
				};
				const { tallies } = await runMode(mode, options, teardown);
				const [tally] = tallies;
				assert.ok(tally);
				const wrong = tally.steps.filter(({ lost, doubled }) => lost > 0 || doubled > 0);
				assert.deepEqual(wrong, []);
				assert.equal(tally.made, 1223);
				assert.equal(tally.old, 0, 'jobs that faulted before the activation');
				assert.equal(tally.failed, 0, 'failed executions');
			},
		);
	}
});
