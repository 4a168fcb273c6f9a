import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { carriedOn } from '#lib/bids/benefits/benefit.ts';
import { saveBenefits } from '#lib/bids/benefits/commands.server.ts';
import { benefitChoices, benefitField, benefitInitial } from '#lib/bids/benefits/form.server.ts';
import { filledCells, newBenefitForm } from '#lib/bids/benefits/forms.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { Forbidden, Invalid } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const choices = await benefitChoices(trx, actor, bid);
		if (choices.teams.length === 0) throw new Forbidden('Only officials of the departments of the bid add benefits');
		const teamIds = choices.teams.map(({ value }) => Number(value));
		return {
			choices,
			initial: benefitInitial(choices),
			standing: await standingSignatures(trx, bid),
			agreements: await standingAgreements(trx, bid, teamIds)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, newBenefitForm, async (trx, actor, { teamId, repeatUntil, cells, ...input }) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const number = numberIn('B', event.params.ref) ?? 0;
			const line = { ...input, id: null, revision: null, cells: carriedOn(filledCells(cells), repeatUntil) };
			const [id = 0] = (
				await saveBenefits(trx, actor, reviewId, number, { teamId, lines: [line], removed: [] }).catch(
					(error: unknown) => {
						if (error instanceof Invalid) throw new Invalid(benefitField(error.field, cells), error.message);
						throw error;
					}
				)
			).ids;
			return {
				to: `/reviews/${event.params.review}/bids/${event.params.ref}/benefits/${id}`,
				notice: 'The benefit is saved. Put the findings under it that it is believed on.'
			};
		})
};
