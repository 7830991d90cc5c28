import { Readable } from 'node:stream';
import { spec, type TestEvent } from 'node:test/reporters';

/** Node's spec report, closed by totals in the form of its TAP report for scripts to read. */
export default async function* report(events: AsyncIterable<TestEvent>) {
	let totals = '# no totals: the run broke off\n';
	async function* watch() {
		for await (const event of events) {
			if (event.type === 'test:summary' && event.data.file === undefined) {
				const { tests, passed } = event.data.counts;
				// Skipped, cancelled and unfinished tests have proved nothing.
				totals = `# tests ${tests}\n# pass ${passed}\n# fail ${tests - passed}\n`;
			}
			yield event;
		}
	}
	yield* Readable.from(watch()).compose(new spec());
	yield totals;
}
