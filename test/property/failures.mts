/** Makes polls fail at a chosen request. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import type { Failure } from './history.mts';

const JOBS = '/odata/Jobs$';

/** @returns what takes back the failure, in case the poll never got that far */
export function armFailure({ control }: Sandbox, failure: Failure | undefined): () => void {
	const disarm = () => control.clearFaults();
	if (failure === undefined || failure.kind === 'abandoned') return disarm;
	if (failure.kind === 'logs') {
		control.injectFault({ route: 'RobotLogs', status: 500, body: { message: 'Sorry' }, times: 99 });
		return disarm;
	}
	const { afterRequests: times } = failure;
	// A fault without an action lets its requests pass.
	if (times > 0) control.injectFault({ route: JOBS, times });
	if (failure.kind === 'refused') {
		// An hour is more than any poll waits for.
		const headers = { 'retry-after': '3600' };
		const { status } = failure;
		control.injectFault({ route: JOBS, status, body: { message: 'No' }, headers, times: 9 });
	} else if (failure.kind === 'cut')
		control.injectFault({ route: JOBS, action: 'truncate', times: 9 });
	else if (failure.kind === 'page') control.injectFault({ route: JOBS, action: 'html', times: 9 });
	else control.injectFault({ route: JOBS, action: 'reset-before', times: 9 });
	return disarm;
}

const HOLD_MS = 10;

/** Holds the request behind so many others for a moment. @returns what takes it back */
export function armHold({ control }: Sandbox, afterRequests: number): () => void {
	// A fault without an action lets its requests pass.
	control.injectFault({ route: JOBS, times: afterRequests });
	control.injectFault({ route: JOBS, delayMs: HOLD_MS });
	return () => control.clearFaults();
}
