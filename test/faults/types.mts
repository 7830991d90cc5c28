/** What the table of faults is made of. */
import type { Fault } from '../../sandbox/src/index.mts';
import type { NetworkFault } from '../support/tcp-proxy.mts';

/**
 * What kind of request a fault strikes, because that decides what may be sent again: `read` changes
 * nothing, `write` does and is sent once, `start` is a write whose jobs can be looked for, `download` goes to
 * the storage host.
 */
export type Kind = 'read' | 'write' | 'start' | 'download';

/** What has to come of a fault. */
export interface Expected {
	/** How often the struck request is sent, all told. */
	readonly sent: number;
	/** What the error says behind the purpose of the request; absent where the operation succeeds. */
	readonly says?: string;
	/** A part of the error's next step. */
	readonly advises?: string;
	/** What comes is not what comes without the fault. */
	readonly isOther?: boolean;
	/** How often a start whose answer was lost looks for its jobs. */
	readonly looks?: number;
}

/** How a fault is brought about. */
export type Injection =
	/** The sandbox answers this, or spoils its own answer. */
	| { readonly http: Omit<Fault, 'route' | 'times'> }
	/** The proxy between node and sandbox breaks the connection. */
	| { readonly network: NetworkFault }
	/** Nobody listens for so many milliseconds. */
	| { readonly refusedMs: number }
	/** The server's clock is so many milliseconds ahead. */
	| { readonly serverAheadMs: number };

export interface FaultRow {
	readonly name: string;
	readonly inject: Injection;
	/** How many requests it hits in a row. */
	readonly times: number;
	/** Signs in as an external application; by an access token otherwise. */
	readonly login?: 'oAuth2';
	/** Orchestrator carries the request out, whatever the client gets to see of it. */
	readonly isCarriedOut?: boolean;
	/** Needs an answer that has a body. */
	readonly needsBody?: boolean;
	/** A kind that is left out cannot meet this fault. */
	readonly expected: Partial<Readonly<Record<Kind, Expected>>>;
}

/** The number of times for a fault that does not pass. */
export const FOR_EVER = 99;

export const succeeds = (sent: number, looks?: number): Expected => ({
	sent,
	...(looks === undefined ? {} : { looks }),
});

export const fails = (sent: number, says: string, advises: string, looks?: number): Expected => ({
	sent,
	says,
	advises,
	...(looks === undefined ? {} : { looks }),
});
