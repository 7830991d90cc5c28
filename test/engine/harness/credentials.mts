import type { DirectoryLoader } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { BLANK_NODE, createBlankWorkflow } from './blank-workflow.mts';
import { core, n8nWorkflow } from './host.mts';
import { OAUTH2_PARENT_PROPERTIES } from './oauth2-parent.mts';

/** Stored credentials by type, as the user typed them. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

let serials = 0;

/**
 * n8n's credentials helper with memory in place of a database. Defaults, inheritance from
 * `oAuth2Api`, expressions (`$self`), generic `authenticate` and token storing behave as in n8n.
 */
export class MemoryCredentials extends n8nWorkflow.ICredentialsHelper {
	/** Types whose OAuth2 token was stored, in order: one entry per token fetched. */
	readonly tokenWrites: string[] = [];

	readonly data: CredentialData;

	/** n8n renews a token once for all who use the credential of an id: no two stores may share one. */
	private readonly serial = (serials += 1);

	private readonly loader: DirectoryLoader;

	constructor(loader: DirectoryLoader, data: CredentialData) {
		super();
		this.loader = loader;
		this.data = structuredClone(data);
	}

	/** Id of the credential of a type. */
	idOf(type: string): string {
		return `${type} ${this.serial}`;
	}

	getParentTypes(name: string): string[] {
		return this.findType(name).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		const type = this.findType(name);
		const properties: INodeProperties[] = [];
		if (type.extends?.includes('oAuth2Api')) {
			n8nWorkflow.NodeHelpers.mergeNodeProperties(properties, OAUTH2_PARENT_PROPERTIES);
		}
		n8nWorkflow.NodeHelpers.mergeNodeProperties(properties, type.properties);
		return n8nWorkflow.injectDomainRestrictionFields({ ...type, properties });
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_credential: INodeCredentialsDetails,
		name: string,
		mode: WorkflowExecuteMode,
		_executeData?: unknown,
		raw?: boolean,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.data[name];
		if (!stored) throw new Error(`No credential of type "${name}" is stored`);
		if (raw) return { ...stored };
		return this.applyDefaults(additionalData, name, stored, mode);
	}

	/** What n8n hands to a node or a credential test: defaults filled in, expressions resolved. */
	applyDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		name: string,
		stored: ICredentialDataDecryptedObject,
		mode: WorkflowExecuteMode,
	): ICredentialDataDecryptedObject {
		// n8n's own code makes the same two casts: both types describe plain JSON.
		const complete = (n8nWorkflow.NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(name),
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) ?? {}) as ICredentialDataDecryptedObject;
		if (stored.oauthTokenData !== undefined) complete.oauthTokenData = stored.oauthTokenData;
		const keys = core.getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		return createBlankWorkflow().expression.getComplexParameterValue(
			BLANK_NODE,
			complete as INodeParameters,
			mode,
			keys,
			undefined,
			undefined,
			complete,
		) as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		name: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.findType(name);
		const request: IHttpRequestOptions = { url: '', ...options };
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		const read = (text: string) =>
			text.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							text,
							'internal',
							{ $credentials: credentials },
							undefined,
							'',
						) ?? '',
					)
				: text;
		const headers = { ...request.headers };
		for (const [key, value] of Object.entries(authenticate.properties.headers ?? {})) {
			headers[read(key)] = read(String(value));
		}
		return { ...request, headers };
	}

	async updateCredentialsOauthTokenData(
		_credential: INodeCredentialsDetails,
		name: string,
		next: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.tokenWrites.push(name);
		const { oauthTokenData } = next;
		if (oauthTokenData === undefined) throw new Error('The engine stored an empty token');
		this.data[name] = { ...this.data[name], oauthTokenData };
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Credentials live in memory only');
	}

	async updateCredentials(): Promise<void> {
		throw new Error('Only OAuth2 tokens are ever written by this package');
	}

	/** @throws when the package has no such credential type, as n8n does. */
	findType(name: string): ICredentialType {
		return this.loader.getCredential(name).type;
	}
}
