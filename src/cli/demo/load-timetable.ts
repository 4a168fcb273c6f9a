import type { Trx } from '#lib/db/asActor.server.ts';
import { finishMilestone, moveMilestone, planTimetable } from '#lib/timetable/commands.server.ts';
import { planDayBefore } from '#lib/timetable/plan.ts';
import {
	getTimetableSettings,
	listTimetable,
	listTimetableOwners,
	readPlanCalendar
} from '#lib/timetable/queries.server.ts';
import { shippedTemplate } from '#lib/timetable/templates.server.ts';
import { addDays, earliest } from './calendar.ts';
import { secretariatOf, type Story } from './story.ts';

/** Four weeks ahead, as far as the group has come: the drafts went round before, and Treasury ministers are late. */
const daysToCabinet = 28;
const daysBefore: Readonly<Record<string, number>> = {
	group_agrees: 25,
	letters_out: 22,
	answers_in: 11,
	treasury_agrees: 26,
	round_issued: 23,
	replies_due: 12
};
const leftOut = new Set(['draft_out', 'comments_in']);

/** The way to Cabinet of a review that is under way: the plan, what is done of it, and a slip. */
export function loadTimetable({ review, calendar, diary, ledger }: Story): void {
	if (calendar.closed !== null) return;
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);

	diary.on(calendar.paperStarted, secretariat, async (trx, actor) => {
		const { revision, nations } = await getTimetableSettings(trx, reviewId());
		const counting = { nations, avoidsRecess: true, avoidsPreElection: true };
		const days = await readPlanCalendar(trx, reviewId(), counting);
		const owners = await listTimetableOwners(trx, reviewId());
		const rows = shippedTemplate.steps
			.filter(({ key }) => !leftOut.has(key))
			.map((step) => ({
				step: step.key,
				daysBefore: daysBefore[step.key] ?? step.daysBefore,
				day: null,
				ownerPostId: owners.find(({ role }) => role === step.owner)?.postId ?? null
			}));
		const cabinetOn = planDayBefore(addDays(calendar.today, daysToCabinet), -1, days);
		await planTimetable(trx, actor, reviewId(), shippedTemplate, { revision, cabinetOn, rows, ...counting });
	});
	for (const step of ['group_agrees', 'round_issued', 'letters_out']) {
		diary.on(calendar.retouched, secretariat, async (trx, actor) => {
			const { id, revision, dueOn } = await milestoneOf(trx, reviewId(), step);
			// The write-round went out later than it was planned: its replies are given fewer clear days.
			const doneOn = step === 'round_issued' ? calendar.paperFrozen : earliest(dueOn, calendar.retouched);
			await finishMilestone(trx, actor, reviewId(), id, { revision, doneOn });
		});
	}
	diary.on(calendar.retouched, secretariat, async (trx, actor) => {
		const settings = await getTimetableSettings(trx, reviewId());
		const days = await readPlanCalendar(trx, reviewId(), settings);
		const { id, dueOn } = await milestoneOf(trx, reviewId(), 'announced');
		await moveMilestone(trx, actor, reviewId(), id, {
			revision: settings.revision,
			on: planDayBefore(dueOn, -3, days),
			way: 'alone',
			because: 'A place that the group visited will host it'
		});
	});
}

async function milestoneOf(trx: Trx, reviewId: number, step: string) {
	const found = (await listTimetable(trx, reviewId)).find((milestone) => milestone.step === step);
	if (!found) throw new Error(`The timetable has no step ${step}`);
	return found;
}
