import { type Actor, may } from '#lib/access/actor.ts';

export const meetingStates = {
	planned: { label: 'Planned', colour: 'blue' },
	held: { label: 'Held', colour: 'green' },
	cancelled: { label: 'Cancelled', colour: 'grey' }
} as const;

export type MeetingState = keyof typeof meetingStates;

export const presences = {
	present: { label: 'Present' },
	substitute: { label: 'Sent a substitute' },
	apologies: { label: 'Apologies' }
} as const;

export type Presence = keyof typeof presences;

/** What the meeting came to on an item. Only a free item is noted; only the chair's summing up recommends. */
export const outcomes = {
	recommended: { label: 'Recommended by the group', colour: 'green' },
	deferred: { label: 'Deferred', colour: 'yellow' },
	reworded: { label: 'To be reworded', colour: 'orange' },
	not_taken_forward: { label: 'Not taken forward', colour: 'purple' },
	noted: { label: 'Noted', colour: 'grey' }
} as const;

export type Outcome = keyof typeof outcomes;

/** What may be decided on a recommendation. */
export const recommendationOutcomes = [
	'recommended',
	'deferred',
	'reworded',
	'not_taken_forward'
] as const satisfies Outcome[];

export type RecommendationOutcome = (typeof recommendationOutcomes)[number];

/** These change the recommendation itself, so the meeting does not take them back. */
export const finalOutcomes: readonly Outcome[] = ['recommended', 'not_taken_forward'];

export type MeetingRights = { reviewId: number; chairPostId: number; state: MeetingState };

export function canPlanMeeting(actor: Actor, reviewId: number, chairPostId: number | null): boolean {
	return chairPostId !== null && may(actor, 'meeting.manage', { reviewId, postId: chairPostId });
}

/** Whose meeting it is: the right alone, whatever state the meeting is in. */
export function managesMeeting(actor: Actor, meeting: Omit<MeetingRights, 'state'>): boolean {
	return may(actor, 'meeting.manage', { reviewId: meeting.reviewId, postId: meeting.chairPostId });
}

export function canChangeMeeting(actor: Actor, meeting: MeetingRights): boolean {
	return meeting.state === 'planned' && managesMeeting(actor, meeting);
}

/** What is said and decided is written down from the day of the meeting on, until its minute is frozen. */
export function isUnderWay(meeting: { state: MeetingState; meetsOn: string }, today: string): boolean {
	return meeting.state === 'planned' && meeting.meetsOn <= today;
}

/** A minute that was frozen is put right by entries beside it. */
export function canCorrectMinute(actor: Actor, meeting: MeetingRights): boolean {
	return meeting.state === 'held' && managesMeeting(actor, meeting);
}

/** Whether the actor may write down what a post said in the room, in the post's own right or as the secretary. */
export function canRecordInMeeting(actor: Actor, reviewId: number, postId: number): boolean {
	return may(actor, 'position.record', { reviewId, postId }) || may(actor, 'position.record_in_meeting', { reviewId });
}

/** The agreement of the group is the chair's; the secretariat writes down how the chair summed up. */
export function canRecordSummingUp(actor: Actor, reviewId: number, chairPostId: number): boolean {
	return (
		may(actor, 'agreement.record', { reviewId, postId: chairPostId }) ||
		may(actor, 'agreement.record_in_meeting', { reviewId })
	);
}
