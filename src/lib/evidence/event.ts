import { type Actor, may, teamsOf } from '#lib/access/actor.ts';

export const eventKinds = {
	visit: { label: 'Visit' },
	roundtable: { label: 'Roundtable' },
	panel_sitting: { label: 'Panel sitting' },
	survey: { label: 'Survey' },
	meeting: { label: 'Meeting' },
	submission: { label: 'Submission' },
	departmental_return: { label: 'Departmental return' },
	research: { label: 'Research' },
	published_source: { label: 'Published source' }
} as const;

export type EventKind = keyof typeof eventKinds;

export const eventStatuses = {
	planned: { label: 'Planned', colour: 'blue' },
	held: { label: 'Held', colour: 'yellow' },
	written_up: { label: 'Written up', colour: 'green' },
	cancelled: { label: 'Cancelled', colour: 'grey' }
} as const;

export type EventStatus = keyof typeof eventStatuses;

export const eventStates = {
	draft: { label: 'Draft', colour: 'grey', hint: 'Only your own department sees it' },
	shared: { label: 'Shared', colour: 'green', hint: 'Every member of the review sees it' },
	withdrawn: { label: 'Withdrawn', colour: 'red', hint: 'Kept as a reference, a date and a reason' }
} as const;

export type EventState = keyof typeof eventStates;

export const bases = {
	on_record: { label: 'On the record' },
	chatham_house: { label: 'Chatham House Rule' }
} as const;

export type EventBasis = keyof typeof bases;

/** How a person who spoke may be named, wherever their words go. */
export const attributions = {
	named: { label: 'By name' },
	role_only: { label: 'By role only' },
	unattributed: { label: 'Not attributed' }
} as const;

export type Attribution = keyof typeof attributions;

/** From the loosest to the strictest. */
const byStrictness: readonly Attribution[] = ['named', 'role_only', 'unattributed'];

/** Where a record of the demonstration comes from. */
export const provenances = {
	reported: { label: 'Reported' },
	fictional: { label: 'Fictional' }
} as const;

export type Provenance = keyof typeof provenances;

export type EventRights = { reviewId: number; teamId: number; state: EventState };

export function canLogEvent(actor: Actor, reviewId: number): boolean {
	return may(actor, 'event.log', { reviewId });
}

export function canEditEvent(actor: Actor, event: EventRights): boolean {
	return event.state !== 'withdrawn' && may(actor, 'event.edit', { reviewId: event.reviewId, teamIds: [event.teamId] });
}

export function canShareEvent(actor: Actor, event: EventRights): boolean {
	return event.state === 'draft' && may(actor, 'event.share', { reviewId: event.reviewId, teamIds: [event.teamId] });
}

export function canWithdrawEvent(actor: Actor, event: EventRights): boolean {
	return (
		event.state !== 'withdrawn' && may(actor, 'event.withdraw', { reviewId: event.reviewId, teamIds: [event.teamId] })
	);
}

/** The teams in whose name the actor may log evidence. */
export function loggingTeams(actor: Actor, reviewId: number): number[] {
	return teamsOf(actor, reviewId, 'official', 'secretariat');
}

/** A quotation under the Chatham House Rule carries no name, whatever the passage says. */
export function attributionUnder(basis: EventBasis, wanted: Attribution): Attribution {
	return basis === 'chatham_house' && wanted === 'named' ? 'role_only' : wanted;
}

/** The stricter of what the person agreed to and what was chosen for one passage. */
export function strictestAttribution(...wanted: Attribution[]): Attribution {
	return wanted.reduce((strictest, next) =>
		byStrictness.indexOf(next) > byStrictness.indexOf(strictest) ? next : strictest
	);
}

export type Spoken = {
	basis: EventBasis;
	attribution: Attribution;
	/** null where nobody was named as the speaker, or where the reader may not know of them. */
	role: string | null;
	organisation: string | null;
	/** null for everybody but the department that leads the evidence. */
	name: string | null;
};

/**
 * Who said it, as far as it may be said anywhere: no name and no organisation under the Chatham House Rule, nothing at
 * all where it is not attributed.
 */
export function speaker(spoken: Spoken): string | null {
	const attribution = attributionUnder(spoken.basis, spoken.attribution);
	if (attribution === 'unattributed') return 'Not attributed';
	if (spoken.role === null) return null;
	const organisation = spoken.basis === 'chatham_house' ? null : spoken.organisation;
	const name = attribution === 'named' ? spoken.name : null;
	return [name, spoken.role, organisation].filter(Boolean).join(', ');
}

/** What can be drawn from an event: nothing before it was held, and nothing where it never was. */
export function canBearFindings(event: { state: EventState; status: EventStatus }): boolean {
	return event.state !== 'withdrawn' && event.status !== 'planned' && event.status !== 'cancelled';
}

/** The status of an event whose author named none. @param today ISO date */
export function statusOn(startsOn: string, today: string): EventStatus {
	return startsOn > today ? 'planned' : 'held';
}

/** What stands in the place of a withdrawn event's title. */
export const withdrawnTitle = 'Withdrawn evidence';
