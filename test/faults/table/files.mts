/** What can become of an export besides what can become of any request. */
import type { Fault } from '../../../sandbox/src/index.mts';
import type { Limits } from '../../../sandbox/src/control.mts';
import { FOR_EVER } from '../types.mts';

/** What has to come of it. */
export interface FileOutcome {
	readonly downloads: number;
	/** The error, with `#` for any number; absent where the file comes, whole. */
	readonly says?: string;
	readonly advises?: string;
	/** What comes cannot be told from a whole file. */
	readonly isPart?: boolean;
}

export interface FileFault {
	readonly name: string;
	readonly limits?: Limits;
	readonly faults?: readonly Fault[];
	/** The export ends as Failed. */
	readonly fails?: boolean;
	/** Seconds to wait for the export. */
	readonly timeout?: number;
	/** As a file in a binary field, and as one item for each row. */
	readonly file: FileOutcome;
	readonly items: FileOutcome;
}

const FETCH_AGAIN = "Fetch it again with 'Export ID'";
const FILE = 'GET /exports/';
const WATCH = 'GET .*/odata/Exports\\(\\d+\\)$';
const ZIP: Limits = { exportFormat: 'zip' };
const GONE = { message: 'Export does not exist.', errorCode: 1002, traceId: '00-ab-cd-01' };
/** The seed's exports end before this number. */
const FIRST_EXPORT = 8662;

const alike = (outcome: FileOutcome) => ({ file: outcome, items: outcome });
const cut = (says: string): FileOutcome => ({
	downloads: 3,
	says: `Export # could not be read: ${says}`,
	advises: FETCH_AGAIN,
});
const comesAgain = alike({ downloads: 2 });

export const FILE_FAULTS: readonly FileFault[] = [
	{
		name: 'the export fails',
		fails: true,
		...alike({
			downloads: 0,
			says: 'Orchestrator could not write export #',
			advises: "lower 'Limit'",
		}),
	},
	{
		name: 'the export never ends',
		limits: { exportMs: 3_600_000 },
		timeout: 1,
		...alike({
			downloads: 0,
			says: 'Export # is not done after 1 seconds (New)',
			advises: "Fetch it later with 'Export ID'",
		}),
	},
	{
		name: 'the export vanishes while it is watched',
		limits: { exportMs: 3_600_000 },
		faults: [{ route: WATCH, after: 1, times: FOR_EVER, status: 404, body: GONE }],
		...alike({
			downloads: 0,
			says: 'Watch export #: Export does not exist.',
			advises: 'error code 1002',
		}),
	},
	{
		name: 'the answer to the start names no export',
		faults: [{ route: 'POST .*Export$', status: 200, body: { Status: 'New' } }],
		...alike({
			downloads: 0,
			says: 'Export jobs: Orchestrator returned no export ID',
		}),
	},
	{
		name: 'the answer holds no link',
		faults: [{ route: 'GetDownloadLink$', status: 200, body: {}, times: FOR_EVER }],
		...alike({ downloads: 0, says: 'Get link of export #: the answer holds no link' }),
	},
	{
		name: 'the link has expired, each time',
		limits: { linkLifetimeMs: -60_000 },
		...alike({
			downloads: 3,
			says: 'Download export #: the storage host answered HTTP 403',
			advises: 'The link may have expired',
		}),
	},
	{
		name: 'the link has expired, once',
		faults: [{ route: FILE, status: 403 }],
		...comesAgain,
	},
	{
		name: 'CSV cut, once',
		faults: [{ route: FILE, action: 'truncate' }],
		...comesAgain,
	},
	{
		name: 'CSV cut, each time',
		faults: [{ route: FILE, action: 'truncate', times: FOR_EVER }],
		...alike(cut('only # of its # bytes came')),
	},
	{
		name: 'CSV cut, and Orchestrator does not say how long it is',
		faults: [
			{
				route: WATCH,
				status: 200,
				body: { Id: FIRST_EXPORT, Name: 'jobs-1', Status: 'Completed', Size: null },
			},
			{ route: FILE, action: 'truncate', times: FOR_EVER },
		],
		// As a file it is passed on as it is: nobody has said that there is more of it.
		file: { downloads: 1, isPart: true },
		items: cut('the file ends in the midst of a row'),
	},
	{
		name: 'ZIP cut, once',
		limits: ZIP,
		faults: [{ route: FILE, action: 'truncate' }],
		...comesAgain,
	},
	{
		name: 'ZIP cut, each time',
		limits: ZIP,
		faults: [{ route: FILE, action: 'truncate', times: FOR_EVER }],
		...alike(cut('the ZIP archive has no end: it is cut or damaged')),
	},
	{
		name: 'ZIP damaged, once',
		limits: ZIP,
		faults: [{ route: FILE, action: 'damage' }],
		// As a file it is passed on as it came; only who opens it can see.
		file: { downloads: 1 },
		items: { downloads: 2 },
	},
	{
		name: 'ZIP damaged, each time',
		limits: ZIP,
		faults: [{ route: FILE, action: 'damage', times: FOR_EVER }],
		file: { downloads: 1 },
		items: cut('an entry of the ZIP archive is damaged'),
	},
	{
		name: 'an answer of 50 MB',
		limits: { exportBytes: 50_000_000 },
		...alike({ downloads: 1 }),
	},
];
