import { type EventKind } from '#lib/evidence/event.ts';
import type { Grade, PositionStance, Stance } from '#lib/positions/position.ts';
import { type LinkStance, whereFrom } from '#lib/recommendations/link.ts';
import { type CostStatus, costStatuses, type Verb } from '#lib/recommendations/recommendation.ts';
import { money } from '#lib/ui/money.ts';
import type { AdvicePart } from './box.ts';
import { countWords, type Reading } from './reading.ts';

/** All that a minister needs to answer one recommendation. Plain data: a pack keeps it as it was printed. */
export type BoxCard = {
	recommendationId: number;
	number: number;
	title: string;
	verb: Verb;
	text: string;
	version: number;
	leadShortName: string;
	/** The department's own advice; null where nobody has written any. */
	advice: CardAdvice | null;
	inFavour: CardFinding[];
	against: CardFinding[];
	cost: { status: CostStatus; bids: CardBid[] };
	/** Null for those who do not see where other departments stand. */
	others: CardOthers | null;
	/** What this minister said last. */
	before: { stance: Stance; version: number; on: string; lapsed: boolean; text: string } | null;
	/** Conditions that others ask for, or that this minister asked for, and whether each is met. */
	conditions: { reference: string; shortName: string; text: string; grade: Grade; met: boolean; own: boolean }[];
	questions: CardQuestion[];
};

export type CardAdvice = {
	stance: PositionStance;
	reason: string;
	proposedText: string | null;
	onOlderWords: boolean;
	version: number;
	writtenBy: string;
	cleared: { part: AdvicePart; by: string; on: string }[];
};

export type CardFinding = {
	findingNumber: number;
	sentence: string;
	stance: LinkStance;
	sourceKind: EventKind | null;
	placeName: string | null;
	eventOn: string | null;
	eventCount: number;
};

export type CardBid = { reference: string; title: string; askedPence: number; submittedVersion: number | null };

export type CardOthers = {
	/** Those who are not content, or only on terms. */
	disagreeing: { shortName: string; stance: Stance; lapsed: boolean; reason: string | null }[];
	content: number;
	silent: number;
};

export type CardQuestion = {
	id: number;
	askedOf: 'officials' | 'secretariat';
	text: string;
	on: string;
	answer: string | null;
	answeredBy: string | null;
};

/** How hard the card is to read: what the minutes of a box are made of. */
export function readingOf(card: BoxCard): Reading {
	const findings = [...card.inFavour, ...card.against];
	return {
		words: countWords(
			card.title,
			card.text,
			card.advice?.reason ?? null,
			card.advice?.proposedText ?? null,
			...findings.map(({ sentence }) => sentence),
			...(card.others?.disagreeing ?? []).map(({ reason }) => reason),
			...card.conditions.map(({ text }) => text),
			...card.questions.flatMap(({ text, answer }) => [text, answer])
		),
		compares: (card.others?.disagreeing.length ?? 0) > 0 || card.before?.lapsed === true
	};
}

/** "Needs a bid: £81.75m over the period in B3 Family hubs, as submitted in version 2" */
export function costText({ status, bids }: BoxCard['cost']): string {
	const label = costStatuses[status].label;
	const figures = bids.map(
		({ reference, title, askedPence, submittedVersion }) =>
			`${money(askedPence)} over the period in ${reference} ${title}, ${submittedVersion === null ? 'a bid in work' : `as submitted in version ${submittedVersion}`}`
	);
	return figures.length === 0 ? label : `${label}: ${figures.join('; ')}`;
}

/** Where a finding was heard. */
export function findingSource(finding: CardFinding): string {
	return whereFrom(finding);
}

/** "3 are content, 2 have not answered" */
export function othersText({ content, silent }: CardOthers): string {
	const parts = [
		content === 0 ? null : content === 1 ? 'one other member is content' : `${content} other members are content`,
		silent === 0 ? null : silent === 1 ? 'one has not answered' : `${silent} have not answered`
	].filter((part) => part !== null);
	const text = parts.join(', ');
	return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
