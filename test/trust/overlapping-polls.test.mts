/** Hosts with durable cursors give each poll a copy of the state, and at times run two at once. */
import { getEngine } from '../engine/globals.mts';
import { FINANCE, locate, openSandbox, tokenCredentials } from '../engine/sandbox.mts';

it('two polls at the same time emit a job once, and the next one goes on', async () => {
	const { harness } = getEngine();
	const sandbox = await openSandbox({ latencyMs: 100 });
	const setup = {
		type: 'uiPathOrchestratorTrigger',
		credentials: tokenCredentials(sandbox),
		parameters: { event: 'jobFaulted', folder: locate('id', FINANCE) },
	};
	const { staticData } = await harness.poll(setup);
	const fault = () => {
		const ended = new Date(Date.parse(sandbox.control.now()) + 1000).toISOString();
		const job = { OrganizationUnitId: FINANCE, State: 'Faulted' as const, EndTime: ended };
		return sandbox.control.addJobs([job]).map(({ Id }) => Id);
	};
	const idsOf = ({ output }: Awaited<ReturnType<typeof harness.poll>>) =>
		(output?.[0] ?? []).map(({ json }) => json.Id);
	const first = fault();
	const polls = await Promise.all(
		[1, 2].map(async () => await harness.poll(setup, { staticData })),
	);
	expect(polls.flatMap(idsOf)).toEqual(first);

	const winner = polls.find(({ output }) => output !== null);
	const second = fault();
	expect(idsOf(await harness.poll(setup, { staticData: winner?.staticData }))).toEqual(second);
});
