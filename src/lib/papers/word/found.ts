/** What a returned file says about a paper: shown to a person first, and brought in as it was shown. */
export type Found = {
	changes: FoundChange[];
	comments: FoundComment[];
	/** What cannot become a suggestion or a comment. It is listed for ever, and nothing else happens to it. */
	unplaced: Unplaced[];
};

export type Named = {
	/** As the file has it; null where it names nobody. */
	author: string | null;
	at: string | null;
};

export type FoundChange = Named & {
	kind: 'changed' | 'added' | 'removed' | 'moved';
	sectionId: number;
	/** The version of the section that was sent. */
	version: number;
	index: number;
	before: string;
	after: string;
};

export type FoundComment = Named & {
	sectionId: number;
	version: number;
	quote: string | null;
	prefix: string;
	suffix: string;
	body: string;
	/** The comment of ours that it answers. */
	answers: number | null;
};

export type Unplaced = Named & { text: string; why: string };

export const nobodyNamed = 'Somebody whom the file does not name';

/** What became of it when it was brought in. */
export type Outcome = {
	/** The suggestions that were laid down. */
	suggestions: number[];
	comments: number;
	/** What did not fit the paper any longer. */
	left: Unplaced[];
};

/** How much a returned file says, for a list. */
export function countsIn(found: string): { changes: number; comments: number; unplaced: number } {
	const { changes, comments, unplaced } = JSON.parse(found) as Found;
	return { changes: changes.length, comments: comments.length, unplaced: unplaced.length };
}
