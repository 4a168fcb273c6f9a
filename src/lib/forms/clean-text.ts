// The characters PostgreSQL cannot store (NUL) or that no interchange may carry: lone surrogates and the two
// non-characters at the end of the basic plane.
const unstorable = /[\u0000\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text as it may be stored: line ends as `\n`, without NUL, lone surrogates, U+FFFE and U+FFFF. */
export function cleanText(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(unstorable, '');
}
