import { NodeApiError } from 'n8n-workflow';

import { isRecord } from '../helpers/json';
import { passOn } from '../helpers/passOn';
import type { Scope } from './session';
import { findServer } from './serverVersion';
import { isRouteMissing } from './versionHint';

/** Whether a request failed because the Orchestrator has no such route. */
function saysRouteIsMissing(caught: unknown): boolean {
	if (!(caught instanceof NodeApiError)) return false;
	const { data } = caught.context;
	const code: unknown = isRecord(data) ? data.errorCode : undefined;
	const facts = { isHtml: false, errorCode: typeof code === 'number' ? code : undefined };
	return isRouteMissing(Number(caught.httpCode), facts);
}

/**
 * Reads by a route that not every Orchestrator has, or by another where it is missing. That it is missing
 * is known from the version, or found out once and kept for the tenant.
 *
 * @param route name of the route
 * @param since first API version that has it
 */
export async function readByNewerRoute<T>(
	{ session }: Scope,
	route: string,
	since: number,
	read: () => Promise<T>,
	readOtherwise: () => Promise<T>,
): Promise<T> {
	const server = findServer(session.orchestratorUrl);
	const isMissing = server.missing.has(route) || (server.apiVersion ?? since) < since;
	if (isMissing) return await readOtherwise();
	try {
		return await read();
	} catch (caught: unknown) {
		if (!saysRouteIsMissing(caught)) throw passOn(caught);
		const answer = await readOtherwise();
		// Only now: a page of a gateway in trouble looks like a missing route, and fails here as well.
		server.missing.add(route);
		return answer;
	}
}
