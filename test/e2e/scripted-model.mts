import { createServer, type IncomingMessage } from 'node:http';
import { isObject, type JsonObject, readArray } from '../../scripts/host/json.mts';

export interface ToolCall {
	/** Values for the tool's `$fromAI` arguments. */
	readonly arguments: JsonObject;
}

/** A chat model without a mind: what it answers is written down beforehand. */
export interface ScriptedModel {
	/** Base URL for n8n's OpenAI credential. */
	readonly url: string;
	/** Bodies of the requests, in the order of arrival. */
	readonly requests: readonly JsonObject[];
	close(): Promise<void>;
}

const MODEL = 'scripted';

async function readBody(request: IncomingMessage): Promise<JsonObject> {
	let text = '';
	for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
	const body: unknown = JSON.parse(text);
	if (!isObject(body)) throw new TypeError('The request to the model is not an object');
	return body;
}

function toMessage(body: JsonObject, call: ToolCall): JsonObject {
	const last = readArray(body, 'messages').at(-1);
	if (isObject(last) && last.role === 'tool') {
		return { role: 'assistant', content: `The tool said: ${String(last.content)}` };
	}
	const [tool] = readArray(body, 'tools');
	const name = isObject(tool) && isObject(tool.function) ? tool.function.name : undefined;
	const use = { name, arguments: JSON.stringify(call.arguments) };
	const toolCalls = [{ id: 'call_1', type: 'function', function: use }];
	return { role: 'assistant', content: null, tool_calls: toolCalls };
}

/**
 * Serves OpenAI's chat completions on 127.0.0.1: answers with one call of the first tool on offer,
 * and, once it is told the result, with a text that repeats the result.
 */
export async function startScriptedModel(call: ToolCall): Promise<ScriptedModel> {
	const requests: JsonObject[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const body = await readBody(request);
			requests.push(body);
			const message = toMessage(body, call);
			const reason = message.content === null ? 'tool_calls' : 'stop';
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					id: `chatcmpl-${requests.length}`,
					object: 'chat.completion',
					created: 0,
					model: MODEL,
					choices: [{ index: 0, message, finish_reason: reason }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		})().catch((error: unknown) => {
			response.statusCode = 400;
			response.end(JSON.stringify({ error: { message: String(error) } }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('The model has no address');
	return {
		url: `http://127.0.0.1:${address.port}/v1`,
		requests,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
