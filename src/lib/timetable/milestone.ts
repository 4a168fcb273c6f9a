import { type Actor, may } from '#lib/access/actor.ts';

/** What a milestone is; the order is the usual one. */
export const milestoneKinds = {
	key_date: { label: 'Key date' },
	group: { label: 'Agreement of the group' },
	letters: { label: 'Departmental letters' },
	answers: { label: 'Cabinet ministers’ answers' },
	paper: { label: 'Draft paper' },
	comments: { label: 'Departments’ comments' },
	treasury: { label: 'Treasury' },
	round_issue: { label: 'Write-round' },
	round_replies: { label: 'Replies to the write-round' },
	settling: { label: 'Objections' },
	clearance: { label: 'Clearance' },
	lodging: { label: 'Lodging' },
	cabinet: { label: 'Cabinet' },
	announcement: { label: 'Announcement' }
} as const;

export type MilestoneKind = keyof typeof milestoneKinds;

export const milestoneStates = {
	planned: { label: 'Planned', colour: 'grey' },
	soon: { label: 'Due soon', colour: 'yellow' },
	late: { label: 'Late', colour: 'red' },
	/** A day to know of has come and gone: nobody had anything to do. */
	passed: { label: 'Passed', colour: 'grey' },
	done: { label: 'Done', colour: 'green' }
} as const;

export type MilestoneState = keyof typeof milestoneStates;

/**
 * Late and soon are compared with the day, never written.
 * @param soonUntil the last day that counts as soon
 */
export function milestoneState(
	milestone: { dueOn: string; doneOn: string | null; kind: MilestoneKind; ownerPostId: number | null },
	today: string,
	soonUntil: string
): MilestoneState {
	const { dueOn, doneOn, kind, ownerPostId } = milestone;
	if (doneOn !== null) return 'done';
	if (dueOn < today) return kind === 'key_date' && ownerPostId === null ? 'passed' : 'late';
	return dueOn <= soonUntil ? 'soon' : 'planned';
}

/** How many working days ahead a milestone counts as due soon. */
export const soonDays = 5;

/** How what depends on a moved milestone is dealt with. */
export const moveWays = ['alone', 'follow', 'follow_all'] as const;

export type MoveWay = (typeof moveWays)[number];

/** "3 working days" */
export function workingDays(count: number): string {
	return `${count} working ${count === 1 ? 'day' : 'days'}`;
}

/** "12 working days before Cabinet", "on the day of Cabinet" */
export function beforeCabinet(days: number): string {
	if (days === 0) return 'on the day of Cabinet';
	return days > 0 ? `${workingDays(days)} before Cabinet` : `${workingDays(-days)} after Cabinet`;
}

export function canPlanTimetable(actor: Actor, reviewId: number): boolean {
	return may(actor, 'timetable.plan', { reviewId });
}

/** @param milestone.ownerTeamIds the departments that the owning post works for in this review */
export function canFinishMilestone(actor: Actor, milestone: { reviewId: number; ownerTeamIds: number[] }): boolean {
	return may(actor, 'milestone.finish', { reviewId: milestone.reviewId, teamIds: milestone.ownerTeamIds });
}
