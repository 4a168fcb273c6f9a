import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { factsOf, readFixedPoints } from '#lib/overview/timetable/read.server.ts';
import { milestoneRow } from '#lib/overview/timetable/rows.ts';
import { milestoneChoices, ownerChoices } from '#lib/timetable/choices.ts';
import {
	editMilestone,
	finishMilestone,
	moveMilestone,
	removeMilestone,
	reopenMilestone
} from '#lib/timetable/commands.server.ts';
import { type Consequence, consequences } from '#lib/timetable/consequences.ts';
import { askedMove, doneForm, editMilestoneForm, moveForm, removeForm, reopenForm } from '#lib/timetable/forms.ts';
import { canFinishMilestone, canPlanTimetable, workingDays } from '#lib/timetable/milestone.ts';
import { notCountedBecause, type PlanCalendar, planDayBefore } from '#lib/timetable/plan.ts';
import {
	getMilestone,
	getTimetableSettings,
	listMoves,
	listTimetable,
	listTimetableOwners,
	type PlannedMilestone,
	planItem,
	readPlanCalendar
} from '#lib/timetable/queries.server.ts';
import { dateTime, londonDate, longDate, shortDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

const movesShown = 50;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const base = `/reviews/${params.review}`;
		const milestone = await getMilestone(trx, reviewId, idIn(params.milestone));
		const today = londonDate(actor.now);
		const settings = await getTimetableSettings(trx, reviewId);
		const calendar = await readPlanCalendar(trx, reviewId, settings);
		const milestones = await listTimetable(trx, reviewId);
		const [facts] = factsOf([milestone], calendar, today);
		const plans = canPlanTimetable(actor, reviewId);
		const asked = plans && milestone.doneOn === null ? askedMove(url.searchParams) : null;
		const cabinetOn = milestones.find(({ kind }) => kind === 'cabinet')?.dueOn ?? null;
		const on = asked ? newDay(asked, cabinetOn, calendar) : null;
		const points = await readFixedPoints(trx, reviewId, base, milestones);
		const before = milestones.find(({ id }) => id === milestone.afterId);
		return {
			milestone: {
				id: milestone.id,
				title: milestone.title,
				isCabinet: milestone.kind === 'cabinet',
				day: longDate(milestone.dueOn),
				doneOn: milestone.doneOn,
				sensitive: milestone.sensitive,
				canGoBefore: cabinetOn !== null && milestone.kind !== 'cabinet',
				daysBefore: milestone.daysBefore
			},
			row: facts ? milestoneRow(facts, base) : null,
			comesAfter: before ? comesAfterWords(milestone, before.title) : null,
			notCounted: milestone.doneOn === null ? notCountedBecause(milestone.dueOn, calendar) : null,
			initial: detailsOf(milestone),
			revision: milestone.revision,
			planRevision: settings.revision,
			asked: asked
				? {
						form: {
							values: {
								on: url.searchParams.get('on') ?? '',
								before: url.searchParams.get('before') ?? ''
							},
							errors:
								on === milestone.dueOn
									? { [asked.before === null ? 'on' : 'before']: ['This is the day that it has: choose another one'] }
									: asked.errors
						}
					}
				: null,
			slip:
				on && on !== milestone.dueOn
					? {
							on,
							day: longDate(on),
							unsuitable: notCountedBecause(on, calendar),
							ways: consequences(milestones.map(planItem), { id: milestone.id, on }, points, calendar).map((each) =>
								shown(each, base)
							)
						}
					: null,
			owners: plans ? ownerChoices(await listTimetableOwners(trx, reviewId)) : [],
			others: plans ? milestoneChoices(milestones, milestone.id) : [],
			today,
			moves: (await listMoves(trx, reviewId, milestone.id, movesShown)).map((move) => ({
				...{ id: move.id, because: move.because },
				words:
					move.fromOn === null
						? `Planned for ${shortDate(move.toOn)}`
						: `Moved from ${shortDate(move.fromOn)} to ${shortDate(move.toOn)}`,
				by: `${move.person}, ${move.post}, ${dateTime(move.movedAt)}`
			})),
			may: {
				plan: plans,
				finish: canFinishMilestone(actor, milestone),
				remove: milestone.kind !== 'cabinet' && may(actor, 'review.edit', { reviewId })
			}
		};
	});

export const actions: Actions = {
	move: (event) =>
		act(event, moveForm, async (trx, actor, input) => {
			const { review, milestone } = event.params;
			const [first, ...others] = await moveMilestone(trx, actor, reviewIdOf(actor, review), idIn(milestone), input);
			const also =
				others.length === 0 ? '' : ` ${others.length === 1 ? 'One other' : `${others.length} others`} moved with it.`;
			return { to: `/reviews/${review}/timetable`, notice: `“${first}” is moved to ${longDate(input.on)}.${also}` };
		}),
	edit: (event) =>
		act(event, editMilestoneForm, async (trx, actor, input) => {
			await editMilestone(trx, actor, reviewIdOf(actor, event.params.review), idIn(event.params.milestone), input);
			return { to: event.url.pathname, notice: 'The milestone is changed.' };
		}),
	done: (event) =>
		act(event, doneForm(londonDate(new Date())), async (trx, actor, input) => {
			await finishMilestone(trx, actor, reviewIdOf(actor, event.params.review), idIn(event.params.milestone), input);
			return { to: `/reviews/${event.params.review}/timetable`, notice: 'The milestone is done.' };
		}),
	reopen: (event) =>
		act(event, reopenForm, async (trx, actor, input) => {
			await reopenMilestone(trx, actor, reviewIdOf(actor, event.params.review), idIn(event.params.milestone), input);
			return { to: event.url.pathname, notice: 'The milestone is not done.' };
		}),
	remove: (event) =>
		act(event, removeForm, async (trx, actor) => {
			await removeMilestone(trx, actor, reviewIdOf(actor, event.params.review), idIn(event.params.milestone));
			return { to: `/reviews/${event.params.review}/timetable`, notice: 'The milestone is removed.' };
		})
};

/** @throws NotFound */
function idIn(text: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound('This milestone was not found');
	return Number(text);
}

function newDay(
	{ on, before }: { on: string | null; before: number | null },
	cabinetOn: string | null,
	calendar: PlanCalendar
): string | null {
	if (before === null) return on;
	return cabinetOn === null ? null : planDayBefore(cabinetOn, before, calendar);
}

function comesAfterWords({ afterDays, afterClear }: PlannedMilestone, title: string): string {
	const days = afterDays ?? 0;
	if (days === 0) return `After “${title}”`;
	return `At least ${afterClear ? `${days} clear working ${days === 1 ? 'day' : 'days'}` : workingDays(days)} after “${title}”`;
}

function detailsOf(milestone: PlannedMilestone) {
	return {
		title: milestone.title,
		ownerPostId: String(milestone.ownerPostId ?? ''),
		afterId: String(milestone.afterId ?? ''),
		afterDays: String(milestone.afterDays ?? ''),
		afterClear: milestone.afterClear,
		sensitive: milestone.sensitive
	};
}

function shown({ way, moves, problems }: Consequence, base: string) {
	const link = (id: number) => `${base}/timetable/${id}`;
	return {
		way,
		moves: moves.map(({ id, title, from, to, by }) => ({
			...{ id, title, href: link(id), by },
			from: shortDate(from),
			to: shortDate(to)
		})),
		problems: problems.map((problem) => ({ ...problem, href: link(problem.id) }))
	};
}
