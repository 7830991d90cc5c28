import type { OperationRows } from './field-row.mts';
import { FILTER_ROWS } from './filter-rows.mts';

export const EXPORT_ROWS: OperationRows = {
	operation: 'export',
	minimal: {},
	rows: [
		...FILTER_ROWS,
		{
			field: 'options.expand',
			parameters: { options: { expand: ['Robot'] } },
			request: { query: { $expand: 'Robot' } },
		},
		{
			field: 'options.sort',
			parameters: { options: { sort: { by: { field: 'StartTime', direction: 'desc' } } } },
			request: { query: { $orderby: 'StartTime desc' } },
		},
		{
			field: 'options.limit',
			parameters: { options: { limit: 12 } },
			request: { query: { $top: '12' } },
		},
		{
			field: 'options.fileName',
			parameters: { options: { fileName: 'faults.csv' } },
			item: { binary: { data: { fileName: 'faults.csv' } } },
		},
		{
			field: 'options.timeout',
			prepare: ({ control }) => control.setLimits({ exportMs: 1500 }),
			parameters: { options: { timeout: 1 } },
			error: /not done after 1 seconds/,
		},
		{
			field: 'options.exportId',
			parameters: { options: { exportId: '900999' } },
			error: /export 900999/,
		},
		{
			field: 'options.output',
			parameters: { options: { output: 'items', limit: 3 } },
			itemCount: 3,
		},
	],
};
