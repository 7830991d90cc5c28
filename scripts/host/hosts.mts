/** One kind of n8n that the tests run on. */
export interface Host {
	/** Names it on the command line and in `TEST_HOST`. */
	readonly id: string;
	/** For people. */
	readonly title: string;
	readonly version: string;
	/** `queue`: PostgreSQL, Redis, one main and two workers. `single`: one process with SQLite. */
	readonly mode: 'single' | 'queue';
}

/** Newest first; the first is the one that everything runs on by default. */
export const HOSTS = [
	{ id: '2.41.1', title: 'n8n 2.41.1, SQLite', version: '2.41.1', mode: 'single' },
	{
		id: 'queue',
		title: 'n8n 2.41.1, queue mode (PostgreSQL, Redis, one main, two workers)',
		version: '2.41.1',
		mode: 'queue',
	},
	{ id: '2.33.7', title: 'n8n 2.33.7, SQLite', version: '2.33.7', mode: 'single' },
	{ id: '1.123.81', title: 'n8n 1.123.81, SQLite', version: '1.123.81', mode: 'single' },
] as const satisfies readonly Host[];

function findHost(id: string): Host {
	const host = HOSTS.find((one) => one.id === id);
	if (host) return host;
	throw new Error(`TEST_HOST is "${id}"; known: ${HOSTS.map((one) => one.id).join(', ')}`);
}

/** The host of this process and of what it starts: `TEST_HOST`, or the first. */
export const HOST: Host = findHost(process.env.TEST_HOST ?? HOSTS[0].id);
