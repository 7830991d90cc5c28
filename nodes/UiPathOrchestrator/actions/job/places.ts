import { describeFolder } from '../../transport/folder';
import type { Scope } from '../../transport/session';

/** Things that one request can serve, because they share a login and a folder. */
export interface Place<Entry> {
	/** Names the place, the same in every run. */
	readonly key: string;
	/** Names an input item only when the place holds nothing of any other. */
	readonly scope: Scope;
	readonly entries: Entry[];
}

/** @param detail what else has to be equal, such as the strategy of a stop */
export function groupByPlace<Entry extends { readonly scope: Scope }>(
	entries: readonly Entry[],
	detail: (entry: Entry) => string = () => '',
): Array<Place<Entry>> {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries) {
		const { session, folder } = entry.scope;
		const key = JSON.stringify([session.credentialType, describeFolder(folder), detail(entry)]);
		const group = groups.get(key) ?? [];
		groups.set(key, group);
		group.push(entry);
	}
	return [...groups].map(([key, group]) => ({ key, scope: joinScopes(group), entries: group }));
}

function joinScopes([first, ...others]: ReadonlyArray<{ readonly scope: Scope }>): Scope {
	if (first === undefined) throw new RangeError('A place has at least one entry');
	const { session, folder, itemIndex } = first.scope;
	const isOfOneItem = others.every(({ scope }) => scope.itemIndex === itemIndex);
	return isOfOneItem ? first.scope : { session, folder };
}
