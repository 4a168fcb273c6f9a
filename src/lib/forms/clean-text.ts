const lineEnds = /\r\n?|[\u2028\u2029\v\f]/g;
// What PostgreSQL cannot store (NUL) or no document format can carry: controls, lone surrogates, U+FFFE and U+FFFF.
const forbidden = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text as it may be stored and printed: every line end is `\n`, and nothing that cannot be stored or printed is left. */
export function cleanText(text: string): string {
	return text.replace(lineEnds, '\n').replace(forbidden, '');
}
