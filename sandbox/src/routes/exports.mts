import { createBlobAccess } from '../blob-links.mts';
import { invalidArgument, notFound } from '../errors.mts';
import { createExport, describeExport } from '../exports.mts';
import { answerJson } from '../http.mts';
import type { ExportRow } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import { createCollection, createEntity, selectRows } from '../odata/respond.mts';
import type { Call, Route } from '../tenant.mts';
import { listVisibleJobs } from './jobs-read.mts';
import { MAX_PAGE } from './lists.mts';
import { ODATA, writeJobs } from './scopes.mts';

function requireExport({ tenant, params }: Call): ExportRow {
	const row = tenant.state.exports.find(({ Id }) => String(Id) === params.key);
	if (!row) throw notFound('Export');
	return row;
}

function answerExport({ tenant }: Call, row: ExportRow, options = {}) {
	const schema = tenant.entities.exports;
	return answerJson(
		createEntity(tenant.urls.orchestrator, describeExport(tenant, row), options, schema),
	);
}

export const exportRoutes: Route[] = [
	{
		method: 'POST',
		template: `/odata/Jobs/${ODATA}.Export`,
		...writeJobs('Jobs.View'),
		folder: 'required',
		handle: async (call) => {
			const { tenant } = call;
			const options = parseOptions(call.query);
			const schema = tenant.entities.jobs;
			const { rows } = selectRows(listVisibleJobs(call), options, schema, MAX_PAGE);
			// Builds the shape only to have wrong $select and $expand refused as in a list.
			createCollection(tenant.urls.orchestrator, [], options, schema);
			tenant.limits.countExport();
			const expanded = Object.keys(schema.navigation).filter((name) =>
				new RegExp(`\\b${name}\\b`, 'i').test(options.expand ?? ''),
			);
			return answerExport(call, await createExport(tenant, rows, expanded));
		},
	},
	{
		method: 'GET',
		template: '/odata/Exports({key})',
		folder: 'none',
		handle: (call) =>
			answerExport(call, requireExport(call), parseOptions(call.query, ['select', 'expand'])),
	},
	{
		method: 'GET',
		template: `/odata/Exports({key})/${ODATA}.GetDownloadLink`,
		folder: 'none',
		handle: (call) => {
			parseOptions(call.query, ['select', 'expand']);
			const row = requireExport(call);
			if (describeExport(call.tenant, row).Status !== 'Completed') {
				throw invalidArgument('The export is not completed.');
			}
			return answerJson({
				'@odata.context': `${call.tenant.urls.orchestrator}/odata/$metadata#${ODATA}.BlobFileAccessDto`,
				...call.tenant.level.keepColumns(
					'BlobFileAccessDto',
					createBlobAccess(call.tenant, 'GET', `/exports/${row.Id}`),
				),
			});
		},
	},
];
