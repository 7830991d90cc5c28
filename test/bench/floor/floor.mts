/**
 * The least that can be done for the same work: axios, connections kept alive, no checks, no retries.
 * Runs inside n8n as a node (`floor-node/`), so that it shares process, heap and clock with the others.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

const PAGE = 1000;

/** Calls that are made one page after the other, or one per input item. */
export type FloorWork =
	| {
			readonly kind: 'list';
			readonly url: string;
			/** Columns to ask for; all without. */
			readonly select?: string;
	  }
	| {
			readonly kind: 'calls';
			readonly method: 'GET' | 'POST';
			/** `{id}` is replaced by the item's `id`, in the body too. */
			readonly url: string;
			readonly body?: string;
			/** Calls in flight at once; 1 is one by one. */
			readonly concurrency: number;
	  };

export interface FloorLogin {
	readonly token: string;
	readonly folderId: number;
}

interface JobPage {
	readonly value: Array<IDataObject & { Id: number }>;
}

/** Does the work over connections of its own, which are closed at the end. */
export async function runFloor(
	work: FloorWork,
	{ token, folderId }: FloorLogin,
	inputs: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const httpAgent = new HttpAgent({ keepAlive: true });
	const httpsAgent = new HttpsAgent({ keepAlive: true, rejectUnauthorized: false });
	const client = axios.create({
		httpAgent,
		httpsAgent,
		proxy: false,
		headers: {
			Authorization: `Bearer ${token}`,
			'X-UIPATH-OrganizationUnitId': String(folderId),
		},
	});
	try {
		return work.kind === 'list'
			? await listAll(client, work)
			: await callEach(client, work, inputs);
	} finally {
		httpAgent.destroy();
		httpsAgent.destroy();
	}
}

/** Newest first, each page behind the last row of the one before. */
async function listAll(
	client: AxiosInstance,
	{ url, select }: FloorWork & { kind: 'list' },
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	let last: number | undefined;
	for (;;) {
		const { data } = await client.get<JobPage>(url, {
			params: {
				$top: PAGE,
				$orderby: 'Id desc',
				...(select === undefined ? {} : { $select: select }),
				...(last === undefined ? {} : { $filter: `Id lt ${last}` }),
			},
		});
		for (const json of data.value) items.push({ json });
		last = data.value.at(-1)?.Id;
		if (data.value.length < PAGE) return items;
	}
}

async function callEach(
	client: AxiosInstance,
	{ method, url, body, concurrency }: FloorWork & { kind: 'calls' },
	inputs: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const outputs = new Array<INodeExecutionData>(inputs.length);
	const queue = inputs.entries();
	const work = async () => {
		for (const [index, { json }] of queue) {
			const fill = (text: string) => text.replaceAll('{id}', String(json.id));
			const { data } = await client.request<IDataObject | ''>({
				method,
				url: fill(url),
				...(body === undefined
					? {}
					: { data: fill(body), headers: { 'Content-Type': 'application/json' } }),
			});
			outputs[index] = { json: data === '' ? {} : data };
		}
	};
	await Promise.all(Array.from({ length: concurrency }, work));
	return outputs;
}
