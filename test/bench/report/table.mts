import { CONTENDERS, type ContenderName, type Measured, type RowResult } from '../rows/row.mts';

type Cells = readonly string[];

function renderTable(header: Cells, rows: readonly Cells[], rightFrom: number): string {
	const line = (cells: Cells) => `| ${cells.join(' | ')} |`;
	const rule = header.map((_, index) => (index < rightFrom ? '---' : '--:'));
	return [line(header), line(rule), ...rows.map(line)].join('\n');
}

const formatMs = (ms: number) =>
	ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;

const formatMeasured = (measured: Measured | undefined) =>
	measured ? `${formatMs(measured.ms)} (${measured.requests.toLocaleString('en-US')})` : '–';

function formatRatio(one: Measured | undefined, other: Measured | undefined): string {
	return one && other ? `${(one.ms / other.ms).toFixed(2)} ×` : '–';
}

/** Times side by side: medians, with the number of requests in brackets. */
export function renderTimes(results: readonly RowResult[]): string {
	const timed = results.filter(({ times }) => times !== undefined);
	const names = (Object.keys(CONTENDERS) as ContenderName[]).filter((name) =>
		timed.some(({ times }) => times?.[name] !== undefined),
	);
	const rows = timed.map(({ work, times = {} }) => [
		work,
		...names.map((name) => formatMeasured(times[name])),
		formatRatio(times.own, times.floor),
		formatRatio(times.http, times.own),
	]);
	const header = [
		'Work',
		...names.map((name) => CONTENDERS[name]),
		'node ÷ floor',
		'HTTP Request ÷ node',
	];
	return renderTable(header, rows, 1);
}

const formatMet = (isMet: boolean | undefined) =>
	isMet === undefined ? '–' : isMet ? 'yes' : '**no**';

/** What was to be reached, and what was found. */
export function renderVerdicts(results: readonly RowResult[]): string {
	const rows = results.flatMap(({ work, verdicts }) =>
		verdicts.map(({ reach, found, isMet }) => [work, reach, found, formatMet(isMet)]),
	);
	return renderTable(['Work', 'Reach', 'Found', 'Met'], rows, 4);
}

/** Fastest and slowest run of each, to see how much the machine wavered. */
export function renderRanges(results: readonly RowResult[]): string {
	const rows = results.flatMap(({ work, times = {} }) =>
		(Object.entries(times) as Array<[ContenderName, Measured]>).map(([name, { range }]) => [
			work,
			CONTENDERS[name],
			formatMs(range[0]),
			formatMs(range[1]),
		]),
	);
	return renderTable(['Work', 'Contender', 'fastest', 'slowest'], rows, 2);
}
