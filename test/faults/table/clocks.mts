/** A server whose clock is wrong. */
import { succeeds, type FaultRow } from '../types.mts';

const HOUR = 3_600_000;
const unmoved = {
	read: succeeds(1),
	write: succeeds(1),
	start: succeeds(1),
	download: succeeds(1),
};

export const CLOCKS: readonly FaultRow[] = [
	{
		name: "the server's clock is an hour ahead",
		inject: { serverAheadMs: HOUR },
		times: 1,
		expected: unmoved,
	},
	{
		name: "the server's clock is an hour behind",
		inject: { serverAheadMs: -HOUR },
		times: 1,
		expected: unmoved,
	},
];
