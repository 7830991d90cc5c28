import type { FieldType } from 'n8n-workflow';

/** How a value has to be written in the JSON that the robot gets. */
export type ArgumentKind =
	| 'text'
	| 'char'
	| 'guid'
	| 'duration'
	| 'integer'
	| 'decimal'
	| 'boolean'
	| 'time'
	| 'day'
	| 'clock'
	| 'bytes'
	| 'list'
	| 'any';

const TEXT = ['String', 'Uri', 'SecureString'];
const WIDE = ['Int64', 'UInt64', 'Decimal'];
const INTEGERS = ['Byte', 'SByte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64'];
const DECIMALS = ['Double', 'Single', 'Decimal'];
const TIMES = ['DateTime', 'DateTimeOffset'];
/** Types that a robot reads from one form of text only, or from no more than a few. */
const STRICT: Readonly<Record<string, ArgumentKind>> = {
	Char: 'char',
	Guid: 'guid',
	TimeSpan: 'duration',
	DateOnly: 'day',
	TimeOnly: 'clock',
	'Byte[]': 'bytes',
	Boolean: 'boolean',
};
const LISTS = ['List', 'IList', 'IEnumerable', 'ICollection', 'HashSet', 'JArray', 'Array'];

/**
 * Short name of a .NET type: `Int32` of `System.Int32, System.Private.CoreLib, …`, `String[]` of
 * `System.String[]`, `Dictionary` of ``System.Collections.Generic.Dictionary`2[[…]]``.
 */
export function shortenType(assemblyQualified: string): string {
	const [full = ''] = assemblyQualified.split(/`|,|\[\[/);
	const name = full.trim().split(/[.+]/).at(-1) ?? '';
	const isArray = /\[\](?:,|$)/.test(
		assemblyQualified.replace(/\[\[.*\]\]/s, '').split(',')[0] ?? '',
	);
	const short = name.replace(/\[\]$/, '');
	if (short === 'Nullable') return shortenType(/\[\[([^\]]*)\]/.exec(assemblyQualified)?.[1] ?? '');
	return isArray ? `${short}[]` : short;
}

export function classifyType(shortType: string): ArgumentKind {
	const strict = Object.hasOwn(STRICT, shortType) ? STRICT[shortType] : undefined;
	if (strict !== undefined) return strict;
	if (shortType.endsWith('[]') || LISTS.includes(shortType)) return 'list';
	if (TEXT.includes(shortType)) return 'text';
	if (INTEGERS.includes(shortType)) return 'integer';
	if (DECIMALS.includes(shortType)) return 'decimal';
	if (TIMES.includes(shortType)) return 'time';
	return 'any';
}

/**
 * The editor's widget. Text serves for all that is written as JSON, because n8n marks its empty JSON
 * fields as wrong, and for wide numbers, which its number field would round. Its switch is always on
 * or off, so an argument that may be left out gets a choice instead.
 */
export function chooseWidget(shortType: string, isRequired: boolean): FieldType {
	if (WIDE.includes(shortType)) return 'string';
	const widgets: Readonly<Record<ArgumentKind, FieldType>> = {
		text: 'string',
		char: 'string',
		guid: 'string',
		duration: 'string',
		day: 'dateTime',
		clock: 'string',
		bytes: 'string',
		integer: 'number',
		decimal: 'number',
		boolean: isRequired ? 'boolean' : 'options',
		time: 'dateTime',
		list: 'string',
		any: 'string',
	};
	return widgets[classifyType(shortType)];
}

/** Limits of the integer types; a robot faults over a number beyond them. */
export const INTEGER_RANGES: Readonly<Record<string, readonly [min: bigint, max: bigint]>> = {
	Byte: [0n, 255n],
	SByte: [-128n, 127n],
	Int16: [-32_768n, 32_767n],
	UInt16: [0n, 65_535n],
	Int32: [-2_147_483_648n, 2_147_483_647n],
	UInt32: [0n, 4_294_967_295n],
	Int64: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
	UInt64: [0n, 18_446_744_073_709_551_615n],
};

/**
 * Label of an argument. It carries the .NET type, because a saved form keeps nothing else of it.
 *
 * @param fallback value that the process uses when none is given, as JSON
 */
export function labelArgument(name: string, shortType: string, fallback?: string): string {
	return fallback === undefined
		? `${name} (${shortType})`
		: `${name} (${shortType}, default ${fallback})`;
}

/** The .NET type in a label; empty when there is none, which counts as any. */
export function readLabelType(label: string): string {
	return /\(([\w[\]]+)(?:, default [\s\S]*)?\)$/.exec(label)?.[1] ?? '';
}
