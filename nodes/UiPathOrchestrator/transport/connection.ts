/** What is known of a call to which no answer came, from the code of Node or of the HTTP library. */

/** A host in sentences. */
export interface HostNames {
	readonly name: string;
	readonly address: string;
}

export const ORCHESTRATOR: HostNames = {
	name: 'Orchestrator',
	address: 'the host of the tenant URL',
};

export const STORAGE_HOST: HostNames = {
	name: 'the storage host',
	address: 'the storage host',
};

const SENTENCES: ReadonlyArray<readonly [RegExp, (host: HostNames) => string]> = [
	[/^(?:ECONNABORTED|ETIMEDOUT)$/, ({ name }) => `${name} did not answer in time`],
	[/^ENOTFOUND$/, ({ address }) => `${address} is not known`],
	[/^EAI_AGAIN$/, ({ address }) => `the name of ${address} could not be looked up`],
	[/^ECONNREFUSED$/, () => 'the server refused the connection'],
	[/^E(?:HOST|NET)(?:UNREACH|DOWN)$/, ({ address }) => `${address} cannot be reached`],
	[/^CERT_HAS_EXPIRED$/, () => 'the certificate of the server has expired'],
	[/ALTNAME/, () => 'the certificate of the server is for another host name'],
	[
		/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
		() =>
			"the certificate of the server is not trusted; if it is your own, set 'Ignore SSL Issues' in the credential",
	],
	[/SSL|TLS|^EPROTO$/, ({ name }) => `no encrypted connection to ${name} could be made`],
	[
		/^(?:ECONNRESET|EPIPE|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE)$/,
		({ name }) => `the connection to ${name} was cut`,
	],
];

/** What went wrong, to stand behind a colon. */
export function describeConnection(code: string | undefined, host: HostNames): string {
	const sentence = SENTENCES.find(([pattern]) => pattern.test(code ?? ''))?.[1];
	if (sentence !== undefined) return sentence(host);
	return `the connection to ${host.name} failed${code === undefined ? '' : ` (${code})`}`;
}
