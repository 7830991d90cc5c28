/**
 * Reads CSV as RFC 4180 writes it: fields with commas, quotes or line breaks stand in quotes, and a
 * quote inside them is doubled. Takes the text in pieces of any size, so that files need not fit
 * into memory as text.
 */
export class CsvReader {
	private row: string[] = [];

	private field = '';

	private isQuoted = false;

	/** The last character was a quote inside a quoted field: its end, or half of a doubled quote. */
	private sawQuote = false;

	private isFirst = true;

	/** @returns the rows that the piece completed */
	read(piece: string): string[][] {
		const rows: string[][] = [];
		const text = this.isFirst ? piece.replace(/^\uFEFF/, '') : piece;
		this.isFirst &&= piece === '';
		for (const character of text) {
			if (this.takeQuoted(character)) continue;
			if (character === '"' && this.field === '') this.isQuoted = true;
			else if (character === ',') this.endField();
			else if (character === '\n') rows.push(...this.endRow());
			else this.field += character;
		}
		return rows;
	}

	/** @returns the last row when the file does not end with a line break */
	end(): string[][] {
		return this.endRow();
	}

	/** Handles a character of a quoted field; false when the field has ended before it. */
	private takeQuoted(character: string): boolean {
		if (!this.isQuoted) return false;
		if (this.sawQuote) {
			this.sawQuote = false;
			if (character !== '"') {
				this.isQuoted = false;
				return character === '\r';
			}
			this.field += character;
		} else if (character === '"') this.sawQuote = true;
		else this.field += character;
		return true;
	}

	private endField(): void {
		this.row.push(this.field);
		this.field = '';
	}

	private endRow(): string[][] {
		this.isQuoted = false;
		this.sawQuote = false;
		// Outside of quotes a carriage return belongs to the line break behind it.
		this.field = this.field.replace(/\r$/, '');
		const isBlank = this.row.length === 0 && this.field === '';
		this.endField();
		const row = this.row;
		this.row = [];
		return isBlank ? [] : [row];
	}
}

/** Turns the rows of a file with a header into objects; missing fields are empty text. */
export function toRecords(rows: readonly string[][]): Array<Record<string, string>> {
	const [header = [], ...body] = rows;
	const names = header.map((name, index) =>
		name === '' || header.indexOf(name) !== index ? `${name || 'Column'} ${index + 1}` : name,
	);
	return body.map((row) =>
		Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])),
	);
}
