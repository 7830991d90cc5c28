export { startSandbox, type Sandbox } from './sandbox.mts';
export type { SandboxOptions, Edition, GivenAnswer } from './options.mts';
export { API_VERSIONS, type ApiVersion } from './levels/level.mts';
export type { Fault, FaultAction } from './faults.mts';
export type { Control, Limits, NewJob } from './control.mts';
export type { RecordedRequest } from './record.mts';
export type { Job, JobState, Release, Folder, Script } from './model.mts';
export { SEED, BIG_NUMBER_OUTPUT } from './seed/ids.mts';
export { LOGON_FAILURE, STACK_TRACE, MAX_ARGUMENTS } from './outcomes.mts';
