import type { ByteStream } from './blob';

/**
 * Looks at the first bytes of a stream and puts them back: what a file is named does not say what it is.
 *
 * @returns as many as came first; none when the stream is empty
 */
export async function peek(stream: ByteStream): Promise<Buffer> {
	const [first] = await new Promise<[Buffer | undefined]>((resolve, reject) => {
		const settle = (action: () => void) => {
			stream.removeListener('readable', look);
			stream.removeListener('end', finish);
			stream.removeListener('error', fail);
			action();
		};
		const finish = () => settle(() => resolve([undefined]));
		const fail = (error: Error) => settle(() => reject(error));
		const look = () => {
			const chunk: unknown = stream.read();
			if (chunk === null) return;
			settle(() => {
				const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
				stream.unshift(bytes);
				resolve([bytes]);
			});
		};
		stream.on('readable', look);
		stream.once('end', finish);
		stream.once('error', fail);
	});
	return first ?? Buffer.alloc(0);
}
