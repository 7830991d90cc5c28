/** One kind of n8n that the tests run on. */
export interface Host {
	/** Names it on the command line and in `TEST_HOST`. */
	readonly id: string;
	/** For people. */
	readonly title: string;
	readonly version: string;
	/** `queue`: PostgreSQL, Redis, one main and two workers. `single`: one process with SQLite. */
	readonly mode: 'single' | 'queue';
	/**
	 * Where it keeps binary data unless told otherwise, as the ids there begin; undefined where that
	 * is the execution itself.
	 */
	readonly binaryStore: 'filesystem-v2' | 'database' | undefined;
	/** Whether it can commit a trigger's state together with the execution. */
	readonly hasDurableCursors: boolean;
	/** Whether an item with `error`, `message` and `details` counts as failed; else without `details`. */
	readonly takesErrorDetails: boolean;
	/** Whether an agent tells its model of a tool that failed; else the execution fails with the tool. */
	readonly tellsModelOfErrors: boolean;
}

/** Newest first; the first is the one that everything runs on by default. */
export const HOSTS = [
	{
		id: '2.41.1',
		title: 'n8n 2.41.1',
		version: '2.41.1',
		mode: 'single',
		binaryStore: 'filesystem-v2',
		hasDurableCursors: true,
		takesErrorDetails: true,
		tellsModelOfErrors: true,
	},
	{
		id: 'queue',
		title: 'n8n 2.41.1 in queue mode',
		version: '2.41.1',
		mode: 'queue',
		binaryStore: 'database',
		hasDurableCursors: true,
		takesErrorDetails: true,
		tellsModelOfErrors: true,
	},
	{
		id: '2.33.7',
		title: 'n8n 2.33.7',
		version: '2.33.7',
		mode: 'single',
		binaryStore: 'filesystem-v2',
		hasDurableCursors: false,
		takesErrorDetails: false,
		tellsModelOfErrors: true,
	},
	{
		id: '1.123.81',
		title: 'n8n 1.123.81',
		version: '1.123.81',
		mode: 'single',
		binaryStore: undefined,
		hasDurableCursors: false,
		takesErrorDetails: false,
		tellsModelOfErrors: false,
	},
] as const satisfies readonly Host[];

function findHost(id: string): Host {
	const host = HOSTS.find((one) => one.id === id);
	if (host) return host;
	throw new Error(`TEST_HOST is "${id}"; known: ${HOSTS.map((one) => one.id).join(', ')}`);
}

/** The host of this process and of what it starts: `TEST_HOST`, or the first. */
export const HOST: Host = findHost(process.env.TEST_HOST ?? HOSTS[0].id);
