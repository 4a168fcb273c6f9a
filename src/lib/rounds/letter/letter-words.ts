import type { LetterWords } from '#lib/letters/commands.server.ts';
import { invitedTo } from '#lib/papers/content.ts';
import { longDate, plainDate } from '#lib/ui/dates.ts';
import { daysWords } from '../clock.ts';
import type { Round } from '../queries.server.ts';

export type LetterDates = {
	replyBy: string;
	/** The clear days that the letter gives. */
	givenDays: number;
	shortNoticeBecause: string | null;
};

/**
 * The write-round letter as it is proposed: a bold first paragraph with what is asked and by when, the recommendations in
 * their frozen words, the paper by number and hash, and the closing sentence on copies. The office edits it from there.
 */
export function roundLetterWords(round: Round, dates: LetterDates): LetterWords {
	const { committee, rules, paper, snapshot } = round;
	const [opening = '', ...rest] = round.ask.split(/\n{2,}/);
	const short = dates.givenDays < round.clearDays;
	return {
		addressee: addresseeOf(committee),
		copiedTo: committee.copiedTo,
		subject: round.title,
		replyBy: dates.replyBy,
		text: [
			rules.letter.salutation,
			`**${unmarked(opening)} I should be grateful for replies by ${longDate(dates.replyBy)}.**`,
			...(short && dates.shortNoticeBecause
				? [
						`I am sorry for the short notice of ${daysWords(dates.givenDays)}. ${sentence(unmarked(dates.shortNoticeBecause))}`
					]
				: []),
			...rest,
			`The ${committee.name} is invited to:`,
			round.recommendations
				.map((each) => {
					const { verb, text } = invitedTo(each);
					return `- **${verb}** ${text.replace(/\s*\n\s*/g, ' ')}`;
				})
				.join('\n'),
			`I enclose the paper “${paper.title}”, frozen on ${plainDate(snapshot.takenAt.toISOString().slice(0, 10))} as copy ${snapshot.number}. Agreement is asked to the words of this copy alone; its SHA-256 is ${snapshot.sha256}.`,
			...(round.spendsMoney
				? ['The paper asks for money. Nothing in it can be cleared unless Treasury ministers are content.']
				: []),
			...(committee.copiedTo === '' ? [] : [`I am copying this letter to ${sentence(committee.copiedTo)}`]),
			rules.letter.closing
		].join('\n\n')
	};
}

function addresseeOf({ chair, name }: Round['committee']): string {
	const whole = `${chair}, Chair of the ${name}`;
	return whole.length <= 200 ? whole : chair;
}

/** Bold inside what is set bold anyway would end it. */
function unmarked(text: string): string {
	return text
		.replace(/\*\*|__/g, '')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}
