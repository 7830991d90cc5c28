import { Readable } from 'node:stream';
import { spec, type TestEvent } from 'node:test/reporters';
import { saveHostResult } from '../../scripts/hosts/results.mts';
import { GroupCounter } from './group-counter.mts';

/** Node's spec report, closed by totals in the form of its TAP report for scripts to read. */
export default async function* report(events: AsyncIterable<TestEvent>) {
	const groups = new GroupCounter();
	let totals = '# no totals: the run broke off\n';
	async function* watch() {
		for await (const event of events) {
			groups.take(event);
			if (event.type === 'test:summary' && event.data.file === undefined) {
				const { tests, passed } = event.data.counts;
				const { absent } = groups;
				// Tests skipped otherwise, cancelled and unfinished ones have proved nothing.
				const failed = tests - passed - absent;
				totals = `# tests ${tests}\n# pass ${passed}\n# fail ${failed}\n`;
				if (absent > 0) totals += `# not on this host ${absent}\n`;
				saveHostResult(groups.groups);
			}
			yield event;
		}
	}
	yield* Readable.from(watch()).compose(new spec());
	yield totals;
}
