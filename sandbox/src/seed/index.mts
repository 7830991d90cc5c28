import type { Engine } from '../engine.mts';
import type { State } from '../state.mts';
import { createDemoFolders } from './folders.mts';
import { addDemoJobs } from './jobs.mts';
import { createDemoReleases } from './processes.mts';
import { createDemoMachines, createDemoRobots, createDemoSessions } from './robots.mts';

/** Empties the state and, unless `none` is asked for, fills it with the demo tenant. */
export function seedState(state: State, engine: Engine, seed: 'demo' | 'none'): void {
	state.clear();
	engine.clear();
	if (seed === 'none') return;
	state.folders = createDemoFolders();
	state.releases = createDemoReleases(state);
	state.machines = createDemoMachines();
	state.robots = createDemoRobots();
	state.sessions = createDemoSessions(state);
	addDemoJobs(state);
	for (const job of state.jobs) {
		if (job.State === 'Running') engine.adopt(job);
	}
}
