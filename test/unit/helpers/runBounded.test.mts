import fc from 'fast-check';

import { runBounded } from '../../../nodes/UiPathOrchestrator/helpers/runBounded.ts';

const turn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('runBounded', () => {
	test('keeps the order, whichever call ends first, and never exceeds the limit', async () => {
		const turns = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(turns, fc.integer({ min: 1, max: 5 }), async (inputs, limit) => {
				let inFlight = 0;
				let most = 0;
				const outputs = await runBounded(inputs, limit, async (input, index) => {
					inFlight += 1;
					most = Math.max(most, inFlight);
					for (let left = input; left > 0; left -= 1) await turn();
					inFlight -= 1;
					return `${index}:${input}`;
				});
				expect(outputs).toEqual(inputs.map((input, index) => `${index}:${input}`));
				expect(most).toBeLessThanOrEqual(limit);
			}),
			{ numRuns: 60 },
		);
	});

	test('uses the whole limit', async () => {
		const begun: number[] = [];
		const gate = Promise.withResolvers<undefined>();
		const all = runBounded([0, 1, 2, 3, 4], 3, async (input) => {
			begun.push(input);
			await gate.promise;
		});
		await turn();
		expect(begun).toEqual([0, 1, 2]);
		gate.resolve(undefined);
		await all;
		expect(begun).toEqual([0, 1, 2, 3, 4]);
	});

	test('fails when one call fails', async () => {
		const outcome = runBounded([0, 1, 2], 3, async (input) => {
			if (input === 2) throw new Error('only one');
		});
		await expect(outcome).rejects.toThrow('only one');
	});

	test('begins nothing after the first failure and throws that one when the others have ended', async () => {
		const begun: number[] = [];
		const ended: number[] = [];
		const slow = Promise.withResolvers<undefined>();
		const outcome = runBounded([0, 1, 2, 3], 2, async (input) => {
			begun.push(input);
			if (input === 0) throw new Error('first');
			await slow.promise;
			ended.push(input);
			throw new Error('second');
		});
		const settled = jest.fn();
		outcome.then(settled, settled);
		await turn();
		expect(settled).not.toHaveBeenCalled();
		slow.resolve(undefined);
		await expect(outcome).rejects.toThrow('first');
		expect(begun).toEqual([0, 1]);
		expect(ended).toEqual([1]);
	});
});
