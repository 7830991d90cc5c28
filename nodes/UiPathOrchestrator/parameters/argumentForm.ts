import { isRecord } from '../helpers/json';
import { MismatchError, writeValue } from './argumentJson';
import { readLabelType } from './argumentTypes';
import { toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

interface FormField {
	readonly name: string;
	readonly shortType: string;
	readonly isRequired: boolean;
}

function readFields(schema: unknown): FormField[] {
	if (!Array.isArray(schema)) return [];
	return schema.filter(isRecord).flatMap((field) =>
		typeof field.id === 'string' && field.removed !== true
			? [
					{
						name: field.id,
						shortType: readLabelType(String(field.displayName)),
						isRequired: field.required === true,
					},
				]
			: [],
	);
}

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
	const fields = readFields(form.schema);
	const isAutomatic = form.mappingMode === 'autoMapInputData';
	const values = isAutomatic ? item : isRecord(form.value) ? form.value : {};
	const stray = Object.keys(values).find(
		(name) => !isEmpty(values[name]) && !fields.some((field) => field.name === name),
	);
	if (!isAutomatic && stray !== undefined && fields.length > 0) {
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
		return writeValue(value, shortType);
	} catch (caught: unknown) {
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
