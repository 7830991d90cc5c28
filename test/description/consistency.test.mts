import type { INodeProperties } from 'n8n-workflow';

import { getEngine } from '../engine/globals.mts';
import { listInnerFields, listValues } from '../support/properties.mts';
import {
	findProperties,
	listBuiltFiles,
	listNodes,
	listOperations,
	loadDescription,
	loadNode,
} from './package.mts';

describe('the operations and their code', () => {
	it('has a file with fields and code for every operation, and an operation for every file', () => {
		const folder = 'nodes/UiPathOrchestrator/actions/';
		const files = listBuiltFiles().flatMap((file) => {
			const match = /^(\w+)\/(\w+)\.operation\.js$/.exec(file.replace(folder, ''));
			return match && file.startsWith(folder) ? [`${match[1]}/${match[2]}`] : [];
		});
		const offered = listOperations().map(({ resource, operation }) => `${resource}/${operation}`);
		expect(files.sort()).toEqual(offered.sort());
		const withoutCode = files.filter((name) => {
			const module = getEngine().requireBuilt(`${folder}${name}.operation.js`);
			return !Object.values(module ?? {}).some(isOperation);
		});
		expect(withoutCode).toEqual([]);
	});

	it('gives every operation an action for the node creator', () => {
		const options = findProperties('operation').flatMap((property) => property.options ?? []);
		expect(options.length).toBeGreaterThan(0);
		const without = options.filter((option) => !('action' in option && option.action));
		expect(without).toEqual([]);
	});
});

describe.each(listNodes())('the description of %s fits itself', (name) => {
	const { properties } = loadDescription(name);

	it('shows fields only by values that exist', () => {
		const findings = walk(properties).flatMap(({ field, siblings }) =>
			[field.displayOptions?.show, field.displayOptions?.hide].flatMap((conditions) =>
				Object.entries(conditions ?? {}).flatMap(([key, values]) => {
					if (key.startsWith('@')) return [];
					const scope = key.startsWith('/') ? properties : siblings;
					const owners = scope.filter(({ name }) => name === key.replace(/^\//, ''));
					const known = owners.flatMap(possibleValues);
					return (values ?? [])
						.filter((value) => !known.includes(value))
						.map((value) => `${field.name}: ${key} is never ${String(value)}`);
				}),
			),
		);
		expect(findings).toEqual([]);
	});

	it('gives a name the same type everywhere', () => {
		for (const level of groupByLevel(properties)) {
			const types = new Map<string, Set<string>>();
			for (const { name, type } of level) {
				types.set(name, (types.get(name) ?? new Set()).add(type));
			}
			const mixed = [...types].filter(([, names]) => names.size > 1).map(([name]) => name);
			expect(mixed).toEqual([]);
		}
	});

	it('has every list search and options method that a field names', () => {
		const { methods } = loadNode(name);
		const missing = walk(properties).flatMap(({ field }) => [
			...(field.modes ?? []).flatMap(({ typeOptions }) => {
				const name = typeOptions?.searchListMethod;
				return name && !methods?.listSearch?.[name] ? [name] : [];
			}),
			...[field.typeOptions?.loadOptionsMethod].filter(
				(name) => name && !methods?.loadOptions?.[name],
			),
			...[field.typeOptions?.resourceMapper?.resourceMapperMethod].filter(
				(name) => name && !methods?.resourceMapping?.[name],
			),
		]);
		expect(missing).toEqual([]);
	});

	it('has defaults that a user could have chosen', () => {
		const wrong = walk(properties)
			.filter(({ field }) => !hasValidDefault(field))
			.map(({ field }) => `${field.name}: ${JSON.stringify(field.default)}`);
		expect(wrong).toEqual([]);
	});

	it('has no field that no choice of the user ever shows', () => {
		const choices = name === 'uiPathOrchestrator' ? listOperations() : [{}];
		const unreachable = properties.filter(
			(field) => !choices.some((choice) => isReachable(field, properties, choice)),
		);
		expect(unreachable.map(({ name }) => name)).toEqual([]);
	});
});

function isOperation(member: unknown): boolean {
	return (
		typeof member === 'object' &&
		member !== null &&
		'open' in member &&
		typeof member.open === 'function' &&
		'description' in member &&
		Array.isArray(member.description)
	);
}

interface PlacedField {
	field: INodeProperties;
	siblings: INodeProperties[];
}

/** Every field with those beside it, collections opened. */
function walk(siblings: INodeProperties[]): PlacedField[] {
	return siblings.flatMap((field) => [
		{ field, siblings },
		...(isCollection(field) ? walk(listInnerFields(field)) : []),
	]);
}

function isCollection({ type }: INodeProperties): boolean {
	return type === 'collection' || type === 'fixedCollection';
}

function groupByLevel(root: INodeProperties[]): INodeProperties[][] {
	const inner = root.filter(isCollection).flatMap(listInnerFields);
	return [root, inner];
}

function possibleValues(field: INodeProperties): unknown[] {
	if (field.type === 'boolean') return [true, false];
	// Of a locator, n8n compares the value; the only one known beforehand is that nothing is chosen.
	return field.type === 'resourceLocator' ? [''] : listValues(field);
}

function hasValidDefault(field: INodeProperties): boolean {
	const value: unknown = field.default;
	switch (field.type) {
		case 'options':
			return listValues(field).some((known) => known === value);
		case 'multiOptions':
			return (
				Array.isArray(value) &&
				value.every((one) => listValues(field).some((known) => known === one))
			);
		case 'boolean':
			return typeof value === 'boolean';
		case 'number':
			return typeof value === 'number';
		case 'collection':
		case 'fixedCollection':
			return typeof value === 'object' && value !== null;
		case 'resourceLocator':
			return (
				typeof value === 'object' &&
				value !== null &&
				'mode' in value &&
				(field.modes ?? []).some(({ name }) => name === value.mode)
			);
		default:
			return true;
	}
}

/** Whether some choice of other fields shows this one for the chosen resource and operation. */
function isReachable(
	field: INodeProperties,
	properties: INodeProperties[],
	choice: Record<string, string>,
): boolean {
	return Object.entries(field.displayOptions?.show ?? {}).every(([key, values]) => {
		if (key.startsWith('@')) return true;
		const chosen = choice[key];
		if (chosen !== undefined) return values?.includes(chosen);
		const owners = properties.filter(({ name }) => name === key);
		return owners.some(
			(owner) =>
				isReachable(owner, properties, choice) &&
				possibleValues(owner).some((value) => values?.includes(value as string)),
		);
	});
}
