import type { DocumentModel } from '#lib/documents/document.ts';
import type { PaperContent } from '../content.ts';
import { textsIn } from './compose-public.ts';
import { plainWords } from './find-words.ts';
import type { Sensitivities } from './propose.ts';
import { placeInWords, wordsAt } from './redact.ts';
import type { Removal } from './removal.ts';

/**
 * A second look at the finished document, by other means than those that made it: nothing that was withheld may stand in
 * any text of it, printed or not.
 * @returns why it may not leave, each as a sentence; empty when nothing was found
 */
export function leaksIn(
	model: DocumentModel,
	original: PaperContent,
	removals: readonly Removal[],
	known: Sensitivities & { sha256: string; paper: string }
): string[] {
	const texts = textsIn(model);
	const whole = plainWords(texts.join(' ¶ '));
	const found: string[] = [];

	for (const removal of removals) {
		if (removal.state === 'kept') continue;
		const left = sentences(wordsAt(original, removal)).find((words) => whole.includes(words));
		if (left) {
			found.push(
				`What is withheld at “${placeInWords(original, removal)}” also stands elsewhere: withhold it there too.`
			);
		}
	}
	const kept = plainWords(
		removals
			.filter((removal) => removal.state === 'kept')
			.map((removal) => wordsAt(original, removal))
			.join(' ¶ ')
	);
	for (const { words } of known.names) {
		const name = plainWords(words);
		if (name.includes(' ') && whole.includes(name) && !kept.includes(name)) {
			found.push(`The name “${words}” stands in it.`);
		}
	}
	for (const { words, code } of known.quotes) {
		if (code !== null && whole.includes(plainWords(words))) {
			found.push('Words that somebody has not agreed to have quoted stand in it.');
		}
	}
	for (const name of [...known.committee, ...(original.committee === null ? [] : [original.committee])]) {
		if (whole.includes(plainWords(name))) found.push(`“${name}” stands in it.`);
	}
	const references = [known.paper, ...original.evidence, ...original.recommendations].map((each) =>
		typeof each === 'string' ? each : each.reference
	);
	for (const reference of references) {
		if (new RegExp(`\\b${reference}\\b`).test(texts.join('\n')))
			found.push(`The working reference ${reference} stands in it.`);
	}
	if (whole.includes(known.sha256)) found.push('The hash of the original stands in it.');
	return [...new Set(found)];
}

/** What was withheld, and each sentence of it that is long enough to be told from chance. */
function sentences(words: string): string[] {
	const plain = plainWords(words);
	const parts = words.split(/(?<=[.!?])\s+|\n+/).map(plainWords);
	return [plain, ...parts.filter((part) => part.split(' ').length >= 6)].filter((part) => part.length >= 4);
}
