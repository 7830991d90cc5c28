import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';

/** One proof that a field of the description does something. */
export interface FieldRow {
	/** Name of a parameter, or `collection.field`. */
	field: string;
	/** Laid over the operation's own parameters and `base`; collections are replaced whole. */
	parameters: INodeParameters;
	/** What the field needs around it, and so stands also in the run without the field. */
	base?: INodeParameters;
	/** Readies the sandbox, beyond its demo data. */
	prepare?: (sandbox: Sandbox) => void;
	/** Part of a request that only comes with these parameters. */
	request?: ExpectedRequest;
	/** For fields that shape the output: part of the first item, which only comes with them. */
	item?: unknown;
	/** For fields that shape the output: the number of items, which only they give. */
	itemCount?: number;
	/** For fields that say when to give up: what the failed run's message must hold. */
	error?: RegExp;
	/** For fields that newer servers refuse: the last API version that takes them. */
	apiVersion?: SandboxOptions['apiVersion'];
	/** Extra text for the test's name, when a field has several rows. */
	note?: string;
}

/** What a recorded request must hold; compared with `toMatchObject`. */
export interface ExpectedRequest {
	method?: string;
	/** Behind `…/orchestrator_`, decoded. */
	path?: string;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: unknown;
}

/** All rows of an operation and what it needs to run at all. */
export interface OperationRows {
	operation: string;
	/** The least that a user has to fill in; nothing that a row is about. */
	minimal: INodeParameters;
	rows: FieldRow[];
}
