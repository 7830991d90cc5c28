/** Trouble of the server or of a gateway before it: 5xx. */
import { FOR_EVER, fails, succeeds, type FaultRow } from '../types.mts';

const IN_TROUBLE = 'in trouble. Try again later';
const UNKNOWN = 'It is not known whether Orchestrator carried it out';

const LOST_CHANGE = (says: string) => ({
	write: fails(1, says, UNKNOWN),
	start: fails(1, says, UNKNOWN, 3),
});

/** 500 is no passing trouble: the same request would meet it again. */
const internalError: FaultRow = {
	name: '500',
	inject: { http: { status: 500 } },
	times: 1,
	expected: {
		read: fails(1, 'Orchestrator answered HTTP 500', IN_TROUBLE),
		...LOST_CHANGE('Orchestrator answered HTTP 500'),
		download: fails(1, 'the storage host answered HTTP 500', 'Try again'),
	},
};

const passing = ([502, 503, 504, 524] as const).flatMap((status): FaultRow[] => {
	const says = `Orchestrator answered HTTP ${status}`;
	const inject = { http: { status } };
	return [
		{
			name: `${status} once`,
			inject,
			times: 1,
			expected: { read: succeeds(2), ...LOST_CHANGE(says), download: succeeds(2) },
		},
		{
			name: `${status} for ever`,
			inject,
			times: FOR_EVER,
			expected: {
				read: fails(4, says, IN_TROUBLE),
				...LOST_CHANGE(says),
				download: fails(4, `the storage host answered HTTP ${status}`, 'Try again'),
			},
		},
	];
});

/** Gateways answer with pages; what matters is the status. */
const pages = ([502, 504] as const).map(
	(status): FaultRow => ({
		name: `${status} with a web page, for ever`,
		inject: { http: { status, action: 'html' } },
		times: FOR_EVER,
		expected: {
			read: fails(4, `Orchestrator answered HTTP ${status}`, IN_TROUBLE),
			...LOST_CHANGE(`Orchestrator answered HTTP ${status}`),
			download: fails(4, `the storage host answered HTTP ${status}`, 'Try again'),
		},
	}),
);

/** The request is carried out and the answer replaced. */
const lostAnswers = ([500, 503, 504] as const).map(
	(status): FaultRow => ({
		name: `${status} although it was carried out`,
		inject: { http: { action: 'fail-after', status } },
		times: 1,
		isCarriedOut: true,
		expected: {
			write: fails(1, `Orchestrator answered HTTP ${status}`, UNKNOWN),
			start: succeeds(1, 1),
		},
	}),
);

export const GATEWAYS: readonly FaultRow[] = [internalError, ...passing, ...pages, ...lostAnswers];
