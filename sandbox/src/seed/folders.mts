import type { Folder } from '../model.mts';
import { SEED } from './ids.mts';

const KEY = '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f6';

/** A modern folder; `given` overrides any column. */
export function createFolder(given: Partial<Folder> & { Id: number; DisplayName: string }): Folder {
	return {
		Key: `0a8f5b1e-6a3c-4b57-9f0e-${given.Id.toString(16).padStart(12, '0')}`,
		FullyQualifiedName: given.DisplayName,
		Description: null,
		FolderType: 'Standard',
		IsPersonal: false,
		ProvisionType: 'Automatic',
		PermissionModel: 'FineGrained',
		ParentId: null,
		ParentKey: null,
		FeedType: 'Processes',
		...given,
	};
}

export function createDemoFolders(): Folder[] {
	const { folders, paths } = SEED;
	const finance = createFolder({ Id: folders.finance, Key: `${KEY}0`, DisplayName: 'Finance' });
	const finanzen = createFolder({ Id: folders.finanzen, Key: `${KEY}2`, DisplayName: 'Finanzen' });
	const personal = createFolder({
		Id: folders.personal,
		Key: `${KEY}4`,
		DisplayName: paths.personal,
		FolderType: 'Personal',
		IsPersonal: true,
		FeedType: 'PersonalWorkspace',
	});
	const child = (parent: Folder, Id: number, digit: number, DisplayName: string) =>
		createFolder({
			Id,
			Key: `${KEY}${digit}`,
			DisplayName,
			FullyQualifiedName: `${parent.FullyQualifiedName}/${DisplayName}`,
			ParentId: parent.Id,
			ParentKey: parent.Key,
			FolderType: parent.FolderType,
			FeedType: parent.FeedType,
			IsPersonal: parent.IsPersonal,
			PermissionModel: 'InheritFromTenant',
		});
	return [
		finance,
		child(finance, folders.invoices, 1, 'Invoices'),
		finanzen,
		child(finanzen, folders.transfers, 3, 'Überweisungen'),
		personal,
		{ ...child(personal, folders.personalChild, 5, 'Drafts'), FolderType: 'Solution' },
		createFolder({
			Id: folders.classic,
			Key: `${KEY}6`,
			DisplayName: 'Classic',
			ProvisionType: 'Manual',
		}),
		createFolder({ Id: folders.empty, Key: `${KEY}7`, DisplayName: 'Empty' }),
		createFolder({ Id: folders.noHost, Key: `${KEY}8`, DisplayName: 'No Host' }),
		createFolder({ Id: folders.noRobot, Key: `${KEY}9`, DisplayName: 'No Robot' }),
	];
}
