import { Clock } from './clock.mts';
import { createEntities } from './entities.mts';
import { Level } from './levels/level.mts';
import { countNodes } from './odata/compile.mts';
import { completeOptions } from './options.mts';
import { State } from './state.mts';

const { jobs } = createEntities(new State(new Clock('manual'), completeOptions({})), new Level(20));

/** Nodes of a `$filter` of jobs, as the limit of 100 counts them. Throws what the server would answer. */
export const countJobFilterNodes = (filter: string): number => countNodes(filter, jobs);
