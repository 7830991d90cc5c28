/** Answers that never come to an end. They take the node's whole patience: a minute each. */
import { fails, succeeds, type FaultRow } from '../types.mts';

const SILENT = 'Orchestrator did not answer in time';
const UNKNOWN = 'It is not known whether Orchestrator carried it out';

export const STALLS: readonly FaultRow[] = [
	{
		name: 'no answer at all',
		inject: { network: { kind: 'stall-before-answer' } },
		times: 1,
		isCarriedOut: true,
		expected: {
			read: succeeds(2),
			write: fails(1, SILENT, UNKNOWN),
			start: succeeds(1, 1),
			download: succeeds(2),
		},
	},
	{
		name: 'an answer that stalls',
		inject: { network: { kind: 'stall-in-body', bytes: 10 } },
		times: 1,
		isCarriedOut: true,
		needsBody: true,
		expected: {
			read: succeeds(2),
			write: fails(1, SILENT, UNKNOWN),
			start: succeeds(1, 1),
			download: succeeds(2),
		},
	},
];
