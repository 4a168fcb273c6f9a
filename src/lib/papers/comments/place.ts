import { type Place, placeInWords } from '#lib/documents/anchor.ts';
import { plainTextOf } from './plain-text.ts';

/** What a comment is about, as the section stands now. */
export function placeInSection(comment: {
	quote: string | null;
	prefix: string;
	suffix: string;
	/** null where the section was taken out of the reader's sight. */
	sectionBody: string | null;
}): Place {
	return placeInWords(comment.sectionBody === null ? null : plainTextOf(comment.sectionBody), comment);
}
