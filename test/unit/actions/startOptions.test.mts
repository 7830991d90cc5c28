import { readStartOptions } from '../../../nodes/UiPathOrchestrator/actions/job/startOptions.ts';
import { toJson } from '../../../nodes/UiPathOrchestrator/helpers/json.ts';
import { expectRefusal, origin } from '../origin.mts';

const read = (options: Record<string, unknown>) =>
	readStartOptions(origin, options, 'abc123def456');
/** What is sent: the fields that are set, and the start's own reference, which is left away here. */
function send(options: Record<string, unknown>): Record<string, unknown> {
	const { Reference: reference, ...sent } = JSON.parse(toJson(read(options)));
	expect(reference).toMatch(/^n8n-[0-9a-z]{12}$/);
	return sent;
}

describe('readStartOptions', () => {
	test('sends nothing that was not set', () => {
		expect(send({})).toEqual({});
	});

	test.each([
		[{ runtimeType: 'Unattended' }, { RuntimeType: 'Unattended' }],
		[{ runtimeType: '' }, {}],
		[{ jobPriority: 'High' }, { JobPriority: 'High' }],
		[{ specificPriorityValue: 45 }, { SpecificPriorityValue: 45 }],
		[{ specificPriorityValue: '100' }, { SpecificPriorityValue: 100 }],
		[{ machineSessionIds: '5, 6' }, { MachineSessionIds: [5, 6] }],
		[{ machineSessionIds: '' }, {}],
		[{ entryPointPath: 'Main.xaml' }, { EntryPointPath: 'Main.xaml' }],
		[{ runAsMe: false }, { RunAsMe: false }],
		[{ runAsMe: 'true' }, { RunAsMe: true }],
		[{ requiresUserInteraction: true }, { RequiresUserInteraction: true }],
		[{ environmentVariables: 'A=1\r\n\r\nB=x=y\nC=' }, { EnvironmentVariables: 'A=1\nB=x=y\nC=' }],
		[{ environmentVariables: '\n \n' }, {}],
		[{ stopAfter: 60 }, { StopStrategy: 'SoftStop', StopProcessExpression: '60' }],
		[
			{ stopAfter: 60, killAfter: '30' },
			{ StopStrategy: 'SoftStop', StopProcessExpression: '60', KillProcessExpression: '30' },
		],
		[{ machineRobots: {} }, {}],
		[
			{ machineRobots: { pairs: [{ machineId: '7', robotId: 8 }, { robotId: '9' }] } },
			{ MachineRobots: [{ MachineId: 7, RobotId: 8 }, { RobotId: 9 }] },
		],
		[
			{
				machineRobots: {
					pairs: [
						{
							machineId: { __rl: true, mode: 'list', value: '7' },
							robotId: { __rl: true, mode: 'list', value: '' },
						},
					],
				},
			},
			{ MachineRobots: [{ MachineId: 7 }] },
		],
	])('%j', (options, sent) => {
		expect(send(options)).toEqual(sent);
	});

	test.each(['order 17', 'x'.repeat(111)])('keeps the reference %s in front', (reference) => {
		const { Reference: sent } = read({ reference });
		expect(sent).toMatch(new RegExp(`^${reference} n8n-[0-9a-z]{12}$`));
		expect(String(sent).length).toBeLessThanOrEqual(128);
	});

	test('ends the reference with the mark of the item', () => {
		expect(read({ reference: 'same' }).Reference).toBe('same n8n-abc123def456');
		expect(read({}).Reference).toBe('n8n-abc123def456');
	});

	test('keeps every digit of an ID', () => {
		const options = {
			machineSessionIds: '9007199254740993',
			machineRobots: { pairs: [{ machineId: '9223372036854775807' }] },
		};
		expect(toJson({ ...read(options), Reference: undefined })).toBe(
			'{"MachineSessionIds":[9007199254740993],"MachineRobots":[{"MachineId":9223372036854775807}]}',
		);
	});

	test.each<[Record<string, unknown>, string, string]>([
		[{ jobPriority: 'High', specificPriorityValue: 5 }, 'Specific Priority Value', 'combined'],
		[{ specificPriorityValue: 0 }, 'Specific Priority Value', 'from 1 to 100'],
		[{ specificPriorityValue: 101 }, 'Specific Priority Value', 'from 1 to 100'],
		[{ jobPriority: '4' }, 'Job Priority', 'holds a name that is none'],
		[{ jobPriority: 'High, Low' }, 'Job Priority', 'Low'],
		[{ runtimeType: ['Unattended', 'Studio'] }, 'Runtime Type', 'Studio'],
		[{ reference: 'x'.repeat(112) }, 'Reference', '112 characters'],
		[{ entryPointPath: 'x'.repeat(513) }, 'Entry Point Path', '513 characters'],
		[{ environmentVariables: `A=${'x'.repeat(3999)}` }, 'Environment Variables', '4001 characters'],
		[{ environmentVariables: 'A=1\nB' }, 'Environment Variables', 'not NAME=value: line 2'],
		[{ environmentVariables: '{"A":1}' }, 'Environment Variables', 'not NAME=value'],
		[{ environmentVariables: '=1' }, 'Environment Variables', 'not NAME=value'],
		[{ killAfter: 30 }, 'Kill After', "without 'Stop After'"],
		[{ stopAfter: 0 }, 'Stop After', 'whole number from 1'],
		[{ runAsMe: 'maybe' }, 'Run as Me', 'neither true nor false'],
		[{ machineSessionIds: '5, x' }, 'Machine Session IDs', "'x'"],
		[{ machineRobots: { pairs: [{}] } }, 'Machine and Robot Pairs', 'an empty pair'],
		[{ machineRobots: { pairs: ['x'] } }, 'Machine and Robot Pairs', 'an empty pair'],
		[
			{ machineRobots: { pairs: [{ machineId: 'x' }] } },
			'Machine and Robot Pairs: Machine ID',
			"is not an ID: 'x'",
		],
	])('refuses %j', (options, field, problem) => {
		expectRefusal(() => read(options), field, problem);
	});
});
