/** Polls that are under way in this process, by workflow and node. */
const underWay = new Set<string>();

/**
 * Lets one poll of a trigger run at a time; another that begins meanwhile finds nothing. Both would
 * read the same cursor and emit the same jobs. n8n 2.41 with durable cursors fences a poll against
 * others of its own task only, but after a restart it runs the task of before beside the new one, and
 * while a workflow is published a task beside the activation poll. Nothing is lost: the next poll
 * reads on from where the one under way gets to. All of them run in n8n's main process.
 *
 * @returns null when another poll is under way
 */
export async function takeTurn<T>(key: string, poll: () => Promise<T | null>): Promise<T | null> {
	if (underWay.has(key)) return null;
	underWay.add(key);
	try {
		return await poll();
	} finally {
		underWay.delete(key);
	}
}
