import { SEED } from '../src/index.mts';
import { idsOf, inFolder, startCaller, type Caller } from './helpers.mts';

const finance = inFolder(SEED.folders.finance);
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

const countJobs = async (query = {}, folder = finance) =>
	idsOf(await caller.get('/odata/Jobs', query, folder)).length;
const addJob = () =>
	caller.sandbox.control.addJobs([{ OrganizationUnitId: SEED.folders.finance, State: 'Faulted' }]);

test('the same list query gets the same answer for as long as lists are remembered', async () => {
	caller.sandbox.control.setLimits({ rememberLists: true });
	const before = await countJobs();
	addJob();
	expect(await countJobs()).toBe(before);
	expect(await countJobs({ $top: 1000 })).toBe(before + 1);
	expect(await countJobs({}, inFolder(SEED.folders.invoices))).not.toBe(before);
	caller.sandbox.control.setLimits({ rememberLists: false });
	expect(await countJobs()).toBe(before + 1);
});
