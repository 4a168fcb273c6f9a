import { findAnchor, plainTextOf } from './anchor.ts';

/** What a comment is about, as the section stands now. */
export type Place =
	| { state: 'section' }
	/** Its words stand: with a little of what is around them. */
	| { state: 'found'; before: string; quote: string; after: string }
	/** Its words are gone, or stand in several places that nothing tells apart. */
	| { state: 'gone' | 'several'; quote: string };

const shown = 120;

export function placeInWords(comment: {
	quote: string | null;
	prefix: string;
	suffix: string;
	/** null where the section was taken out of the reader's sight. */
	sectionBody: string | null;
}): Place {
	const { quote, prefix, suffix, sectionBody } = comment;
	if (quote === null) return { state: 'section' };
	if (sectionBody === null) return { state: 'gone', quote };
	const text = plainTextOf(sectionBody);
	const found = findAnchor(text, { quote, prefix, suffix });
	if (found.state !== 'found') return { state: found.state, quote };
	// From the start of a word to the end of one.
	const from = found.start > shown ? text.indexOf(' ', found.start - shown) + 1 : 0;
	const to = found.end + shown < text.length ? text.lastIndexOf(' ', found.end + shown) : text.length;
	return {
		state: 'found',
		before: `${from > 0 ? '… ' : ''}${text.slice(Math.min(from, found.start), found.start)}`,
		quote: text.slice(found.start, found.end),
		after: `${text.slice(found.end, Math.max(to, found.end))}${to < text.length ? ' …' : ''}`
	};
}
