import { sql } from 'kysely';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { Role } from '#lib/access/roles.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { lockReview } from './queries.server.ts';
import { firstFindingKinds, type MarkingCeiling } from './review.ts';

export type ReviewDetails = {
	title: string;
	commission: string | null;
	commissionedBy: string | null;
	chairPostId: number | null;
	markingCeiling: MarkingCeiling;
	banner: string | null;
};

/** Opens a review with the creator's post as its secretariat. @throws Forbidden; the slug's unique constraint */
export async function createReview(
	trx: Trx,
	actor: Actor,
	input: { title: string; slug: string; postId: number }
): Promise<{ id: number; slug: string }> {
	if (!actor.mayCreateReviews || !actor.posts.some((post) => post.id === input.postId)) throw new Forbidden();
	const { rows } = await sql<{
		id: number;
	}>`select create_review(${input.slug}, ${input.title}, ${input.postId}) as id`.execute(trx);
	const id = rows[0]?.id;
	if (id === undefined) throw new NotFound();
	await trx
		.insertInto('findingKinds')
		.values(firstFindingKinds.map((label, index) => ({ reviewId: id, label, rank: index + 1 })))
		.execute();
	const grant: Grant = { postId: input.postId, teamId: 0, onBehalfOfPostId: null };
	await record(trx, grant, 'review.created', onReview(id, input.slug), { title: input.title });
	return { id, slug: input.slug };
}

/** @throws NotFound, Forbidden, Conflict */
export async function editReview(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: ReviewDetails & { revision: number }
): Promise<void> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'review.edit');
	if (review.revision !== input.revision) throw new Conflict('Somebody has changed this review since you opened it');
	if (input.chairPostId !== null) await requireChairMember(trx, reviewId, input.chairPostId);
	const { revision, commission, commissionedBy, ...rest } = input;
	const after = { ...rest, commission: commission ?? '', commissionedBy: commissionedBy ?? '' };
	await trx
		.updateTable('reviews')
		.set({ ...after, revision: revision + 1 })
		.where('id', '=', reviewId)
		.execute();
	await record(trx, grant, 'review.edited', onReview(reviewId, review.slug), changes(review, after));
}

/** A closed review is read only for everybody. @throws NotFound, Forbidden, Conflict */
export async function closeReview(trx: Trx, actor: Actor, reviewId: number, revision: number): Promise<void> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'review.close');
	if (review.revision !== revision) throw new Conflict('Somebody has changed this review since you opened it');
	await trx
		.updateTable('reviews')
		.set({ state: 'closed', revision: revision + 1 })
		.where('id', '=', reviewId)
		.execute();
	await record(trx, grant, 'review.closed', onReview(reviewId, review.slug));
}

/** Adds a question to the terms of reference. @throws NotFound, Forbidden */
export async function addQuestion(trx: Trx, actor: Actor, reviewId: number, text: string): Promise<void> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'review.edit');
	const { next } = await trx
		.selectFrom('questions')
		.select((eb) => eb(eb.fn.coalesce(eb.fn.max('number'), eb.val(0)), '+', 1).as('next'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	await trx.insertInto('questions').values({ reviewId, number: next, text }).execute();
	await record(trx, grant, 'question.changed', onReview(reviewId, review.slug), { question: next, text: [null, text] });
}

/** @throws NotFound, Forbidden */
export async function editQuestion(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	questionId: number,
	text: string
): Promise<void> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'review.edit');
	const question = await trx
		.selectFrom('questions')
		.select(['number', 'text'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', questionId)
		.executeTakeFirst();
	if (!question) throw new NotFound();
	await trx.updateTable('questions').set({ text }).where('id', '=', questionId).execute();
	await record(trx, grant, 'question.changed', onReview(reviewId, review.slug), {
		question: question.number,
		text: [question.text, text]
	});
}

/** Brings a department into the review; harmless when it is there already. @throws NotFound, Forbidden */
export async function addTeam(trx: Trx, actor: Actor, reviewId: number, departmentId: number): Promise<number> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'member.manage');
	return ensureTeam(trx, grant, review, departmentId);
}

/** Gives a post a role in the review, bringing its department in if need be. @throws NotFound, Forbidden, Invalid */
export async function addMember(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { postId: number; role: Role }
): Promise<void> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'member.manage');
	const post = await trx
		.selectFrom('posts')
		.select(['id', 'title', 'departmentId'])
		.where('id', '=', input.postId)
		.executeTakeFirst();
	if (!post) throw new Invalid('postId', 'Select a post from the list');
	const teamId = await ensureTeam(trx, grant, review, post.departmentId);
	await trx
		.insertInto('memberships')
		.values({ reviewId, teamId, postId: post.id, role: input.role, since: actor.now })
		.execute();
	if (input.role === 'chair')
		await trx.updateTable('reviews').set({ chairPostId: post.id }).where('id', '=', reviewId).execute();
	await record(trx, grant, 'member.added', onReview(reviewId, review.slug), { post: post.title, role: input.role });
}

/** Ends a membership; the last secretariat post stays, or nobody could run the review. @throws NotFound, Forbidden, Conflict */
export async function endMembership(trx: Trx, actor: Actor, reviewId: number, membershipId: number): Promise<void> {
	const { review, grant } = await lockFor(trx, actor, reviewId, 'member.manage');
	const members = await trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.select(['memberships.id', 'memberships.role', 'memberships.postId', 'posts.title'])
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.endedAt', 'is', null)
		.execute();
	const leaving = members.find((member) => member.id === membershipId);
	if (!leaving) throw new NotFound();
	if (leaving.role === 'secretariat' && members.filter((member) => member.role === 'secretariat').length === 1) {
		throw new Conflict('A review needs at least one post in its secretariat: add another one first');
	}
	await trx.updateTable('memberships').set({ endedAt: actor.now }).where('id', '=', membershipId).execute();
	if (leaving.role === 'chair')
		await trx.updateTable('reviews').set({ chairPostId: null }).where('id', '=', reviewId).execute();
	await record(trx, grant, 'member.ended', onReview(reviewId, review.slug), {
		post: leaving.title,
		role: leaving.role
	});
}

type LockedReview = NonNullable<Awaited<ReturnType<typeof lockReview>>>;

async function lockFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	act: Act
): Promise<{ review: LockedReview; grant: Grant }> {
	const review = await lockReview(trx, reviewId);
	if (!review) throw new NotFound();
	const grant = grantFor(actor, act, { reviewId });
	if (!grant) throw new Forbidden();
	return { review, grant };
}

async function requireChairMember(trx: Trx, reviewId: number, postId: number): Promise<void> {
	const member = await trx
		.selectFrom('memberships')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('postId', '=', postId)
		.where('role', '=', 'chair')
		.where('endedAt', 'is', null)
		.executeTakeFirst();
	if (!member) throw new Invalid('chairPostId', 'Give this post the role of chair under Members first');
}

async function ensureTeam(trx: Trx, grant: Grant, review: LockedReview, departmentId: number): Promise<number> {
	const existing = await trx
		.selectFrom('teams')
		.select('id')
		.where('reviewId', '=', review.id)
		.where('departmentId', '=', departmentId)
		.executeTakeFirst();
	if (existing) return existing.id;
	const inherited = await trx
		.selectFrom('teams')
		.innerJoin('departmentSuccessions as succession', 'succession.departmentId', 'teams.departmentId')
		.select('teams.id')
		.where('teams.reviewId', '=', review.id)
		.where('succession.successorId', '=', departmentId)
		.where('succession.isWhole', '=', true)
		.execute();
	// What a department brought into the review goes on under its successor; of two that merged, neither stands for both.
	const [only, ...others] = inherited;
	if (only && others.length === 0) return only.id;
	const { id } = await trx
		.insertInto('teams')
		.values({ reviewId: review.id, departmentId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'team.added', onReview(review.id, review.slug), { departmentId });
	return id;
}

function onReview(id: number, slug: string) {
	return { reviewId: id, kind: 'review', id, reference: slug, audience: 'members' } as const;
}
