import { createDecipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readString } from '../host/json.mts';

const SALT = { start: 8, end: 16 };
const KEY_BYTES = 32;
const IV_BYTES = 16;

/** OpenSSL's key derivation with MD5, which n8n's `Cipher` uses. */
function deriveKey(password: string, salt: Buffer): Buffer {
	let derived = Buffer.alloc(0);
	let digest = Buffer.alloc(0);
	while (derived.length < KEY_BYTES + IV_BYTES) {
		digest = createHash('md5')
			.update(Buffer.concat([digest, Buffer.from(password), salt]))
			.digest();
		derived = Buffer.concat([derived, digest]);
	}
	return derived;
}

function decrypt(stored: string, password: string): string {
	const bytes = Buffer.from(stored, 'base64');
	const derived = deriveKey(password, bytes.subarray(SALT.start, SALT.end));
	const iv = derived.subarray(KEY_BYTES, KEY_BYTES + IV_BYTES);
	const decipher = createDecipheriv('aes-256-cbc', derived.subarray(0, KEY_BYTES), iv);
	return Buffer.concat([decipher.update(bytes.subarray(SALT.end)), decipher.final()]).toString();
}

export interface StoredCredential {
	/** The column as it is in the database. */
	readonly stored: string;
	/** What it holds, in JSON. */
	readonly decrypted: string;
}

/**
 * The credentials in n8n's SQLite database, as they are stored and as n8n reads them: with the
 * instance's key, which lies in its settings file.
 *
 * @throws Error when one is not encrypted with that key
 */
export function readStoredCredentials(folder: string): StoredCredential[] {
	const settings: unknown = JSON.parse(readFileSync(join(folder, '.n8n', 'config'), 'utf8'));
	const password = readString(settings, 'encryptionKey');
	const file = join(folder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database.prepare('SELECT data FROM credentials_entity').all();
		return rows.map(({ data }) => {
			const stored = String(data);
			return { stored, decrypted: decrypt(stored, password) };
		});
	} finally {
		database.close();
	}
}
