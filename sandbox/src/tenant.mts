import type { Engine } from './engine.mts';
import type { Entities } from './entities.mts';
import type { SandboxRequest, Answer } from './http.mts';
import type { Level } from './levels/level.mts';
import type { RateLimits } from './limits.mts';
import type { Folder, Token } from './model.mts';
import type { Settings } from './options.mts';
import type { State } from './state.mts';

/** All parts of one running sandbox that route handlers work with. */
export type Tenant = {
	state: State;
	settings: Settings;
	/** What the played API version knows. */
	level: Level;
	engine: Engine;
	entities: Entities;
	limits: RateLimits;
	/** Set once the servers listen. */
	urls: { orchestrator: string; blob: string };
	/** Key of the signatures in download and upload links. */
	blobSecret: string;
};

export type Call = {
	tenant: Tenant;
	request: SandboxRequest;
	query: Array<[string, string]>;
	/** Values of the template's parameters, e.g. `key` of `/odata/Jobs({key})`. */
	params: Record<string, string>;
	token: Token;
	/** The folder of the request's folder header; null when it sent none and the route allows that. */
	folder: Folder | null;
};

export type Route = {
	method: 'GET' | 'POST' | 'DELETE';
	/** Path below the Orchestrator base, in the notation of the OpenAPI document. */
	template: string;
	/** Area and access of the OAuth scope; absent: any valid token. */
	scope?: { area: string; access: 'Read' | 'Write' };
	/** Role permissions of which one must be held. */
	permissions?: readonly string[];
	/**
	 * `required`: 400/1101 without a folder header. `crossFolder`: all visible folders without one
	 * (on standalone 1101). `start`: 404/1002 without one, as StartJobs answers. `none`: not looked at.
	 */
	folder: 'required' | 'crossFolder' | 'anyFolder' | 'start' | 'none';
	/** Counts against the list calls of a minute. */
	isLimitedList?: boolean;
	/** Answers without a token. */
	isAnonymous?: boolean;
	handle: (call: Call) => Answer | Promise<Answer>;
};
