/** The ways in which n8n can run polling triggers, by the switches that choose them. */
const SCHEDULER = { N8N_SCHEDULER_ENABLED: 'true', N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true' };

/**
 * - `legacy`: n8n's default, a timer in memory;
 * - `scheduler`: polls are tasks in the database, their state is the workflow's static data;
 * - `durable`: the same, and the state is committed together with the execution.
 */
export const HOST_MODES = {
	legacy: {},
	scheduler: SCHEDULER,
	durable: { ...SCHEDULER, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type HostMode = keyof typeof HOST_MODES;

export const isHostMode = (name: string): name is HostMode => Object.hasOwn(HOST_MODES, name);
