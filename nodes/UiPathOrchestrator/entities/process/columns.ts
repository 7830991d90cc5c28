import type { Since } from '../../transport/serverVersion';

/** Columns of a process (ReleaseDto) that came after 2020.10. Source: UiPath's API documents. */
export const PROCESS_SINCE: Since = { EntryPoint: 13, EntryPointPath: 17 };
