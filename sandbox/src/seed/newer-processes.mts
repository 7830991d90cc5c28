import type { Demo } from './processes.mts';
import { SEED } from './ids.mts';

/** What agents and API workflows declare: a JSON Schema, where other processes have a list of .NET types. */
const CLAIM_INPUT = JSON.stringify({
	$schema: 'http://json-schema.org/draft-07/schema#',
	type: 'object',
	properties: {
		claimId: { type: 'string', title: 'Claim ID', description: 'Number on the letter' },
		amount: { type: 'number', default: 10.5 },
		pages: { type: 'integer' },
		urgent: { type: 'boolean', default: false },
		channel: { type: 'string', enum: ['Email', 'Phone', 'Letter'], default: 'Email' },
		receivedAt: { type: 'string', format: 'date-time' },
		customer: {
			type: 'object',
			properties: {
				name: { type: 'string' },
				address: { type: 'object', properties: { city: { type: 'string' } } },
			},
			required: ['name'],
		},
		tags: { type: 'array', items: { type: 'string' } },
	},
	required: ['claimId', 'customer'],
});

const CLAIM_OUTPUT = JSON.stringify({
	type: 'object',
	properties: { decision: { type: 'string' }, confidence: { type: 'number' } },
});

const ORDER_INPUT = JSON.stringify({
	type: 'object',
	properties: { orderId: { type: 'integer' }, note: { type: ['string', 'null'] } },
	required: ['orderId'],
});

/** How an agent fails: the reason stands in JobError, Info is empty. */
export const AGENT_ERROR = {
	code: 'AGENT_RUNTIME.TERMINATION_MAX_ITERATIONS',
	title: 'Agent execution failed',
	detail: 'The agent did not come to an answer within 25 steps.',
	category: 'User',
	status: 400,
};

/** Processes of types that only newer servers have. */
export const NEWER_DEMO: Demo[] = [
	[
		'claimsAgent',
		SEED.folders.finance,
		'ClaimsAgent',
		{ kind: 'succeed', output: '{"decision":"approve","confidence":0.93}' },
		{
			ProcessType: 'Agent',
			EntryPointPath: 'content/agent.json',
			Arguments: { Input: CLAIM_INPUT, Output: CLAIM_OUTPUT },
		},
	],
	[
		'faultyAgent',
		SEED.folders.finance,
		'FaultyAgent',
		{ kind: 'fault', info: null, errorCode: AGENT_ERROR.code, jobError: AGENT_ERROR },
		{
			ProcessType: 'Agent',
			EntryPointPath: 'content/agent.json',
			Arguments: { Input: '{"type":"object","properties":{}}', Output: null },
		},
	],
	[
		'orderApi',
		SEED.folders.finance,
		'OrderApi',
		{ kind: 'succeed', output: '{"ok":true}' },
		{
			ProcessType: 'Api',
			EntryPointPath: 'content/api.json',
			Arguments: { Input: ORDER_INPUT, Output: null },
		},
	],
];
