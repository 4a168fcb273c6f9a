import type { Actor } from '#lib/access/actor.ts';
import { clearAdvice, noteSeen, writeAdvice } from '#lib/box/advice/commands.server.ts';
import { listAdvice } from '#lib/box/advice/queries.server.ts';
import { makeBoxPack } from '#lib/box/packs/commands.server.ts';
import { answerFromBox, askFromBox } from '#lib/box/questions/commands.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { addDays } from './calendar.ts';
import type { DemoAdvice } from './shape.ts';
import { accountInRole, holderOf, officialOf, secretariatOf, type Story } from './story.ts';

/** What officials advise on the words as they were proposed. */
export function loadAdvice(story: Story): void {
	for (const advice of story.review.advice ?? []) {
		if ((advice.afterEdits ?? 0) === 0) loadOne(story, advice, addDays(story.calendar.proposed, 1));
	}
}

/** And on the words as they were changed. */
export function loadLaterAdvice(story: Story): void {
	for (const advice of story.review.advice ?? []) {
		if ((advice.afterEdits ?? 0) > 0) loadOne(story, advice, addDays(story.calendar.reworded, 1));
	}
}

/** Questions from boxes, after the group has given its first answers. */
export function loadBoxQuestions({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const question of review.boxQuestions ?? []) {
		const asked: { id?: number } = {};
		diary.on(calendar.answeredAgain, holderOf(review, question.recordedBy ?? question.post), async (trx, actor) => {
			const number = ledger.get('recommendation', question.recommendation);
			const { version } = await getRecommendation(trx, reviewId(), number);
			const { id } = await askFromBox(trx, actor, reviewId(), number, {
				version,
				postId: ledger.get('post', question.post),
				conveyed: question.recordedBy ? 'box_note' : 'self',
				askedOf: question.askedOf,
				text: question.text
			});
			asked.id = id;
		});
		const { answer } = question;
		if (answer === undefined) continue;
		const post = review.posts.find(({ key }) => key === question.post);
		const by = question.askedOf === 'secretariat' ? secretariatOf(review) : officialOf(review, post?.department ?? '');
		diary.on(addDays(calendar.answeredAgain, 2), by, async (trx, actor) => {
			await answerFromBox(trx, actor, reviewId(), asked.id ?? 0, answer);
		});
	}
}

/** Boxes that go on paper, before the last drafting changes: one row of a sheet has moved when it comes back. */
export function loadBoxPacks({ review, calendar, diary, ledger }: Story): void {
	for (const { post, madeBy } of review.boxPacks ?? []) {
		diary.on(addDays(calendar.answeredAgain, 3), holderOf(review, madeBy), async (trx, actor) => {
			await makeBoxPack(trx, actor, ledger.get('review', review.slug), ledger.get('post', post));
		});
	}
}

function loadOne({ review, diary, ledger }: Story, advice: DemoAdvice, on: string): void {
	const { department, recommendation, stance, reason, proposedText, cleared, seenByAdviser } = advice;
	const reviewId = () => ledger.get('review', review.slug);
	const teamId = () => ledger.get('team', department);

	diary.on(on, officialOf(review, department), async (trx, actor) => {
		const { id, version } = await getRecommendation(trx, reviewId(), ledger.get('recommendation', recommendation));
		const row = { recommendationId: id, version, revision: null, stance, reason, stillHolds: false, row: 0 };
		const items = [{ ...row, proposedText: proposedText ?? null }];
		await writeAdvice(trx, actor, reviewId(), { teamId: teamId(), items });
		for (const { part, by } of cleared) {
			await clearAdvice(trx, actor, reviewId(), { ...(await written(trx, id)), part, clearedBy: by });
		}
	});
	if (!seenByAdviser) return;
	diary.on(addDays(on, 1), accountInRole(review, department, 'special_adviser'), async (trx: Trx, actor: Actor) => {
		const { id } = await getRecommendation(trx, reviewId(), ledger.get('recommendation', recommendation));
		await noteSeen(trx, actor, reviewId(), await written(trx, id));
	});

	async function written(trx: Trx, recommendationId: number) {
		const found = (await listAdvice(trx, teamId(), [recommendationId])).get(recommendationId);
		if (!found) throw new Error(`${department} advised nothing on ${recommendation}`);
		return { teamId: teamId(), items: [{ adviceId: found.id, wording: found.wording }] };
	}
}
