import type { Sandbox } from '../../sandbox/src/index.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import type { Teardown } from '../host/teardown.mts';

const EVERY_MS = 45_000;

/** Starts a job now and then that faults, so that the trigger of the demo has something to tell. */
export function faultNowAndThen({ control }: Sandbox, teardown: Teardown): void {
	const { reportBuilder, badLogon } = SEED.releases;
	let count = 0;
	const timer = setInterval(() => {
		const { key } = count++ % 3 === 2 ? badLogon : reportBuilder;
		control.addJobs([{ ReleaseKey: key, State: 'Pending' }]);
	}, EVERY_MS);
	teardown.add('stop making faults', () => clearInterval(timer));
}
