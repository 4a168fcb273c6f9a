import { randomUUID } from 'node:crypto';
import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { canFinishMilestone, type MoveWay } from './milestone.ts';
import { moved, type PlanCalendar, type PlanItem, planDaysBetween } from './plan.ts';
import {
	getMilestone,
	listTimetable,
	listTimetableOwners,
	lockTimetable,
	mostMilestones,
	type PlannedMilestone,
	planItem,
	readPlanCalendar,
	type TimetableSettings
} from './queries.server.ts';
import { backPlan, type Step, type Template } from './template.ts';
import type { Nation } from './working-days.ts';

/** Adds a key date to a review. @throws Forbidden */
export async function addMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { title: string; dueOn: string }
): Promise<number> {
	const grant = grantFor(actor, 'review.edit', { reviewId });
	if (!grant) throw new Forbidden();
	const { revision } = await lockTimetable(trx, reviewId);
	await requireRoom(trx, reviewId);
	const { id } = await trx
		.insertInto('milestones')
		.values({ reviewId, ...input })
		.returning('id')
		.executeTakeFirstOrThrow();
	await moveRevision(trx, reviewId, revision);
	await record(trx, grant, 'milestone.added', onMilestone(reviewId, id), input);
	return id;
}

export type MilestoneDetails = {
	title: string;
	ownerPostId: number | null;
	afterId: number | null;
	afterDays: number | null;
	afterClear: boolean;
	sensitive: boolean;
};

/**
 * Adds a milestone to the timetable, with who owns it and what it comes after.
 * @param input.follows it is counted back from the Cabinet date, and moves with it
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function planMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	{ follows, dueOn, ...details }: MilestoneDetails & { dueOn: string; follows: boolean }
): Promise<number> {
	const grant = planGrant(actor, reviewId);
	const settings = await lockTimetable(trx, reviewId);
	await requireRoom(trx, reviewId);
	await requireOwner(trx, reviewId, details.ownerPostId);
	const items = await listTimetable(trx, reviewId);
	requireEarlier(items, null, details.afterId);
	const cabinet = items.find(({ kind }) => kind === 'cabinet');
	if (follows && !cabinet) throw new Invalid('follows', 'Name the Cabinet date first: plan the timetable');
	const calendar = await readPlanCalendar(trx, reviewId, settings);
	const daysBefore = follows && cabinet ? planDaysBetween(dueOn, cabinet.dueOn, calendar) : null;
	const { id } = await trx
		.insertInto('milestones')
		.values({ reviewId, dueOn, daysBefore, ...withoutGap(details) })
		.returning('id')
		.executeTakeFirstOrThrow();
	await keepMoves(trx, grant, actor, reviewId, [{ id, title: details.title, from: null, to: dueOn }], null);
	await moveRevision(trx, reviewId, settings.revision);
	await record(trx, grant, 'milestone.added', onMilestone(reviewId, id), { ...details, dueOn });
	return id;
}

/** What it is called, whose it is and what it comes after; its day is moved by moveMilestone. @throws NotFound, Forbidden, Conflict, Invalid */
export async function editMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	{ revision, ...details }: MilestoneDetails & { revision: number }
): Promise<void> {
	const { before, settings } = await lockMilestone(trx, actor, reviewId, id);
	const grant = planGrant(actor, reviewId);
	if (before.revision !== revision) throw changedMeanwhile();
	await requireOwner(trx, reviewId, details.ownerPostId);
	requireEarlier(await listTimetable(trx, reviewId), id, details.afterId);
	const input = withoutGap(details);
	await trx
		.updateTable('milestones')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', id)
		.execute();
	await moveRevision(trx, reviewId, settings.revision);
	const { title, ownerPostId, afterId, afterDays, afterClear, sensitive } = before;
	const changed = changes({ title, ownerPostId, afterId, afterDays, afterClear, sensitive }, input);
	await record(trx, grant, 'milestone.edited', onMilestone(reviewId, id), changed);
}

/**
 * Moves one milestone, and what depends on it where that is chosen.
 * @param input.revision of the timetable: the consequences that were shown are those of the days that stand
 * @returns the titles of all that moved, that one first
 * @throws NotFound, Forbidden, Conflict
 */
export async function moveMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	input: { revision: number; on: string; way: MoveWay; because: string | null }
): Promise<string[]> {
	const { before, settings } = await lockMilestone(trx, actor, reviewId, id);
	const grant = planGrant(actor, reviewId);
	requireSame(settings, input.revision);
	if (before.doneOn !== null) throw new Conflict('This milestone is done: its day does not move any more');
	if (before.dueOn === input.on) throw new Invalid('on', 'This is the day that it has: choose another one');
	const items = (await listTimetable(trx, reviewId)).map(planItem);
	const calendar = await readPlanCalendar(trx, reviewId, settings);
	const after = moved(items, { id, on: input.on }, input.way, calendar);
	const made = await writeDays(trx, items, after);
	made.sort((one, other) => Number(other.id === id) - Number(one.id === id));
	await keepMoves(trx, grant, actor, reviewId, made, input.because);
	await moveRevision(trx, reviewId, settings.revision);
	const said = { way: input.way, because: input.because, moves: made };
	await record(trx, grant, 'milestone.moved', onMilestone(reviewId, id), said);
	return made.map(({ title }) => title);
}

/** @throws NotFound, Forbidden, Conflict */
export async function finishMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	{ revision, doneOn }: { revision: number; doneOn: string }
): Promise<void> {
	const { before, settings } = await lockMilestone(trx, actor, reviewId, id);
	const grant = finishGrant(actor, before);
	if (before.doneOn !== null) throw new Conflict('This milestone is done already');
	if (before.revision !== revision) throw changedMeanwhile();
	await trx
		.updateTable('milestones')
		.set({ doneOn, revision: revision + 1 })
		.where('id', '=', id)
		.execute();
	await moveRevision(trx, reviewId, settings.revision);
	await record(trx, grant, 'milestone.done', onMilestone(reviewId, id), { title: before.title, doneOn });
}

/** It was not done after all. @throws NotFound, Forbidden, Conflict */
export async function reopenMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	{ revision }: { revision: number }
): Promise<void> {
	const { before, settings } = await lockMilestone(trx, actor, reviewId, id);
	const grant = finishGrant(actor, before);
	if (before.doneOn === null) throw new Conflict('This milestone is not done');
	if (before.revision !== revision) throw changedMeanwhile();
	await trx
		.updateTable('milestones')
		.set({ doneOn: null, revision: revision + 1 })
		.where('id', '=', id)
		.execute();
	await moveRevision(trx, reviewId, settings.revision);
	await record(trx, grant, 'milestone.reopened', onMilestone(reviewId, id), { title: before.title });
}

/** @throws NotFound, Forbidden, Conflict for the Cabinet date, which the timetable hangs on */
export async function removeMilestone(trx: Trx, actor: Actor, reviewId: number, milestoneId: number): Promise<void> {
	const { before, settings } = await lockMilestone(trx, actor, reviewId, milestoneId);
	const grant = grantFor(actor, 'review.edit', { reviewId });
	if (!grant) throw new Forbidden();
	if (before.kind === 'cabinet') throw new Conflict('The timetable is counted back from Cabinet: move its day instead');
	await trx.deleteFrom('milestones').where('id', '=', milestoneId).execute();
	await moveRevision(trx, reviewId, settings.revision);
	const { title, dueOn } = before;
	await record(trx, grant, 'milestone.removed', onMilestone(reviewId, milestoneId), { title, dueOn });
}

export type PlanInput = {
	revision: number;
	cabinetOn: string;
	nations: Nation[];
	avoidsRecess: boolean;
	avoidsPreElection: boolean;
	/** The steps that are taken over, each counted back or with a day of its own. */
	rows: { step: string; daysBefore: number; day: string | null; ownerPostId: number | null }[];
};

/**
 * Plans the review back from a Cabinet date: a milestone for each step that is taken over. Steps that are there already
 * get their new days, but for those that are done.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function planTimetable(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	template: Template,
	{ revision, cabinetOn, rows, ...chosen }: PlanInput
): Promise<void> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = planGrant(actor, reviewId);
	const settings = await lockTimetable(trx, reviewId);
	requireSame(settings, revision);
	for (const { ownerPostId } of rows) await requireOwner(trx, reviewId, ownerPostId);
	const before = await listTimetable(trx, reviewId);
	if (before.length + rows.length > mostMilestones) throw tooMany();
	const calendar = await readPlanCalendar(trx, reviewId, chosen);

	const made = await writeSteps(trx, reviewId, plannedSteps(template, { cabinetOn, rows }, calendar), before);
	await keepMoves(trx, grant, actor, reviewId, made, null);
	await trx
		.updateTable('timetables')
		.set({
			template: template.key,
			edition: template.edition,
			england: chosen.nations.includes('england'),
			wales: chosen.nations.includes('wales'),
			scotland: chosen.nations.includes('scotland'),
			northernIreland: chosen.nations.includes('northern_ireland'),
			avoidsRecess: chosen.avoidsRecess,
			avoidsPreElection: chosen.avoidsPreElection,
			revision: revision + 1
		})
		.where('reviewId', '=', reviewId)
		.execute();
	const on = { reviewId, kind: 'timetable', id: null, audience: 'members' } as const;
	const edition = `${template.key}-${template.edition}`;
	await record(trx, grant, 'timetable.planned', on, { edition, cabinetOn, ...chosen, moves: made });
}

export type PlannedStep = Step & { dueOn: string; counted: number | null; ownerPostId: number | null };

/** The days of the steps that are taken over: the plan that the page shows is the one that is saved. */
export function plannedSteps(
	template: Template,
	{ cabinetOn, rows }: Pick<PlanInput, 'cabinetOn' | 'rows'>,
	calendar: PlanCalendar
): PlannedStep[] {
	const byKey = new Map(rows.map((row) => [row.step, row]));
	const steps = template.steps.flatMap((step): (Step & { day: string | null; ownerPostId: number | null })[] => {
		const row = byKey.get(step.key);
		if (step.kind === 'cabinet') return [{ ...step, ownerPostId: row?.ownerPostId ?? null, day: cabinetOn }];
		if (!row) return [];
		const { daysBefore, day, ownerPostId } = row;
		return [{ ...step, daysBefore, day, ownerPostId }];
	});
	const days = backPlan(steps, cabinetOn, calendar);
	return steps.map(({ day, ...step }) => ({
		...step,
		dueOn: day ?? days.get(step.key) ?? cabinetOn,
		counted: step.kind === 'cabinet' ? 0 : day === null ? step.daysBefore : null
	}));
}

type Made = { id: number; title: string; from: string | null; to: string };

/** Inserts what is new, moves what is there, then says what comes after what. */
async function writeSteps(
	trx: Trx,
	reviewId: number,
	steps: readonly PlannedStep[],
	before: readonly PlannedMilestone[]
): Promise<Made[]> {
	const made: Made[] = [];
	const ids = new Map<string, number>();
	for (const { key, name, kind, dueOn, counted, ownerPostId, after } of steps) {
		const there = before.find((each) => (kind === 'cabinet' ? each.kind === kind : each.step === key));
		const day = { dueOn, daysBefore: counted, ownerPostId };
		if (!there) {
			const { id } = await trx
				.insertInto('milestones')
				.values({ reviewId, title: name, kind, step: key, ...day })
				.returning('id')
				.executeTakeFirstOrThrow();
			ids.set(key, id);
			made.push({ id, title: name, from: null, to: dueOn });
		} else {
			ids.set(key, there.id);
			if (there.doneOn !== null) continue;
			await trx
				.updateTable('milestones')
				.set((eb) => ({ ...day, revision: eb('revision', '+', 1) }))
				.where('id', '=', there.id)
				.execute();
			if (there.dueOn !== dueOn) made.push({ id: there.id, title: there.title, from: there.dueOn, to: dueOn });
			// What somebody has set since the timetable was made is theirs.
			continue;
		}
		const afterId = after ? ids.get(after.step) : undefined;
		if (!after || afterId === undefined) continue;
		await trx
			.updateTable('milestones')
			.set({ afterId, afterDays: after.days, afterClear: after.clear })
			.where('id', '=', ids.get(key) ?? 0)
			.execute();
	}
	return made;
}

async function writeDays(trx: Trx, before: readonly PlanItem[], after: readonly PlanItem[]): Promise<Made[]> {
	const made: Made[] = [];
	for (const [index, { id, title, dueOn, daysBefore }] of after.entries()) {
		const was = before[index];
		if (!was || (was.dueOn === dueOn && was.daysBefore === daysBefore)) continue;
		await trx
			.updateTable('milestones')
			.set((eb) => ({ dueOn, daysBefore, revision: eb('revision', '+', was.dueOn === dueOn ? 0 : 1) }))
			.where('id', '=', id)
			.execute();
		if (was.dueOn !== dueOn) made.push({ id, title, from: was.dueOn, to: dueOn });
	}
	return made;
}

async function keepMoves(
	trx: Trx,
	grant: Grant,
	actor: Actor,
	reviewId: number,
	made: readonly Made[],
	because: string | null
): Promise<void> {
	if (made.length === 0) return;
	const act = randomUUID();
	const by = { act, because, personId: actor.person.id, postId: grant.postId, movedAt: actor.now };
	await trx
		.insertInto('milestoneMoves')
		.values(
			made.map(({ id, title, from, to }) => ({ reviewId, milestoneId: id, title, fromOn: from, toOn: to, ...by }))
		)
		.execute();
}

/** @throws NotFound */
async function lockMilestone(trx: Trx, actor: Actor, reviewId: number, id: number) {
	if (!isMember(actor, reviewId)) throw new NotFound('This milestone was not found');
	// Before anything is locked, so that who may know of nothing writes nothing.
	await getMilestone(trx, reviewId, id);
	const settings = await lockTimetable(trx, reviewId);
	return { settings, before: await getMilestone(trx, reviewId, id) };
}

/** @throws NotFound, Forbidden */
function planGrant(actor: Actor, reviewId: number): Grant {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'timetable.plan', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat plans the timetable');
	return grant;
}

/** @throws Forbidden */
function finishGrant(actor: Actor, milestone: PlannedMilestone): Grant {
	const { reviewId, ownerTeamIds } = milestone;
	const grant = grantFor(actor, 'milestone.finish', { reviewId, teamIds: ownerTeamIds });
	if (!grant || !canFinishMilestone(actor, milestone)) {
		throw new Forbidden('The department that owns a milestone, the secretariat or the chair says that it is done');
	}
	return grant;
}

function requireSame(settings: TimetableSettings, revision: number): void {
	if (settings.revision === revision) return;
	throw new Conflict('Somebody has changed the timetable since you opened it: look at the consequences again');
}

function changedMeanwhile(): Conflict {
	return new Conflict('Somebody has changed this milestone since you opened it');
}

async function requireRoom(trx: Trx, reviewId: number): Promise<void> {
	const { count } = await trx
		.selectFrom('milestones')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	if (count >= mostMilestones) throw tooMany();
}

function tooMany(): Conflict {
	return new Conflict(`A timetable has ${mostMilestones} milestones at most: remove some first`);
}

async function requireOwner(trx: Trx, reviewId: number, ownerPostId: number | null): Promise<void> {
	if (ownerPostId === null) return;
	const owners = await listTimetableOwners(trx, reviewId);
	if (!owners.some(({ postId }) => postId === ownerPostId)) {
		throw new Invalid('ownerPostId', 'Select a post of this review');
	}
}

/** What a milestone comes after is one of the review's, and does not come after it in turn. */
function requireEarlier(items: readonly PlannedMilestone[], id: number | null, afterId: number | null): void {
	if (afterId === null) return;
	if (!items.some((item) => item.id === afterId)) throw new Invalid('afterId', 'Select a milestone of this review');
	for (let at: number | null = afterId; at !== null;) {
		if (at === id) throw new Invalid('afterId', 'That one comes after this milestone already: select another');
		const here: number = at;
		at = items.find((item) => item.id === here)?.afterId ?? null;
	}
}

/** How long after is said of what it comes after, and of nothing else. */
function withoutGap(details: MilestoneDetails): MilestoneDetails {
	return details.afterId === null
		? { ...details, afterDays: null, afterClear: false }
		: { ...details, afterDays: details.afterDays ?? 0 };
}

async function moveRevision(trx: Trx, reviewId: number, revision: number): Promise<void> {
	await trx
		.updateTable('timetables')
		.set({ revision: revision + 1 })
		.where('reviewId', '=', reviewId)
		.execute();
}

function onMilestone(reviewId: number, id: number) {
	return { reviewId, kind: 'milestone', id, audience: 'members' } as const;
}
