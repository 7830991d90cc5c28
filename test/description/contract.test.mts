import type { INodeProperties } from 'n8n-workflow';

import { isFieldOf, listInnerFields, listValues } from '../support/properties.mts';
import { CREDENTIAL_FIELDS, FOLDER_MODES, JOB_OPERATIONS } from './contract.mts';
import { findProperties, loadCredential, loadDescription } from './package.mts';

describe('names of the contract', () => {
	it('node and credentials', () => {
		const { name, displayName, version, credentials } = loadDescription();
		expect({ name, displayName, version }).toEqual({
			name: 'uiPathOrchestrator',
			displayName: 'UiPath Orchestrator',
			version: 1,
		});
		expect(credentials?.map((credential) => credential.name)).toEqual([
			'uiPathOrchestratorApi',
			'uiPathOrchestratorOAuth2Api',
		]);
	});

	it.each(Object.entries(CREDENTIAL_FIELDS))('fields of %s', (name, fields) => {
		const names = loadCredential(name).properties.map((property) => property.name);
		expect(names).toEqual(expect.arrayContaining(fields));
	});

	it('authentication, each value showing its own credential', () => {
		const [authentication] = findProperties('authentication');
		expect(authentication).toMatchObject({ type: 'options', default: 'accessToken' });
		expect(authentication && listValues(authentication)).toEqual(['accessToken', 'oAuth2']);
		expect(
			loadDescription().credentials?.map(({ displayOptions }) => displayOptions?.show),
		).toEqual([{ authentication: ['accessToken'] }, { authentication: ['oAuth2'] }]);
	});

	it('resources, the job first', () => {
		const [resource] = findProperties('resource');
		expect(resource && listValues(resource)[0]).toBe('job');
	});

	it('operations of job', () => {
		const offered = jobFields('operation').flatMap((property) => property.options ?? []);
		const names = offered.map((option) => ['value' in option ? option.value : '', option.name]);
		expect(Object.fromEntries(names)).toEqual(
			Object.fromEntries(Object.entries(JOB_OPERATIONS).map(([value, { name }]) => [value, name])),
		);
	});

	describe.each(Object.keys(JOB_OPERATIONS))('job: %s', (operation) => {
		it('parameters', () => {
			const names = new Set(fieldsOf(operation).map((property) => property.name));
			expect([...names].sort()).toEqual([...(JOB_OPERATIONS[operation]?.parameters ?? [])].sort());
		});

		it('folder, in each of its modes', () => {
			const folder = findProperties('folder').filter(
				(property) => isFieldOf(property, 'job', operation) || isEverywhere(property),
			);
			expect(folder.map(listModes)).toEqual([FOLDER_MODES]);
		});
	});

	it.each(tabulate('modes'))('job: $operation, modes of $path', ({ operation, path, names }) => {
		const locators = fieldsOf(operation).filter((property) => property.name === path);
		expect(locators.map(listModes)).toEqual([names]);
	});

	it.each(tabulate('collections'))('job: $operation, keys of $path', (row) => {
		const inner = fieldsOf(row.operation)
			.filter((property) => property.name === row.path)
			.flatMap(listInnerFields)
			.map((field) => field.name);
		expect(inner.sort()).toEqual([...row.names].sort());
	});

	it.each(tabulate('values'))('job: $operation, values of $path', ({ operation, path, names }) => {
		const [name, inner] = path.split('.');
		const found = fieldsOf(operation)
			.filter((property) => property.name === name)
			.flatMap((property) => (inner ? listInnerFields(property) : [property]))
			.filter((property) => property.name === (inner ?? name));
		expect(found.flatMap(listValues).sort()).toEqual([...names].sort());
	});

	it('starts with the strategy for modern folders and marks the classic ones', () => {
		const strategy = findProperties('strategy').find((field) => isFieldOf(field, 'job', 'start'));
		expect(strategy?.default).toBe('ModernJobsCount');
		const classic = (strategy?.options ?? []).filter((option) => /classic/i.test(textOf(option)));
		expect(classic.map((option) => ('value' in option ? option.value : ''))).toEqual(
			expect.arrayContaining(['JobsCount', 'RobotCount', 'All']),
		);
	});

	it('lists 50 by default', () => {
		expect(jobFields('limit').map((field) => field.default)).toEqual([50]);
	});
});

/** The rows of one part of the contract, over all operations. */
function tabulate(part: 'modes' | 'collections' | 'values') {
	return Object.entries(JOB_OPERATIONS).flatMap(([operation, contract]) =>
		Object.entries(contract[part] ?? {}).map(([path, names]) => ({ operation, path, names })),
	);
}

function fieldsOf(operation: string): INodeProperties[] {
	return loadDescription().properties.filter((property) => isFieldOf(property, 'job', operation));
}

function jobFields(name: string): INodeProperties[] {
	return findProperties(name).filter((property) => {
		const resources = property.displayOptions?.show?.resource;
		return !resources || resources.includes('job');
	});
}

function isEverywhere(property: INodeProperties): boolean {
	return property.displayOptions?.show?.operation === undefined;
}

function listModes(property: INodeProperties): string[] {
	return (property.modes ?? []).map((mode) => mode.name);
}

function textOf(option: object): string {
	return Object.values(option).join(' ');
}
