import axios, { type AxiosResponse } from 'axios';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.mts';

export const ODATA = 'UiPath.Server.Configuration.OData';

/** The columns that tests read most; any other is unknown. */
export type Row = {
	Id: number;
	Key: string;
	State: string;
	Status: string;
	Name: string;
	CreationTime: string;
	StartTime: string;
	EndTime: string;
	Info: string;
	OutputArguments: string;
	BatchExecutionKey: string;
	[column: string]: unknown;
};

/** A row, a collection or an error: the checks of the test decide which. */
export type Body = Row & {
	value: Row[];
	'@odata.count': number;
	message: string;
	errorCode: number;
	traceId: string;
};

export type Reply = {
	status: number;
	headers: Record<string, string>;
	/** Parsed JSON where the answer is JSON; read it as text with `textOf` otherwise. */
	data: Body;
};

export type Caller = {
	sandbox: Sandbox;
	get: (path: string, query?: Record<string, string>, headers?: Headers) => Promise<Reply>;
	post: (path: string, body?: unknown, headers?: Headers) => Promise<Reply>;
	del: (path: string, headers?: Headers) => Promise<Reply>;
};

type Headers = Record<string, string>;

const open: Sandbox[] = [];

// Here and not at the end of a test: a failed test must not leave a server behind.
afterAll(() => Promise.all(open.map((sandbox) => sandbox.close())));

/** Like startSandbox; closed by itself when the test file is through. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	open.push(sandbox);
	return sandbox;
}

/** A sandbox on a manual clock, and functions that call its Orchestrator with the full token. */
export async function startCaller(options: SandboxOptions = {}): Promise<Caller> {
	const sandbox = await openSandbox({ clock: 'manual', ...options });
	const send = async (method: string, path: string, body: unknown, headers: Headers = {}) => {
		const answer: AxiosResponse<Body> = await axios.request({
			method,
			url: path.startsWith('http') ? path : sandbox.orchestratorUrl + path,
			data: body,
			headers: {
				authorization: `Bearer ${sandbox.token}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			maxRedirects: 0,
			validateStatus: () => true,
		});
		return { status: answer.status, headers: answer.headers as Headers, data: answer.data };
	};
	return {
		sandbox,
		get: (path, query = {}, headers = {}) => {
			const pairs = Object.entries(query).map(
				([name, value]) => `${name}=${encodeURIComponent(value)}`,
			);
			return send('GET', pairs.length ? `${path}?${pairs.join('&')}` : path, undefined, headers);
		},
		post: (path, body, headers) => send('POST', path, body, headers),
		del: (path, headers) => send('DELETE', path, undefined, headers),
	};
}

export const inFolder = (id: number): Headers => ({ 'X-UIPATH-OrganizationUnitId': String(id) });

/** Ids of an OData collection. */
export const idsOf = (reply: Reply): number[] => reply.data.value.map((row) => row.Id);

export const textOf = (reply: Reply): string => String(reply.data);

/** The first row of a collection; throws when it is empty. */
export function firstOf(reply: Reply): Row {
	const [row] = reply.data.value;
	if (!row) throw new Error('the collection is empty');
	return row;
}

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** The form of a client-credentials request with the sandbox's own client. */
export const createGrant = ({ oauth }: Sandbox, scope: string): Record<string, string> => ({
	grant_type: 'client_credentials',
	client_id: oauth.clientId,
	client_secret: oauth.clientSecret,
	scope,
});

export function requestToken(sandbox: Sandbox, form: Record<string, string>): Promise<Response> {
	return fetch(sandbox.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
}
