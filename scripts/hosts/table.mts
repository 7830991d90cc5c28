import type { Host } from '../host/hosts.mts';
import type { HostResult, TestGroup } from './results.mts';

type Results = ReadonlyMap<Host, HostResult>;

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const add = (groups: readonly TestGroup[], read: (group: TestGroup) => number) =>
	groups.reduce((sum, group) => sum + read(group), 0);

function toCell(groups: readonly TestGroup[]): string {
	if (groups.length === 0) return '–';
	const tests = add(groups, (group) => group.tests);
	const absent = add(groups, (group) => group.absent.length);
	const passed = add(groups, (group) => group.passed);
	const left = absent > 0 ? `, ${absent} not there` : '';
	return `${passed} of ${tests - absent}${left}`;
}

function listGroupNames(results: Results): string[] {
	return [
		...new Set([...results.values()].flatMap(({ groups }) => groups.map(({ name }) => name))),
	];
}

function buildTable(results: Results): string[] {
	const hosts = [...results.keys()];
	const rows = listGroupNames(results).map((name) => {
		const cells = hosts.map((host) =>
			toCell(results.get(host)?.groups.filter((group) => group.name === name) ?? []),
		);
		return row([name, ...cells]);
	});
	const totals = hosts.map((host) => `**${toCell(results.get(host)?.groups ?? [])}**`);
	return [
		row(['Tests', ...hosts.map(({ title }) => title)]),
		row(['---', ...hosts.map(() => '---')]),
		...rows,
		row(['**all**', ...totals]),
	];
}

/** What is not there, host by host, with the reason that the tests give. */
function listAbsences(results: Results): string[] {
	return [...results].flatMap(([{ title }, { groups }]) =>
		groups.flatMap(({ name: group, absent }) =>
			absent.map(({ name, reason }) => `- ${title}: "${group}: ${name}" – ${reason}.`),
		),
	);
}

function listNotes(results: Results): string[] {
	return [...results].flatMap(([{ title }, { groups }]) =>
		groups.flatMap(({ notes }) => notes.map((note) => `- ${title}: ${note}.`)),
	);
}

/** The compatibility table with what belongs to it, as Markdown. */
export function buildReport(results: Results): string {
	const days = [...new Set([...results.values()].map(({ day }) => day))].toSorted();
	const absences = listAbsences(results);
	const notes = listNotes(results);
	return [
		`Run of ${days.join(' to ')}. Each cell: tests passed of tests run.`,
		'',
		...buildTable(results),
		...(absences.length > 0 ? ['', 'Not there:', '', ...absences] : []),
		...(notes.length > 0 ? ['', 'Reported by the tests:', '', ...notes] : []),
	].join('\n');
}
