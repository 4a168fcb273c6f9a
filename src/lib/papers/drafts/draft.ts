import { joinParagraphs, paragraphsOf } from '../paragraphs.ts';
import { type Choice, type Merge, mergeParagraphs, resolveMerge } from '../merge.ts';

/** What a person has typed into a section and not saved; nobody else reads it. */
export type Draft = {
	heading: string;
	body: string;
	annex: boolean;
	/** The section's revision and wording that it began from. */
	revision: number;
	version: number;
	savedAt: Date;
};

/** The largest draft, in bytes of UTF-8: more than a section holds, so that what is too long to save is kept too. */
export const DRAFT_MAX_BYTES = 400 * 1024;

type Wording = { heading: string; body: string };

export type Meeting = Merge & {
	/** The heading to propose: the draft's where the person changed it, else the one that is stored. */
	heading: string;
};

/** Joins a draft with what has been saved since it began. @param base the wording that both began from */
export function meet(base: Wording | null, stored: Wording, draft: Wording): Meeting {
	const merge = mergeParagraphs(paragraphsOf(base?.body ?? ''), paragraphsOf(stored.body), paragraphsOf(draft.body));
	return { ...merge, heading: draft.heading === base?.heading ? stored.heading : draft.heading };
}

/** The joined text. @param choices one for each conflict, in order; one that is not made keeps both */
export function joinedBody(merge: Merge, choices: readonly Choice[]): string {
	return joinParagraphs(resolveMerge(merge.parts, choices));
}
