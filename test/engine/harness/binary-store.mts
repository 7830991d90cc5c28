import type { IBinaryData } from 'n8n-workflow';

import { Container, Logger, core } from './host.mts';

let diskStore: Promise<InstanceType<typeof core.BinaryDataService>> | undefined;

/**
 * Chooses where the engine keeps binary data from now on: `disk` as n8n does by default, so that a
 * node that streams can be told from one that buffers, or `memory` (Base64 in the item).
 */
export async function useBinaryStore(place: 'disk' | 'memory'): Promise<void> {
	// A service that was never initialised has no manager and keeps data in memory.
	const service = place === 'disk' ? await openDiskStore() : createStore();
	Container.set(core.BinaryDataService, service);
}

/** @returns the bytes of a file that a node put out, wherever they are. */
export async function readBinary(file: IBinaryData): Promise<Buffer> {
	const store = file.id ? await openDiskStore() : createStore();
	return await store.getAsBuffer(file);
}

async function openDiskStore() {
	diskStore ??= (async () => {
		const store = createStore();
		await store.init();
		return store;
	})();
	return await diskStore;
}

function createStore() {
	const config = Container.get(core.BinaryDataConfig);
	return new core.BinaryDataService(
		config,
		Container.get(core.ErrorReporter),
		Container.get(Logger),
	);
}
