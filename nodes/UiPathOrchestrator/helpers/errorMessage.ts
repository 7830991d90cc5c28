/**
 * Gives an error its message, whatever n8n has made of it.
 *
 * n8n replaces a message in which it finds a code such as ENOENT, even inside of another word. It also
 * takes an execution whose error message contains "canceled" for one that somebody stopped, and not
 * for a failed one (n8n-core, `processSuccessExecution`). The messages of robots and servers, and names
 * that users gave, hold that word too; it is written the British way then.
 */
export function setMessage(error: Error, message: string): void {
	error.message = message.replaceAll('canceled', 'cancelled');
}
