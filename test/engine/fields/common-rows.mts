import { FINANCE, locate } from '../sandbox.mts';
import type { FieldRow } from './field-row.mts';

/** Fields that every operation has. Without a folder a list spans all folders, so the row is plain. */
export const FOLDER_ROWS: FieldRow[] = [
	{
		field: 'folder',
		note: 'from the list',
		parameters: { folder: locate('list', String(FINANCE)) },
		request: { headers: { 'x-uipath-organizationunitid': String(FINANCE) } },
	},
	{
		field: 'folder',
		note: 'by ID',
		parameters: { folder: locate('id', FINANCE) },
		request: { headers: { 'x-uipath-organizationunitid': String(FINANCE) } },
	},
	{
		field: 'folder',
		note: 'by key',
		parameters: { folder: locate('key', '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f60') },
		request: { headers: { 'x-uipath-folderkey': '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f60' } },
	},
	{
		field: 'folder',
		note: 'by path',
		parameters: { folder: locate('path', 'Finance/Invoices') },
		request: { headers: { 'x-uipath-folderpath': 'Finance/Invoices' } },
	},
	{
		field: 'folder',
		note: 'by path beyond ASCII',
		parameters: { folder: locate('path', 'Finanzen/Überweisungen') },
		request: {
			headers: {
				'x-uipath-folderpath-encoded': Buffer.from('Finanzen/Überweisungen', 'utf16le').toString(
					'base64',
				),
			},
		},
	},
];
