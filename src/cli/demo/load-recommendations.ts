import { acceptProposedWords } from '#lib/discussion/proposed-words.server.ts';
import { listProposals } from '#lib/discussion/queries.server.ts';
import {
	draftRecommendation,
	editRecommendation,
	makeDraftingChange,
	notTakeForward,
	proposeRecommendation
} from '#lib/recommendations/commands.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { officialOf, secretariatOf, type Story } from './story.ts';

/** Recommendations: drafted by the officials of their lead, put to the group or set aside by the secretariat. */
export function loadRecommendations({ review, calendar, diary, ledger }: Story): void {
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);

	for (const { key, lead, partners, question, ...recommendation } of review.recommendations) {
		diary.on(calendar.drafted, officialOf(review, lead), async (trx, actor) => {
			const { id, number } = await draftRecommendation(trx, actor, reviewId(), {
				title: recommendation.title,
				verb: recommendation.verb,
				text: recommendation.text,
				leadTeamId: ledger.get('team', lead),
				partnerTeamIds: partners.map((partner) => ledger.get('team', partner)),
				localActors: recommendation.mustActLocally ?? null,
				lever: recommendation.lever ?? null,
				questionId: question === undefined ? null : ledger.get('question', question),
				route: recommendation.route ?? null,
				costStatus: recommendation.costStatus,
				owner: recommendation.owner ?? null,
				measure: recommendation.measure ?? null,
				provenance: review.provenance
			});
			ledger.set('recommendation', key, number);
			ledger.set('recommendationId', key, id);
		});

		if (recommendation.state === 'emerging') continue;
		const because = recommendation.notTakenForwardReason;
		diary.on(calendar.proposed, secretariat, async (trx, actor) => {
			const number = ledger.get('recommendation', key);
			const { revision } = await getRecommendation(trx, reviewId(), number);
			if (because === undefined) await proposeRecommendation(trx, actor, reviewId(), number, revision);
			else await notTakeForward(trx, actor, reviewId(), number, { revision, because });
		});
	}
}

/** What the secretariat reworded once the group had answered; it knows whose answers lapse. */
export function loadRewording({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const { key, laterEdits = [] } of review.recommendations) {
		for (const { text, drafting, reason, takesUp } of laterEdits) {
			diary.on(drafting ? calendar.retouched : calendar.reworded, secretariatOf(review), async (trx, actor) => {
				const number = ledger.get('recommendation', key);
				const before = await getRecommendation(trx, reviewId(), number);
				const details = {
					title: before.title,
					verb: before.verb,
					text,
					leadTeamId: before.leadTeamId,
					partnerTeamIds: before.partners.map((partner) => partner.teamId),
					localActors: before.localActors,
					lever: before.lever,
					questionId: before.questionId,
					route: before.route,
					costStatus: before.costStatus,
					owner: before.owner,
					measure: before.measure,
					revision: before.revision
				};
				const lapsing = async () => (await listStandingAnswers(trx, before)).map((answer) => answer.id);
				if (takesUp !== undefined) {
					const proposals = await listProposals(trx, before.id);
					const proposal = proposals.find((one) => one.postId === ledger.get('post', takesUp));
					await acceptProposedWords(trx, actor, reviewId(), number, proposal?.answerId ?? 0, {
						revision: before.revision,
						text,
						lapsing: await lapsing()
					});
				} else if (drafting) {
					await makeDraftingChange(trx, actor, reviewId(), number, { ...details, because: reason ?? '' });
				} else {
					await editRecommendation(trx, actor, reviewId(), number, { ...details, lapsing: await lapsing() });
				}
			});
		}
	}
}
