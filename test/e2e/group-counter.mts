import type { TestEvent } from 'node:test/reporters';
import type { TestGroup } from '../../scripts/hosts/results.mts';

/** How the reason of a test begins that is left out because the host cannot have it. */
const ABSENT = /^this host /;

const createGroup = () => ({
	tests: 0,
	passed: 0,
	absent: [] as Array<{ name: string; reason: string }>,
	notes: [] as string[],
});

/** Counts tests by the outermost `describe` they are in; events come in the order of declaration. */
export class GroupCounter {
	readonly groups: TestGroup[] = [];
	#open = createGroup();

	/** Tests that were left out by name, as this host cannot have them. */
	get absent(): number {
		return this.groups.reduce((sum, group) => sum + group.absent.length, 0);
	}

	take(event: TestEvent): void {
		if (event.type === 'test:diagnostic' && event.data.nesting > 0) {
			this.#open.notes.push(event.data.message);
		}
		if (event.type !== 'test:pass' && event.type !== 'test:fail') return;
		const { name, nesting, skip, details } = event.data;
		if (details.type !== 'suite') {
			this.#open.tests++;
			if (skip === undefined) this.#open.passed += Number(event.type === 'test:pass');
			else if (ABSENT.test(String(skip))) {
				this.#open.absent.push({ name, reason: String(skip) });
			}
		}
		if (nesting > 0) return;
		this.groups.push({ name, ...this.#open });
		this.#open = createGroup();
	}
}
