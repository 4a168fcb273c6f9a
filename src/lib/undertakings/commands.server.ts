import { sql } from 'kysely';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import { type ActionOwner, listActionOwners } from '#lib/actions/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { listWhatMeets, lockUndertaking } from './queries.server.ts';
import { isOpen, type Means, type Place } from './undertaking.ts';

export type UndertakingDetails = {
	link: string | null;
	ownerPostId: number;
	dueOn: string | null;
	recommendationIds: number[];
};

export type UndertakingInput = UndertakingDetails & {
	place: Place;
	madeOn: string;
	source: string;
	words: string;
	madeByPostId: number | null;
	madeBy: string | null;
};

/**
 * Writes down what was promised in public, in its exact words, and which post of the review owes it.
 * @throws Forbidden, Invalid
 */
export async function recordUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	{ recommendationIds, ...input }: UndertakingInput
): Promise<{ id: number; number: number }> {
	const posts = await listActionOwners(trx, actor, reviewId);
	const owners = posts.filter(({ postId }) => postId === input.ownerPostId);
	const grant = grantFor(actor, 'undertaking.record', { reviewId, teamIds: teamIdsOf(owners) });
	if (!grant) throw new Forbidden('You may record what your own department has undertaken');
	if (owners.length === 0) throw new Invalid('ownerPostId', 'Select a post of this review');
	if (input.madeByPostId !== null && !posts.some(({ postId }) => postId === input.madeByPostId)) {
		throw new Invalid('madeByPostId', 'Select a post of this review, or enter who said it below');
	}
	const touched = await touchedBy(trx, reviewId, recommendationIds);

	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'U') as number`.execute(trx);
	const number = rows[0]?.number ?? 0;
	const { id } = await trx
		.insertInto('undertakings')
		.values({ reviewId, number, ...input, createdByPostId: grant.postId, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await touch(trx, { reviewId, id }, touched);
	await recordOn(
		trx,
		grant,
		'undertaking.recorded',
		{ reviewId, id, number },
		{ ...input, recommendations: named(touched) }
	);
	return { id, number };
}

/** Who owes it, by when and what it touches; its words and where they were said stand. @throws NotFound, Forbidden, Conflict, Invalid */
export async function changeUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, recommendationIds, ...input }: UndertakingDetails & { revision: number }
): Promise<void> {
	const { before, grant } = await lockToChange(trx, actor, reviewId, number);
	requireOpen(before, revision);
	if (input.ownerPostId !== before.ownerPostId) {
		const owners = await listActionOwners(trx, actor, reviewId);
		if (!owners.some(({ postId }) => postId === input.ownerPostId)) {
			throw new Invalid('ownerPostId', 'Select a post of this review');
		}
	}
	if (input.dueOn !== null && input.dueOn < before.madeOn) {
		throw new Invalid('dueOn', 'The day it is due must not be before the day it was said');
	}
	const touched = await touchedBy(trx, reviewId, recommendationIds);
	const touchedBefore = await trx
		.selectFrom('undertakingRecommendations as touch')
		.innerJoin('recommendations', 'recommendations.id', 'touch.recommendationId')
		.select(['recommendations.id', 'recommendations.number'])
		.where('touch.undertakingId', '=', before.id)
		.orderBy('recommendations.number')
		.execute();
	await trx
		.updateTable('undertakings')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', before.id)
		.execute();
	await trx.deleteFrom('undertakingRecommendations').where('undertakingId', '=', before.id).execute();
	await touch(trx, before, touched);
	const { link, ownerPostId, dueOn } = before;
	const changed = changes(
		{ link, ownerPostId, dueOn, recommendations: named(touchedBefore) },
		{ ...input, recommendations: named(touched) }
	);
	await recordOn(trx, grant, 'undertaking.changed', before, changed);
}

export type Met = {
	metOn: string;
	metBy: Means;
	metSnapshotId: number | null;
	metRecommendationId: number | null;
	metLetterId: number | null;
	metWords: string;
};

/** By what, and when. @throws NotFound, Forbidden, Conflict, Invalid */
export async function meetUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, ...input }: Met & { revision: number }
): Promise<void> {
	const before = await lockUndertaking(trx, reviewId, number);
	if (!before) throw new NotFound('This undertaking was not found');
	const owners = (await listActionOwners(trx, actor, reviewId)).filter(({ postId }) => postId === before.ownerPostId);
	const grant = grantFor(actor, 'undertaking.meet', { reviewId, teamIds: teamIdsOf(owners) });
	if (!grant) throw new Forbidden('The department that owes it, the secretariat or the chair says that it is met');
	requireOpen(before, revision);
	if (input.metOn < before.madeOn) throw new Invalid('metOn', 'It cannot be met before it was said');
	const { by, ...met } = await whatMet(trx, reviewId, input);
	const { metOn, metBy, metWords } = input;
	await trx
		.updateTable('undertakings')
		.set({ metOn, metBy, metWords, ...met, revision: revision + 1 })
		.where('id', '=', before.id)
		.execute();
	await recordOn(trx, grant, 'undertaking.met', before, { metOn, metBy, by, metWords });
}

/** The record was corrected in public: the words said first are kept beside those that stand now. @throws NotFound, Forbidden, Conflict, Invalid */
export async function correctUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, ...input }: { revision: number; words: string; correctedOn: string; source: string; because: string }
): Promise<void> {
	const { before, grant } = await lockToChange(trx, actor, reviewId, number);
	requireOpen(before, revision);
	if (input.correctedOn < before.madeOn) {
		throw new Invalid('correctedOn', 'It cannot be corrected before it was said');
	}
	await trx
		.insertInto('undertakingCorrections')
		.values({
			...{ reviewId, undertakingId: before.id, ...input },
			...{ recordedByPersonId: actor.person.id, recordedByPostId: grant.postId, recordedAt: actor.now }
		})
		.execute();
	await moveOn(trx, before, {});
	await recordOn(trx, grant, 'undertaking.corrected', before, input);
}

/** It is no longer promised. @throws NotFound, Forbidden, Conflict, Invalid */
export async function withdrawUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; withdrawnOn: string; because: string }
): Promise<void> {
	const { before, grant } = await lockToChange(trx, actor, reviewId, number);
	requireOpen(before, input.revision);
	const { withdrawnOn, because } = input;
	if (withdrawnOn < before.madeOn) throw new Invalid('withdrawnOn', 'It cannot be withdrawn before it was said');
	await moveOn(trx, before, { withdrawnOn, withdrawnBecause: because });
	await recordOn(trx, grant, 'undertaking.withdrawn', before, { withdrawnOn, because });
}

/** What was recorded as met or withdrawn is to be met after all. @throws NotFound, Forbidden, Conflict */
export async function reopenUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; because: string }
): Promise<void> {
	const { before, grant } = await lockToChange(trx, actor, reviewId, number);
	if (isOpen(before)) throw new Conflict('This undertaking is still to be met');
	requireRevision(before, input.revision);
	const nothing = { metOn: null, metBy: null, metWords: null, metSnapshotId: null };
	await moveOn(trx, before, {
		...{ ...nothing, metRecommendationId: null, metLetterId: null },
		...{ withdrawnOn: null, withdrawnBecause: null }
	});
	const { metOn, metWords, withdrawnOn, withdrawnBecause } = before;
	const was = metOn === null ? { withdrawnOn, withdrawnBecause } : { metOn, metWords };
	await recordOn(trx, grant, 'undertaking.reopened', before, { because: input.because, was });
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockUndertaking>>>;
type Touched = { id: number; number: number };

async function lockToChange(trx: Trx, actor: Actor, reviewId: number, number: number) {
	const before = await lockUndertaking(trx, reviewId, number);
	if (!before) throw new NotFound('This undertaking was not found');
	const grant = grantFor(actor, 'undertaking.change', { reviewId });
	if (!grant) throw new Forbidden('The secretariat or the chair changes what was recorded');
	return { before, grant };
}

function requireOpen(before: Locked, revision: number): void {
	if (!isOpen(before)) throw new Conflict('This undertaking is closed already');
	requireRevision(before, revision);
}

function requireRevision(before: Locked, revision: number): void {
	if (before.revision !== revision) throw new Conflict('Somebody has changed this undertaking since you opened it');
}

async function moveOn(trx: Trx, before: Locked, to: Partial<Omit<Locked, 'id'>>): Promise<void> {
	await trx
		.updateTable('undertakings')
		.set({ ...to, revision: before.revision + 1 })
		.where('id', '=', before.id)
		.execute();
}

async function touchedBy(trx: Trx, reviewId: number, ids: number[]): Promise<Touched[]> {
	if (ids.length === 0) return [];
	const found = await trx
		.selectFrom('recommendations')
		.select(['id', 'number'])
		.where('reviewId', '=', reviewId)
		.where('id', 'in', ids)
		.orderBy('number')
		.execute();
	if (found.length !== ids.length) {
		throw new Invalid('recommendationIds', 'Select recommendations of this review');
	}
	return found;
}

async function touch(trx: Trx, { reviewId, id }: { reviewId: number; id: number }, touched: Touched[]): Promise<void> {
	if (touched.length === 0) return;
	await trx
		.insertInto('undertakingRecommendations')
		.values(touched.map((each) => ({ reviewId, undertakingId: id, recommendationId: each.id })))
		.execute();
}

/**
 * What met it, with its reference. What stands in the fields of another choice is looked at and not taken.
 * @throws Invalid where this person knows of no such thing
 */
async function whatMet(trx: Trx, reviewId: number, input: Met) {
	const { metBy, metSnapshotId, metRecommendationId, metLetterId } = input;
	const choices = await listWhatMeets(trx, reviewId);
	const snapshot = chosen('metSnapshotId', metSnapshotId, choices.snapshots);
	const recommendation = chosen('metRecommendationId', metRecommendationId, choices.recommendations);
	const letter = chosen('metLetterId', metLetterId, choices.letters);
	const what = { paper: snapshot, recommendation, letter, words: null }[metBy];
	return {
		by: what?.reference ?? null,
		metSnapshotId: metBy === 'paper' ? metSnapshotId : null,
		metRecommendationId: metBy === 'recommendation' ? metRecommendationId : null,
		metLetterId: metBy === 'letter' ? metLetterId : null
	};
}

function chosen(field: keyof Met, id: number | null, choices: readonly { id: number; reference: string }[]) {
	if (id === null) return null;
	const found = choices.find((choice) => choice.id === id);
	if (!found) throw new Invalid(field, 'Select what met it from the list');
	return found;
}

function teamIdsOf(owners: ActionOwner[]): number[] {
	return owners.map(({ teamId }) => teamId);
}

function named(touched: Touched[]): string[] {
	return touched.map(({ number }) => reference('R', number));
}

async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	undertaking: { reviewId: number; id: number; number: number },
	said: Record<string, unknown>
): Promise<void> {
	const { reviewId, id, number } = undertaking;
	const on = { reviewId, id, reference: reference('U', number) };
	await record(trx, grant, event, { ...on, kind: 'undertaking', audience: 'members' }, said);
}
