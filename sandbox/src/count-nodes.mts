import { Clock } from './clock.mts';
import { createEntities } from './entities.mts';
import { Level } from './levels/level.mts';
import { countNodes } from './odata/compile.mts';
import { completeOptions } from './options.mts';
import { State } from './state.mts';

// The last version that still has environments, so that all filters of the node can be counted.
const level = new Level(19);
const { jobs } = createEntities(new State(new Clock('manual'), completeOptions({})), level);

/** Nodes of a `$filter` of jobs, as the limit of 100 counts them. Throws what the server would answer. */
export const countJobFilterNodes = (filter: string): number => countNodes(filter, jobs);
