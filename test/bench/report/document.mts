import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { N8N_VERSION, PROJECT_DIR } from '../../../scripts/host/paths.mts';
import type { RowResult } from '../rows/row.mts';
import { renderRanges, renderTimes, renderVerdicts } from './table.mts';

const DOCUMENT = join(PROJECT_DIR, 'docs', 'performance.md');
const BEGIN = '<!-- measured: begin (written by npm run bench) -->';
const END = '<!-- measured: end -->';

export interface Circumstances {
	readonly pairs: number;
	readonly peer?: string;
}

function describeMachine(): string {
	const [cpu] = cpus();
	const gigabytes = Math.round(totalmem() / 1024 ** 3);
	return `${cpus().length} cores (${cpu?.model.trim()}), ${gigabytes} GB, ${process.platform}, Node ${process.versions.node}, n8n ${N8N_VERSION}`;
}

/** The tables of a run, in Markdown. */
export function renderReport(
	results: readonly RowResult[],
	{ pairs, peer }: Circumstances,
): string {
	const parts = [`Machine: ${describeMachine()}. Medians of ${pairs} runs each, in turns.`];
	if (results.some(({ times }) => times)) {
		parts.push(
			`Time of the node, as n8n shows it, and in brackets the number of requests${peer ? ` ("other package" is ${peer})` : ''}:`,
			renderTimes(results),
		);
	}
	parts.push('What was to be reached:', renderVerdicts(results));
	if (results.some(({ times }) => times)) {
		parts.push('How far the runs lie apart:', renderRanges(results));
	}
	return parts.join('\n\n');
}

/**
 * Puts the report between the markers of docs/performance.md; the words around it stay.
 * @throws Error when the markers are not there
 */
export async function writeReport(report: string): Promise<void> {
	const text = await readFile(DOCUMENT, 'utf8');
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END);
	if (begin < 0 || end < begin) throw new Error(`docs/performance.md lacks "${BEGIN}" … "${END}"`);
	const head = text.slice(0, begin + BEGIN.length);
	await writeFile(DOCUMENT, `${head}\n\n${report}\n\n${text.slice(end)}`);
}
