'use strict';

const EngineEnvironment = require('../environment.cjs');

/** The engine environment with hosts that poll, which need n8n's engine and so its realm. */
class TriggerEnvironment extends EngineEnvironment {
	async setup() {
		await super.setup();
		const [{ PollHost }, { setHostClock }] = await Promise.all([
			import('./poll-host.mts'),
			import('./host-clock.mts'),
		]);
		this.global.polling = { PollHost, setHostClock };
	}

	async teardown() {
		this.global.polling?.setHostClock(0);
		await super.teardown();
	}
}

module.exports = TriggerEnvironment;
