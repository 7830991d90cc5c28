/** Secrets that can be told from all other text, and the search for them in what a run leaves. */
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { stringify } from 'flatted';
import type { INodeParameters } from 'n8n-workflow';

import { type Secret, toNeedles } from '../../scripts/secrets/encodings.mts';
import { search, searchForms } from '../../scripts/secrets/search.mts';
import { locate } from '../engine/sandbox.mts';

export const mark = (name: string): string => `${name}${randomBytes(24).toString('hex')}`;

export const TOKEN = mark('token');
export const CLIENT_SECRET = mark('clientsecret');
export const SIGNATURE = mark('signature');
export const ARGUMENT = mark('argument');
export const OUTPUT = mark('output');
const VARIABLE = mark('variable');

const SECRETS: Secret[] = [
	{ name: 'token', value: TOKEN, kind: 'login' },
	{ name: 'client secret', value: CLIENT_SECRET, kind: 'login' },
	{ name: 'signature of a link', value: SIGNATURE, kind: 'login' },
	{ name: 'argument', value: ARGUMENT, kind: 'argument' },
	{ name: 'output', value: OUTPUT, kind: 'argument' },
	{ name: 'environment variable', value: VARIABLE, kind: 'argument' },
];
const NEEDLES = toNeedles(SECRETS);

/** Names of the secrets in a text, whatever their encoding. */
export function findSecrets(text: string): string[] {
	const bytes = Buffer.from(text);
	const found = [...search('', bytes, NEEDLES), ...searchForms('', bytes)];
	return [...new Set(found.map(({ secret, encoding }) => `${secret} (${encoding})`))];
}

/** Names of the secrets in an error, as it is stored and as it is printed, causes included. */
export const findSecretsInError = (error: unknown): string[] =>
	findSecrets(`${stringify(error)}\n${inspect(error, { depth: 12 })}`);

/** Every operation, with a marked argument wherever it takes one. */
export const OPERATIONS: ReadonlyArray<readonly [operation: string, parameters: INodeParameters]> =
	[
		['get', { job: locate('id', 20001) }],
		['getAll', { options: { includeArguments: true } }],
		['getAll', { returnAll: true, filters: { states: ['Faulted'] } }],
		[
			'start',
			{
				process: locate('name', 'InvoiceProcessing'),
				specifyArguments: 'json',
				inputArguments: JSON.stringify({ orderId: ARGUMENT }),
				options: { environmentVariables: `PASSWORD=${VARIABLE}` },
			},
		],
		['stop', { jobs: '20006' }],
		['restart', { job: locate('id', 20002) }],
		['resume', { job: locate('id', 20001) }],
		['wait', { jobs: '20006', options: { timeout: 1 } }],
		['export', {}],
		['export', { options: { output: 'items' } }],
	];
