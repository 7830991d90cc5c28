/** Runs one cell of the table: an operation under a fault. */
import type { FaultOperation } from './operations.mts';
import type { Attempt } from './run-node.mts';
import { armFault, clearFaults, openStand, type Stand } from './stand.mts';
import type { Expected, FaultRow } from './types.mts';

export interface Cell {
	readonly operation: FaultOperation;
	readonly fault: FaultRow;
	readonly expected: Expected;
}

/** What was seen of a cell. */
export interface Sighting {
	readonly attempt: Attempt;
	/** How often the struck request arrived at the proxy, less those that a calm run sends of it too. */
	readonly sent: number;
	/** Requests of all kinds. */
	readonly requests: number;
	readonly looks: number;
	/** Jobs that were there in the end and not before. */
	readonly jobsStarted: number;
	/** What a calm run puts out. */
	readonly whole: unknown[];
	/** What came out of the same operation once the fault was over, for those that may be repeated. */
	readonly afterwards: Attempt | undefined;
	/** Requests that brought a token to the host that a redirect led to. */
	readonly tokensAstray: number;
}

interface Calm {
	sent: number;
	output: unknown[];
}

const calmRuns = new Map<FaultOperation, Promise<Calm>>();

/** The operation without any fault: what is whole, and what is usual. */
async function runCalm(operation: FaultOperation): Promise<Calm> {
	const stand = await openCellStand(operation);
	try {
		const before = countSent(stand, operation);
		const { status, error, output } = await operation.run(stand);
		if (status !== 'success' || output.length === 0) {
			throw new Error(`${operation.name} fails without any fault: ${error?.message ?? status}`);
		}
		return { sent: countSent(stand, operation) - before, output };
	} finally {
		await stand.close();
	}
}

export async function openCellStand(
	operation: Pick<FaultOperation, 'prepare'>,
	login?: Stand['login'],
): Promise<Stand> {
	// A whole minute, so that times are as long in one run as in another.
	const minute = Math.floor(Date.now() / 60_000) * 60_000;
	const stand = await openStand(login, {
		clock: 'manual',
		clockStart: new Date(minute).toISOString(),
	});
	await operation.prepare?.(stand);
	return stand;
}

const countSent = ({ api, blob }: Stand, { host, strikes }: FaultOperation): number =>
	(host === 'api' ? api : blob).requests.filter((request) => new RegExp(strikes).test(request))
		.length;

/** Looks for the jobs of a start whose answer was lost. */
const countLooks = ({ sandbox }: Stand): number =>
	sandbox.requests.filter(({ query }) => query.$filter?.startsWith('Reference eq') === true).length;

const countJobs = ({ sandbox }: Stand): number => sandbox.control.jobs().length;

export async function runCell({ operation, fault }: Cell): Promise<Sighting> {
	const calm = calmRuns.get(operation) ?? runCalm(operation);
	calmRuns.set(operation, calm);
	const { sent: usual, output: whole } = await calm;
	const stand = await openCellStand(operation, fault.login);
	try {
		const before = { sent: countSent(stand, operation), jobs: countJobs(stand) };
		const requestsBefore = stand.api.requests.length + stand.blob.requests.length;
		await armFault(stand, fault, operation);
		const attempt = await operation.run(stand);
		const all = countSent(stand, operation) - before.sent;
		const seen = {
			attempt,
			sent: attempt.status === 'success' ? all - usual + 1 : all,
			requests: stand.api.requests.length + stand.blob.requests.length - requestsBefore,
			looks: countLooks(stand),
			jobsStarted: countJobs(stand) - before.jobs,
			whole,
			tokensAstray: stand.page.visits.filter(({ authorization }) => authorization !== undefined)
				.length,
		};
		await clearFaults(stand);
		const isRepeatable = operation.starts === undefined && operation.kind !== 'write';
		const afterwards = isRepeatable ? await operation.run(stand) : undefined;
		return { ...seen, afterwards };
	} finally {
		await stand.close();
	}
}
