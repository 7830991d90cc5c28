import { createScope } from './scope.mts';

export interface Row {
	readonly Id: number;
	readonly CreationTime: string;
	readonly State: string;
}

/** Some rows share a second, as jobs of one start do. */
export const toRow = (id: number, perSecond: number): Row => ({
	Id: id,
	CreationTime: new Date(Date.UTC(2026, 0, 31) + Math.floor(id / perSecond) * 1000)
		.toISOString()
		.replace('.000Z', 'Z'),
	State: id % 2 === 0 ? 'Faulted' : 'Successful',
});

const OPERATORS: Record<string, string> = { gt: '>', ge: '>=', lt: '<', le: '<=', eq: '===' };

/** Makes a function of a filter as paging writes them; refuses everything else. */
export function compileFilter(filter: string): (row: Row) => boolean {
	const conditions: string[] = [];
	const structure = filter.replace(
		/(Id|CreationTime|State) (gt|ge|lt|le|eq) (\S+?)(?=\)|\s|$)/g,
		(_condition, name: string, operator: string, literal: string) => {
			const right = name === 'Id' ? literal : JSON.stringify(literal.replaceAll("'", ''));
			return `@${conditions.push(`row.${name} ${OPERATORS[operator] ?? ''} ${right}`) - 1}`;
		},
	);
	expect(structure).toMatch(/^(?:true|@\d+|and|or|[() ])+$/);
	const code = structure
		.replaceAll('and', '&&')
		.replaceAll('or', '||')
		.replace(/@(\d+)/g, (_match, index: string) => conditions[Number(index)] ?? '');
	const test = new Function('row', `return ${code}`);
	return (row) => test(row) === true;
}

/** A server whose table grows by `growth` rows between two pages, and loses every `vanishing`-th. */
export function createServer(total: number, perSecond: number, growth: number, vanishing = 0) {
	const rows = Array.from({ length: total }, (_, index) => toRow(index + 1, perSecond));
	const urls: URL[] = [];
	let newest = total;
	const scope = createScope(({ url }) => {
		const asked = new URL(url);
		urls.push(asked);
		const read = (name: string) => asked.searchParams.get(name);
		const found = rows.filter(compileFilter(read('$filter') ?? 'true'));
		const terms = (read('$orderby') ?? 'Id asc').split(',').map((term) => term.split(' '));
		found.sort((a, b) => {
			for (const [name, direction] of terms) {
				const [left, right] = [a[name as keyof Row], b[name as keyof Row]];
				const sign = direction === 'desc' ? -1 : 1;
				if (left !== right) return left < right ? -sign : sign;
			}
			return 0;
		});
		const skip = Number(read('$skip') ?? 0);
		const value = found.slice(skip, skip + Number(read('$top')));
		for (let more = 0; more < growth; more += 1) rows.push(toRow((newest += 1), perSecond));
		const count = read('$count') === 'true' ? { '@odata.count': found.length } : {};
		for (let at = rows.length - 1; vanishing > 0 && at >= 0; at -= vanishing) rows.splice(at, 1);
		return { statusCode: 200, body: JSON.stringify({ ...count, value }) };
	});
	return { scope, urls, rows };
}
