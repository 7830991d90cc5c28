import type { JsonRecord } from '../../helpers/json';
import { showValue, toInputError } from '../../parameters/inputError';
import { readIds, readInteger } from '../../parameters/values';
import { readParameter } from '../operation';
import type { ItemCall } from '../operation';

/** Orchestrator documents no cap; this one only stops a slipped expression. */
const MOST_JOBS = 10_000;

function readCount(call: ItemCall): number {
	const raw = readParameter(call, 'jobsCount');
	const count = readInteger(call.origin, 'Jobs Count', raw, { min: 1, max: MOST_JOBS });
	if (count !== undefined) return count;
	throw toInputError(call.origin, 'Jobs Count', 'is empty', 'Enter how many jobs to start.');
}

function readRobotIds(call: ItemCall): bigint[] {
	const ids = readIds(call.origin, 'Robot IDs', readParameter(call, 'robotIds'));
	if (ids.length > 0) return [...new Set(ids)].map(BigInt);
	throw toInputError(
		call.origin,
		'Robot IDs',
		'is empty',
		"The strategy 'Specific Robots' needs the ID of at least one robot.",
	);
}

/** The fields of a start that say how many jobs run and where; each strategy has its own. */
export function readAllocation(call: ItemCall): JsonRecord {
	const strategy = readParameter(call, 'strategy');
	switch (strategy) {
		case 'ModernJobsCount':
		case 'JobsCount':
			return { Strategy: strategy, JobsCount: readCount(call) };
		case 'RobotCount':
			return { Strategy: strategy, NoOfRobots: readCount(call) };
		case 'Specific':
			return { Strategy: strategy, RobotIds: readRobotIds(call) };
		case 'All':
			return { Strategy: strategy };
		default:
			throw toInputError(
				call.origin,
				'Strategy',
				`is unknown: ${showValue(strategy)}`,
				'Use ModernJobsCount, Specific, JobsCount, RobotCount or All.',
			);
	}
}
