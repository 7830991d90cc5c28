import type { INode } from 'n8n-workflow';

/**
 * The node for an error to carry: without its parameters. n8n writes an error with its node into the
 * log and hands both to error workflows, and the arguments of a job are nobody's business there.
 */
export const nodeOfError = (node: INode): INode => ({ ...node, parameters: {} });
