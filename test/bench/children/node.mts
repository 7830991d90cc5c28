/** This package's nodes in n8n's engine, as children run them. */
import { resolve } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { SEED } from '../../../sandbox/src/seed/ids.mts';
import { Harness, type NodeSetup, type RunResult } from '../../engine/harness/harness.mts';
import type { Address } from '../emulator/emulator.mts';

const PROJECT_DIR = resolve(import.meta.dirname, '..', '..', '..');

/** Loads the built package; `PACKAGE_DIR` names another one than the project's. */
export async function loadHarness(): Promise<Harness> {
	return await Harness.load(process.env.PACKAGE_DIR ?? PROJECT_DIR);
}

/** A node in the folder of the bench. */
export function setUpNode({ tenantUrl, token }: Address, parameters: INodeParameters): NodeSetup {
	return {
		credentials: { uiPathOrchestratorApi: { tenantUrl, bearerToken: token } },
		parameters: {
			authentication: 'accessToken',
			resource: 'job',
			folder: { __rl: true, mode: 'id', value: String(SEED.folders.finance) },
			...parameters,
		},
	};
}

/** The items of a run that succeeded; throws what it failed with. */
export function readItems({ status, error, outputs }: RunResult): INodeExecutionData[] {
	if (status === 'success') return outputs[0] ?? [];
	throw new Error(`The node ended with "${status}": ${error?.message}`);
}
