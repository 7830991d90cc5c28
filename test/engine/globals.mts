/** What `environment.cjs` lays ready for test files, with types. */
import type { startSandbox as StartSandbox } from '../../sandbox/src/index.mts';
import type { Harness } from './harness/harness.mts';

interface EngineGlobals {
	harness: Harness;
	startSandbox: typeof StartSandbox;
	/** The folder of the package under test, with package.json and dist. */
	packageDir: string;
	/** Loads a compiled file of the package, such as `nodes/UiPathOrchestrator/actions/router`. */
	requireBuilt(path: string): unknown;
}

/** The harness, the emulator and the built package; they live outside of jest's sandbox. */
export function getEngine(): EngineGlobals {
	const engine: unknown = Reflect.get(globalThis, 'engine');
	if (!isEngine(engine)) throw new Error('This test file needs test/engine/environment.cjs');
	return engine;
}

function isEngine(value: unknown): value is EngineGlobals {
	return typeof value === 'object' && value !== null && 'harness' in value;
}
