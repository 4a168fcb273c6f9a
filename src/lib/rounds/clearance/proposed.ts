import { londonDate, plainDate } from '#lib/ui/dates.ts';
import type { DropFacts } from '../replies/facts.ts';

/**
 * What a message says of itself, as the record would name it: a person reads the letter and confirms or corrects both. A day
 * that cannot be is not proposed.
 * @param between the first and the last day on which it can have been given, as ISO dates
 */
export function proposeFrom(
	facts: DropFacts | null,
	between: { from: string; to: string }
): { source: string; givenOn: string } {
	if (facts?.kind !== 'message') return { source: '', givenOn: '' };
	const { subject, from, sentAt } = facts.message;
	const sentOn = sentAt === null ? null : londonDate(new Date(sentAt));
	const givenOn = sentOn !== null && sentOn >= between.from && sentOn <= between.to ? sentOn : '';
	const source = [
		subject === '' ? 'Message' : `“${subject.slice(0, 250)}”`,
		...(from ? [`from ${(from.name || from.address).slice(0, 80)}`] : []),
		...(givenOn === '' ? [] : [plainDate(givenOn)])
	].join(', ');
	return { source, givenOn };
}
