/**
 * How many cases the properties of input look at, and with which seed.
 *
 * INPUT_CASES sets the number of all of them together, INPUT_SEED the seed of every property. A failure
 * prints its seed and path; play it again with INPUT_SEED and INPUT_PATH, and the name of the test.
 */
import fc from 'fast-check';

const COUNT = Number(process.env.INPUT_CASES ?? 5_000);
const { INPUT_SEED: seed, INPUT_PATH: path } = process.env;

/** @param share the property's part of all cases; the shares of all properties make 1 */
function countCases(share: number): number {
	return Math.ceil(COUNT * share);
}

const settings = (share: number) => ({
	numRuns: countCases(share),
	...(seed === undefined ? {} : { seed: Number(seed) }),
	...(path === undefined ? {} : { path }),
});

/** Checks a property on its share of the cases. */
export function check<Values>(share: number, property: fc.IProperty<Values>): void {
	fc.assert(property, settings(share));
}

export async function checkAsync<Values>(
	share: number,
	property: fc.IAsyncProperty<Values>,
): Promise<void> {
	await fc.assert(property, settings(share));
}

/** Time for a property, generous: 100,000 cases on a starved machine. */
export const PATIENCE_MS = 60_000 + COUNT * 20;
