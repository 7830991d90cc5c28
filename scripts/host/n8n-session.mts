import { Agent } from 'node:http';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { readPath } from './json.mts';

const REQUEST_TIMEOUT_MS = 60_000;
/** n8n ties a session to the browser that signed in, and knows the browser by this header. */
const BROWSER_ID = 'n8n-nodes-uipath';

export interface Owner {
	readonly email: string;
	readonly password: string;
}

function readCookies(response: AxiosResponse): string {
	const cookies = response.headers['set-cookie'] ?? [];
	return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
}

/** A signed-in owner of one n8n, speaking the REST API that its editor speaks. */
export class N8nSession {
	readonly url: string;
	readonly #http: AxiosInstance;

	private constructor(url: string) {
		this.url = url;
		this.#http = axios.create({
			baseURL: url,
			timeout: REQUEST_TIMEOUT_MS,
			headers: { 'browser-id': BROWSER_ID },
			// n8n closes idle connections; a test that was busy meanwhile would send into a closed one.
			httpAgent: new Agent({ keepAlive: false }),
			proxy: false,
			validateStatus: () => true,
		});
	}

	/** Creates the owner of a fresh n8n, which also signs in. */
	static async setUpOwner(url: string, { email, password }: Owner): Promise<N8nSession> {
		const session = new N8nSession(url);
		await session.#authenticate('/rest/owner/setup', {
			email,
			password,
			firstName: 'Demo',
			lastName: 'Owner',
		});
		return session;
	}

	/** Signs in to an n8n that has its owner. */
	static async signIn(url: string, { email, password }: Owner): Promise<N8nSession> {
		const session = new N8nSession(url);
		await session.#authenticate('/rest/login', { emailOrLdapLoginId: email, password });
		return session;
	}

	async #authenticate(path: string, body: object) {
		const response = await this.#http.post<unknown>(path, body);
		this.#assertSuccess(response);
		this.#http.defaults.headers.common.cookie = readCookies(response);
	}

	#assertSuccess(response: AxiosResponse<unknown>) {
		if (response.status < 300) return;
		const { method = '', url = '' } = response.config;
		const message = readPath(response.data, 'message') ?? response.statusText;
		throw new Error(
			`n8n answered ${method.toUpperCase()} ${url} with ${response.status}: ${String(message)}`,
		);
	}

	/** Returns the `data` of n8n's envelope; throws n8n's own message on any other status than 2xx. */
	async get(path: string, params?: Record<string, string>): Promise<unknown> {
		const response = await this.#http.get<unknown>(path, { params });
		this.#assertSuccess(response);
		return readPath(response.data, 'data');
	}

	/** As `get`, with a JSON body. */
	async post(path: string, body: object): Promise<unknown> {
		const response = await this.#http.post<unknown>(path, body);
		this.#assertSuccess(response);
		return readPath(response.data, 'data');
	}

	/** Fetches bytes or other content that comes without n8n's envelope. */
	async download(path: string, params?: Record<string, string>): Promise<Buffer> {
		const response = await this.#http.get<Buffer>(path, { params, responseType: 'arraybuffer' });
		this.#assertSuccess(response);
		return Buffer.from(response.data);
	}
}
