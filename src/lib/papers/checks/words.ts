import type { PaperContent } from '../content.ts';

/**
 * What a clearance is given on, as one text: everything that a reader meets, and nothing that is only around it. Names,
 * dates, markings and the length of a line may change without anybody having to be asked again.
 */
export function checkedWords(content: PaperContent): string {
	const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
	return JSON.stringify([
		plain(content.title),
		content.sections.map(({ heading, body, annex }) => [plain(heading), plain(body), annex]),
		content.evidence.map(({ reference, sentence }) => [reference, plain(sentence ?? '')]),
		content.recommendations.map(({ reference, verb, text }) => [reference, verb, plain(text)]),
		content.slots
	]);
}
