import { inEditor } from './editorContext';
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
	listSearch: {
		searchFolders: inEditor(searchFolders),
		searchJobs: inEditor(searchJobs),
		searchMachines: inEditor(searchMachines),
		searchProcesses: inEditor(searchProcesses),
		searchRobots: inEditor(searchRobots),
	},
	loadOptions: {
		getMachineSessions: inEditor(getMachineSessions),
		getRobots: inEditor(getRobots),
	},
	resourceMapping: { getArgumentFields: inEditor(getArgumentFields) },
};
