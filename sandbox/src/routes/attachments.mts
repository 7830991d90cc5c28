import { randomUUID } from 'node:crypto';
import { createBlobAccess, type BlobVerb } from '../blob-links.mts';
import { defineBody, readBody } from '../bodies.mts';
import { notFound } from '../errors.mts';
import { answerEmpty, answerJson, type Answer } from '../http.mts';
import type { Attachment } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import type { Call, Route } from '../tenant.mts';

const CREATE = defineBody<{ Name: string }>('attachment', {
	type: 'object',
	additionalProperties: false,
	required: ['Name'],
	properties: { Name: { type: 'string', minLength: 1, maxLength: 256 } },
});

const WRITE = { scope: { area: 'Folders', access: 'Write' }, folder: 'anyFolder' } as const;
const ONE = '/odata/Attachments({key})';

function requireAttachment({ tenant, params }: Call): Attachment {
	const attachment = tenant.state.attachments.get(params.key?.toLowerCase() ?? '');
	if (!attachment) throw notFound('Attachment');
	return attachment;
}

function answerAttachment({ tenant }: Call, row: Attachment, verb: BlobVerb): Answer {
	const { content: _content, ...columns } = row;
	return answerJson(
		{
			'@odata.context': `${tenant.urls.orchestrator}/odata/$metadata#Attachments/$entity`,
			...columns,
			BlobFileAccess: createBlobAccess(tenant, verb, `/attachments/${row.Id}`),
		},
		verb === 'PUT' ? 201 : 200,
	);
}

export const attachmentRoutes: Route[] = [
	{
		method: 'POST',
		template: '/odata/Attachments',
		...WRITE,
		permissions: ['BlobFiles.Create', 'Jobs.Create'],
		handle: (call) => {
			const { Name } = readBody(call, CREATE);
			const { state } = call.tenant;
			const CreationTime = state.clock.iso();
			const row: Attachment = { Id: randomUUID(), Name, CreationTime, content: null };
			state.attachments.set(row.Id, row);
			return answerAttachment(call, row, 'PUT');
		},
	},
	{
		method: 'GET',
		template: ONE,
		scope: { area: 'Folders', access: 'Read' },
		permissions: ['BlobFiles.View'],
		folder: 'anyFolder',
		handle: (call) => {
			parseOptions(call.query, ['select', 'expand']);
			return answerAttachment(call, requireAttachment(call), 'GET');
		},
	},
	{
		method: 'DELETE',
		template: ONE,
		...WRITE,
		permissions: ['BlobFiles.Delete'],
		handle: (call) => {
			call.tenant.state.attachments.delete(requireAttachment(call).Id);
			return answerEmpty(204);
		},
	},
];
