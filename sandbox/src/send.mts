import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply } from 'fastify';
import type { FaultAction } from './faults.mts';
import type { Answer } from './http.mts';

/** Writes an answer, or as much of it as a fault allows. */
export async function sendAnswer(
	reply: FastifyReply,
	answer: Answer,
	now: number,
	action?: FaultAction,
): Promise<void> {
	reply.hijack();
	const { raw } = reply;
	if (action === 'reset-before' || action === 'reset-after') {
		raw.socket?.resetAndDestroy();
		return;
	}
	if (action === 'hang') return;
	const body = action === 'truncate' || action === 'damage' ? gather(answer) : answer.body;
	const streamed = typeof body === 'object' && !Buffer.isBuffer(body);
	const whole = streamed ? undefined : Buffer.from(body);
	const bytes = streamed ? body.length : (whole?.length ?? 0);
	const cut = action === 'truncate' && whole ? whole.subarray(0, Math.floor(bytes / 2)) : whole;
	if (action === 'damage' && whole)
		whole.writeUInt8(~whole.readUInt8(bytes >> 1) & 0xff, bytes >> 1);
	if (bytes > 0 || answer.status !== 204) {
		raw.setHeader('content-length', cut && action === 'truncate' ? cut.length : bytes);
	}
	raw.setHeader('date', new Date(now).toUTCString());
	raw.writeHead(answer.status, answer.headers);
	if (action === 'reset-during-body' || action === 'stall-body') {
		raw.write(firstHalf(answer), () => {
			if (action === 'reset-during-body') raw.socket?.resetAndDestroy();
		});
		return;
	}
	if (!streamed) {
		raw.end(cut);
		return;
	}
	// A client may go away in the middle of a file; that is its right.
	await pipeline(Readable.from(body.pieces, { objectMode: false }), raw).catch(() => undefined);
}

/** The whole body in a buffer of its own. */
function gather({ body }: Answer): Buffer {
	if (typeof body === 'string' || Buffer.isBuffer(body)) return Buffer.from(body);
	return Buffer.concat([...body.pieces]);
}

function firstHalf({ body }: Answer): Buffer {
	if (typeof body !== 'object' || Buffer.isBuffer(body)) {
		const whole = Buffer.from(body);
		return whole.subarray(0, Math.floor(whole.length / 2));
	}
	for (const piece of body.pieces) return piece.subarray(0, Math.ceil(piece.length / 2));
	return Buffer.alloc(0);
}
