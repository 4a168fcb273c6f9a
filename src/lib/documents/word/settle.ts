import type { Format, Piece, ReadBlock, ReadParagraph, Revision, Span } from './reading.ts';

/** A file's text once each tracked change has been taken or left. */
export type SettledBlock = SettledParagraph | SettledTable;

export type SettledParagraph = Pick<ReadParagraph, 'type' | 'ids' | 'inside' | 'style' | 'heading' | 'list'> & {
	spans: Span[];
	/** Where comments stand, as places in the words of `spans`. */
	comments: { id: string; from: number; to: number }[];
	/** Bookmarks of paragraphs that have been joined to this one. */
	joined: string[];
	/** Every change that was made in it, taken or left. */
	revisions: Revision[];
};

export type SettledTable = { type: 'table'; rows: SettledParagraph[][][] };

/** Decides a change: true makes it, false leaves the text as it was. */
export type Takes = (revision: Revision) => boolean;

export const takeAll: Takes = () => true;
export const takeNone: Takes = () => false;

/** The text with some changes made and the others not. */
export function settle(blocks: readonly ReadBlock[], takes: Takes): SettledBlock[] {
	const settled: SettledBlock[] = [];
	let carried: Carried | null = null;

	for (const [index, block] of blocks.entries()) {
		if (block.type === 'table') {
			settled.push({
				type: 'table',
				rows: block.rows
					.filter((row) => stands(row.revisions, takes))
					.map((row) => row.cells.map((cell) => settle(cell, takes).filter((each) => each.type === 'paragraph')))
			});
			continue;
		}
		const pieces = block.pieces.filter((piece) => stands(piece.revisions, takes));
		const revisions = [...block.pieces.flatMap((piece) => piece.revisions), ...block.end];
		const here: Carried = { ...block, pieces, joined: [], revisions };
		const merged: Carried = carried ? join(carried, here) : here;
		carried = null;
		if (stands(block.end, takes)) settled.push(finish(merged));
		else if (blocks[index + 1]?.type === 'paragraph') carried = merged;
		else if (hasWords(merged.pieces)) settled.push(finish(merged));
	}
	return settled;
}

/** The words of spans: what a reader would read aloud. A citation has none. */
export function wordsIn(spans: readonly Span[]): string {
	return spans.map((span) => (span.type === 'text' ? span.text : span.type === 'break' ? '\n' : '')).join('');
}

/** A paragraph whose end is gone, on its way into the next. */
type Carried = Omit<ReadParagraph, 'end'> & { joined: string[]; revisions: Revision[] };

function stands(revisions: readonly Revision[], takes: Takes): boolean {
	return revisions.every((revision) => takes(revision) === (revision.kind === 'inserted'));
}

/** A paragraph of which nothing is left leaves nothing behind; otherwise the first keeps its form. */
function join(first: Carried, second: Carried): Carried {
	if (!hasWords(first.pieces)) return { ...second, pieces: [...first.pieces.filter(isComment), ...second.pieces] };
	return {
		...first,
		pieces: [...first.pieces, ...second.pieces],
		joined: [...first.joined, ...(hasWords(second.pieces) ? second.ids : []), ...second.joined],
		revisions: [...first.revisions, ...second.revisions]
	};
}

function hasWords(pieces: readonly Piece[]): boolean {
	return pieces.some(({ span }) =>
		span.type === 'text' ? span.text.trim() !== '' : span.type === 'citation' || span.type === 'note'
	);
}

function isComment(piece: Piece): boolean {
	return piece.span.type === 'comment';
}

function finish({ pieces, ids, inside, style, heading, list, joined, revisions }: Carried): SettledParagraph {
	const spans: Span[] = [];
	const comments: SettledParagraph['comments'] = [];
	const began = new Map<string, number>();
	let at = 0;
	for (const { span } of pieces) {
		if (span.type !== 'comment') {
			at += wordsIn([span]).length;
			spans.push(span);
		} else if (span.edge === 'start') {
			began.set(span.id, at);
		} else if (!comments.some((comment) => comment.id === span.id)) {
			comments.push({ id: span.id, from: began.get(span.id) ?? at, to: at });
			began.delete(span.id);
		}
	}
	// A comment that goes on into the next paragraph belongs to this one.
	for (const [id, from] of began) comments.push({ id, from, to: at });
	return { type: 'paragraph', ids, inside, style, heading, list, joined, revisions, spans: joinSpans(spans), comments };
}

function joinSpans(spans: readonly Span[]): Span[] {
	const joined: Span[] = [];
	for (const span of spans) {
		const last = joined.at(-1);
		if (span.type === 'text' && span.text === '') continue;
		if (span.type === 'text' && last?.type === 'text' && sameFormat(span, last)) {
			joined[joined.length - 1] = { ...last, text: last.text + span.text };
		} else joined.push(span);
	}
	return joined;
}

function sameFormat(a: Format, b: Format): boolean {
	return a.bold === b.bold && a.italic === b.italic && a.code === b.code && a.href === b.href;
}
