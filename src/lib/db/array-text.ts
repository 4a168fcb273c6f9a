/**
 * Reads PostgreSQL's text of an array, `{1,NULL,"a \"b\""}`, of any depth.
 * @param parse turns the text of one element into its value; null stays null
 */
export function parseArray(text: string, parse: (element: string) => unknown): unknown[] {
	// An array whose first index is not 1 says so in front: [0:2]={...}
	let at = text.indexOf('{');
	if (at < 0) throw new SyntaxError(`Not an array: ${text}`);

	function readArray(): unknown[] {
		const elements: unknown[] = [];
		at++;
		while (text[at] !== '}') {
			elements.push(text[at] === '{' ? readArray() : text[at] === '"' ? parse(readQuoted()) : readPlain());
			if (text[at] === ',') at++;
			else if (text[at] !== '}') throw new SyntaxError(`Not an array: ${text}`);
		}
		at++;
		return elements;
	}

	function readQuoted(): string {
		let value = '';
		for (at++; text[at] !== '"'; at++) {
			if (text[at] === '\\') at++;
			if (at >= text.length) throw new SyntaxError(`Not an array: ${text}`);
			value += text[at];
		}
		at++;
		return value;
	}

	function readPlain(): unknown {
		const start = at;
		while (at < text.length && text[at] !== ',' && text[at] !== '}') at++;
		const value = text.slice(start, at);
		return value === 'NULL' ? null : parse(value);
	}

	return readArray();
}
