'use strict';

/** n8n loads custom nodes by `require`, and only from files that are named like this. */
const { runFloor } = require('../floor/floor.mts');

class RawFloor {
	constructor() {
		this.description = {
			displayName: 'Raw Floor',
			name: 'rawFloor',
			group: ['input'],
			version: 1,
			description: 'Does the work of a bench row with axios alone',
			defaults: { name: 'Raw Floor' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [
				{ displayName: 'Work', name: 'work', type: 'json', default: '{}' },
				{ displayName: 'Login', name: 'login', type: 'json', default: '{}' },
			],
		};
	}

	async execute() {
		const work = JSON.parse(this.getNodeParameter('work', 0));
		const login = JSON.parse(this.getNodeParameter('login', 0));
		return [await runFloor(work, login, this.getInputData())];
	}
}

module.exports = { RawFloor };
