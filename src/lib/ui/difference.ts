import { diffWordsWithSpace } from 'diff';

export type DifferencePart = { kind: 'same' | 'added' | 'removed'; text: string };

const longest = 200_000;
// The work grows with the square of the number of changes; this many take about a fifth of a second.
const longestSearch = 1500;

/** What changed between two wordings, word by word. Texts too long or too different to compare come back as one whole replaced by the other. */
export function difference(before: string, after: string): DifferencePart[] {
	if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
	const changes =
		before.length + after.length > longest
			? undefined
			: diffWordsWithSpace(before, after, { maxEditLength: longestSearch });
	if (!changes) return replaced(before, after);
	return changes.map((change) => ({
		kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
		text: change.value
	}));
}

function replaced(before: string, after: string): DifferencePart[] {
	const parts: DifferencePart[] = [
		{ kind: 'removed', text: before },
		{ kind: 'added', text: after }
	];
	return parts.filter((part) => part.text !== '');
}
