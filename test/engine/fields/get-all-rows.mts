import type { OperationRows } from './field-row.mts';
import { FILTER_ROWS } from './filter-rows.mts';

export const GET_ALL_ROWS: OperationRows = {
	operation: 'getAll',
	minimal: {},
	rows: [
		...FILTER_ROWS,
		{
			field: 'returnAll',
			parameters: { returnAll: true },
			request: { query: { $top: '1000' } },
		},
		{ field: 'limit', parameters: { limit: 7 }, request: { query: { $top: '7' } } },
		{
			field: 'simplify',
			parameters: { simplify: false, limit: 1 },
			item: { json: { SpecificPriorityValue: expect.any(Number) } },
		},
		{
			field: 'options.expand',
			parameters: { options: { expand: ['Robot', 'Release', 'Machine'] } },
			request: { query: { $expand: 'Robot,Machine,Release' } },
		},
		{
			field: 'options.fields',
			parameters: { options: { fields: ['State', 'ReleaseName'] } },
			request: { query: { $select: 'State,ReleaseName,Id' } },
		},
		{
			field: 'options.sort',
			parameters: { options: { sort: { by: { field: 'EndTime', direction: 'asc' } } } },
			request: { query: { $orderby: 'EndTime asc,Id asc' } },
		},
		{
			field: 'options.includeArguments',
			parameters: { options: { includeArguments: true }, filters: { custom: 'Id eq 20001' } },
			request: { path: '/odata/Jobs(20001)' },
		},
	],
};
