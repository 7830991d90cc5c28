import type { Teardown } from '../host/teardown.mts';
import { type Cost, measureIdlePoll } from './cost.mts';
import type { HostMode } from './modes.mts';
import { type ContenderName, openStand } from './stand.mts';
import { playStory, type StoryOptions } from './story.mts';
import { type Tally, tallyContender } from './tally.mts';

export interface RunOptions extends StoryOptions {
	readonly contenders: readonly ContenderName[];
	/** The packed package, see `packPackage`. */
	readonly tarball: string;
}

export interface RunResult {
	readonly mode: HostMode;
	readonly tallies: readonly Tally[];
	/** Of one poll with nothing new, right after the burst and in an empty tenant; not in a short run. */
	readonly busy: readonly Cost[];
	readonly idle: readonly Cost[];
}

/** Plays the story once on a fresh n8n in the given mode, and counts. */
export async function runMode(
	mode: HostMode,
	options: RunOptions,
	teardown: Teardown,
): Promise<RunResult> {
	const stand = await openStand(mode, options.contenders, options.tarball, teardown);
	const { faults, busy } = await playStory(stand, options, teardown);
	const tallies: Tally[] = [];
	for (const contender of stand.contenders) {
		tallies.push(await tallyContender(stand, contender, faults));
	}
	const idle = options.isLong ? await measureIdlePoll(stand) : [];
	return { mode, tallies, busy, idle };
}
