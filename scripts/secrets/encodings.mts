/** Something that must not turn up where it does not belong. */
export interface Secret {
	/** What it is, for the report: the value itself is never printed. */
	readonly name: string;
	readonly value: string;
	/**
	 * `login` (token, client secret, signature of a link) belongs nowhere but into the encrypted
	 * credential; `argument` also into the user's own workflow and items, see `userData.mts`.
	 */
	readonly kind: 'login' | 'argument';
}

/** A piece of a secret in one encoding. */
export interface Needle {
	readonly secret: Secret;
	readonly encoding: string;
	readonly bytes: Buffer;
}

/** Characters of a piece. A leak of one piece and a half in a row is found wherever it was cut. */
const PIECE = 16;
const STEP = PIECE / 2;

/** Cuts a secret into overlapping pieces, because what prints it may shorten or wrap it. */
function cut(value: string): string[] {
	const lastStart = Math.max(0, value.length - PIECE);
	const starts = new Set([lastStart]);
	for (let start = 0; start < lastStart; start += STEP) starts.add(start);
	return [...starts].map((start) => value.slice(start, start + PIECE));
}

/** Base64 of a text that begins `offset` bytes into a group of three, without what its neighbours decide. */
function toInnerBase64(text: string, offset: 0 | 1 | 2): string {
	const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
	const encoded = bytes.toString('base64').replace(/=+$/, '');
	const head = offset === 0 ? 0 : offset + 1;
	return encoded.slice(head, bytes.length % 3 === 0 ? undefined : -1);
}

const escapeJson = (text: string) => JSON.stringify(text).slice(1, -1);
const escapeHtml = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const toUrlSafe = (base64: string) => base64.replace(/\+/g, '-').replace(/\//g, '_');

/** The ways of writing a text that n8n, its database, its log and HTTP use. */
function encode(text: string): Record<string, string | Buffer> {
	const percent = encodeURIComponent(text.toWellFormed());
	const base64 = ([0, 1, 2] as const).map((offset) => toInnerBase64(text, offset));
	return {
		plain: text,
		'JSON string': escapeJson(text),
		'JSON string in a JSON string': escapeJson(escapeJson(text)),
		HTML: escapeHtml(text),
		'percent-encoded': percent,
		'percent-encoded in lower case': percent.replace(/%../g, (code) => code.toLowerCase()),
		'form field': percent.replace(/%20/g, '+'),
		'UTF-16LE': Buffer.from(text, 'utf16le'),
		'UTF-16BE': Buffer.from(text, 'utf16le').swap16(),
		hexadecimal: Buffer.from(text).toString('hex'),
		...Object.fromEntries(base64.map((value, offset) => [`Base64 at ${offset}`, value])),
		...Object.fromEntries(
			base64.map((value, offset) => [`Base64url at ${offset}`, toUrlSafe(value)]),
		),
	};
}

/**
 * The byte sequences to look for.
 *
 * @throws Error when a secret is too short to be told from other text
 */
export function toNeedles(secrets: readonly Secret[]): Needle[] {
	return secrets.flatMap((secret) => {
		if (secret.value.length < PIECE) {
			throw new Error(`"${secret.name}" has less than ${PIECE} characters`);
		}
		const seen = new Set<string>();
		return cut(secret.value).flatMap((piece) =>
			Object.entries(encode(piece)).flatMap(([encoding, encoded]) => {
				const bytes = Buffer.from(encoded);
				const isNew = !seen.has(bytes.toString('hex'));
				seen.add(bytes.toString('hex'));
				return isNew ? [{ secret, encoding, bytes }] : [];
			}),
		);
	});
}
