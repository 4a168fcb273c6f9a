export type Span = { startsAt: number; endsAt: number };

/**
 * Every place where words stand in a Markdown text, however the lines are broken, whatever marks of emphasis stand
 * between them and whichever quotation marks and dashes were typed.
 */
export function findWords(text: string, words: string, { exactCase = false } = {}): Span[] {
	const parts = words.trim().split(/\s+/).filter(Boolean);
	if (parts.length === 0) return [];
	const pattern = parts.map((part) => [...part].map(letterPattern).join(marks)).join(`${marks}(?:\\s|&nbsp;)+${marks}`);
	const before = /^[\p{L}\p{N}]/u.test(words.trim()) ? '(?<![\\p{L}\\p{N}])' : '';
	const after = /[\p{L}\p{N}]$/u.test(words.trim()) ? '(?![\\p{L}\\p{N}])' : '';
	const found = text.matchAll(new RegExp(before + pattern + after, exactCase ? 'gu' : 'giu'));
	return Array.from(found, (match) => ({ startsAt: match.index, endsAt: match.index + match[0].length }));
}

/** What stands between quotation marks and is long enough to be somebody's words: four words or more. */
export function quotations(text: string): (Span & { words: string })[] {
	return Array.from(text.matchAll(/“([^”]+)”|"([^"\n]+)"|‘([^’]{12,})’(?!\p{L})/gu), (match) => {
		const words = match[1] ?? match[2] ?? match[3] ?? '';
		return { startsAt: match.index, endsAt: match.index + match[0].length, words };
	}).filter(({ words }) => words.trim().split(/\s+/).length >= 4);
}

/** Words as they compare: without case, marks of emphasis, kinds of quotation marks and breaks of lines. */
export function plainWords(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\[\^[^\]]*\]/g, '')
		.replace(/[*_`~\\]/g, '')
		.replace(/[‘’‚‛′]/g, "'")
		.replace(/[“”„‟″]/g, '"')
		.replace(/[‐-―−]/g, '-')
		.replace(/\s+/g, ' ')
		.trim();
}

const marks = '[*_~\\\\]*';

function letterPattern(letter: string): string {
	if (/['‘’‚‛′]/.test(letter)) return "['‘’‚‛′]";
	if (/["“”„‟″]/.test(letter)) return '["“”„‟″]';
	if (/[-‐-―−]/.test(letter)) return '[-‐-―−]';
	return letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
