/** A passage of a text by its own words and those on both sides of it. */
export type Anchor = { quote: string; prefix: string; suffix: string };

/** Where the words of an anchor stand now: at a place, nowhere, or in several places that nothing tells apart. */
export type Found = { state: 'found'; start: number; end: number } | { state: 'gone' | 'several' };

/** An anchor, or no words: what is said of the whole. */
type Said = { quote: string | null; prefix: string; suffix: string };

/** What something said is about, in the words of a text as it stands now. */
export type Place =
	| { state: 'whole' }
	/** Its words stand: with a little of what is around them. */
	| { state: 'found'; before: string; quote: string; after: string }
	/** Its words are gone, or stand in several places that nothing tells apart. */
	| { state: 'gone' | 'several'; quote: string };

const contextLength = 60;
/** How much is shown on each side. */
const shown = 120;

/** Holds on to a passage of a text, from one place to another, neither below 0. Blank ends are left out; @returns null where nothing else is left */
export function anchorAt(text: string, start: number, end: number): Anchor | null {
	const taken = text.slice(start, end);
	// Half a character at an end, such as half an emoji, is left out as white space is.
	const quote = taken.replace(/^[\s\uDC00-\uDFFF]+|[\s\uD800-\uDBFF]+$/g, '');
	if (quote === '') return null;
	const from = start + taken.indexOf(quote);
	const to = from + quote.length;
	return {
		quote,
		prefix: text.slice(Math.max(0, from - contextLength), from).replace(/^[\uDC00-\uDFFF]/, ''),
		suffix: text.slice(to, to + contextLength).replace(/[\uD800-\uDBFF]$/, '')
	};
}

/**
 * Finds the words of an anchor in a text that may have changed. Words that stand once are found whatever is around them;
 * of several places the one whose surroundings agree best is taken, and none where two agree as well. The start of a
 * longer word is never taken for the word.
 */
export function findAnchor(text: string, anchor: Anchor): Found {
	const quote = oneLine(anchor.quote);
	const places = placesOf(text, quote, anchor);
	const ranked = places
		.map((start) => ({ start, agreement: agreementAt(text, start, quote.length, anchor) }))
		.sort((a, b) => b.agreement - a.agreement);
	const [best, next] = ranked;
	if (!best) return { state: 'gone' };
	if (next?.agreement === best.agreement) return { state: 'several' };
	return { state: 'found', start: best.start, end: best.start + quote.length };
}

/** @param text null where the reader may not see it any more */
export function placeInWords(text: string | null, { quote, prefix, suffix }: Said): Place {
	if (quote === null) return { state: 'whole' };
	if (text === null) return { state: 'gone', quote };
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

/** A text as anchors are made in it and found in it: single spaces between its words. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

function placesOf(text: string, quote: string, { prefix, suffix }: Anchor): number[] {
	if (quote === '') return [];
	const opensWord = isLetter(quote.at(0)) && !isLetter(prefix.at(-1));
	const closesWord = isLetter(quote.at(-1)) && !isLetter(suffix.at(0));
	const found: number[] = [];
	for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
		if (opensWord && isLetter(text[at - 1])) continue;
		if (closesWord && isLetter(text[at + quote.length])) continue;
		found.push(at);
	}
	return found;
}

/** How many characters before and after the place are those that stood around the words. */
function agreementAt(text: string, start: number, length: number, { prefix, suffix }: Anchor): number {
	let before = 0;
	while (before < prefix.length && prefix.at(-1 - before) === text[start - 1 - before]) before += 1;
	let after = 0;
	while (after < suffix.length && suffix[after] === text[start + length + after]) after += 1;
	return before + after;
}

function isLetter(character: string | undefined): boolean {
	return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
