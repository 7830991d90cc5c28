import { findSignatureFault } from './blob-links.mts';
import { answerEmpty, type Answer, type SandboxRequest } from './http.mts';
import { describeExport } from './exports.mts';
import type { Tenant } from './tenant.mts';

function answerXml(status: number, code: string, message: string): Answer {
	return {
		status,
		headers: { 'content-type': 'application/xml' },
		body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
	};
}

/**
 * The storage that files lie in: another origin, which trusts signatures in the address and refuses
 * any Authorization header (a leaked bearer token shows up as a 400).
 */
export function answerBlob(tenant: Tenant, request: SandboxRequest): Answer {
	tenant.engine.settle();
	if (request.headers.authorization !== undefined) {
		return answerXml(
			400,
			'InvalidAuthenticationInfo',
			'Authentication information is not given in the correct format. Check the value of Authorization header.',
		);
	}
	const query = new URLSearchParams(request.rawQuery);
	const fault = findSignatureFault(tenant, request.method, request.path, query);
	if (fault !== undefined) return answerXml(403, 'AuthenticationFailed', fault);
	const match = /^\/(exports|attachments)\/([^/]+)$/.exec(request.path);
	const [, kind, id = ''] = match ?? [];
	if (kind === 'exports') return answerExportFile(tenant, id);
	if (kind === 'attachments') return answerAttachment(tenant, request, id);
	return answerXml(404, 'ResourceNotFound', 'The specified resource does not exist.');
}

function answerExportFile(tenant: Tenant, id: string): Answer {
	const row = tenant.state.exports.find(({ Id }) => String(Id) === id);
	if (!row || describeExport(tenant, row).Status !== 'Completed') {
		return answerXml(404, 'BlobNotFound', 'The specified blob does not exist.');
	}
	const extension = row.contentType === 'text/csv' ? 'csv' : 'zip';
	return {
		status: 200,
		headers: {
			'content-type': row.contentType,
			'content-disposition': `attachment; filename="${row.Name}.${extension}"`,
		},
		body: { length: row.bytes, pieces: row.content() },
	};
}

function answerAttachment(tenant: Tenant, request: SandboxRequest, id: string): Answer {
	const attachment = tenant.state.attachments.get(id);
	if (request.method === 'PUT' && attachment) {
		if (request.headers['x-ms-blob-type'] !== 'BlockBlob') {
			return answerXml(400, 'MissingRequiredHeader', 'x-ms-blob-type is missing.');
		}
		attachment.content = request.body;
		return answerEmpty(201);
	}
	if (!attachment?.content) {
		return answerXml(404, 'BlobNotFound', 'The specified blob does not exist.');
	}
	return {
		status: 200,
		headers: { 'content-type': 'application/octet-stream' },
		body: attachment.content,
	};
}
