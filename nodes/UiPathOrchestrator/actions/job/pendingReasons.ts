import type { JsonRecord } from '../../helpers/json';
import { idLiteral } from '../../transport/literals';
import { requestObject } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { ACTION } from './jobRequests';

/** Orchestrator's verdict on a start: whether it can run, and if not, why. */
export interface Verdict {
	readonly isValid: boolean;
	/** Sentences; the codes where Orchestrator gives no sentence. */
	readonly reasons: readonly string[];
}

/** Plain words for the codes that come without a sentence. Source: ValidationResultDto. */
const REASONS: Readonly<Record<string, string>> = {
	RobotNotAssignedToFolder: 'The robot is not assigned to the folder.',
	RobotNotFound: 'The robot does not exist.',
	RobotNoCredentials: 'The robot account has no credentials.',
	RobotBusy: 'The robot is busy with another job.',
	RobotConcurrencyLimit: 'The robot account may not run more jobs at once.',
	RobotNoMatchingUsernames: 'No robot account matches the user of the machine.',
	RobotVersionTooLow: 'The robot on the machine is too old for this process.',
	TemplateNoRuntime: 'No machine of the folder has a runtime of this type.',
	TemplateNoHostsAvailable: 'No machine with a fitting runtime is connected.',
	TemplateNoLicense: 'The machine has no license for this type of runtime.',
	TemplateFullCapacity: 'All fitting runtimes are in use.',
	TemplateNotAssignedToFolder: 'The machine is not assigned to the folder.',
	TemplateMaintenanceMode: 'The machine is in maintenance.',
};

const readTexts = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((text) => typeof text === 'string' && text !== '') : [];

export function readVerdict(answer: JsonRecord): Verdict {
	const sentences = readTexts(answer.Errors);
	const codes = readTexts(answer.ErrorCodes).map((code) => REASONS[code] ?? code);
	return { isValid: answer.IsValid === true, reasons: sentences.length > 0 ? sentences : codes };
}

async function requestVerdict(scope: Scope, jobId: string): Promise<Verdict> {
	return readVerdict(
		await requestObject(scope, {
			purpose: `Find out why job ${jobId} is pending`,
			method: 'POST',
			path: `/odata/Jobs(${idLiteral(jobId)})/${ACTION}.ValidateExistingJob`,
			routeSince: 13,
			effect: 'read',
		}),
	);
}

/**
 * Why a job is pending, in a sentence or two. Never throws: reasons are an addition to an error that
 * matters more, and older servers or smaller rights do not give them.
 */
export async function explainPending(scope: Scope, jobId: string): Promise<string> {
	try {
		const { isValid, reasons } = await requestVerdict(scope, jobId);
		if (!isValid && reasons.length > 0) return `Orchestrator says: ${reasons.join(' ')}`;
		return "Orchestrator sees nothing in its way: it waits for a runtime to become free. Raise 'Timeout'.";
	} catch (caught: unknown) {
		const why = caught instanceof Error ? caught.message : String(caught);
		return `Orchestrator would not say why (${why}).`;
	}
}
