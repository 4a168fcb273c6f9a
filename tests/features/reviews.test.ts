import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	addMember,
	addQuestion,
	closeReview,
	createReview,
	editQuestion,
	editReview,
	endMembership
} from '#lib/reviews/commands.server.ts';
import { getReview, listMembers, listQuestions, listReviews, listTeams } from '#lib/reviews/queries.server.ts';
import { addMilestone, removeMilestone } from '#lib/timetable/commands.server.ts';
import { listMilestones } from '#lib/timetable/queries.server.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const details = (revision: number) => ({
	revision,
	title: 'Family support from conception to two',
	commission: 'Find the gaps.',
	commissionedBy: 'The Prime Minister',
	chairPostId: null,
	markingCeiling: 'official_sensitive' as const,
	banner: null
});

describe('creating a review', () => {
	test('makes its creator the secretariat and gives it kinds of finding', async () => {
		await world.owner
			.updateTable('accounts')
			.set({ mayCreateReviews: true })
			.where('personId', '=', world.official.personId)
			.execute();
		const creator = await world.reload(world.official.actor);
		const slug = `new-${Math.random().toString(36).slice(2, 8)}`;

		const created = await asActor(creator, (trx) =>
			createReview(trx, creator, { title: 'A new review', slug, postId: world.official.postId })
		);
		const member = await world.reload(creator);
		const seen = await asActor(member, (trx) => getReview(trx, slug));

		expect(seen.title).toBe('A new review');
		expect(member.memberships.find((membership) => membership.reviewId === created.id)?.role).toBe('secretariat');
		expect(await actsOn(world, 'review', created.id)).toEqual(['review.created']);
		await expect(
			asActor(creator, (trx) => createReview(trx, creator, { title: 'Again', slug, postId: world.official.postId }))
		).rejects.toThrow('reviews_slug_key');
	});

	test('is refused to a person without the right, and for a post they do not hold', async () => {
		const before = await countRows(world, 'reviews');
		for (const [actor, postId] of [
			[world.careOfficial.actor, world.careOfficial.postId],
			[world.administrator, world.official.postId]
		] as const) {
			await expect(
				asActor(actor, (trx) => createReview(trx, actor, { title: 'Mine', slug: 'mine', postId }))
			).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'reviews')).toBe(before);
	});
});

describe('the details of a review', () => {
	test('are the secretariat’s to change, from the revision it saw', async () => {
		const { actor } = world.secretariat;
		const before = await asActor(actor, (trx) => getReview(trx, world.slug));

		await asActor(actor, (trx) => editReview(trx, actor, world.reviewId, details(before.revision)));
		const after = await asActor(actor, (trx) => getReview(trx, world.slug));

		expect(after.title).toBe('Family support from conception to two');
		expect(await actsOn(world, 'review', world.reviewId)).toContain('review.edited');
		await expect(
			asActor(actor, (trx) => editReview(trx, actor, world.reviewId, details(before.revision)))
		).rejects.toThrow(Conflict);
	});

	test('are refused to other members, and are not there for anybody else', async () => {
		for (const { actor } of [world.official, world.minister, world.observer, world.chair]) {
			await expect(asActor(actor, (trx) => editReview(trx, actor, world.reviewId, details(99)))).rejects.toThrow(
				Forbidden
			);
		}
		for (const actor of [world.outsider.actor, world.administrator]) {
			await expect(asActor(actor, (trx) => editReview(trx, actor, world.reviewId, details(99)))).rejects.toThrow(
				NotFound
			);
			await expect(asActor(actor, (trx) => getReview(trx, world.slug))).rejects.toThrow(NotFound);
			expect((await asActor(actor, listReviews)).map((review) => review.id)).not.toContain(world.reviewId);
		}
	});

	test('a chair must have that role first', async () => {
		const { actor } = world.secretariat;
		const { revision } = await asActor(actor, (trx) => getReview(trx, world.slug));
		await expect(
			asActor(actor, (trx) =>
				editReview(trx, actor, world.reviewId, { ...details(revision), chairPostId: world.minister.postId })
			)
		).rejects.toThrow(Invalid);
	});

	test('questions and key dates', async () => {
		const { actor } = world.secretariat;
		await asActor(actor, (trx) => addQuestion(trx, actor, world.reviewId, 'What is best practice?'));
		const [first] = await asActor(actor, (trx) => listQuestions(trx, world.reviewId));
		await asActor(actor, (trx) =>
			editQuestion(trx, actor, world.reviewId, first?.id ?? 0, 'Where are the gaps in provision?')
		);
		const id = await asActor(actor, (trx) =>
			addMilestone(trx, actor, world.reviewId, { title: 'Report', dueOn: '2026-06-10' })
		);

		const [questions, milestones] = await asActor(world.observer.actor, async (trx) => [
			await listQuestions(trx, world.reviewId),
			await listMilestones(trx, world.reviewId)
		]);
		expect(questions.map((question) => question.text)).toEqual([
			'Where are the gaps in provision?',
			'What is best practice?'
		]);
		expect(milestones).toEqual([{ id, title: 'Report', dueOn: '2026-06-10' }]);

		await expect(
			asActor(world.official.actor, (trx) => removeMilestone(trx, world.official.actor, world.reviewId, id))
		).rejects.toThrow(Forbidden);
		await asActor(actor, (trx) => removeMilestone(trx, actor, world.reviewId, id));
		expect(await asActor(actor, (trx) => listMilestones(trx, world.reviewId))).toEqual([]);
	});
});

describe('members', () => {
	test('a post brings its department in; one post answers for a department', async () => {
		const fresh = await makeWorld();
		const { actor } = fresh.secretariat;
		await expect(
			asActor(actor, (trx) =>
				addMember(trx, actor, fresh.reviewId, { postId: fresh.official.postId, role: 'minister' })
			)
		).rejects.toThrow('memberships_minister_key');

		await asActor(actor, (trx) =>
			addMember(trx, actor, fresh.otherReviewId, { postId: fresh.careOfficial.postId, role: 'official' })
		).catch((error: unknown) => expect(error).toBeInstanceOf(NotFound));
		await asActor(actor, (trx) =>
			addMember(trx, actor, fresh.reviewId, { postId: fresh.outsider.postId, role: 'observer' })
		);
		const joined = await fresh.reload(fresh.outsider.actor);

		expect((await asActor(joined, (trx) => getReview(trx, fresh.slug))).id).toBe(fresh.reviewId);
		const members = await asActor(actor, (trx) => listMembers(trx, actor, fresh.reviewId));
		expect(members.find((member) => member.postId === fresh.outsider.postId)).toMatchObject({
			role: 'observer',
			teamId: fresh.teams.families,
			holders: [joined.person.name]
		});
		expect(
			(await asActor(actor, (trx) => listTeams(trx, fresh.reviewId))).filter((team) => team.isTreasury)
		).toHaveLength(1);
	});

	test('an ended membership takes the review away at once; the last secretariat stays', async () => {
		const fresh = await makeWorld();
		const { actor } = fresh.secretariat;
		const members = await asActor(actor, (trx) => listMembers(trx, actor, fresh.reviewId));
		const idOf = (postId: number) => members.find((member) => member.postId === postId)?.id ?? 0;

		await asActor(actor, (trx) => endMembership(trx, actor, fresh.reviewId, idOf(fresh.official.postId)));
		await expect(asActor(fresh.official.actor, (trx) => getReview(trx, fresh.slug))).rejects.toThrow(NotFound);
		await expect(
			asActor(actor, (trx) => endMembership(trx, actor, fresh.reviewId, idOf(fresh.secretariat.postId)))
		).rejects.toThrow(Conflict);
	});
});

test('a closed review is read only', async () => {
	const fresh = await makeWorld();
	const { actor } = fresh.secretariat;
	await expect(
		asActor(fresh.chair.actor, (trx) => closeReview(trx, fresh.chair.actor, fresh.reviewId, 1))
	).rejects.toThrow(Forbidden);
	await asActor(actor, (trx) => closeReview(trx, actor, fresh.reviewId, 1));

	const after = await fresh.reload(actor);
	expect((await asActor(after, (trx) => getReview(trx, fresh.slug))).state).toBe('closed');
	await expect(asActor(after, (trx) => addQuestion(trx, after, fresh.reviewId, 'One more?'))).rejects.toThrow(
		Forbidden
	);
});
