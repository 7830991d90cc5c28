import { ApiError } from '../errors.mts';
import { answerJson } from '../http.mts';
import type { Route } from '../tenant.mts';

const refuseOAuth = () => {
	throw new ApiError(403, 0, 'You are not authorized! OAuth is not supported here.');
};

/** Status probes, and the folder navigation that callers like us may not use. */
export const miscRoutes: Route[] = [
	{
		method: 'GET',
		template: '/api/Status/Get',
		folder: 'none',
		isAnonymous: true,
		handle: () => answerJson({ status: 'Healthy' }),
	},
	{
		method: 'GET',
		template: '/api/Status/Version',
		folder: 'none',
		isAnonymous: true,
		handle: () => answerJson({ version: '25.10.0-sandbox' }),
	},
	{
		method: 'GET',
		template: '/api/FoldersNavigation/GetFoldersForCurrentUser',
		folder: 'none',
		handle: refuseOAuth,
	},
	{
		method: 'GET',
		template: '/api/FoldersNavigation/GetAllFoldersForCurrentUser',
		folder: 'none',
		handle: refuseOAuth,
	},
];
