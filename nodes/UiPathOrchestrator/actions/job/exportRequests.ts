import { NodeApiError } from 'n8n-workflow';

import { EXPORT_SINCE, JOB_SINCE } from '../../entities/job/columns';
import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { raiseDoubt } from '../../transport/doubt';
import { isId } from '../../transport/literals';
import { pause } from '../../transport/pause';
import { requestObject } from '../../transport/request';
import type { Query } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import { ACTION } from './jobRequests';

/** Exports of tens of rows take seconds; large ones are asked for less and less often. */
const INTERVALS_MS = [500, 1500, 2000, 3000, 5000];
const LONGEST_INTERVAL_MS = 10_000;

/** The tenant's 100 exports a day are used up; no status is documented for it, but the name is. */
const QUOTA_TEXT = /ExportTenantDailyLimit|daily\s+(?:export\s+)?limit|exports?\s+per\s+day/i;

/** Tells a used-up day from a busy minute: waiting a little only helps against the second. */
function explainQuota(caught: unknown): unknown {
	if (!(caught instanceof NodeApiError)) return caught;
	const { data } = caught.context;
	const answer = typeof data === 'object' && data !== null ? JSON.stringify(data) : '';
	if (!QUOTA_TEXT.test(`${caught.message} ${answer}`)) return caught;
	caught.message = 'Export jobs: the tenant has used up its 100 exports of today';
	caught.description =
		`The count starts anew at midnight UTC. Until then, use 'Get Many' instead, or set 'Export ID' to fetch an export that was started before. ${caught.description ?? ''}`.trim();
	return caught;
}

const FIND_EXPORT =
	"If it was, it counts against the 100 exports of today: find its ID in Orchestrator, and fetch it with 'Export ID'.";

/** Begins an export. @returns its id */
export async function startExport(scope: Scope, query: Query): Promise<string> {
	try {
		const { Id: id } = await requestObject(scope, {
			purpose: 'Export jobs',
			method: 'POST',
			path: `/odata/Jobs/${ACTION}.Export`,
			query,
			since: JOB_SINCE,
			routeSince: EXPORT_SINCE,
			effect: 'write',
			isFinal: (answer) => QUOTA_TEXT.test(answer),
			ifUnknown: `It is not known whether Orchestrator carried it out, so it was not sent again. ${FIND_EXPORT}`,
		});
		if (isId(String(id))) return String(id);
	} catch (caught: unknown) {
		throw explainQuota(caught);
	}
	const error = toOperationError(
		scope.session.context.getNode(),
		'Export jobs: Orchestrator returned no export ID',
		{
			description: `It is not known whether an export was started. ${FIND_EXPORT}`,
			itemIndex: scope.itemIndex,
		},
	);
	raiseDoubt(error);
	throw error;
}

export interface FinishedExport {
	readonly id: string;
	/** As Orchestrator named it, such as `jobs-02c0398c-…`; it has no ending. */
	readonly name: string;
	/** Bytes of the file; undefined when Orchestrator does not say. */
	readonly size?: number;
}

function toFinished(id: string, { Name: name, Size: size }: JsonRecord): FinishedExport {
	return {
		id,
		name: typeof name === 'string' ? name : `jobs-${id}`,
		...(typeof size === 'number' ? { size } : {}),
	};
}

async function requestExport(scope: Scope, id: string): Promise<JsonRecord> {
	return await requestObject(scope, {
		purpose: `Watch export ${id}`,
		method: 'GET',
		path: `/odata/Exports(${id})`,
		routeSince: EXPORT_SINCE,
		effect: 'read',
	});
}

/**
 * Waits until Orchestrator has written the file.
 *
 * @throws NodeOperationError when the export failed, or is not done after `timeoutSeconds`
 */
export async function awaitExport(
	scope: Scope,
	id: string,
	timeoutSeconds: number,
): Promise<FinishedExport> {
	const node = scope.session.context.getNode();
	const giveUpAt = performance.now() + timeoutSeconds * 1000;
	for (let look = 0; ; look += 1) {
		const row = await requestExport(scope, id);
		const { Status: status } = row;
		if (status === 'Completed') return toFinished(id, row);
		if (status === 'Failed') {
			throw toOperationError(node, `Orchestrator could not write export ${id}`, {
				description:
					"Orchestrator gives no reason. Narrow the filters or lower 'Limit', then export again.",
				itemIndex: scope.itemIndex,
			});
		}
		const left = giveUpAt - performance.now();
		if (left <= 0) {
			throw toOperationError(
				node,
				`Export ${id} is not done after ${timeoutSeconds} seconds (${String(status)})`,
				{
					description: `It goes on in Orchestrator. Fetch it later with 'Export ID' set to ${id}, which does not count against the 100 exports a day; or raise 'Timeout'.`,
					itemIndex: scope.itemIndex,
				},
			);
		}
		const interval = INTERVALS_MS[look] ?? LONGEST_INTERVAL_MS;
		if (!(await pause(scope.session.context, Math.min(interval, left)))) {
			throw toCancelledError(scope);
		}
	}
}
