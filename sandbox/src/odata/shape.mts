import { invalidQuery } from '../errors.mts';
import { unknownProperty } from './compile.mts';
import { findName, type EntitySchema, type Row } from './schema.mts';

/** Turns a stored row into the JSON that leaves the server. */
export type Shape = {
	apply: (row: Row, list: boolean) => Row;
	/** What `@odata.context` carries in brackets, empty when nothing was selected. */
	selected: string;
};

/** Commas inside brackets belong to the inner expression. */
function splitTop(text: string, separator: string): string[] {
	const parts: string[] = [''];
	let depth = 0;
	for (const character of text) {
		if (character === '(') depth += 1;
		if (character === ')') depth -= 1;
		if (character === separator && depth === 0) parts.push('');
		else parts[parts.length - 1] += character;
	}
	return parts.map((part) => part.trim());
}

const MAX_DEPTH = 2;

/** Reads `$select` and `$expand` (depth 2, with nested `$select`/`$expand`). */
export function compileShape(
	select: string | undefined,
	expand: string | undefined,
	schema: EntitySchema,
	depth = 0,
): Shape {
	const columns = select === undefined ? undefined : selectColumns(select, schema);
	const expansions = expand === undefined ? [] : splitTop(expand, ',').map(parseExpansion);
	if (expansions.length > 0 && depth >= MAX_DEPTH) {
		throw invalidQuery(`The request includes a $expand path deeper than ${MAX_DEPTH}.`);
	}
	const related = expansions.map(({ name: written, inner }) => {
		const name = findName(schema.navigation, written);
		const navigation = name === undefined ? undefined : schema.navigation[name];
		if (name === undefined || !navigation) throw unknownProperty(written, schema);
		return {
			name,
			resolve: navigation.resolve,
			shape: compileShape(inner.$select, inner.$expand, navigation.schema, depth + 1),
		};
	});
	const names = columns ?? Object.keys(schema.columns);
	const apply = (row: Row, list: boolean): Row => {
		const shaped: Row = {};
		for (const name of names) {
			shaped[name] = list && schema.detailOnly?.includes(name) ? null : (row[name] ?? null);
		}
		for (const { name, resolve, shape } of related) {
			const target = resolve(row);
			shaped[name] = target === null ? null : shape.apply(target, false);
		}
		return shaped;
	};
	const labels = [...(columns ?? []), ...related.map(({ name }) => `${name}()`)];
	return { apply, selected: labels.length > 0 ? `(${labels.join(',')})` : '' };
}

function selectColumns(select: string, schema: EntitySchema): string[] | undefined {
	const names = splitTop(select, ',');
	if (names.includes('*')) return undefined;
	return names.flatMap((written) => {
		const name = findName(schema.columns, written);
		if (name !== undefined) return [name];
		// A related entity may be selected; what is answered of it is for $expand to say.
		if (findName(schema.navigation, written) !== undefined) return [];
		throw unknownProperty(written, schema);
	});
}

function parseExpansion(text: string): {
	name: string;
	inner: { $select?: string; $expand?: string };
} {
	const match = /^([A-Za-z_]\w*)(?:\((.*)\))?$/s.exec(text);
	if (!match?.[1]) throw invalidQuery(`Syntax error in $expand near '${text}'.`);
	const inner: { $select?: string; $expand?: string } = {};
	for (const part of match[2] === undefined ? [] : splitTop(match[2], ';')) {
		const option = /^(\$select|\$expand)\s*=\s*(.+)$/s.exec(part);
		if (!option) throw invalidQuery(`'${part}' is not supported inside $expand.`);
		inner[option[1] === '$select' ? '$select' : '$expand'] = option[2];
	}
	return { name: match[1], inner };
}
