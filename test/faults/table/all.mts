/** All faults, in the order in which they are documented. */
import type { FaultRow } from '../types.mts';
import { ANSWERS } from './answers.mts';
import { CLOCKS } from './clocks.mts';
import { GATEWAYS } from './gateways.mts';
import { LIMITS } from './limits.mts';
import { NETWORK_FAULTS } from './network.mts';
import { REFUSALS } from './refusals.mts';
import { STALLS } from './stalls.mts';
import { START_REFUSALS } from './starts.mts';

/** Faults that pass or show within seconds. */
export const QUICK_FAULTS: readonly FaultRow[] = [
	...LIMITS,
	...GATEWAYS,
	...NETWORK_FAULTS,
	...ANSWERS,
	...REFUSALS,
	...START_REFUSALS,
	...CLOCKS,
];

export const FAULTS: readonly FaultRow[] = [...QUICK_FAULTS, ...STALLS];
