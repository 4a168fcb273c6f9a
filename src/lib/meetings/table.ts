import type { Generated, GeneratedAlways } from 'kysely';
import type { MeetingState, Outcome, Presence } from './meeting.ts';

export type MeetingsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	title: string;
	meetsOn: string;
	startsAt: string;
	place: string;
	chairPostId: number;
	alsoPresent: string | null;
	state: Generated<MeetingState>;
	cancelledBecause: string | null;
	heldAt: Date | null;
	minute: string | null;
	minuteSha256: string | null;
	revision: Generated<number>;
	createdByPostId: number;
	createdAt: Generated<Date>;
};

export type MeetingItemsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	meetingId: number;
	rank: number;
	/** Null for a free item, which has a title instead. */
	recommendationId: number | null;
	title: string | null;
	note: string | null;
	atEnd: Generated<boolean>;
	outcome: Outcome | null;
	words: string | null;
	decidedVersion: number | null;
	decidedByPersonId: number | null;
	decidedByPostId: number | null;
	decidedAt: Date | null;
};

export type MeetingAttendanceTable = {
	reviewId: number;
	meetingId: number;
	postId: number;
	presence: Presence;
	who: string | null;
};

export type MeetingPositionsTable = {
	answerId: number;
	reviewId: number;
	meetingId: number;
	postId: number;
	confirmedAt: Date | null;
	confirmedByPersonId: number | null;
	confirmedByPostId: number | null;
};

export type MeetingCorrectionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	meetingId: number;
	text: string;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};
