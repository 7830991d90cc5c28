const FIELD_END = /[,\n]/g;

/** The text ends in the midst of a row. */
export class CsvError extends Error {}

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

	/** The field stood in quotes: what is in it is meant. */
	private wasQuoted = false;

	private isFirst = true;

	/** Number of fields of the first row, the header. */
	private width: number | undefined;

	/** @returns the rows that the piece completed */
	read(piece: string): string[][] {
		const rows: string[][] = [];
		const text = this.isFirst ? piece.replace(/^\uFEFF/, '') : piece;
		this.isFirst &&= piece === '';
		for (let at = 0; at < text.length; ) {
			at = this.isQuoted ? this.readQuoted(text, at) : this.readPlain(text, at, rows);
		}
		return rows;
	}

	/**
	 * @returns the last row when the file does not end with a line break
	 * @throws CsvError when that row is open: inside of quotes, or with fields missing
	 */
	end(): string[][] {
		const isOpen = this.isQuoted && !this.sawQuote;
		const rows = this.endRow();
		const isShort = rows.some((row) => row.length < (this.width ?? 0));
		if (isOpen || isShort) throw new CsvError('the file ends in the midst of a row');
		return rows;
	}

	/** Reads on in a quoted field. @returns where to read on */
	private readQuoted(text: string, at: number): number {
		if (this.sawQuote) {
			this.sawQuote = false;
			if (text[at] === '"') {
				this.field += '"';
				return at + 1;
			}
			this.isQuoted = false;
			return text[at] === '\r' ? at + 1 : at;
		}
		const quote = text.indexOf('"', at);
		this.field += text.slice(at, quote < 0 ? undefined : quote);
		this.sawQuote = quote >= 0;
		return quote < 0 ? text.length : quote + 1;
	}

	/** Reads on outside of quotes, up to the end of a field. @returns where to read on */
	private readPlain(text: string, at: number, rows: string[][]): number {
		if (text[at] === '"' && this.field === '' && !this.wasQuoted) {
			this.openQuotes();
			return at + 1;
		}
		FIELD_END.lastIndex = at;
		const end = FIELD_END.exec(text);
		this.field += text.slice(at, end?.index);
		if (end === null) return text.length;
		if (end[0] === ',') this.endField();
		else rows.push(...this.endRow());
		return end.index + 1;
	}

	private openQuotes(): void {
		this.isQuoted = true;
		this.wasQuoted = true;
	}

	private endField(): void {
		this.row.push(this.field);
		this.field = '';
		this.wasQuoted = false;
	}

	private endRow(): string[][] {
		this.isQuoted = false;
		this.sawQuote = false;
		// Outside of quotes a carriage return belongs to the line break behind it.
		if (!this.wasQuoted) this.field = this.field.replace(/\r$/, '');
		const isBlank = this.row.length === 0 && this.field === '' && !this.wasQuoted;
		this.endField();
		const row = this.row;
		this.row = [];
		if (isBlank) return [];
		this.width ??= row.length;
		return [row];
	}
}

/** Names for all columns, each once: empty and repeated ones get a number. */
function nameColumns(header: readonly string[]): string[] {
	const taken = new Set(header);
	const used = new Set<string>();
	return header.map((name, index) => {
		let free = name;
		for (let count = index + 1; free === '' || used.has(free); count += 1) {
			const numbered = `${name || 'Column'} ${count}`;
			free = taken.has(numbered) ? '' : numbered;
		}
		used.add(free);
		return free;
	});
}

/** Turns the rows of a file with a header into objects; missing fields are empty text. */
export function toRecords(rows: readonly string[][]): Array<Record<string, string>> {
	const [header = [], ...body] = rows;
	const names = nameColumns(header);
	return body.map((row) =>
		Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])),
	);
}
