import type { Span } from './level.mts';

const ODATA = 'UiPath.Server.Configuration.OData';

/**
 * The routes that are not in every API version, by the versions that have them. In no public document:
 * `GetByKey` of jobs (UiPath's SDKs call it on Cloud), `GetPackageEntryPoints` (404 on 20.10),
 * `GetPackageEntryPointsV2` (Cloud) and `/api/Status/Version` (404 on 20.10).
 */
export const ROUTES: Partial<Record<Span, readonly string[]>> = {
	'13': [
		'GET /api/Status/Version',
		`POST /odata/Jobs({key})/${ODATA}.ValidateExistingJob`,
		`POST /odata/Jobs/${ODATA}.RestartJob`,
		`POST /odata/Jobs/${ODATA}.ValidateDynamicJob`,
		`GET /odata/Machines/${ODATA}.GetAssignedMachines(folderId={folderId})`,
		`GET /odata/Processes/${ODATA}.GetPackageEntryPoints(key={key})`,
		`GET /odata/Robots/${ODATA}.FindAllAcrossFolders`,
		`GET /odata/Robots/${ODATA}.GetConfiguredRobots`,
		`GET /odata/Robots/${ODATA}.GetFolderRobots(folderId={folderId},machineId={machineId})`,
		`GET /odata/Robots/${ODATA}.GetRobotsFromFolder(folderId={folderId})`,
		`GET /odata/Sessions/${ODATA}.GetMachineSessionRuntimesByFolderId(folderId={folderId})`,
	],
	'15': [`GET /odata/Folders/${ODATA}.GetByKey(identifier={identifier})`],
	'16': [`POST /odata/Jobs/${ODATA}.Export`],
	'17': ['GET /odata/Exports({key})', `GET /odata/Exports({key})/${ODATA}.GetDownloadLink`],
	'18': ['GET /api/Folders/GetAllForCurrentUser'],
	'20': [
		'POST /odata/Attachments',
		'GET /odata/Attachments({key})',
		'DELETE /odata/Attachments({key})',
		`GET /odata/Jobs/${ODATA}.GetByKey(identifier={identifier})`,
		`GET /odata/Processes/${ODATA}.GetPackageEntryPointsV2(key={key})`,
	],
};
