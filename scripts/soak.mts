import { parseArgs } from 'node:util';
import { createTempFolder } from './host/host.mts';
import { ensureHostInstalled } from './host/install.mts';
import { buildPackage, packPackage } from './host/tarball.mts';
import { Teardown } from './host/teardown.mts';
import { judge } from './soak/report.mts';
import { runSoak } from './soak/run.mts';
import { HOST_MODES, isHostMode } from './trigger/modes.mts';

// npm run soak -- [--minutes <number>] [--mode legacy|scheduler|durable]
const { values: flags } = parseArgs({
	options: {
		/** At least 6: the triggers need two and a half in peace at the end. */
		minutes: { type: 'string', default: '60' },
		mode: { type: 'string', default: 'durable' },
	},
});

const FEWEST_MINUTES = 6;

function readOptions() {
	const minutes = Number(flags.minutes);
	if (!(minutes >= FEWEST_MINUTES)) throw new Error(`--minutes takes ${FEWEST_MINUTES} or more`);
	const { mode } = flags;
	if (isHostMode(mode)) return { minutes, mode };
	throw new Error(`--mode takes ${Object.keys(HOST_MODES).join(', ')}, not "${mode}"`);
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const { minutes, mode } = readOptions();
	await ensureHostInstalled();
	await buildPackage();
	const tarball = await packPackage(await createTempFolder(teardown));
	const report = (step: string) => console.error(`• ${step}`);
	const options = { minutes, mode, tarball, report };
	const { text, isGood } = judge(await runSoak(options, teardown), options);
	console.log(text);
	if (!isGood) process.exitCode = 1;
} catch (error) {
	console.error(error instanceof Error ? error.stack : error);
	process.exitCode = 1;
} finally {
	await teardown.run();
	process.exit();
}
