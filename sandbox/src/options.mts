import type { ClockMode } from './clock.mts';
import type { ApiVersion } from './levels/level.mts';
import type { TimeForm } from './time-form.mts';

export type QueryErrors = 'named' | 'bare';
export type MissingRoutes = 'page' | 'empty' | 'html' | 'json';
export type Edition = 'cloud' | 'suite' | 'standalone';

/** One answer of Orchestrator, whole; files that are streamed have no body here. */
export type GivenAnswer = { method: string; route: string; status: number; body: string };

export type SandboxOptions = {
	/** 0 (default) takes any free port. */
	port?: number;
	edition?: Edition;
	/** The whole number in `api-supported-versions` (11 is 11.1): columns, routes, enums and bodies follow it. */
	apiVersion?: ApiVersion;
	/**
	 * Whether a 400 for a query says what is wrong (default from 19 on) or only
	 * `Invalid OData query options.`, as older servers were seen to.
	 */
	queryErrors?: QueryErrors;
	/**
	 * What a route that the server lacks gets: a 404 without a body (default up to 17), a 404 page, a 404
	 * as Automation Suite says it (default of 18), or what the edition shows for unknown paths.
	 */
	missingRoutes?: MissingRoutes;
	/** Milliseconds of the sandbox's clock that a new job is missing in lists, though not by id. */
	listLagMs?: number;
	seed?: 'demo' | 'none';
	clock?: ClockMode;
	/** ISO time at which the clock starts; a manual clock starts on 2026-01-15T12:00:00Z by default. */
	clockStart?: string;
	listCallsPerMinute?: number;
	exportsPerDay?: number;
	/** How a 429 says when to come back. */
	retryAfter?: 'seconds' | 'date' | 'none';
	/**
	 * Whether list answers say how many calls are left (`X-RateLimit-Remaining`, `X-RateLimit-Reset` in
	 * seconds). Orchestrator documents no such headers; gateways in front of it may add them.
	 */
	tellsRemaining?: boolean;
	startJobsStatus?: 200 | 201;
	/** Older builds count every collection, asked or not. */
	legacyCount?: boolean;
	tls?: { key: string; cert: string };
	/** Added to every answer, in real milliseconds. */
	latencyMs?: number;
	/** Lifetime of a token of the token endpoint, in seconds. */
	tokenLifetime?: number;
	/** Some identity servers write expires_in as text. */
	quoteExpiresIn?: boolean;
	restartRule?: 'any-final' | 'faulted-only';
	/** Whether jobs that were left pending for lack of a host start once one connects. */
	redispatch?: boolean;
	exportQuotaStatus?: 409 | 429;
	/** Milliseconds of the sandbox's clock from the request to the finished export. */
	exportMs?: number;
	exportFormat?: 'csv' | 'zip';
	/** Fill export files with this many bytes of rows, to test downloads of any size. */
	exportBytes?: number;
	/** Answer the same list query with the same bytes again; only for data that does not change. */
	rememberLists?: boolean;
	/** Milliseconds of the sandbox's clock for which a download link works. */
	linkLifetimeMs?: number;
	/** Is shown every answer of a route, before a fault spoils it; for tests that check answers. */
	onAnswer?: (answer: GivenAnswer) => void;
	/** Default delays of the job engine, in milliseconds of the sandbox's clock. */
	pendingMs?: number;
	runMs?: number;
	/** How answers write points in time. */
	timeForm?: TimeForm;
};

type OptionalSetting = 'tls' | 'exportBytes' | 'clockStart' | 'onAnswer';

export type Settings = Required<Omit<SandboxOptions, OptionalSetting>> &
	Pick<SandboxOptions, OptionalSetting>;

/** The options with every default filled in. */
export function completeOptions(options: SandboxOptions): Settings {
	const { apiVersion = 20 } = options;
	return {
		port: 0,
		edition: 'cloud',
		apiVersion,
		queryErrors: apiVersion < 19 ? 'bare' : 'named',
		missingRoutes: apiVersion < 18 ? 'empty' : apiVersion < 19 ? 'json' : 'page',
		listLagMs: 0,
		seed: 'demo',
		clock: 'real',
		listCallsPerMinute: 100,
		exportsPerDay: 100,
		retryAfter: 'seconds',
		tellsRemaining: false,
		startJobsStatus: 201,
		legacyCount: false,
		latencyMs: 0,
		tokenLifetime: 3600,
		quoteExpiresIn: false,
		restartRule: 'any-final',
		redispatch: false,
		exportQuotaStatus: 409,
		exportMs: 1000,
		exportFormat: 'csv',
		rememberLists: false,
		linkLifetimeMs: 300_000,
		pendingMs: 300,
		runMs: 1000,
		timeForm: 'utc',
		...options,
	};
}
