import { listBidsFunding } from '#lib/bids/recommendations/queries.server.ts';
import { type Actor, grantFor, may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canAddAction } from '#lib/actions/action.ts';
import { listActionsOf } from '#lib/actions/queries.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { canRecordOutcome, hindranceTo } from '#lib/delivery/delivery.ts';
import { listOutcomes, readProgress, standing } from '#lib/delivery/queries.server.ts';
import { countThreads, listProposals, listThreads } from '#lib/discussion/queries.server.ts';
import { canSpeak } from '#lib/discussion/thread.ts';
import { act } from '#lib/forms/act.server.ts';
import { answerText } from '#lib/judgements/criteria.ts';
import { sheetSummary } from '#lib/judgements/judgement.ts';
import { readSheet } from '#lib/judgements/queries.server.ts';
import { listCabinetFacts } from '#lib/letters/answers/queries.server.ts';
import { canSeeSomeWords } from '#lib/papers/disagreements/disagreement.ts';
import { tickCondition } from '#lib/positions/commands.server.ts';
import { tickForm } from '#lib/positions/forms.ts';
import { canRecordAgreement, canRecordPosition } from '#lib/positions/position.ts';
import {
	listDraftingChanges,
	listGroupAgreements,
	listMyAnsweringPosts,
	listPositions
} from '#lib/positions/queries.server.ts';
import { proposeRecommendation } from '#lib/recommendations/commands.server.ts';
import { confirmLinkForm, revisionForm } from '#lib/recommendations/forms.ts';
import { canConfirmLink, type LinkStance } from '#lib/recommendations/link.ts';
import { confirmLink } from '#lib/recommendations/link-commands.server.ts';
import { countLinksOfRecommendation, listLinksOfRecommendation } from '#lib/recommendations/link-queries.server.ts';
import { getRecommendation, listPapersPlacing, listVersions } from '#lib/recommendations/queries.server.ts';
import {
	canEditRecommendation,
	canNotTakeForward,
	canPropose,
	warningsFor
} from '#lib/recommendations/recommendation.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { listCollectiveAgreements } from '#lib/rounds/clearance/queries.server.ts';
import { listUndertakingsOf } from '#lib/undertakings/queries.server.ts';
import { canRecordUndertaking } from '#lib/undertakings/undertaking.ts';
import type { Actions, PageServerLoad } from './$types';

const shownOfEach = 8;
const threadsShown = 3;

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const recommendation = await getRecommendation(trx, review.id, numberIn('R', params.recommendation));
		const counts = await countLinksOfRecommendation(trx, recommendation.id);
		const mine = await listMyAnsweringPosts(trx, actor, review.id);
		const drafting = await listDraftingChanges(trx, actor, review.id);
		const proposals = await listProposals(trx, recommendation.id);
		const sheet = await readSheet(trx, actor, recommendation);
		const outcomes = await listOutcomes(trx, recommendation);
		const progress = await readProgress(trx, review.id, recommendation.id);
		const mayRecord = (kind: 'publication' | 'delivery') =>
			canRecordOutcome(actor, kind, recommendation) &&
			(standing(outcomes, kind) !== null || (progress !== undefined && hindranceTo(kind, progress) === null));
		const trail = await listTrail(trx, 'recommendation', recommendation.id, { limit: 20 });
		return {
			recommendation,
			counts,
			warnings: warningsFor(counts),
			evidence: {
				supports: await evidence(trx, actor, recommendation.id, 'supports'),
				qualifies: await evidence(trx, actor, recommendation.id, 'qualifies'),
				contradicts: await evidence(trx, actor, recommendation.id, 'contradicts')
			},
			positions: (await listPositions(trx, actor, recommendation)).map((position) => ({
				...position,
				proposal: proposals.find((one) => one.answerId === position.answer?.id) ?? null,
				mayTick: may(actor, 'condition.tick', { reviewId: review.id, postId: position.post.postId })
			})),
			agreements: await listGroupAgreements(trx, recommendation),
			cabinet: await listCabinetFacts(trx, recommendation.id),
			versions: (await listVersions(trx, recommendation.id)).map((version) => ({
				...version,
				creditedTo: proposals
					.filter((one) => one.decided?.acceptedVersion === version.version)
					.map(({ answerId, postTitle, departmentName }) => ({ answerId, postTitle, departmentName }))
			})),
			earlierProposals: proposals.filter((one) => one.overtaken),
			sheet: sheet.rows.map(({ criterion, own, others, missing, contested }) => ({
				key: criterion.key,
				label: criterion.label,
				judgements: [...own, ...others].map(({ id, shortName, answer, lapsed }) => ({
					id,
					shortName,
					said: answerText(criterion.key, answer),
					lapsed
				})),
				missing,
				contested
			})),
			sheetSummary: sheetSummary(sheet),
			threads: (await listThreads(trx, recommendation.id, { state: 'open', after: null, limit: threadsShown })).rows,
			threadCounts: await countThreads(trx, recommendation.id),
			collective: await listCollectiveAgreements(trx, recommendation),
			outcomes,
			undertakings: await listUndertakingsOf(trx, actor, recommendation.id),
			papers: await listPapersPlacing(trx, recommendation.id),
			bids: await listBidsFunding(trx, review.id, recommendation.id),
			actions: await listActionsOf(trx, actor, review.id, { recommendationId: recommendation.id }),
			drafting: drafting.filter((change) => change.recommendationNumber === recommendation.number),
			trail,
			may: {
				edit: canEditRecommendation(actor, recommendation),
				propose: canPropose(actor, recommendation),
				notTakeForward: canNotTakeForward(actor, recommendation),
				speak: canSpeak(actor, review.id),
				addAction: recommendation.state !== 'not_taken_forward' && canAddAction(actor, review.id),
				announce: mayRecord('publication'),
				deliver: mayRecord('delivery'),
				recordUndertaking: canRecordUndertaking(actor, review.id),
				answer: mine.length > 0 && canRecordPosition(actor, recommendation),
				seeWords: canSeeSomeWords(actor, review.id),
				agree: canRecordAgreement(actor, recommendation, review.chairPostId),
				tag: grantFor(actor, 'link.make', { reviewId: review.id }) !== null
			}
		};
	});

export const actions: Actions = {
	propose: (event) =>
		act(event, revisionForm, async (trx, actor, input) => {
			const { reviewId, number, here } = place(event.params, actor);
			await proposeRecommendation(trx, actor, reviewId, number, input.revision);
			return { to: here, notice: `${reference('R', number)} is with the group. Its ministers are asked to answer.` };
		}),
	confirm: (event) =>
		act(event, confirmLinkForm, async (trx, actor, input) => {
			const { reviewId, here } = place(event.params, actor);
			await confirmLink(trx, actor, reviewId, input.linkId, input);
			return { to: here, notice: 'The tag is confirmed on the words as they are now.' };
		}),
	tick: (event) =>
		act(event, tickForm, async (trx, actor, input) => {
			const { reviewId, here } = place(event.params, actor);
			await tickCondition(trx, actor, reviewId, input.condition, input.version);
			return { to: `${here}#positions`, notice: `${reference('C', input.condition)} is marked as met.` };
		})
};

async function evidence(trx: Trx, actor: Actor, recommendationId: number, stance: LinkStance) {
	const links = await listLinksOfRecommendation(trx, recommendationId, { stance }, { limit: shownOfEach });
	return links.map((link) => ({ ...link, mayConfirm: canConfirmLink(actor, link) }));
}

function place(params: { review: string; recommendation: string }, actor: Actor) {
	const number = numberIn('R', params.recommendation) ?? 0;
	return {
		reviewId: reviewIdOf(actor, params.review),
		number,
		here: `/reviews/${params.review}/recommendations/${reference('R', number)}`
	};
}
