/** Scope and folder rules that several routes share. */
export const ODATA = 'UiPath.Server.Configuration.OData';

export const READ_JOBS = {
	scope: { area: 'Jobs', access: 'Read' },
	permissions: ['Jobs.View'],
} as const;

export const writeJobs = (permission: 'Jobs.Create' | 'Jobs.Edit' | 'Jobs.View') =>
	({ scope: { area: 'Jobs', access: 'Write' }, permissions: [permission] }) as const;
