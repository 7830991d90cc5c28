/**
 * Maps with at most `concurrency` calls in flight and keeps the order. After the first failure no
 * further call is begun, and that failure is thrown once the calls in flight have ended.
 */
export async function runBounded<Input, Output>(
	inputs: readonly Input[],
	concurrency: number,
	run: (input: Input, index: number) => Promise<Output>,
): Promise<Output[]> {
	const outputs = new Array<Output>(inputs.length);
	const queue = inputs.entries();
	const failures: unknown[] = [];
	const work = async () => {
		for (const [index, input] of queue) {
			if (failures.length > 0) return;
			try {
				outputs[index] = await run(input, index);
			} catch (caught: unknown) {
				failures.push(caught);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, inputs.length) }, work));
	if (failures.length > 0) throw failures[0];
	return outputs;
}
