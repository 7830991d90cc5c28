import type { Sandbox } from '../../sandbox/src/index.mts';
import type { Secret } from '../secrets/encodings.mts';
import { scanRemains } from '../secrets/remains.mts';
import { MARKED_ARGUMENT } from './actions.mts';
import { readInterrupted } from './interrupted.mts';
import { type Growth, measureGrowth } from './growth.mts';
import type { SoakOptions, SoakResult } from './run.mts';
import type { WatcherResult } from './soak-host.mts';

interface Verdict {
	readonly text: string;
	readonly isGood: boolean;
}

const toMb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function tallyWatcher(
	{ workflowId, expected, timesById }: WatcherResult,
	handedOver: ReturnType<typeof readInterrupted>,
) {
	const missing = expected.filter((id) => !timesById.has(id));
	const interrupted = missing.filter((id) => handedOver.get(workflowId)?.has(id)).length;
	const lost = missing.length - interrupted;
	const doubled = [...timesById.values()].reduce((sum, count) => sum + count - 1, 0);
	const wanted = new Set(expected);
	// What did not match, or had ended before the workflow was published.
	const foreign = [...timesById.keys()].filter((id) => !wanted.has(id)).length;
	return { made: expected.length, lost, interrupted, doubled, foreign };
}

const describeGrowth = (name: string, { early, late, isFlat, samples }: Growth) =>
	`${name}: ${toMb(early)} → ${toMb(late)} (${isFlat ? 'flat' : 'GROWS'}; ${samples} samples)`;

const describeFailedStarts = ({ failedStarts }: SoakResult) =>
	failedStarts === 0
		? ''
		: ` (it ended while starting ${failedStarts} times, and was started again)`;

/** Signatures are many; the search goes over everything for each. */
const MOST_SIGNATURES = 20;

function listSecrets({ token, requests }: Sandbox): Secret[] {
	const signatures = new Set(requests.flatMap(({ query }) => query.sig ?? []));
	return [
		{ name: 'token', value: token, kind: 'login' },
		{ name: 'argument of a start', value: MARKED_ARGUMENT, kind: 'argument' },
		...[...signatures].slice(0, MOST_SIGNATURES).map((value) => ({
			name: 'signature of a download',
			value,
			kind: 'login' as const,
		})),
	];
}

/** The numbers of a run, and whether they are what is promised. */
export function judge(result: SoakResult, options: SoakOptions): Verdict {
	const { watchers, actions, sandbox, failures, before, after, life, userFolder } = result;
	const handedOver = readInterrupted(userFolder);
	const tallies = watchers.map((one) => ({ ...one, ...tallyWatcher(one, handedOver) }));
	const starts = actions.tallyStarts(sandbox);
	const total = (key: 'made' | 'lost' | 'doubled' | 'foreign') =>
		tallies.reduce((sum, tally) => sum + tally[key], 0);
	const lost = total('lost') + starts.lost;
	const doubled = total('doubled') + starts.doubled + total('foreign');
	const leaked = after.connections + after.files;
	const heap = measureGrowth(life, ({ heapUsed }) => heapUsed);
	const rss = measureGrowth(life, (vitals) => vitals.rss);
	const { findings } = scanRemains(userFolder, listSecrets(sandbox));
	const injected = [...failures].map(([kind, count]) => `${kind} × ${count}`).join(', ');
	const { succeeded, failed, interrupted } = actions.counts;
	const lines = [
		`soak: ${options.minutes} minutes, host ${options.mode}, ${watchers.length} triggers, n8n restarted by SIGKILL and by SIGTERM${describeFailedStarts(result)}`,
		...tallies.map(
			(tally) =>
				`  ${tally.watcher.name}: ${tally.made} jobs in ${tally.executions} executions (${tally.failed} polls failed); lost ${tally.lost}, doubled ${tally.doubled}, wrong ${tally.foreign}; in executions that died with n8n ${tally.interrupted}`,
		),
		`  actions: ${succeeded} succeeded, ${failed} failed, ${interrupted} interrupted; ${starts.starts} starts: lost ${starts.lost}, doubled ${starts.doubled}`,
		`  failures injected: ${injected}`,
		`  open descriptors after the last start ${before.total}, at the end ${after.total}; to the tenant ${after.connections}, files ${after.files}`,
		`  ${describeGrowth('heap after collections', heap)}`,
		`  ${describeGrowth('resident', rss)}`,
		`  secrets in database, files and log: ${findings.length}`,
		...findings.map(({ place, secret, encoding }) => `    ${secret}, ${encoding}: ${place}`),
		`lost ${lost}, doubled ${doubled}, leaked handles ${leaked}, memory ${heap.isFlat ? 'flat' : 'grows'} (${total('made')} jobs, ${starts.starts} starts)`,
	];
	const isGood =
		lost === 0 && doubled === 0 && leaked === 0 && heap.isFlat && findings.length === 0;
	return { text: lines.join('\n'), isGood: isGood && total('made') > 0 };
}
