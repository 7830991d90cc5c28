export const isEmptyText = (text: string | null | undefined): boolean =>
	text === undefined || text === null || text === '';
