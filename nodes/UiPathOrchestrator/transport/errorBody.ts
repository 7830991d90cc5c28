import { isRecord, parseJson } from '../helpers/json';

/** What can be learned from the body of a refused request. */
export interface ErrorFacts {
	readonly message?: string | undefined;
	readonly errorCode?: number | undefined;
	readonly traceId?: string | undefined;
	readonly isHtml: boolean;
}

const LONGEST_BODY = 8192;
const LONGEST_MESSAGE = 1000;

function readField(body: Record<string, unknown>, ...names: string[]): unknown {
	const wanted = names.map((name) => name.toLowerCase());
	return Object.entries(body).find(
		([name, value]) => wanted.includes(name.toLowerCase()) && value !== null && value !== '',
	)?.[1];
}

/** Some gateways show the request that they refuse, and with it the login that it carried. */
const LOGINS = [
	/(\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi,
	/(\b(?:client_secret|sig)=)[^&\s"'<]+/gi,
];

/** A text of somebody else's without tokens, client secrets and signatures of links. */
export const hideLogins = (text: string): string =>
	LOGINS.reduce((shown, login) => shown.replace(login, '$1…'), text);

const readText = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? hideLogins(value.trim()) : undefined;

/** Validation answers (ProblemDetails) name each field with its complaints. */
function readValidation(errors: unknown): string | undefined {
	if (!isRecord(errors)) return undefined;
	const complaints = Object.entries(errors).map(
		([field, texts]) => `${field}: ${[texts].flat().map(String).join(', ')}`,
	);
	return complaints.join('; ') || undefined;
}

/** Bulk answers of the identity server: `{result: {errors: [{code, description}]}}`. */
function readBulk(result: unknown): string | undefined {
	const errors: unknown = isRecord(result) ? result.errors : undefined;
	if (!Array.isArray(errors)) return undefined;
	const texts = errors.map((error: unknown) =>
		isRecord(error) ? (readText(error.description) ?? readText(error.code)) : undefined,
	);
	return texts.filter((text) => text !== undefined).join('; ') || undefined;
}

function readMessage(body: Record<string, unknown>): string | undefined {
	const inner = readField(body, 'error');
	const details = isRecord(inner) ? readText(readField(inner, 'details')) : undefined;
	const message =
		readText(readField(body, 'message', 'errorMessage')) ??
		(isRecord(inner) ? readText(readField(inner, 'message')) : undefined) ??
		readText(readField(body, 'error_description')) ??
		readText(inner) ??
		readBulk(readField(body, 'result')) ??
		readText(readField(body, 'title', 'statusDescription'));
	const found = [message, details, readValidation(readField(body, 'errors'))].filter(
		(part, index, parts) => part !== undefined && parts.indexOf(part) === index,
	);
	return found.join(' ').slice(0, LONGEST_MESSAGE) || undefined;
}

/** Error codes arrive as numbers, or as text in some gateways. */
function readErrorCode(body: Record<string, unknown>): number | undefined {
	const code = readField(body, 'errorCode');
	const number = typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : code;
	return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** Whether a text begins as a page, or as the XML with which storage hosts refuse. */
export function looksLikeHtml(text: string): boolean {
	return /^\uFEFF?\s*<(?:!--|!doctype|html|\?xml|head|body|error\b)/i.test(text);
}

/** The first bytes of a file as text: UTF-8, or UTF-16 as its mark or its zeros tell. */
export function decodeStart(bytes: Buffer): string {
	const start = bytes.subarray(0, 1024);
	const [first, second] = start;
	const isLittle = (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0);
	if (isLittle) return start.toString('utf16le');
	const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c);
	if (!isBig) return start.toString('utf8');
	const whole = Buffer.from(start.subarray(0, start.length - (start.length % 2)));
	return whole.swap16().toString('utf16le');
}

/**
 * Reads any of the body shapes that Orchestrator, its identity server and the gateways before them
 * answer with. Names are matched without regard to case: documents say PascalCase, servers camelCase.
 */
export function readErrorBody(text: string): ErrorFacts {
	const excerpt = text.slice(0, LONGEST_BODY);
	if (looksLikeHtml(excerpt)) return { isHtml: true };
	try {
		const body = parseJson(text);
		if (!isRecord(body)) return { message: readText(body), isHtml: false };
		return {
			message: readMessage(body),
			errorCode: readErrorCode(body),
			traceId: readText(readField(body, 'traceId')),
			isHtml: false,
		};
	} catch {
		// Not JSON: plain text of a gateway says more than nothing.
		return { message: readText(excerpt.slice(0, 300)), isHtml: false };
	}
}
