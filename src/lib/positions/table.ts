import type { Generated, GeneratedAlways } from 'kysely';
import type { Conveyed, DecisionKind, Grade, Stance } from '#lib/positions/position.ts';

export type AnswersTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	kind: 'position' | 'reply';
	/** The reply it is part of. */
	replyId: number | null;
	recommendationId: number;
	subjectVersion: number;
	teamId: number;
	postId: number;
	holderPersonId: number | null;
	recordedByPersonId: number;
	recordedByPostId: number;
	conveyed: Conveyed;
	stance: Stance;
	reason: string | null;
	proposedText: string | null;
	givenAt: Generated<Date>;
};

export type ConditionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	answerId: number;
	/** Where it belongs, laid down from the answer by a trigger. */
	recommendationId: Generated<number>;
	teamId: Generated<number>;
	/** Null for a condition of a member's position. */
	roundId: Generated<number | null>;
	/** The date of the reply or position, laid down by the trigger too. */
	askedOn: Generated<string>;
	/** The day that the secretariat has named; null where it follows from the round or the Cabinet date. */
	neededBy: Generated<string | null>;
	grade: Grade;
	text: string;
	ownerPostId: number | null;
	proposedWords: string | null;
	wordsByPostId: number | null;
	metVersion: number | null;
	tickedByPersonId: number | null;
	tickedByPostId: number | null;
	tickedAt: Date | null;
	/** How a comment was dealt with where no new wording meets it. */
	handled: string | null;
	handledAt: Date | null;
	handledByPostId: number | null;
	revision: Generated<number>;
};

export type DecisionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	kind: DecisionKind;
	recommendationId: number;
	version: number;
	postId: number;
	decidedOn: string;
	source: string;
	/** Of a collective decision: the act of the committee that it comes from. */
	clearanceId: number | null;
	/** Of an announcement or a delivery: where it can be read. */
	link: string | null;
	/** Of a delivery: the department that delivered. */
	teamId: number | null;
	/** The record of an announcement or a delivery that this one puts right, and why. */
	correctsId: number | null;
	because: string | null;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};
