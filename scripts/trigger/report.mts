import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { N8N_VERSION, PROJECT_DIR } from '../host/paths.mts';
import type { Cost } from './cost.mts';
import type { RunResult } from './run.mts';
import type { Tally } from './tally.mts';

const DOCUMENT = join(PROJECT_DIR, 'docs', 'trigger.md');
const BEGIN = '<!-- measured: begin (written by scripts/trigger/measure.mts) -->';
const END = '<!-- measured: end -->';

const LABELS = { trigger: 'trigger', http: 'HTTP Request' } as const;

type Row = ReadonlyArray<string | number>;

function renderTable(header: Row, rows: readonly Row[]): string {
	const line = (cells: Row) => `| ${cells.join(' | ')} |`;
	const rule = header.map((_, index) => (index === 0 ? '---' : '--:'));
	return [line(header), line(rule), ...rows.map(line)].join('\n');
}

const formatCount = (count: number) => count.toLocaleString('en-US');
const formatLoss = ({ lost, doubled }: { lost: number; doubled: number }) =>
	`${formatCount(lost)} / ${formatCount(doubled)}`;
const nameOf = ({ mode, contender }: Pick<Tally, 'mode' | 'contender'>) =>
	`${LABELS[contender]}, ${mode}`;

function renderLosses(tallies: readonly Tally[]): string {
	const steps = tallies[0]?.steps ?? [];
	const rows = steps.map(({ step, made }, index) => [
		step,
		formatCount(made),
		...tallies.map((tally) => {
			const found = tally.steps[index];
			return found ? formatLoss(found) : '';
		}),
	]);
	const made = formatCount(tallies[0]?.made ?? 0);
	rows.push(['**all**', made, ...tallies.map((tally) => `**${formatLoss(tally)}**`)]);
	rows.push(['from before the activation', '', ...tallies.map(({ old }) => formatCount(old))]);
	return renderTable(['Faults', 'made', ...tallies.map(nameOf)], rows);
}

const formatCost = (cost: Cost | undefined) =>
	cost ? [cost.requests, cost.sentBytes, cost.receivedBytes].map(formatCount).join(' / ') : '';

function renderCosts(results: readonly RunResult[]): string {
	const rows = results.flatMap(({ mode, tallies, busy, idle }) =>
		tallies.map(({ contender, executions, failed, cost }) => {
			const isSame = (other: Cost) => other.contender === contender;
			return [
				nameOf({ mode, contender }),
				`${executions} (${failed})`,
				formatCost(cost),
				formatCost(busy.find(isSame)),
				formatCost(idle.find(isSame)),
			];
		}),
	);
	const header = [
		'Workflow',
		'executions (failed)',
		'whole run',
		'a poll after the burst, nothing new',
		'a poll in an empty tenant',
	];
	return renderTable(header, rows);
}

/** The tables of a run, in Markdown. */
export function renderReport(results: readonly RunResult[]): string {
	const tallies = (['trigger', 'http'] as const).flatMap((name) =>
		results.flatMap((result) => result.tallies.filter(({ contender }) => contender === name)),
	);
	const day = new Date().toISOString().slice(0, 10);
	return [
		`Run of ${day}, n8n ${N8N_VERSION}. Each cell: lost / doubled.`,
		renderLosses(tallies),
		'Cost of the same run, counted on the line between n8n and Orchestrator. Each cell: requests / bytes sent / bytes received.',
		renderCosts(results),
	].join('\n\n');
}

/**
 * Puts the tables between the markers of docs/trigger.md.
 * @throws Error when the markers are not there
 */
export async function writeReport(report: string): Promise<void> {
	const text = await readFile(DOCUMENT, 'utf8');
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END);
	if (begin < 0 || end < begin) throw new Error(`docs/trigger.md lacks "${BEGIN}" … "${END}"`);
	const head = text.slice(0, begin + BEGIN.length);
	await writeFile(DOCUMENT, `${head}\n\n${report}\n\n${text.slice(end)}`);
}
