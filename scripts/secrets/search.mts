import { gunzipSync, inflateSync } from 'node:zlib';
import type { Needle } from './encodings.mts';

/** A secret that was found. */
export interface Finding {
	/** Table, column and row, or file. */
	readonly place: string;
	readonly secret: string;
	readonly encoding: string;
}

/** What is a secret by its form, whatever test made it. */
const SECRET_FORMS: ReadonlyArray<readonly [name: string, form: RegExp]> = [
	['signature of a storage link', /[?&]sig(?:=|%3[dD]|\\u003d)[\w%-]{16}/],
	['access token of the sandbox', /\brt_[0-9A-F]{16}/],
	['bearer token in a header', /\bBearer(?:\s|%20|\+)+[\w.~+/=-]{16}/],
];

/** What packed bytes hold; nothing when they are not packed by gzip or zlib. */
function unpack(bytes: Buffer): Buffer[] {
	const head = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
	const isGzip = head === 0x1f8b;
	const isZlib = head >> 8 === 0x78 && head % 31 === 0;
	try {
		if (isGzip) return [gunzipSync(bytes)];
		return isZlib ? [inflateSync(bytes)] : [];
	} catch {
		// Bytes that only begin like an archive are searched as they are.
		return [];
	}
}

/** Looks for every needle in bytes as they are, and in what they unpack to. */
export function search(place: string, bytes: Buffer, needles: readonly Needle[]): Finding[] {
	const findings = new Map<string, Finding>();
	for (const layer of [bytes, ...unpack(bytes)]) {
		for (const { secret, encoding, bytes: wanted } of needles) {
			if (!layer.includes(wanted)) continue;
			findings.set(`${secret.name} ${encoding}`, { place, secret: secret.name, encoding });
		}
	}
	return [...findings.values()];
}

/** Looks for what is a secret by its form alone. */
export function searchForms(place: string, bytes: Buffer): Finding[] {
	const text = bytes.toString('latin1');
	return SECRET_FORMS.filter(([, form]) => form.test(text)).map(([secret]) => ({
		place,
		secret,
		encoding: 'by its form',
	}));
}
