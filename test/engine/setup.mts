/** Runs around every engine test file: closes its sandboxes, checks what they were sent and answered. */
import { resolve } from 'node:path';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { createAnswerChecker } from '../support/openapi-answers.mts';
import { loadOpenApiDocument } from '../support/openapi-document.mts';
import { createOpenApiChecker } from '../support/openapi.mts';
import { apiRequests, closeSandboxes, toApiRequest, watchAnswers } from './sandbox.mts';

const document = loadOpenApiDocument(resolve(__dirname, '../..'));
const findViolations = document && createOpenApiChecker(document);
const wrongAnswers = document && watchAnswers(createAnswerChecker(document));

// n8n gives the validation patterns of locators 250 ms of wall-clock time; on a starved machine that is
// not always enough. The first failure is printed all the same.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

afterAll(async () => {
	const seen = await closeSandboxes();
	if (!findViolations) return;
	const violations = seen.flatMap(({ sandbox, requests }) =>
		apiRequests(sandbox, requests)
			.filter(({ path, status }) => isBelow(sandbox, path) && !isRefused(status))
			.flatMap((request) => findViolations(toApiRequest(sandbox, request))),
	);
	expect([...new Set(violations)]).toEqual([]);
	expect([...(wrongAnswers ?? [])]).toEqual([]);
});

/** A test that uses a wrong address on purpose asks for paths that are none of Orchestrator's. */
function isBelow({ orchestratorUrl }: Sandbox, path: string): boolean {
	return path.startsWith(new URL(orchestratorUrl).pathname);
}

/** Requests that a test let run into a refusal on purpose are the emulator's to judge. */
function isRefused(status: number): boolean {
	return status >= 400 && status < 500 && status !== 429 && status !== 401;
}
