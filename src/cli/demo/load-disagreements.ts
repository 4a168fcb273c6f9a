import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { agreeWords, proposeWords } from '#lib/papers/disagreements/commands.server.ts';
import { type Disagreement, listDisagreements } from '#lib/papers/disagreements/queries.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import type { DemoDisagreement } from './shape.ts';
import { holderOf, secretariatOf, type Story } from './story.ts';

/** Words in which a minister's disagreement may be printed: put by the secretariat, agreed by the minister's office. */
export function loadDisagreements({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const disagreement of review.disagreements ?? []) {
		const { words, post, agreedBy } = disagreement;
		const number = () => ledger.get('recommendation', disagreement.recommendation);
		const postId = () => ledger.get('post', post);
		diary.on(calendar.answeredAgain, secretariatOf(review), async (trx, actor) => {
			const { answer } = await read(trx, actor, disagreement);
			await proposeWords(trx, actor, reviewId(), number(), { postId: postId(), answerId: answer.id, words });
		});
		diary.on(calendar.agreed, holderOf(review, agreedBy), async (trx, actor) => {
			const { answer, latest } = await read(trx, actor, disagreement);
			const input = { postId: postId(), answerId: answer.id, wordsId: latest?.id ?? null, words };
			await agreeWords(trx, actor, reviewId(), number(), input);
		});
	}

	async function read(trx: Trx, actor: Actor, { recommendation, post }: DemoDisagreement): Promise<Disagreement> {
		const stored = await getRecommendation(trx, reviewId(), ledger.get('recommendation', recommendation));
		const found = await listDisagreements(trx, actor, stored);
		const disagreement = found.find((each) => each.post.postId === ledger.get('post', post));
		if (!disagreement) throw new Error(`${post} does not disagree with ${recommendation}`);
		return disagreement;
	}
}
