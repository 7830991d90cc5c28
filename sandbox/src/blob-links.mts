import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Tenant } from './tenant.mts';
import { formatMs, parseTicks } from './time.mts';

export type BlobVerb = 'GET' | 'PUT';

/** What Orchestrator hands out instead of a file: a signed address on a foreign host. */
export type BlobAccess = {
	Uri: string;
	Verb: BlobVerb;
	RequiresAuth: false;
	/** Two parallel lists, never a map. */
	Headers: { Keys: string[]; Values: string[] };
};

const sign = (tenant: Tenant, verb: string, path: string, expiry: string) =>
	createHmac('sha256', tenant.blobSecret).update(`${verb}\n${path}\n${expiry}`).digest('base64url');

export function createBlobAccess(tenant: Tenant, verb: BlobVerb, path: string): BlobAccess {
	const expiry = formatMs(tenant.state.clock.now() + tenant.settings.linkLifetimeMs);
	const query = new URLSearchParams({ se: expiry, sig: sign(tenant, verb, path, expiry) });
	const upload = verb === 'PUT';
	return {
		Uri: `${tenant.urls.blob}${path}?${query.toString()}`,
		Verb: verb,
		RequiresAuth: false,
		Headers: {
			Keys: upload ? ['x-ms-blob-type'] : [],
			Values: upload ? ['BlockBlob'] : [],
		},
	};
}

/** Why a request's signature is not accepted; undefined when it is. */
export function findSignatureFault(
	tenant: Tenant,
	verb: string,
	path: string,
	query: URLSearchParams,
): string | undefined {
	const expiry = query.get('se') ?? '';
	const given = Buffer.from(query.get('sig') ?? '');
	const right = Buffer.from(sign(tenant, verb, path, expiry));
	if (given.length !== right.length || !timingSafeEqual(given, right)) {
		return 'Signature did not match.';
	}
	const ends = parseTicks(expiry) ?? 0n;
	return ends / 10_000n < BigInt(Math.round(tenant.state.clock.now()))
		? `Signature not valid in the specified time frame: expiry ${expiry}.`
		: undefined;
}
