import { isRecord } from '../../helpers/json';
import type { JsonRecord } from '../../helpers/json';
import { refuseIdleOptions } from '../../parameters/idleOptions';
import { toInputError } from '../../parameters/inputError';
import type { ItemOrigin } from '../../parameters/inputError';
import {
	readBoolean,
	readId,
	readIds,
	readInteger,
	readName,
	readText,
	toFields,
} from '../../parameters/values';
import type { Fields } from '../../parameters/values';
import { createReference } from './startReference';

// Lengths: OpenAPI document 20.0, StartProcessDto and JobDto.
const LONGEST_ENTRY_POINT = 512;
const LONGEST_VARIABLES = 4000;
const SECONDS = { min: 1, max: 2_147_483_647 };

function readPriority(origin: ItemOrigin, options: Fields): JsonRecord {
	const JobPriority = readName(origin, 'Job Priority', options.jobPriority);
	const SpecificPriorityValue = readInteger(
		origin,
		'Specific Priority Value',
		options.specificPriorityValue,
		{ min: 1, max: 100 },
	);
	if (JobPriority === undefined || SpecificPriorityValue === undefined) {
		return { JobPriority, SpecificPriorityValue };
	}
	throw toInputError(
		origin,
		'Specific Priority Value',
		"cannot be combined with 'Job Priority'",
		'Remove one of the two options.',
	);
}

/** Orchestrator takes both times as text; the second counts from the soft stop. */
function readTimeLimits(origin: ItemOrigin, options: Fields): JsonRecord {
	const stopAfter = readInteger(origin, 'Stop After', options.stopAfter, SECONDS);
	const killAfter = readInteger(origin, 'Kill After', options.killAfter, SECONDS);
	if (stopAfter === undefined) {
		refuseIdleOptions(
			origin,
			[['Kill After', killAfter]],
			"without 'Stop After'",
			"Set 'Stop After' too: the kill follows the soft stop.",
		);
		return {};
	}
	return {
		StopStrategy: 'SoftStop',
		StopProcessExpression: String(stopAfter),
		KillProcessExpression: killAfter === undefined ? undefined : String(killAfter),
	};
}

function readVariables(origin: ItemOrigin, raw: unknown): string | undefined {
	const text = readText(origin, 'Environment Variables', raw, LONGEST_VARIABLES);
	if (text === undefined) return undefined;
	const lines = text.split(/\r?\n/);
	const wrong = lines.findIndex((line) => line.trim() !== '' && !/^[^=\s][^=]*=/.test(line));
	if (wrong < 0) return lines.filter((line) => line.trim() !== '').join('\n') || undefined;
	// Not quoted: these lines hold passwords.
	throw toInputError(
		origin,
		'Environment Variables',
		`has a line that is not NAME=value: line ${wrong + 1}`,
		'Write one NAME=value on each line.',
	);
}

function readPairs(origin: ItemOrigin, raw: unknown): JsonRecord[] | undefined {
	const { pairs } = toFields(raw);
	if (pairs === undefined) return undefined;
	const label = 'Machine and Robot Pairs';
	return [pairs].flat().map((pair: unknown) => {
		const { machineId, robotId } = isRecord(pair) ? pair : {};
		const toInt64 = (field: string, value: unknown) => {
			const id = readId(origin, `${label}: ${field}`, value);
			return id === undefined ? undefined : BigInt(id);
		};
		const ids = {
			MachineId: toInt64('Machine ID', machineId),
			RobotId: toInt64('Robot ID', robotId),
		};
		if (Object.values(ids).some((id) => id !== undefined)) return ids;
		throw toInputError(
			origin,
			label,
			'holds an empty pair',
			'Enter a machine ID, a robot ID or both, or remove the pair.',
		);
	});
}

function readSessionIds(origin: ItemOrigin, raw: unknown): bigint[] | undefined {
	const ids = readIds(origin, 'Machine Session IDs', raw);
	return ids.length === 0 ? undefined : ids.map(BigInt);
}

/**
 * The fields of a start that the user set, under their API names, and the reference that every start
 * has. What is not set stays undefined and is not sent: an older Orchestrator refuses the whole start
 * over one field that it does not know.
 *
 * @param mark of the item, the end of the reference
 * @throws NodeOperationError
 */
export function readStartOptions(origin: ItemOrigin, options: Fields, mark: string): JsonRecord {
	return {
		RuntimeType: readName(origin, 'Runtime Type', options.runtimeType),
		...readPriority(origin, options),
		Reference: createReference(origin, readText(origin, 'Reference', options.reference), mark),
		MachineSessionIds: readSessionIds(origin, options.machineSessionIds),
		MachineRobots: readPairs(origin, options.machineRobots),
		EntryPointPath: readText(
			origin,
			'Entry Point Path',
			options.entryPointPath,
			LONGEST_ENTRY_POINT,
		),
		RunAsMe: readBoolean(origin, 'Run as Me', options.runAsMe),
		RequiresUserInteraction: readBoolean(
			origin,
			'Requires User Interaction',
			options.requiresUserInteraction,
		),
		EnvironmentVariables: readVariables(origin, options.environmentVariables),
		...readTimeLimits(origin, options),
	};
}
