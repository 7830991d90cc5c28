import { createProgress, createStep } from '../../../nodes/UiPathOrchestrator/actions/attempts.ts';
import { raiseDoubt } from '../../../nodes/UiPathOrchestrator/transport/doubt.ts';

test('every item of every run has a mark of its own', () => {
	const marks = Array.from({ length: 2_000 }, () => createProgress().mark);
	expect(new Set(marks).size).toBe(2_000);
	expect(marks.every((mark) => /^[0-9a-z]{12}$/.test(mark))).toBe(true);
});

describe('a step', () => {
	const fail = (message: string) => Promise.reject(new Error(message));
	const doubt = async () => {
		const error = new Error('lost');
		raiseDoubt(error);
		return await Promise.reject(error);
	};

	test('that was done is not done again', async () => {
		const step = createStep<number>();
		const progress = createProgress();
		expect(await step.run(progress, async () => 1)).toBe(1);
		expect(await step.run(progress, async () => 2)).toBe(1);
		expect(await step.run(createProgress(), async () => 3)).toBe(3);
	});

	test('that surely failed is done again', async () => {
		const step = createStep<number>();
		const progress = createProgress();
		await expect(step.run(progress, async () => await fail('refused'))).rejects.toThrow('refused');
		expect(await step.run(progress, async () => 2)).toBe(2);
	});

	test('of which nobody knows is not done again', async () => {
		const step = createStep<number>();
		const progress = createProgress();
		await expect(step.run(progress, doubt)).rejects.toThrow('lost');
		await expect(step.run(progress, async () => 2)).rejects.toThrow('lost');
	});

	test('of which nobody knows is looked for, as long as that takes', async () => {
		const step = createStep<number>();
		const progress = createProgress();
		const work = async () => 2;
		await expect(step.run(progress, doubt)).rejects.toThrow('lost');
		const look = async () => await fail('no answer');
		await expect(step.run(progress, work, look)).rejects.toThrow('no answer');
		expect(await step.run(progress, work, async () => 5)).toBe(5);
		expect(await step.run(progress, work)).toBe(5);
	});
});
