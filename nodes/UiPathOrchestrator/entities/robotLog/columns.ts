import type { Since } from '../../transport/serverVersion';

/** Columns of a robot log that came after 2020.10, with the API version. Source: UiPath's API documents. */
export const LOG_SINCE: Since = { HostMachineName: 13, RuntimeType: 15, MachineKey: 17 };
