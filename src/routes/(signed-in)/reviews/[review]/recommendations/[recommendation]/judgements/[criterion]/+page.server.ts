import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { placeOf } from '#lib/discussion/address.ts';
import { NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { giveJudgement } from '#lib/judgements/commands.server.ts';
import { type Criterion, criterionNamed } from '#lib/judgements/criteria.ts';
import { judgementForm } from '#lib/judgements/forms.ts';
import { canJudge } from '#lib/judgements/judgement.ts';
import { listJudgementHistory, readSheet } from '#lib/judgements/queries.server.ts';
import { listLinksOfRecommendation } from '#lib/recommendations/link-queries.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { linkStances } from '#lib/recommendations/link.ts';
import type { Actions, PageServerLoad } from './$types';

const findingsOffered = 200;

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, placeOf(params).number);
		const sheet = await readSheet(trx, actor, recommendation);
		const row = sheet.rows.find(({ criterion }) => criterion.key === params.criterion);
		if (!row) throw new NotFound('This review does not judge on such a criterion');
		const links = await listLinksOfRecommendation(trx, recommendation.id, {}, { limit: findingsOffered });
		const { number, title, text, version } = recommendation;
		const own = row.own.at(-1);
		return {
			...{ number, title, text, version },
			row,
			/** The judgement that a new one takes the place of. */
			own: own ?? null,
			initial: own
				? { answer: own.answer, comment: own.comment ?? '', links: own.findings.map(({ linkId }) => String(linkId)) }
				: {},
			findings: links.map(({ id, findingNumber, sentence, stance }) => ({
				id,
				number: findingNumber,
				text: sentence ?? 'Withdrawn',
				stance: linkStances[stance].label
			})),
			history: await listJudgementHistory(trx, recommendation, row.criterion.key),
			may: { judge: canJudge(actor, recommendation) }
		};
	});

export const actions: Actions = {
	default: (event) => {
		const criterion = criterionOf(event.params.criterion);
		return act(event, judgementForm(criterion), async (trx, actor, { then, ...input }) => {
			const { number, here } = placeOf(event.params);
			const reviewId = reviewIdOf(actor, event.params.review);
			await giveJudgement(trx, actor, reviewId, number, criterion.key, input);
			const { rows } = await readSheet(trx, actor, await getRecommendation(trx, reviewId, number));
			const next = rows.find((row) => row.own.every((judgement) => judgement.lapsed));
			return {
				to:
					then === 'next' && next ? `${here}/judgements/${next.criterion.key}` : `${here}/judgements#${criterion.key}`,
				notice: `Your judgement is saved: ${criterion.label.toLowerCase()}.`
			};
		});
	}
};

function criterionOf(key: string): Criterion {
	return criterionNamed(key) ?? error(404, 'There is no such criterion');
}
