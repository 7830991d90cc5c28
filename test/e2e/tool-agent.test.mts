import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOST } from '../../scripts/host/hosts.mts';
import { type JsonObject, readArray, readPath, readString } from '../../scripts/host/json.mts';
import { type Execution, waitForExecution } from '../../scripts/host/n8n-executions.mts';
import { createWorkflow, startWorkflow } from '../../scripts/host/n8n-workflows.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { onlyRequestTo } from './assertions.mts';
import { getContext } from './context.mts';
import { type ScriptedModel, startScriptedModel } from './scripted-model.mts';

const START = 'POST /odata/Jobs/UiPath.Server.Configuration.OData.StartJobs';
const TRIGGER = 'Run by hand';
const AGENT = 'AI Agent';
const AGENT_VERSION = HOST.version.startsWith('1.') ? 3 : 3.1;

const fromModel = (key: string, description: string, type: string) =>
	`={{ $fromAI('${key}', '${description}', '${type}') }}`;

/** "Start", filled in as the editor does when one lets the model define the parameters. */
const START_BY_MODEL: JsonObject = {
	resource: 'job',
	operation: 'start',
	folder: { __rl: true, mode: 'path', value: 'Finance' },
	process: { __rl: true, mode: 'name', value: fromModel('Process', 'Name of it', 'string') },
	jobsCount: fromModel('Jobs_Count', 'How many', 'string'),
	specifyArguments: 'json',
	inputArguments: fromModel('Input_Arguments', 'Input arguments as a JSON object', 'string'),
	waitForCompletion: fromModel('Wait_for_Completion', 'Whether to wait', 'string'),
};

const ARGUMENT_TYPES = {
	orderId: 'String',
	amount: 'Decimal',
	maxInvoices: 'Int32',
	dryRun: 'Boolean',
};

/** The same with the form of arguments, each defined by the model. */
const START_BY_FORM: JsonObject = {
	resource: 'job',
	operation: 'start',
	folder: { __rl: true, mode: 'list', value: '4711', cachedResultName: 'Finance' },
	process: { __rl: true, mode: 'list', value: SEED.releases.invoiceProcessing.key },
	argumentFields: {
		mappingMode: 'defineBelow',
		value: Object.fromEntries(
			Object.keys(ARGUMENT_TYPES).map((name) => [name, fromModel(name, name, 'string')]),
		),
		matchingColumns: [],
		schema: Object.entries(ARGUMENT_TYPES).map(([id, type]) => ({
			id,
			displayName: `${id} (${type})`,
			type: 'string',
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
		})),
	},
	waitForCompletion: true,
};

async function createModelCredential({ url }: ScriptedModel): Promise<JsonObject> {
	const credential = { type: 'openAiApi', name: 'Scripted model', data: { apiKey: 'none', url } };
	const saved = await getContext().session.post('/rest/credentials', credential);
	return { openAiApi: { id: readString(saved, 'id'), name: credential.name } };
}

/** Runs "trigger, AI Agent with a model and this package's tool" to its end. */
async function runAgent(model: ScriptedModel, parameters: JsonObject): Promise<Execution> {
	const { session, accessToken } = getContext();
	const node = (name: string, type: string, typeVersion: number, rest: JsonObject) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		...rest,
	});
	const link = (target: string, type: string) => ({
		[type]: [[{ node: target, type, index: 0 }]],
	});
	const { type, id, name } = accessToken;
	const workflowId = await createWorkflow(session, {
		name: 'e2e tool',
		nodes: [
			node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, { parameters: {} }),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', AGENT_VERSION, {
				parameters: { promptType: 'define', text: 'Process the invoice PO-7.', options: {} },
			}),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
				parameters: {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					responsesApiEnabled: false,
					options: {},
				},
				credentials: await createModelCredential(model),
			}),
			node('Robots', 'n8n-nodes-uipath.uiPathOrchestratorTool', 1, {
				parameters,
				credentials: { [type]: { id, name } },
				...(HOST.tellsModelOfErrors ? {} : { onError: 'continueRegularOutput' }),
			}),
		],
		connections: {
			[TRIGGER]: link(AGENT, 'main'),
			Model: link(AGENT, 'ai_languageModel'),
			Robots: link(AGENT, 'ai_tool'),
		},
	});
	return await waitForExecution(session, await startWorkflow(session, workflowId, TRIGGER));
}

/** Text of the last message that the model was sent: the result of the tool. */
function readToolResult({ requests }: ScriptedModel): string {
	const last = readArray(requests.at(-1), 'messages').at(-1);
	assert.equal(readPath(last, 'role'), 'tool');
	return readString(last, 'content');
}

describe("the node as a tool of n8n's AI Agent", () => {
	it('starts what the model names, waits, and gives the result back', async () => {
		const { sandbox } = getContext();
		sandbox.control.reset();
		const model = await startScriptedModel({
			arguments: {
				Process: 'InvoiceProcessing',
				Jobs_Count: '1',
				Input_Arguments: '{"orderId": "PO-7", "amount": 9007199254740993}',
				Wait_for_Completion: 'true',
			},
		});
		try {
			const execution = await runAgent(model, START_BY_MODEL);
			assert.equal(execution.status, 'success', String(execution.error?.message));

			const [offer] = readArray(model.requests[0], 'tools');
			assert.match(readString(offer, 'function.description'), /start/i);
			const fields = readPath(offer, 'function.parameters.properties');
			assert.deepEqual(Object.keys(fields ?? {}).toSorted(), [
				'Input_Arguments',
				'Jobs_Count',
				'Process',
				'Wait_for_Completion',
			]);

			const { startInfo } = JSON.parse(onlyRequestTo(START).body);
			assert.equal(startInfo.ReleaseName, 'InvoiceProcessing');
			assert.equal(startInfo.JobsCount, 1);
			assert.equal(startInfo.InputArguments, '{"orderId":"PO-7","amount":9007199254740993}');

			const result: unknown = JSON.parse(readToolResult(model));
			const job = Array.isArray(result) ? result[0] : result;
			assert.equal(readPath(job, 'State'), 'Successful');
			assert.equal(readPath(job, 'OutputArguments.invoicesProcessed'), 3);

			const [answer] = execution.itemsOf(AGENT);
			assert.match(String(answer?.json.output), /^The tool said: .*"invoicesProcessed":3/s);
		} finally {
			await model.close();
		}
	});

	it('fills in the form of arguments with what the model gives for each', async () => {
		const { sandbox } = getContext();
		sandbox.control.reset();
		const given = { orderId: '0042', amount: '9007199254740993', maxInvoices: '3', dryRun: 'true' };
		const model = await startScriptedModel({ arguments: given });
		try {
			const execution = await runAgent(model, START_BY_FORM);
			assert.equal(execution.status, 'success', String(execution.error?.message));
			const { startInfo } = JSON.parse(onlyRequestTo(START).body);
			assert.equal(
				startInfo.InputArguments,
				'{"orderId":"0042","amount":9007199254740993,"maxInvoices":3,"dryRun":true}',
			);
			assert.match(readToolResult(model), /"State":"Successful"/);
		} finally {
			await model.close();
		}
	});

	it('tells the model in words what was wrong, so that it can try again', async () => {
		const { sandbox } = getContext();
		sandbox.control.reset();
		const model = await startScriptedModel({
			arguments: {
				Process: 'InvoiceProcesing',
				Jobs_Count: '1',
				Input_Arguments: '{}',
				Wait_for_Completion: 'false',
			},
		});
		try {
			const execution = await runAgent(model, START_BY_MODEL);
			assert.equal(execution.status, 'success', String(execution.error?.message));
			const result = readToolResult(model);
			assert.match(result, /Start process 'InvoiceProcesing': The process does not exist/);
			assert.ok(!result.includes(sandbox.token), 'the token reached the model');
		} finally {
			await model.close();
		}
	});
});
