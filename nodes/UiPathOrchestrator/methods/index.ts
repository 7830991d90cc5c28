import {
	searchFolders,
	searchJobs,
	searchMachines,
	searchProcesses,
	searchRobots,
} from './listSearch';
import { getMachineSessions, getRobots } from './loadOptions';
import { getArgumentFields } from './resourceMapping';

/** What the editor may ask the nodes for, by the names that descriptions use. */
export const methods = {
	listSearch: { searchFolders, searchJobs, searchMachines, searchProcesses, searchRobots },
	loadOptions: { getMachineSessions, getRobots },
	resourceMapping: { getArgumentFields },
};
