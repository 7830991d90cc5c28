/** What every operation is asked on each version of Orchestrator, and which version it needs. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../../sandbox/src/index.mts';

const locate = (mode: string, value: string | number) => ({ __rl: true, mode, value });

export interface Case {
	readonly operation: string;
	readonly parameters: INodeParameters;
	/** API version that it needs; below it the error has to say so. */
	readonly since?: number;
	/** Whether the demo data has nothing for it. */
	readonly isEmpty?: boolean;
	/** What that error says. */
	readonly says?: RegExp;
}

const INVOICES = locate('key', SEED.releases.invoiceProcessing.key);
export const CASES: Readonly<Record<string, Case>> = {
	Get: { operation: 'get', parameters: { job: locate('id', 20001) } },
	'Get without Simplify': {
		operation: 'get',
		parameters: { job: locate('id', 20001), simplify: false },
	},
	'Get without Include Arguments': {
		operation: 'get',
		parameters: { job: locate('id', 20001), options: { includeArguments: false } },
	},
	'Get Many': { operation: 'getAll', parameters: {} },
	'Get Many with Include Arguments': {
		operation: 'getAll',
		parameters: { limit: 3, options: { includeArguments: true } },
	},
	'Get Many with Expand: Machine': {
		operation: 'getAll',
		parameters: { options: { expand: ['Machine'] } },
		since: 13,
		says: /'Machine' needs Orchestrator 2021\.10 \(API version 13\) or later/,
	},
	'Get Many with the field LastModificationTime': {
		operation: 'getAll',
		parameters: { options: { fields: ['Id', 'LastModificationTime'] } },
		since: 17,
		says: /'LastModificationTime' needs Orchestrator 2023\.10 \(API version 17\) or later/,
	},
	'Get Many with the source type Apps': {
		operation: 'getAll',
		parameters: { filters: { sourceTypes: ['Apps'] } },
		isEmpty: true,
		since: 17,
		says: /'SourceType Apps' needs Orchestrator 2023\.10 \(API version 17\) or later/,
	},
	Start: { operation: 'start', parameters: { process: INVOICES } },
	'Start by process name': {
		operation: 'start',
		parameters: { process: locate('name', 'InvoiceProcessing') },
	},
	'Start with Wait for Completion': {
		operation: 'start',
		parameters: { process: INVOICES, waitForCompletion: true },
	},
	'Start with more than 10,000 characters of arguments': {
		operation: 'start',
		parameters: {
			process: INVOICES,
			specifyArguments: 'json',
			inputArguments: JSON.stringify({ text: 'x'.repeat(10_001) }),
		},
		since: 20,
		says: /needs Automation Cloud \(API version 20\) or later/,
	},
	'Start with Entry Point Path': {
		operation: 'start',
		parameters: { process: INVOICES, options: { entryPointPath: 'Main.xaml' } },
		since: 19,
		says: /'EntryPointPath' needs Automation Cloud \(API version 19\) or later/,
	},
	Stop: { operation: 'stop', parameters: { jobs: '20006' } },
	'Stop with a job that has ended': { operation: 'stop', parameters: { jobs: '20001, 20006' } },
	Restart: {
		operation: 'restart',
		parameters: { job: locate('id', 20001) },
		since: 13,
		says: /needs Orchestrator 2021\.10 \(API version 13\) or later/,
	},
	Resume: { operation: 'resume', parameters: { job: locate('id', 20005) } },
	'Wait for Completion': { operation: 'wait', parameters: { jobs: '20001, 20003' } },
	Export: {
		operation: 'export',
		parameters: {},
		since: 17,
		says: /needs Orchestrator 2023\.10 \(API version 17\) or later/,
	},
};
