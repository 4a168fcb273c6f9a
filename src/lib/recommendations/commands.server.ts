import { sql } from 'kysely';
import { type Actor, type Grant, grantFor, postsActingFor, isMember } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { Provenance } from '#lib/evidence/event.ts';
import { reference } from '#lib/reviews/reference.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { lockRecommendation } from './queries.server.ts';
import {
	canDraftRecommendation,
	canEditRecommendation,
	canMakeDraftingChange,
	canNotTakeForward,
	canPropose,
	type CostStatus,
	isWithMinisters,
	lapseWarning,
	type Lever,
	type Route,
	type Verb,
	wordsDiffer,
	workingDaysToReopen
} from './recommendation.ts';
import {
	listStandingAgreements,
	listStandingAnswers,
	type StandingAgreement,
	type StandingAnswer
} from './standing.server.ts';

export type RecommendationDetails = {
	title: string;
	verb: Verb;
	text: string;
	leadTeamId: number;
	partnerTeamIds: number[];
	localActors: string | null;
	lever: Lever | null;
	questionId: number | null;
	route: Route | null;
	costStatus: CostStatus;
	owner: string | null;
	measure: string | null;
};

/** Any official may draft one; it emerges on the side of their team and of the department that is to lead. @throws Forbidden, Invalid */
export async function draftRecommendation(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: RecommendationDetails & { provenance?: Provenance | null }
): Promise<{ id: number; number: number; reference: string }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'recommendation.draft', { reviewId });
	if (!grant || !canDraftRecommendation(actor, reviewId)) throw new Forbidden();
	const { partnerTeamIds, ...own } = input;
	const partners = partnerTeamIds.filter((teamId) => teamId !== own.leadTeamId);
	await requirePartsOfReview(trx, reviewId, input);

	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'R') as number`.execute(trx);
	const number = rows[0]?.number;
	if (number === undefined) throw new NotFound();
	const { id } = await trx
		.insertInto('recommendations')
		.values({ ...own, reviewId, number, createdByTeamId: grant.teamId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await savePartners(trx, reviewId, id, partners);
	await saveVersion(trx, actor, grant, { reviewId, id, version: 1 }, own, null);
	await record(trx, grant, 'recommendation.drafted', onRecommendation(reviewId, id, number), {
		title: own.title,
		text: own.text
	});
	return { id, number, reference: reference('R', number) };
}

/**
 * Saves what the editor typed. Changed words are a new version in meaning: answers given before it lapse, and so does the
 * agreement of the group, which goes back to being asked.
 * @param input.lapsing the ids of the standing answers that the editor was shown and agreed to lapse; null for no such consent
 * @param input.lapsingAgreements the keys of what beyond the group they were shown beside these
 * @throws NotFound, Forbidden; Conflict also when somebody has answered since; Invalid on `change` without consent
 */
export async function editRecommendation(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: RecommendationDetails & {
		revision: number;
		lapsing: readonly number[] | null;
		lapsingAgreements?: readonly string[];
	}
): Promise<void> {
	const before = await lockRecommendation(trx, reviewId, number);
	if (!before) throw new NotFound();
	if (!canEditRecommendation(actor, before)) throw new Forbidden();
	requireRevision(before, input.revision);
	const { revision, lapsing, lapsingAgreements = [], partnerTeamIds, ...own } = input;
	await requirePartsOfReview(trx, reviewId, input);
	const reworded = wordsDiffer(before, own);
	if (reworded && isWithMinisters(before)) {
		const standing = await listStandingAnswers(trx, before);
		const agreements = await listStandingAgreements(trx, before);
		requireConsent(standing, before.state === 'recommended', agreements, lapsing, lapsingAgreements);
	}

	const grant = editingGrant(actor, before);
	const version = reworded ? before.version + 1 : before.version;
	await trx
		.updateTable('recommendations')
		.set({ ...own, revision: revision + 1, updatedAt: actor.now })
		.$if(reworded, (query) =>
			query.set({
				version,
				materialVersion: version,
				state: before.state === 'recommended' ? 'proposed' : before.state
			})
		)
		.where('id', '=', before.id)
		.execute();
	await savePartners(
		trx,
		reviewId,
		before.id,
		partnerTeamIds.filter((teamId) => teamId !== own.leadTeamId)
	);
	if (reworded) await saveVersion(trx, actor, grant, { reviewId, id: before.id, version }, own, null);
	await record(
		trx,
		grant,
		reworded ? 'recommendation.reworded' : 'recommendation.edited',
		onRecommendation(reviewId, before.id, number),
		{ ...changes(before, own), ...(reworded ? { version } : {}) }
	);
}

/**
 * Changes the words without changing the meaning, and says why: positions stand, offices are told, and any of them that
 * has answered may reopen it within two working days.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function makeDraftingChange(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: RecommendationDetails & { revision: number; because: string }
): Promise<void> {
	const before = await lockRecommendation(trx, reviewId, number);
	if (!before) throw new NotFound();
	if (!canMakeDraftingChange(actor, before)) throw new Forbidden();
	requireRevision(before, input.revision);
	const { revision, because, partnerTeamIds, ...own } = input;
	await requirePartsOfReview(trx, reviewId, input);
	if (own.verb !== before.verb || own.leadTeamId !== before.leadTeamId) {
		throw new Invalid('change', 'Another verb or another department in the lead changes the meaning');
	}
	if (!wordsDiffer(before, own))
		throw new Invalid('change', 'The words are the same: there is no drafting change to make');

	const grant = editingGrant(actor, before);
	const version = before.version + 1;
	await trx
		.updateTable('recommendations')
		.set({ ...own, version, revision: revision + 1, updatedAt: actor.now })
		.where('id', '=', before.id)
		.execute();
	await savePartners(
		trx,
		reviewId,
		before.id,
		partnerTeamIds.filter((teamId) => teamId !== own.leadTeamId)
	);
	await saveVersion(trx, actor, grant, { reviewId, id: before.id, version }, own, because);
	await record(trx, grant, 'recommendation.drafting_changed', onRecommendation(reviewId, before.id, number), {
		...changes(before, own),
		version,
		because
	});
}

/**
 * An office that has answered says that a drafting change did change the meaning: answers given before it lapse after all.
 * @throws NotFound, Forbidden, Conflict once the two working days are over or the change is reopened already
 */
export async function reopenDraftingChange(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; because: string }
): Promise<void> {
	const before = await lockRecommendation(trx, reviewId, number);
	if (!before) throw new NotFound();
	const changed = await trx
		.selectFrom('recommendationVersions')
		.select(['draftingBecause', 'savedAt'])
		.where('recommendationId', '=', before.id)
		.where('version', '=', input.version)
		.executeTakeFirst();
	if (!changed?.draftingBecause) throw new NotFound('This drafting change was not found');
	const posts = postsActingFor(actor, 'drafting_change.reopen', reviewId);
	const standing = await listStandingAnswers(trx, before);
	const answeredFor = posts.find((postId) => standing.some((answer) => answer.postId === postId));
	if (before.materialVersion >= input.version) {
		throw new Conflict('The meaning of these words has been reopened already: answers are being asked for again');
	}
	if (answeredFor === undefined) throw new Forbidden('Only an office that has answered may reopen a drafting change');
	if (!mayStillReopen(changed.savedAt, actor.now)) {
		throw new Conflict(
			`A drafting change may be reopened within ${workingDaysToReopen} working days, and they are over`
		);
	}

	await trx
		.updateTable('recommendationVersions')
		.set({ reopenedAt: actor.now, reopenedBecause: input.because })
		.where('recommendationId', '=', before.id)
		.where('version', '=', input.version)
		.execute();
	await trx
		.updateTable('recommendations')
		.set({
			materialVersion: input.version,
			state: before.state === 'recommended' ? 'proposed' : before.state,
			revision: before.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', before.id)
		.execute();
	const grant = grantFor(actor, 'drafting_change.reopen', { reviewId, postId: answeredFor });
	await record(trx, grant, 'recommendation.drafting_reopened', onRecommendation(reviewId, before.id, number), input);
}

/** Puts a recommendation to the ministers of the group, in the words that were on screen. @throws NotFound, Forbidden, Conflict */
export async function proposeRecommendation(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	revision: number
): Promise<void> {
	const before = await lockRecommendation(trx, reviewId, number);
	if (!before) throw new NotFound();
	requireGrant(actor, 'recommendation.propose', reviewId);
	requireRevision(before, revision);
	if (!canPropose(actor, before))
		throw new Conflict('This recommendation is with the group already, or not taken forward');
	await trx
		.updateTable('recommendations')
		.set({ state: 'proposed', proposedAt: actor.now, revision: revision + 1, updatedAt: actor.now })
		.where('id', '=', before.id)
		.execute();
	await recordAct(trx, actor, 'recommendation.propose', 'recommendation.proposed', before, { version: before.version });
}

/** @throws NotFound, Forbidden, Conflict */
export async function notTakeForward(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; because: string }
): Promise<void> {
	const before = await lockRecommendation(trx, reviewId, number);
	if (!before) throw new NotFound();
	requireGrant(actor, 'recommendation.not_take_forward', reviewId);
	requireRevision(before, input.revision);
	if (!canNotTakeForward(actor, before))
		throw new Conflict('This recommendation is recorded as not taken forward already');
	await trx
		.updateTable('recommendations')
		.set({
			state: 'not_taken_forward',
			notTakenForwardBecause: input.because,
			revision: input.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', before.id)
		.execute();
	await recordAct(trx, actor, 'recommendation.not_take_forward', 'recommendation.not_taken_forward', before, {
		from: before.state,
		because: input.because
	});
}

/** The last day on which a drafting change saved at this moment may be reopened, as an ISO date. */
export function reopenableUntil(savedAt: Date): string {
	return addWorkingDays(londonDate(savedAt), workingDaysToReopen);
}

export function mayStillReopen(savedAt: Date, now: Date): boolean {
	return londonDate(now) <= reopenableUntil(savedAt);
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockRecommendation>>>;

function requireRevision(before: Locked, revision: number): void {
	if (before.revision !== revision) {
		throw new Conflict('Somebody has changed this recommendation since you opened it');
	}
}

function requireGrant(actor: Actor, act: Act, reviewId: number): Grant {
	const grant = grantFor(actor, act, { reviewId });
	if (!grant) throw new Forbidden();
	return grant;
}

function requireConsent(
	standing: StandingAnswer[],
	groupAgreement: boolean,
	agreements: StandingAgreement[],
	lapsing: readonly number[] | null,
	lapsingAgreements: readonly string[]
): void {
	const warning = lapseWarning({
		departments: standing.map((answer) => answer.departmentName),
		groupAgreement,
		agreements: agreements.map(({ words }) => words)
	});
	if (warning === null) return;
	if (lapsing === null) throw new Invalid('change', warning);
	const unseen = standing.filter((answer) => !lapsing.includes(answer.id));
	if (unseen.length > 0) {
		const whose = unseen.map((answer) => answer.departmentName).join(', ');
		throw new Conflict(`${whose} answered while you were editing. ${warning}`);
	}
	const unseenAgreements = agreements.filter(({ key }) => !lapsingAgreements.includes(key));
	if (unseenAgreements.length > 0) {
		throw new Conflict(
			`More rests on these words than you were shown: ${unseenAgreements.map(({ words }) => words).join('; ')}. ${warning}`
		);
	}
}

async function requirePartsOfReview(
	trx: Trx,
	reviewId: number,
	input: { leadTeamId: number; partnerTeamIds: number[]; questionId: number | null }
): Promise<void> {
	const teams = await trx.selectFrom('teams').select('id').where('reviewId', '=', reviewId).execute();
	const known = new Set(teams.map((team) => team.id));
	if (!known.has(input.leadTeamId)) throw new Invalid('leadTeamId', 'Select a department of this review');
	if (input.partnerTeamIds.some((teamId) => !known.has(teamId))) {
		throw new Invalid('partnerTeamIds', 'Select departments of this review');
	}
	if (input.questionId === null) return;
	const question = await trx
		.selectFrom('questions')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('id', '=', input.questionId)
		.executeTakeFirst();
	if (!question) throw new Invalid('questionId', 'Select a question of this review');
}

/** An emerging one is edited from its own departments, a later one from the secretariat. */
function editingGrant(actor: Actor, before: Locked): Grant | null {
	return before.state === 'emerging'
		? grantFor(actor, 'recommendation.edit_emerging', {
				reviewId: before.reviewId,
				teamIds: [before.leadTeamId, before.createdByTeamId]
			})
		: grantFor(actor, 'recommendation.edit', { reviewId: before.reviewId });
}

async function savePartners(trx: Trx, reviewId: number, recommendationId: number, teamIds: number[]): Promise<void> {
	await trx.deleteFrom('recommendationPartners').where('recommendationId', '=', recommendationId).execute();
	if (teamIds.length === 0) return;
	await trx
		.insertInto('recommendationPartners')
		.values(teamIds.map((teamId) => ({ recommendationId, reviewId, teamId })))
		.execute();
}

async function saveVersion(
	trx: Trx,
	actor: Actor,
	grant: Grant | null,
	of: { reviewId: number; id: number; version: number },
	words: { title: string; verb: Verb; text: string; leadTeamId: number },
	draftingBecause: string | null
): Promise<void> {
	await trx
		.insertInto('recommendationVersions')
		.values({
			recommendationId: of.id,
			reviewId: of.reviewId,
			version: of.version,
			title: words.title,
			verb: words.verb,
			text: words.text,
			leadTeamId: words.leadTeamId,
			draftingBecause,
			personId: actor.person.id,
			postId: grant?.postId ?? null,
			savedAt: actor.now
		})
		.execute();
}

async function recordAct(
	trx: Trx,
	actor: Actor,
	act: Act,
	event: AuditEvent,
	on: Locked,
	said: Record<string, unknown>
): Promise<void> {
	const grant = requireGrant(actor, act, on.reviewId);
	await record(trx, grant, event, onRecommendation(on.reviewId, on.id, on.number), said);
}

function onRecommendation(reviewId: number, id: number, number: number) {
	return {
		reviewId,
		kind: 'recommendation',
		id,
		reference: reference('R', number),
		audience: 'members'
	} as const;
}
