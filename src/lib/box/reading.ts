/**
 * Slower than the 238 words a minute that adults read of plain non-fiction (M. Brysbaert, "How many words do we read per
 * minute?", Journal of Memory and Language 109, 2019): these words are read to be decided on.
 */
export const wordsPerMinute = 200;

/** To weigh up and say the answer, once the card has been read. */
export const secondsToDecide = 30;

/** On top, where another department does not agree or the words have changed: then there is something to compare. */
export const secondsToCompare = 30;

export type Reading = { words: number; compares: boolean };

/** Minutes that a box takes, rounded to the nearest and never less than one for a box with a card in it. */
export function minutesFor(cards: readonly Reading[]): number {
	if (cards.length === 0) return 0;
	const seconds = cards.reduce(
		(sum, { words, compares }) =>
			sum + (words / wordsPerMinute) * 60 + secondsToDecide + (compares ? secondsToCompare : 0),
		0
	);
	return Math.max(1, Math.round(seconds / 60));
}

export function countWords(...texts: readonly (string | null)[]): number {
	return texts.reduce((sum, text) => sum + (text?.match(/\S+/g)?.length ?? 0), 0);
}

/** "Five things need you, about nine minutes"; for others than the minister, whom they need. */
export function boxTitle(cards: number, minutes: number, whom = 'you'): string {
	if (cards === 0) return whom === 'you' ? 'Your box is empty' : 'The box is empty';
	const things = cards === 1 ? `One thing needs ${whom}` : `${capital(inWords(cards))} things need ${whom}`;
	return `${things}, ${aboutMinutes(minutes)}`;
}

export function aboutMinutes(minutes: number): string {
	return `about ${inWords(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

function inWords(number: number): string {
	return small[number] ?? number.toLocaleString('en-GB');
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
