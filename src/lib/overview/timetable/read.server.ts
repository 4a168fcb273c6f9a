import type { Trx } from '#lib/db/asActor.server.ts';
import { milestoneState, type MilestoneKind } from '#lib/timetable/milestone.ts';
import { type FixedPoint, planDaysBetween, type PlanCalendar } from '#lib/timetable/plan.ts';
import { type PlannedMilestone, soonUntil } from '#lib/timetable/queries.server.ts';
import { lastLetterReply, listOpenRounds } from './entries.server.ts';
import type { MilestoneFacts } from './rows.ts';

/** Milestones with where they stand today. */
export function factsOf(
	milestones: readonly PlannedMilestone[],
	calendar: PlanCalendar,
	today: string
): MilestoneFacts[] {
	const soon = soonUntil(today, calendar);
	return milestones.map((milestone) => {
		const state = milestoneState(milestone, today, soon);
		const { id, title, kind, dueOn, doneOn, owner, daysBefore } = milestone;
		const lateBy = state === 'late' ? planDaysBetween(dueOn, today, calendar) : 0;
		return { id, title, kind, dueOn, doneOn, owner, daysBefore, state, lateBy };
	});
}

const afterReplies: readonly MilestoneKind[] = ['settling', 'clearance', 'lodging', 'cabinet'];
const afterAnswers: readonly MilestoneKind[] = ['round_issue', 'lodging', 'cabinet'];

/** What is out already and has to be answered before some of the milestones. */
export async function readFixedPoints(
	trx: Trx,
	reviewId: number,
	base: string,
	milestones: readonly PlannedMilestone[]
): Promise<FixedPoint[]> {
	const ofKinds = (kinds: readonly MilestoneKind[]) =>
		milestones.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
	const rounds = await listOpenRounds(trx, reviewId);
	const letter = await lastLetterReply(trx, reviewId);
	return [
		...rounds.map(({ number, replyBy }) => ({
			words: `Replies to write-round W${number} are due`,
			href: `${base}/rounds/W${number}`,
			on: replyBy,
			milestoneIds: ofKinds(afterReplies)
		})),
		...(letter
			? [
					{
						words: `The answer to letter L${letter.number} is due`,
						href: `${base}/letters/L${letter.number}`,
						on: letter.replyBy,
						milestoneIds: ofKinds(afterAnswers)
					}
				]
			: [])
	];
}
