import type { IncomingHttpHeaders } from 'node:http';

/** One request as every host of the sandbox (API, identity, blob, control) sees it. */
export type SandboxRequest = {
	method: string;
	/** Path as sent, without the query. */
	path: string;
	rawQuery: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
};

/** What a host answers. A body in pieces is streamed with its length announced. */
export type Answer = {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer | { length: number; pieces: Iterable<Buffer> };
	/** The route template that answered, for the record. */
	route?: string;
};

export function answerJson(
	body: unknown,
	status = 200,
	headers: Record<string, string> = {},
): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; odata.metadata=minimal', ...headers },
		body: JSON.stringify(body),
	};
}

export function answerEmpty(status: number): Answer {
	return { status, headers: {}, body: '' };
}

/** A page instead of data: what a wrong address, a proxy or a maintenance answers. */
export function answerHtml(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><div id="root">${title}</div></body></html>`,
	};
}

/** One header as text; a header that came several times is joined. */
export function readHeader(request: SandboxRequest, name: string): string | undefined {
	const value = request.headers[name];
	return Array.isArray(value) ? value.join(', ') : value;
}
