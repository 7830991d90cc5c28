/** Hard texts in starts and as names of files, through n8n's engine and over HTTP. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../../engine/globals.mts';
import {
	apiRequests,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
} from '../../engine/sandbox.mts';
import { isRefused, runTexts, TEXT, TEXTS } from './run-texts.mts';

const PROCESS = { process: locate('key', SEED.releases.invoiceProcessing.key) };

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ exportsPerDay: 100_000 });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

/** `startInfo` of every start that was sent. */
const startInfos = (): Array<Record<string, unknown>> =>
	apiRequests(sandbox)
		.filter(({ path }) => path.endsWith('.StartJobs'))
		.map(({ body }) => JSON.parse(body).startInfo);

describe('a start', () => {
	it('names the process as it was named', async () => {
		await runTexts(sandbox, 'start', { process: locate('name', TEXT) });
		const names = startInfos().map(({ ReleaseName: name }) => name);
		expect(names.sort()).toEqual(
			TEXTS.map((text) => text.trim())
				.filter(Boolean)
				.sort(),
		);
	});

	it.each([
		['entryPointPath', 'EntryPointPath', 'Entry Point Path', (text: string) => text],
		['reference', 'Reference', 'Reference', (text: string) => text],
		['environmentVariables', 'EnvironmentVariables', 'Environment Variables', toVariable],
	])('%s arrives as it is, or is refused by name', async (name, field, label, expected) => {
		const value = name === 'environmentVariables' ? '={{ "NAME=" + $json.text }}' : TEXT;
		const texts = await runTexts(sandbox, 'start', { ...PROCESS, options: { [name]: value } });
		const arrived = startInfos().map((info) =>
			String(info[field]).replace(field === 'Reference' ? / n8n-\w{12}$/ : /$^/, ''),
		);
		const taken = texts.filter(({ error }) => !isRefused(error, label));
		expect(arrived.sort()).toEqual(taken.map(({ text }) => expected(text)).sort());
		expect(taken.length).toBeGreaterThan(35);
	});

	it('JSON arguments arrive character by character', async () => {
		const args = '={{ $json.args }}';
		await runTexts(sandbox, 'start', {
			...PROCESS,
			specifyArguments: 'json',
			inputArguments: args,
		});
		const inline = startInfos().map(({ InputArguments: sent }) => sent);
		const uploads = sandbox.requests.filter(
			({ target, method }) => target === 'blob' && method === 'PUT',
		);
		const arrived = [
			...inline.filter((sent) => sent !== undefined),
			...uploads.map(({ body }) => body),
		];
		const compact = TEXTS.map(
			(text) =>
				`{"constructor":${JSON.stringify(text)},"__proto__":1.10,"a":9007199254740993,"a":2}`,
		);
		expect(arrived.sort()).toEqual(compact.sort());
	});
});

it('the name of an exported file is that name, or is refused by name', async () => {
	const { outputs } = await getEngine().harness.run(
		jobNode(
			sandbox,
			'export',
			{ folder: locate('id', '770643'), options: { fileName: TEXT } },
			{ onError: 'continueRegularOutput' },
		),
		TEXTS.map((text) => ({ json: { text } })),
	);
	for (const { json, binary } of outputs[0] ?? []) {
		const name = binary?.data?.fileName;
		if (name === undefined) expect(json.error).toMatch(/^'File Name' /);
		else {
			expect(TEXTS.map((text) => text.trim())).toContain(name);
			expect(name).not.toMatch(/[/\\\p{Cc}]/u);
		}
	}
	expect(outputs[0]).toHaveLength(TEXTS.length);
});

function toVariable(text: string): string {
	return `NAME=${text.replace(/\r\n/g, '\n')}`;
}
