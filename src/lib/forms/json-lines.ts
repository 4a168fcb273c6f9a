/** Deeper than any file of ours; one that goes further is refused before it is read. */
const deepest = 20;

/**
 * The line on which each field of a JSON text stands, by its path such as `sections[2].heading`, or what is wrong with
 * the text as JSON. A name that stands twice in one group is wrong: the parser would take the last in silence.
 */
export function linesOf(text: string): { lines: Map<string, number>; mistake: string | null } {
	const scanner = new Scanner(text);
	try {
		scanner.whole();
		return { lines: scanner.lines, mistake: null };
	} catch (cause) {
		if (cause instanceof Mistake) return { lines: scanner.lines, mistake: cause.message };
		throw cause;
	}
}

class Mistake extends Error {}

class Scanner {
	readonly lines = new Map<string, number>();
	readonly #text: string;
	#at = 0;
	#line = 1;

	constructor(text: string) {
		this.#text = text;
	}

	whole(): void {
		this.#value('', 0);
		this.#space();
		if (this.#at < this.#text.length) throw this.#mistake('something stands after the end of the file');
	}

	#value(path: string, depth: number): void {
		this.#space();
		if (depth > deepest) throw this.#mistake('this is nested too deep');
		this.lines.set(path, this.#line);
		const next = this.#text[this.#at];
		if (next === '{') this.#group(path, depth);
		else if (next === '[') this.#list(path, depth);
		else if (next === '"') this.#string();
		else
			this.#take(
				/(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y,
				'a value is missing here'
			);
	}

	#group(path: string, depth: number): void {
		const names = new Set<string>();
		this.#entries('}', () => {
			const line = this.#line;
			const name = this.#string();
			if (names.has(name)) throw new Mistake(`Line ${line}: “${name}” stands twice in the same group.`);
			names.add(name);
			this.#expect(':');
			this.#value(path === '' ? name : `${path}.${name}`, depth + 1);
		});
	}

	#list(path: string, depth: number): void {
		let index = 0;
		this.#entries(']', () => this.#value(`${path}[${index++}]`, depth + 1));
	}

	#entries(end: '}' | ']', entry: () => void): void {
		this.#at += 1;
		this.#space();
		if (this.#text[this.#at] === end) {
			this.#at += 1;
			return;
		}
		for (;;) {
			this.#space();
			entry();
			this.#space();
			const next = this.#text[this.#at];
			if (next !== ',' && next !== end) throw this.#mistake(`a comma or “${end}” is missing here`);
			this.#at += 1;
			if (next === end) return;
		}
	}

	#string(): string {
		const found = this.#take(
			/"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy,
			'a text in quotation marks is missing or not closed here'
		);
		return JSON.parse(found) as string;
	}

	#expect(sign: ':'): void {
		this.#space();
		if (this.#text[this.#at] !== sign) throw this.#mistake(`a “${sign}” is missing here`);
		this.#at += 1;
	}

	#take(pattern: RegExp, otherwise: string): string {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		if (!found) throw this.#mistake(otherwise);
		this.#at += found.length;
		return found;
	}

	#space(): void {
		for (;;) {
			const next = this.#text[this.#at];
			if (next === '\n') this.#line += 1;
			else if (next !== ' ' && next !== '\t' && next !== '\r') return;
			this.#at += 1;
		}
	}

	#mistake(what: string): Mistake {
		return new Mistake(`Line ${this.#line}: ${what}.`);
	}
}
