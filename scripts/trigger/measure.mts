import { parseArgs } from 'node:util';
import { createTempFolder } from '../host/host.mts';
import { ensureHostInstalled } from '../host/install.mts';
import { buildPackage, packPackage } from '../host/tarball.mts';
import { Teardown } from '../host/teardown.mts';
import { HOST_MODES, type HostMode, isHostMode } from './modes.mts';
import { renderReport, writeReport } from './report.mts';
import { runMode } from './run.mts';

// node scripts/trigger/measure.mts [--short] [--outage <minutes>] [--write] [mode …]
const { values: flags, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		/** Without login and pause: activation, burst, late rows and crash. */
		short: { type: 'boolean', default: false },
		/** Minutes that n8n is down after the crash. */
		outage: { type: 'string', default: '0' },
		/** Put the tables into docs/trigger.md. */
		write: { type: 'boolean', default: false },
	},
});

function readModes(): HostMode[] {
	const unknown = positionals.filter((name) => !isHostMode(name));
	if (unknown.length > 0) throw new Error(`Unknown mode: ${unknown.join(', ')}`);
	const wanted = positionals.filter(isHostMode);
	return wanted.length > 0 ? wanted : Object.keys(HOST_MODES).filter(isHostMode);
}

function readOutageMinutes(): number {
	const minutes = Number(flags.outage);
	if (minutes >= 0) return minutes;
	throw new Error(`--outage takes minutes, not "${flags.outage}"`);
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const modes = readModes();
	await ensureHostInstalled();
	await buildPackage();
	const tarball = await packPackage(await createTempFolder(teardown));
	const options = {
		contenders: ['trigger', 'http'] as const,
		tarball,
		outageMinutes: readOutageMinutes(),
		isLong: !flags.short,
		report: (step: string) => console.error(`• ${step}`),
	};
	// Side by side: polls come once a minute, so a run is mostly waiting.
	const results = await Promise.all(
		modes.map(async (mode) => await runMode(mode, options, teardown)),
	);
	const report = renderReport(results);
	console.log(report);
	if (flags.write) await writeReport(report);
} catch (error) {
	console.error(error instanceof Error ? error.stack : error);
	process.exitCode = 1;
} finally {
	await teardown.run();
	process.exit();
}
