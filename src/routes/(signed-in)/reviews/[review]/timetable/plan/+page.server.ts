import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { ownerChoices } from '#lib/timetable/choices.ts';
import { planTimetable, type PlannedStep, plannedSteps } from '#lib/timetable/commands.server.ts';
import { askedPlan, planForm } from '#lib/timetable/forms.ts';
import { canPlanTimetable, milestoneKinds, workingDays } from '#lib/timetable/milestone.ts';
import { misfits, notCountedBecause, type PlanItem } from '#lib/timetable/plan.ts';
import {
	getTimetableSettings,
	listAvoidedPeriods,
	listTimetable,
	listTimetableOwners,
	readPlanCalendar,
	type TimetableOwner
} from '#lib/timetable/queries.server.ts';
import type { Step } from '#lib/timetable/template.ts';
import { shippedTemplate } from '#lib/timetable/templates.server.ts';
import { misfitWords } from '#lib/timetable/words.ts';
import { nations } from '#lib/timetable/working-days.ts';
import { dateRange, londonDate, longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canPlanTimetable(actor, reviewId)) throw new Forbidden('Only the secretariat plans the timetable');
		const settings = await getTimetableSettings(trx, reviewId);
		const milestones = await listTimetable(trx, reviewId);
		const owners = await listTimetableOwners(trx, reviewId);
		const { steps } = shippedTemplate;
		const asked = askedPlan(
			url.searchParams,
			steps.map(({ key }) => key)
		);
		const counting = {
			nations: asked?.nations ?? settings.nations,
			avoidsRecess: asked?.avoidsRecess ?? settings.avoidsRecess,
			avoidsPreElection: asked?.avoidsPreElection ?? settings.avoidsPreElection
		};
		const cabinetOn = asked ? asked.cabinetOn : (milestones.find(({ kind }) => kind === 'cabinet')?.dueOn ?? null);
		const rows = steps.map((step) => {
			const row = asked?.rows.get(step.key);
			const there = milestones.find((each) => each.step === step.key);
			return {
				step: step.key,
				daysBefore: row?.daysBefore ?? there?.daysBefore ?? step.daysBefore,
				day: row ? row.day : there && there.daysBefore === null ? there.dueOn : null,
				ownerPostId: row?.ownerPostId ?? there?.ownerPostId ?? ownerOf(step, owners),
				// A step that somebody removed stays away until they ask for it again.
				leftOut: row ? row.leftOut : settings.template !== null && !there
			};
		});
		const calendar = await readPlanCalendar(trx, reviewId, counting);
		const shown = asked !== null && cabinetOn !== null && Object.keys(asked.errors).length === 0;
		const taken = rows.filter(({ leftOut }) => !leftOut);
		const planned = shown ? plannedSteps(shippedTemplate, { cabinetOn, rows: taken }, calendar) : [];
		const items = planItems(planned);
		const problems = new Map(misfits(items, calendar).map((misfit) => [misfit.id, capital(misfitWords(misfit))]));
		const today = londonDate(actor.now);
		return {
			template: { name: shippedTemplate.name, edition: shippedTemplate.edition, source: shippedTemplate.source },
			revision: settings.revision,
			exists: settings.template !== null,
			asked: {
				values: {
					cabinetOn: asked ? (url.searchParams.get('cabinetOn') ?? '') : (cabinetOn ?? ''),
					...counting,
					...Object.fromEntries(rows.flatMap((row) => fieldsOf(row, url.searchParams)))
				},
				errors: asked?.errors ?? {}
			},
			shown,
			/** What was typed into the steps stays there, even where it could not be read. */
			hasSteps: shown || (asked?.rows.size ?? 0) > 0,
			rows: steps.map((step, index) => {
				const at = planned.findIndex(({ key }) => key === step.key);
				const dueOn = planned[at]?.dueOn ?? null;
				const because = dueOn ? notCountedBecause(dueOn, calendar) : null;
				const done = milestones.find((each) => each.step === step.key)?.doneOn ?? null;
				return {
					step: step.key,
					name: step.name,
					kind: milestoneKinds[step.kind].label,
					isCabinet: step.kind === 'cabinet',
					source: step.source,
					comesAfter: afterWords(step),
					dueOn: dueOn ? longDate(dueOn) : null,
					remarks: [
						...(done ? ['It is done: its day does not move.'] : []),
						...(dueOn && !done && dueOn < today ? ['That day is past.'] : []),
						...(because ? [`It is ${because}.`] : []),
						...(at >= 0 && problems.has(at + 1) ? [problems.get(at + 1) ?? ''] : [])
					],
					leftOut: rows[index]?.leftOut ?? false
				};
			}),
			save: shown
				? {
						cabinetOn,
						...counting,
						rows: taken.map(({ step, daysBefore, day, ownerPostId }) => ({
							...{ step, daysBefore: String(daysBefore), day: day ?? '' },
							ownerPostId: String(ownerPostId ?? '')
						}))
					}
				: null,
			owners: ownerChoices(owners),
			nations: Object.entries(nations).map(([value, { label }]) => ({ value, text: label })),
			periods: (await listAvoidedPeriods(trx, reviewId)).map(({ name, startsOn, endsOn }) => ({
				name,
				dates: dateRange(startsOn, endsOn)
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, planForm, async (trx, actor, input) => {
			const { review } = event.params;
			await planTimetable(trx, actor, reviewIdOf(actor, review), shippedTemplate, input);
			return {
				to: `/reviews/${review}/timetable`,
				notice: `The timetable is planned back from Cabinet on ${longDate(input.cabinetOn)}.`
			};
		})
};

/** The first post of the review in the role that usually does it; the secretariat's where there is none. */
function ownerOf({ owner }: Step, owners: readonly TimetableOwner[]): number | null {
	const found = owners.find(({ role }) => role === owner) ?? owners.find(({ role }) => role === 'secretariat');
	return found?.postId ?? null;
}

/** What the fields of a step hold: what was typed, even where it could not be read. */
function fieldsOf(
	row: { step: string; daysBefore: number; day: string | null; ownerPostId: number | null; leftOut: boolean },
	query: URLSearchParams
): [string, unknown][] {
	return [
		[`before-${row.step}`, query.get(`before-${row.step}`) ?? String(row.daysBefore)],
		[`day-${row.step}`, query.get(`day-${row.step}`) ?? row.day ?? ''],
		[`owner-${row.step}`, String(row.ownerPostId ?? '')],
		[`out-${row.step}`, row.leftOut]
	];
}

function planItems(planned: readonly PlannedStep[]): PlanItem[] {
	const ids = new Map(planned.map(({ key }, index) => [key, index + 1]));
	return planned.map(({ key, name, kind, dueOn, counted, after }) => ({
		id: ids.get(key) ?? 0,
		title: name,
		isCabinet: kind === 'cabinet',
		dueOn,
		doneOn: null,
		daysBefore: counted,
		afterId: after ? (ids.get(after.step) ?? null) : null,
		afterDays: after?.days ?? null,
		afterClear: after?.clear ?? false
	}));
}

function afterWords({ after }: Step): string | null {
	if (!after) return null;
	const name = shippedTemplate.steps.find(({ key }) => key === after.step)?.name ?? after.step;
	const days = after.clear
		? `${after.days} clear working ${after.days === 1 ? 'day' : 'days'}`
		: workingDays(after.days);
	return `At least ${days} after “${name}”: ${after.because}.`;
}

function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
