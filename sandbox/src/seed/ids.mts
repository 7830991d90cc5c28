/** Ids and keys of the demo data. They never change: tests and documentation name them. */
export const SEED = {
	folders: {
		finance: 4711,
		/** Nested: Finance/Invoices. */
		invoices: 4712,
		finanzen: 4720,
		/** Nested and not ASCII: Finanzen/Überweisungen. */
		transfers: 4721,
		/** "ada.lovelace@acme.test's workspace". */
		personal: 4730,
		/** A solution below the personal workspace: hidden from /odata/Folders, 404 by id. */
		personalChild: 4731,
		/** Classic folder: robots in environments, strategies All, RobotCount, Specific, JobsCount. */
		classic: 770643,
		/** Neither machine nor account: a start is refused with 2818. */
		empty: 4740,
		/** A machine template without a connected host: jobs stay pending. */
		noHost: 4741,
		/** Machines, but no account with an unattended robot: a start is refused with 1671. */
		noRobot: 4742,
	},
	folderKeys: {
		finance: '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f60',
		invoices: '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f61',
		transfers: '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f63',
		classic: '0a8f5b1e-6a3c-4b57-9f0e-1d2c3b4a5f66',
	},
	paths: {
		finance: 'Finance',
		invoices: 'Finance/Invoices',
		transfers: 'Finanzen/Überweisungen',
		personal: "ada.lovelace@acme.test's workspace",
		classic: 'Classic',
	},
	releases: {
		/** In Finance. Succeeds with output {"invoicesProcessed":3,…}. */
		invoiceProcessing: { id: 5001, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01' },
		/** In Finance. Faults while running with a stack trace. */
		reportBuilder: { id: 5002, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a02' },
		/** In Finance. Faults at its start with a logon failure. */
		badLogon: { id: 5003, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a03' },
		/** In Finance. Becomes Suspended; succeeds after a resume. */
		approval: { id: 5004, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a04' },
		/** In Finance. Ends Successful although a soft stop was asked for. */
		stubborn: { id: 5005, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a05' },
		/** In Finance. Never ends unless killed. */
		hanging: { id: 5006, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a06' },
		/** In Finance. Output of more than 10,000 characters: an OutputFile. */
		largeOutput: { id: 5007, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a07' },
		/** In Finance. A foreground process: needs a robot of the caller's own (1230). */
		foreground: { id: 5008, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a08' },
		/** In Finance/Invoices. Succeeds. */
		invoiceArchive: { id: 5011, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a11' },
		/** In Finanzen/Überweisungen. Succeeds. Its name has an apostrophe: O'Brien Überweisung. */
		transfer: { id: 5021, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a21' },
		/** In the solution below the personal workspace; its package lies in the workspace's feed. */
		draft: { id: 5041, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a41' },
		/** In Finance, from API version 19 on. An agent: its arguments are declared by a JSON Schema. */
		claimsAgent: { id: 5051, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a51' },
		/** In Finance, from 19 on. Faults with a JobError and without Info. */
		faultyAgent: { id: 5052, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a52' },
		/** In Finance, from 20 on. An API workflow, declared by a JSON Schema too. */
		orderApi: { id: 5053, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a53' },
		/** In the folders empty, noHost and noRobot. */
		empty: { id: 5031, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a31' },
		noHost: { id: 5032, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a32' },
		noRobot: { id: 5033, key: '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a33' },
		/** In the classic folder, environment 312. Faults at its start. */
		classicLogon: { id: 440, key: '766d80d3-cc02-4635-b36c-e30fcf1008b1' },
		/** In the classic folder, environment 313 with three robots: strategy All makes three jobs. */
		classicAll: { id: 441, key: '795cbab2-8008-4a54-b1cb-f9ff1ece139e' },
		/** In the classic folder, environment 313, with input arguments. */
		classicArguments: { id: 442, key: '429cf1cc-283c-424f-a935-43f72c2ca719' },
	},
	/** Feeds other than the tenant's. */
	feeds: { personal: '2c9d4e5f-7a81-4b3c-9d2e-6f0a1b2c3d4e' },
	environments: { logon: 312, all: 313 },
	robots: { docBot: 749, roboDrulea: 758, third: 759, specific: 121, finance: 801, transfers: 802 },
	machines: { classicHost: 301, financeTemplate: 302, transfersTemplate: 303, unconnected: 304 },
	jobs: {
		/** Running in the classic folder, never end by themselves: the two of the stop sample. */
		stopSample: [22450719, 22450728] as const,
		/** Finance: one job of each kind that tests ask for. */
		successful: 20001,
		faultedWithStackTrace: 20002,
		/** OutputArguments with a number above 2^53. */
		bigNumber: 20003,
		/** OutputFile instead of OutputArguments. */
		outputFile: 20004,
		suspended: 20005,
		running: 20006,
		pending: 20007,
		stopped: 20008,
		faultedAtStart: 20009,
		/** In the states between, for good: nobody finishes them. */
		stopping: 20013,
		terminating: 20014,
		resumed: 20015,
		/** InputFile instead of InputArguments. */
		inputFile: 20016,
		/** From API version 19 on: JobError says why, Info is empty. */
		agentFaulted: 20017,
		/** Three jobs whose CreationTimes differ in the seventh digit only. */
		sameMillisecond: [20010, 20011, 20012] as const,
	},
	oauth: {
		clientId: '3f2a7c1e-5b60-4c1d-9a55-0d6f3a1b2c4d',
		clientSecret: 'sandbox-secret-(1)&+=%',
		/** An app whose registration holds user scopes only. */
		userScopesClientId: '3f2a7c1e-5b60-4c1d-9a55-0d6f3a1b2c4e',
	},
} as const;

/** A number that loses its last digits when JavaScript reads it. */
export const BIG_NUMBER_OUTPUT = '{"accountNumber":9007199254740993,"total":12.50}';
