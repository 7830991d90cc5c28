import type { Folder, Release, Script } from '../model.mts';
import { Level } from '../levels/level.mts';
import type { State } from '../state.mts';
import { SEED } from './ids.mts';
import { NEWER_DEMO } from './newer-processes.mts';

type Descriptor = { name: string; type: string; required: boolean; hasDefault: boolean };

const RUNTIME = 'System.Private.CoreLib, Version=8.0.0.0, Culture=neutral';

export const describeArgument = (name: string, type: string, required = false): Descriptor => ({
	name,
	type: `System.${type}, ${RUNTIME}, PublicKeyToken=7cec85d7bea7798e`,
	required,
	hasDefault: !required,
});

/** A release of a folder; `given` overrides any column. */
export function createRelease(
	folder: Folder,
	given: Partial<Release> & { Id: number; Key: string; Name: string },
): Release {
	return {
		ProcessKey: given.Name.replaceAll(/\W/g, '.'),
		ProcessVersion: '1.0.7',
		IsLatestVersion: true,
		IsProcessDeleted: false,
		Description: null,
		EntryPointPath: 'Main.xaml',
		InputArguments: null,
		EnvironmentVariables: '',
		Arguments: { Input: null, Output: null },
		ProcessType: 'Process',
		TargetFramework: 'Portable',
		RequiresUserInteraction: false,
		JobPriority: 'Normal',
		SpecificPriorityValue: 45,
		OrganizationUnitId: folder.Id,
		OrganizationUnitFullyQualifiedName: folder.FullyQualifiedName,
		FolderKey: folder.Key,
		IsAttended: false,
		IsCompiled: true,
		AutoUpdate: false,
		EnvironmentId: null,
		EnvironmentName: null,
		CreationTime: '2017-11-02T09:12:44.1Z',
		FeedId: null,
		script: { kind: 'succeed', output: '{}' },
		...given,
	};
}

const INVOICE_INPUT = JSON.stringify([
	describeArgument('orderId', 'String', true),
	describeArgument('amount', 'Decimal'),
	describeArgument('maxInvoices', 'Int32'),
	describeArgument('dryRun', 'Boolean'),
	describeArgument('dueDate', 'DateTime'),
	describeArgument('tags', 'String[]'),
	{
		...describeArgument('header', 'String'),
		type: `System.Collections.Generic.Dictionary\`2[[System.String, ${RUNTIME}],[System.Object, ${RUNTIME}]], ${RUNTIME}`,
	},
]);

export const LARGE_OUTPUT = JSON.stringify({
	rows: Array.from({ length: 400 }, (_, index) => ({ index, text: `row ${index} – größer` })),
});

const { folders, environments } = SEED;

export type Demo = [keyof typeof SEED.releases, number, string, Script, Partial<Release>?];

const DEMO: Demo[] = [
	[
		'invoiceProcessing',
		folders.finance,
		'InvoiceProcessing',
		{ kind: 'succeed', output: '{"invoicesProcessed":3,"status":"done","total":129.5}' },
		{
			Description: 'Reads invoices and books them',
			Arguments: {
				Input: INVOICE_INPUT,
				Output: JSON.stringify([
					describeArgument('invoicesProcessed', 'Int32'),
					describeArgument('status', 'String'),
				]),
			},
		},
	],
	['reportBuilder', folders.finance, 'ReportBuilder', { kind: 'fault' }],
	['badLogon', folders.finance, 'BadLogon', { kind: 'faultAtStart' }],
	[
		'approval',
		folders.finance,
		'ApprovalFlow',
		{ kind: 'suspend', output: '{"approved":true}' },
		{ ProcessType: 'ProcessOrchestration' },
	],
	[
		'stubborn',
		folders.finance,
		'StubbornProcess',
		{ kind: 'ignoreSoftStop', output: '{"ok":true}' },
	],
	['hanging', folders.finance, 'HangingProcess', { kind: 'hang' }],
	['largeOutput', folders.finance, 'LargeOutput', { kind: 'succeed', output: LARGE_OUTPUT }],
	[
		'foreground',
		folders.finance,
		'ForegroundProcess',
		{ kind: 'succeed' },
		{ RequiresUserInteraction: true },
	],
	[
		'invoiceArchive',
		folders.invoices,
		'InvoiceArchive',
		{ kind: 'succeed', output: '{"archived":7}' },
	],
	['transfer', folders.transfers, "O'Brien Überweisung", { kind: 'succeed', output: '{"€":"ok"}' }],
	[
		'draft',
		folders.personalChild,
		'DraftReader',
		{ kind: 'succeed' },
		{
			FeedId: SEED.feeds.personal,
			Arguments: {
				Input: JSON.stringify([describeArgument('draftId', 'String', true)]),
				Output: null,
			},
		},
	],
	['empty', folders.empty, 'InvoiceProcessing', { kind: 'succeed' }],
	['noHost', folders.noHost, 'InvoiceProcessing', { kind: 'succeed' }],
	['noRobot', folders.noRobot, 'InvoiceProcessing', { kind: 'succeed' }],
	[
		'classicLogon',
		folders.classic,
		'Release_Project_doc_env',
		{ kind: 'faultAtStart' },
		{ ProcessKey: 'Release_Project', EnvironmentId: environments.logon, ProcessVersion: '1.0.1' },
	],
	[
		'classicAll',
		folders.classic,
		'Nightly_DocEnv',
		{ kind: 'succeed' },
		{ EnvironmentId: environments.all, EnvironmentName: 'DocEnv' },
	],
	[
		'classicArguments',
		folders.classic,
		'input_output_test_DocEnv',
		{ kind: 'succeed', output: '{"greeting":"testing is 33"}' },
		{
			EnvironmentId: environments.all,
			EnvironmentName: 'DocEnv',
			Arguments: {
				Input: JSON.stringify([
					describeArgument('age', 'Int32', true),
					describeArgument('trueOrFalse', 'Boolean'),
					describeArgument('stringNew', 'String'),
				]),
				Output: JSON.stringify([describeArgument('greeting', 'String')]),
			},
		},
	],
];

export function createDemoReleases(state: State): Release[] {
	const level = new Level(state.settings.apiVersion);
	const newer = NEWER_DEMO.filter(([, , , , { ProcessType = '' } = {}]) =>
		level.hasValue('ReleaseDto.ProcessType', ProcessType),
	);
	return [...DEMO, ...newer].map(([name, folderId, Name, script, more]) => {
		const folder = state.findFolder(folderId);
		if (!folder) throw new Error(`no demo folder ${folderId}`);
		const { id, key } = SEED.releases[name];
		const row = createRelease(folder, { Id: id, Key: key, Name, script, ...more });
		const { ProcessType } = row;
		// Older servers have fewer types: there it is a process like any other.
		return level.hasValue('ReleaseDto.ProcessType', ProcessType)
			? row
			: { ...row, ProcessType: 'Process' };
	});
}
