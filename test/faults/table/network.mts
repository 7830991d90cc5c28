/** Connections that break. All of it happens in a real proxy between the node and the server. */
import { FOR_EVER, fails, succeeds, type FaultRow } from '../types.mts';

const CUT = 'The connection to Orchestrator was cut';
const BLOB_CUT = 'the connection to the storage host was cut';
const BLOB_REFUSED = 'the server refused the connection';
const REFUSED = 'The server refused the connection';
const UNREADABLE = 'could not be read: the download was cut';
const UNKNOWN = 'It is not known whether Orchestrator carried it out';
const NETWORK = 'the network between n8n and Orchestrator';
const REACH = 'n8n has to be able to reach the storage host';
const FETCH_AGAIN = "Fetch it again with 'Export ID'";

const BEFORE: FaultRow['inject'] = { network: { kind: 'reset-before' } };
const MIDWAY: FaultRow['inject'] = { network: { kind: 'reset-in-body', bytes: 10 } };

export const NETWORK_FAULTS: readonly FaultRow[] = [
	{
		name: 'reset before the request arrives',
		inject: BEFORE,
		times: 1,
		expected: {
			read: succeeds(2),
			write: fails(1, CUT, UNKNOWN),
			start: fails(1, CUT, UNKNOWN, 3),
			download: succeeds(2),
		},
	},
	{
		name: 'reset before the request arrives, for ever',
		inject: BEFORE,
		times: FOR_EVER,
		expected: {
			read: fails(4, CUT, NETWORK),
			write: fails(1, CUT, UNKNOWN),
			start: fails(1, CUT, UNKNOWN, 3),
			download: fails(4, BLOB_CUT, REACH),
		},
	},
	{
		name: 'reset in place of the answer',
		inject: { network: { kind: 'reset-after' } },
		times: 1,
		isCarriedOut: true,
		expected: {
			read: succeeds(2),
			write: fails(1, CUT, UNKNOWN),
			start: succeeds(1, 1),
			download: succeeds(2),
		},
	},
	{
		name: 'reset in the midst of the answer',
		inject: MIDWAY,
		times: 1,
		isCarriedOut: true,
		needsBody: true,
		expected: {
			read: succeeds(2),
			write: fails(1, CUT, UNKNOWN),
			start: succeeds(1, 1),
			download: succeeds(2),
		},
	},
	{
		name: 'reset in the midst of the answer, for ever',
		inject: MIDWAY,
		times: FOR_EVER,
		isCarriedOut: true,
		needsBody: true,
		expected: {
			read: fails(4, CUT, NETWORK),
			write: fails(1, CUT, UNKNOWN),
			start: succeeds(1, 1),
			download: fails(3, UNREADABLE, FETCH_AGAIN),
		},
	},
	{
		name: 'closed in the midst of the answer',
		inject: { network: { kind: 'close-in-body', bytes: 10 } },
		times: 1,
		isCarriedOut: true,
		needsBody: true,
		expected: {
			read: succeeds(2),
			write: fails(1, CUT, UNKNOWN),
			start: succeeds(1, 1),
			download: succeeds(2),
		},
	},
	{
		name: 'nobody listens for a moment',
		inject: { refusedMs: 250 },
		times: 1,
		expected: { read: succeeds(1), write: succeeds(1), start: succeeds(1), download: succeeds(1) },
	},
	{
		name: 'nobody listens',
		inject: { refusedMs: Infinity },
		times: FOR_EVER,
		expected: {
			read: fails(0, REFUSED, NETWORK),
			write: fails(0, REFUSED, NETWORK),
			start: fails(0, REFUSED, NETWORK),
			download: fails(0, BLOB_REFUSED, REACH),
		},
	},
	{
		name: 'an answer that trickles',
		inject: { network: { kind: 'trickle', bytes: 700, pauseMs: 30 } },
		times: 1,
		isCarriedOut: true,
		expected: { read: succeeds(1), write: succeeds(1), start: succeeds(1), download: succeeds(1) },
	},
];
