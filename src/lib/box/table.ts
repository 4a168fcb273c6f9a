import type { Generated, GeneratedAlways } from 'kysely';
import type { AdvicePart, AskedOf } from '#lib/box/box.ts';
import type { Conveyed, PositionStance } from '#lib/positions/position.ts';

export type AdviceTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	teamId: number;
	recommendationId: number;
	version: number;
	stance: PositionStance;
	reason: string;
	proposedText: string | null;
	wording: Generated<number>;
	writtenByPersonId: number;
	writtenByPostId: number;
	writtenAt: Generated<Date>;
	revision: Generated<number>;
};

export type AdviceClearancesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	teamId: number;
	adviceId: number;
	part: AdvicePart;
	wording: number;
	clearedBy: string;
	personId: number;
	postId: number;
	clearedAt: Generated<Date>;
};

export type BoxQuestionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	teamId: number;
	recommendationId: number;
	version: number;
	askedOf: AskedOf;
	askedByPostId: number;
	recordedByPersonId: number;
	recordedByPostId: number;
	conveyed: Conveyed;
	text: string;
	askedAt: Generated<Date>;
	answer: string | null;
	answeredByPersonId: number | null;
	answeredByPostId: number | null;
	answeredAt: Date | null;
};

export type BoxPacksTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	teamId: number;
	postId: number;
	number: number;
	/** The cards as they were printed: JSON of `packContentSchema`. */
	content: string;
	sha256: string;
	madeByPersonId: number;
	madeByPostId: number;
	madeAt: Generated<Date>;
};

export type BoxPackItemsTable = {
	packId: number;
	place: number;
	reviewId: number;
	teamId: number;
	recommendationId: number;
	version: number;
};
