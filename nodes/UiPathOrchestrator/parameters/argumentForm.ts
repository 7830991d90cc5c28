import { isRecord, JsonLossError } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { MismatchError, writeByKind, writeValue } from './argumentJson';
import { readLabelType } from './argumentTypes';
import { toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

interface FormField {
	readonly name: string;
	readonly shortType: string;
	readonly isRequired: boolean;
}

/** Types that stand for those of the mapper, in forms that were not made by the editor. */
const TYPES_OF_FIELDS: Readonly<Record<string, string>> = {
	string: 'String',
	'string-alphanumeric': 'String',
	url: 'String',
	jwt: 'String',
	time: 'String',
	number: 'Double',
	boolean: 'Boolean',
	dateTime: 'DateTime',
	array: 'Array',
	object: 'Object',
};

/** What a value without a declared type is: what JavaScript takes it for. */
const AS_GIVEN = 'AsGiven';

/** The .NET type in the label, or else what the mapper's own type says. */
function readType({ displayName, type }: JsonRecord): string {
	return readLabelType(String(displayName)) || (TYPES_OF_FIELDS[String(type)] ?? AS_GIVEN);
}

function readFields(schema: unknown): FormField[] {
	if (!Array.isArray(schema)) return [];
	return schema.filter(isRecord).flatMap((field) =>
		typeof field.id === 'string' && field.removed !== true
			? [
					{
						name: field.id,
						shortType: readType(field),
						isRequired: field.required === true,
					},
				]
			: [],
	);
}

const listAsGiven = (values: JsonRecord): FormField[] =>
	Object.keys(values).map((name) => ({ name, shortType: AS_GIVEN, isRequired: false }));

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function refuse(origin: ItemOrigin, name: string, problem: string, remedy: string): unknown {
	return toInputError(origin, `Arguments: ${name}`, problem, remedy);
}

/**
 * Reads the form with the arguments of a process and writes them as the JSON text that the robot gets.
 *
 * @param raw value of the resource mapper
 * @param item data of the input item, which the automatic mapping takes the values from
 * @returns undefined when no argument has a value
 * @throws NodeOperationError that names the argument
 */
export function readArgumentForm(
	origin: ItemOrigin,
	raw: unknown,
	item: Readonly<Record<string, unknown>>,
): string | undefined {
	const form = isRecord(raw) ? raw : {};
	const isAutomatic = form.mappingMode === 'autoMapInputData';
	if (isAutomatic && !Array.isArray(form.schema)) {
		throw toInputError(
			origin,
			'Arguments',
			'is mapped automatically, but holds no list of the arguments of the process',
			"Refresh the list of arguments in the node, or choose 'Using JSON'.",
		);
	}
	const values = isAutomatic ? item : isRecord(form.value) ? form.value : {};
	const declared = readFields(form.schema);
	// Values without a list of arguments are sent all the same: as what they are, not as nothing.
	const fields = declared.length > 0 || isAutomatic ? declared : listAsGiven(values);
	const stray = Object.keys(values).find(
		(name) => !isEmpty(values[name]) && !declared.some((field) => field.name === name),
	);
	if (!isAutomatic && stray !== undefined && declared.length > 0) {
		throw refuse(
			origin,
			stray,
			'is not among the arguments of the process',
			"Refresh the list of arguments in the node, or choose 'Using JSON'.",
		);
	}
	const written = fields.flatMap(({ name, shortType, isRequired }) => {
		// An argument may be called like what every object has, such as 'constructor'.
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		if (!isEmpty(value))
			return [`${JSON.stringify(name)}:${writeArgument(origin, name, value, shortType)}`];
		if (!isRequired) return [];
		throw refuse(origin, name, 'is required but empty', 'Enter a value.');
	});
	return written.length === 0 ? undefined : `{${written.join(',')}}`;
}

function writeArgument(
	origin: ItemOrigin,
	name: string,
	value: unknown,
	shortType: string,
): string {
	try {
		return shortType === AS_GIVEN ? writeByKind(value) : writeValue(value, shortType);
	} catch (caught: unknown) {
		if (caught instanceof JsonLossError) {
			throw refuse(
				origin,
				name,
				`holds ${caught.message}`,
				'Correct the expression that yields it, or leave the argument empty.',
			);
		}
		throw caught instanceof MismatchError
			? refuse(
					origin,
					name,
					`is not ${caught.message}`,
					`The process declares it as ${shortType || 'an object'}.`,
				)
			: caught;
	}
}
