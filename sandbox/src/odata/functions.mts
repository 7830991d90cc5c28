import { invalidQuery } from '../errors.mts';
import type { Row } from './schema.mts';
import { convertTo, toDay } from './promote.mts';
import type { Typed, Value, ValueType } from './values.mts';

type Kind = 'text' | 'whole' | 'moment' | 'day' | 'clock' | 'number';
type Signature = {
	args: readonly Kind[];
	result: ValueType;
	/** Whether the result may be null to OData; text may, numbers and conditions may not. */
	nullable?: boolean;
	apply: (values: readonly Value[]) => Value;
};

const text = (values: readonly Value[], index: number) => String(values[index]);
const whole = (values: readonly Value[], index: number) => BigInt(values[index] ?? 0);

const TICKS_PER_SECOND = 10_000_000n;
const SECONDS_PER_DAY = 86_400n;

const secondOfDay = (ticks: bigint): bigint =>
	ticks / TICKS_PER_SECOND - toDay(ticks) * SECONDS_PER_DAY;
const ofDay = (days: bigint) => new Date(Number(days) * 86_400_000);

const ofText = (
	result: ValueType,
	arity: number,
	apply: (a: string, b: string) => Value,
): Signature => ({
	args: Array.from({ length: arity }, () => 'text' as const),
	result,
	nullable: result === 'string',
	apply: (values) => apply(text(values, 0), text(values, 1)),
});
const ofDate = (read: (date: Date) => number): Signature[] => [
	{
		args: ['moment'],
		result: 'int32',
		apply: (values) => BigInt(read(ofDay(toDay(whole(values, 0))))),
	},
	{ args: ['day'], result: 'int32', apply: (values) => BigInt(read(ofDay(whole(values, 0)))) },
];
const ofTime = (read: (second: bigint) => bigint): Signature[] => [
	{ args: ['moment'], result: 'int32', apply: (values) => read(secondOfDay(whole(values, 0))) },
	{
		args: ['clock'],
		result: 'int32',
		apply: (values) => read(whole(values, 0) / TICKS_PER_SECOND),
	},
];
const ofNumber = (apply: (value: number) => number): Signature[] => [
	{ args: ['number'], result: 'double', apply: ([value]) => apply(Number(value)) },
];

/** Text is compared in lower case throughout, so tolower and toupper have nothing left to do. */
const FUNCTIONS: Record<string, readonly Signature[]> = {
	contains: [ofText('boolean', 2, (a, b) => a.includes(b))],
	startswith: [ofText('boolean', 2, (a, b) => a.startsWith(b))],
	endswith: [ofText('boolean', 2, (a, b) => a.endsWith(b))],
	indexof: [ofText('int32', 2, (a, b) => BigInt(a.indexOf(b)))],
	length: [ofText('int32', 1, (a) => BigInt(a.length))],
	tolower: [ofText('string', 1, (a) => a)],
	toupper: [ofText('string', 1, (a) => a)],
	trim: [ofText('string', 1, (a) => a.trim())],
	concat: [ofText('string', 2, (a, b) => a + b)],
	substring: [
		{
			args: ['text', 'whole'],
			result: 'string',
			nullable: true,
			apply: (values) => text(values, 0).slice(Number(values[1])),
		},
		{
			args: ['text', 'whole', 'whole'],
			result: 'string',
			nullable: true,
			apply: (values) => text(values, 0).slice(Number(values[1])).slice(0, Number(values[2])),
		},
	],
	year: ofDate((date) => date.getUTCFullYear()),
	month: ofDate((date) => date.getUTCMonth() + 1),
	day: ofDate((date) => date.getUTCDate()),
	hour: ofTime((second) => second / 3600n),
	minute: ofTime((second) => (second / 60n) % 60n),
	second: ofTime((second) => second % 60n),
	date: [{ args: ['moment'], result: 'date', apply: (values) => toDay(whole(values, 0)) }],
	time: [
		{
			args: ['moment'],
			result: 'time',
			apply: (values) => {
				const ticks = whole(values, 0);
				return ticks - toDay(ticks) * SECONDS_PER_DAY * TICKS_PER_SECOND;
			},
		},
	],
	now: [{ args: [], result: 'datetime', apply: ([now = null]) => now }],
	round: ofNumber((value) => Math.round(value)),
	floor: ofNumber((value) => Math.floor(value)),
	ceiling: ofNumber((value) => Math.ceil(value)),
};

const TYPES: Record<Kind, readonly ValueType[]> = {
	text: ['string'],
	whole: ['int32'],
	moment: ['datetime'],
	day: ['date'],
	clock: ['time', 'duration'],
	number: ['double', 'int32', 'int64'],
};

const fits = (kind: Kind | undefined, { type }: Typed): boolean =>
	kind !== undefined && (type === 'null' || TYPES[kind].includes(type));

/** What a function makes of an argument: text is nullable to it, and numbers are fractions. */
function convertArgument(kind: Kind | undefined, arg: Typed): Typed {
	if (kind === 'text') return convertTo(arg, 'string', true);
	return kind === 'number' ? convertTo(arg, 'double', arg.nullable) : arg;
}

/** A call by the name in any case; unknown names and arguments of other types are refused. */
export function compileCall(name: string, given: Typed[], now = () => Date.now()): Typed {
	const signatures = FUNCTIONS[name.toLowerCase()];
	if (!signatures) throw invalidQuery(`An unknown function with name '${name}' was found.`);
	const found = signatures.find(
		({ args }) => args.length === given.length && given.every((arg, at) => fits(args[at], arg)),
	);
	if (!found) {
		throw invalidQuery(`No function signature for the function with name '${name}' matches.`);
	}
	const args = given.map((arg, index) => convertArgument(found.args[index], arg));
	const read = (row: Row): Value => {
		const values = args.length === 0 ? [BigInt(now()) * 10_000n] : args.map((arg) => arg.read(row));
		return values.includes(null) ? null : found.apply(values);
	};
	return {
		type: found.result,
		nullable: found.nullable ?? false,
		nodes: 1 + args.reduce((sum, { nodes }) => sum + nodes, 0),
		read,
	};
}
