/** Where words stand in an event's notes: offsets in UTF-16 code units of the Markdown source, the end not included. */
export type Span = { startsAt: number; endsAt: number };

export type Quoted = { quote: string | null } & { startsAt: number | null; endsAt: number | null };

/**
 * Finds a quotation in the notes, word for word. Where it stands more than once, the place nearest to `near` is meant.
 * @returns null when the notes do not hold it
 */
export function findQuote(notes: string, quote: string, near = 0): Span | null {
	if (quote === '') return null;
	const before = notes.lastIndexOf(quote, near);
	const after = notes.indexOf(quote, near);
	if (before === -1 && after === -1) return null;
	const startsAt = before === -1 || (after !== -1 && after - near < near - before) ? after : before;
	return { startsAt, endsAt: startsAt + quote.length };
}

/** Where a passage stands in the notes of today, which may have been changed since; null when it does not any more. */
export function spanIn(notes: string, passage: Quoted): Span | null {
	return passage.quote === null ? null : findQuote(notes, passage.quote, passage.startsAt ?? 0);
}

/** A run of the notes with the same passages over all of it. */
export type Segment<Mark> = { startsAt: number; text: string; marks: Mark[]; ending: Mark[] };

/**
 * Cuts the notes wherever a passage begins or ends. The texts in order are the notes, character for character.
 * `ending` names the passages whose last words these are.
 */
export function segments<Mark extends Span>(notes: string, marks: Mark[]): Segment<Mark>[] {
	const within = marks.filter(
		(mark) => mark.startsAt >= 0 && mark.startsAt < mark.endsAt && mark.endsAt <= notes.length
	);
	const cuts = new Set([0, notes.length, ...within.flatMap((mark) => [mark.startsAt, mark.endsAt])]);
	const places = [...cuts].sort((a, b) => a - b);
	return places.slice(0, -1).map((startsAt, index) => {
		const endsAt = places[index + 1] ?? notes.length;
		const over = within.filter((mark) => mark.startsAt <= startsAt && mark.endsAt >= endsAt);
		return {
			startsAt,
			text: notes.slice(startsAt, endsAt),
			marks: over,
			ending: over.filter((mark) => mark.endsAt === endsAt)
		};
	});
}

/** The notes as a page shows them with the findings drawn from them: cut into runs, each with the numbers over it. */
export type MarkedRun = {
	startsAt: number;
	text: string;
	/** The findings that rest on these words. */
	findings: number[];
	/** Those of them whose passage ends here. */
	ending: number[];
};

export function markNotes(notes: string, passages: (Quoted & { number: number })[]): MarkedRun[] {
	const marks = passages.flatMap((passage) => {
		const span = spanIn(notes, passage);
		return span ? [{ ...span, number: passage.number }] : [];
	});
	return segments(notes, marks).map(({ startsAt, text, marks: over, ending }) => ({
		startsAt,
		text,
		findings: [...new Set(over.map((mark) => mark.number))],
		ending: [...new Set(ending.map((mark) => mark.number))]
	}));
}
