const normalize = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '');

/**
 * Whether the list of a credential's "Allowed Domains" holds a host. `*.example.com` stands for the
 * subdomains of example.com, not for itself: the rule of n8n's HTTP Request node.
 *
 * @param allowedDomains names separated by commas; an empty list allows none
 */
export function allowsHost(allowedDomains: string, hostname: string): boolean {
	const host = normalize(hostname);
	return allowedDomains
		.split(',')
		.map(normalize)
		.some((entry) =>
			entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : entry !== '' && entry === host,
		);
}
