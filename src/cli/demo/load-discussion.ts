import { replyInThread, resolveThread, startThread } from '#lib/discussion/commands.server.ts';
import { giveJudgement } from '#lib/judgements/commands.server.ts';
import { listLinksOfRecommendation } from '#lib/recommendations/link-queries.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { addDays } from './calendar.ts';
import { holderOf, type Story } from './story.ts';

/** What was said of recommendations. @param afterEdits of the words as they were proposed, or as they were changed */
export function loadThreads({ review, calendar, diary, ledger }: Story, afterEdits: number): void {
	const reviewId = () => ledger.get('review', review.slug);
	const first = afterEdits === 0 ? calendar.answering[1] : addDays(calendar.answeredAgain, 1);

	for (const thread of review.threads ?? []) {
		if ((thread.afterEdits ?? 0) !== afterEdits) continue;
		const { recommendation, about, body, kept = false, replies = [], resolved } = thread;
		const number = () => ledger.get('recommendation', recommendation);
		let made = 0;
		diary.on(first, holderOf(review, thread.by), async (trx, actor) => {
			const { version } = await getRecommendation(trx, reviewId(), number());
			made = await startThread(trx, actor, reviewId(), number(), {
				version,
				quote: about ?? null,
				body,
				visibility: kept ? 'department' : 'members'
			});
		});
		for (const reply of replies) {
			diary.on(addDays(first, 1), holderOf(review, reply.by), (trx, actor) =>
				replyInThread(trx, actor, reviewId(), number(), made, reply.body)
			);
		}
		if (!resolved) continue;
		diary.on(addDays(first, 2), holderOf(review, resolved.by), (trx, actor) =>
			resolveThread(trx, actor, reviewId(), number(), made, resolved.body)
		);
	}
}

/** Sheets with gaps, as they are in the middle of a review. */
export function loadJudgements({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const judgement of review.judgements ?? []) {
		const { recommendation, by, criterion, answer, comment = null, findings = [] } = judgement;
		diary.on(addDays(calendar.answeredAgain, 1), holderOf(review, by), async (trx, actor) => {
			const { id, number, version } = await getRecommendation(
				trx,
				reviewId(),
				ledger.get('recommendation', recommendation)
			);
			const tags = await listLinksOfRecommendation(trx, id, {}, { limit: 200 });
			const links = findings.map((key) => {
				const tag = tags.find((one) => one.findingId === ledger.get('findingId', key));
				if (!tag) throw new Error(`${key} is not tagged to ${recommendation}`);
				return tag.id;
			});
			await giveJudgement(trx, actor, reviewId(), number, criterion, { version, answer, comment, links });
		});
	}
}
