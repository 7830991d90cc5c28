/**
 * Runs npm in `directory`, its output passed through, with a sign of life every 15 seconds.
 * Rejects when npm cannot be started or exits with anything but 0.
 */
export function runNpm(args: readonly string[], directory: string): Promise<void>;
