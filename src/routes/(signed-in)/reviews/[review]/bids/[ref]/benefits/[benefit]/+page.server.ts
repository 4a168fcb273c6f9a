import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { carriedOn, pricesText } from '#lib/bids/benefits/benefit.ts';
import { removeEvidence, saveBenefits, saveEvidence } from '#lib/bids/benefits/commands.server.ts';
import { benefitChoices, benefitField, benefitInitial } from '#lib/bids/benefits/form.server.ts';
import {
	benefitForm,
	evidenceForm,
	filledCells,
	removeBenefitForm,
	withoutEvidenceForm
} from '#lib/bids/benefits/forms.ts';
import { getBenefit, listBenefitEvidence } from '#lib/bids/benefits/queries.server.ts';
import { canEditShare, strengthText } from '#lib/bids/bid.ts';
import { bidRights, getBid, listBidDepartments, listOptions } from '#lib/bids/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Invalid } from '#lib/errors.ts';
import { eventKinds } from '#lib/evidence/event.ts';
import { act } from '#lib/forms/act.server.ts';
import { searchCitable } from '#lib/papers/queries.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actor } from '#lib/access/actor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const bid = await getBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const benefit = await getBenefit(trx, bid.id, numberFrom(params.benefit) ?? 0);
		const may = canEditShare(actor, await bidRights(trx, bid), benefit.teamId);
		const choices = may ? await benefitChoices(trx, actor, bid, benefit) : null;
		const departments = await listBidDepartments(trx, bid);
		const evidence = (await listBenefitEvidence(trx, bid.id)).filter(({ benefitId }) => benefitId === benefit.id);
		const words = (url.searchParams.get('find') ?? '').trim().slice(0, 200);
		const known = evidence.map(({ number }) => reference('F', number));
		const found = may && words !== '' ? (await searchCitable(trx, reviewId, words)).findings : null;
		return {
			benefit: {
				id: benefit.id,
				revision: benefit.revision,
				description: benefit.description,
				kind: benefit.kind,
				option: (await listOptions(trx, bid.id)).find(({ id }) => id === benefit.optionId)?.name ?? '',
				lands: departments.find(({ teamId }) => teamId === benefit.teamId)?.name ?? '',
				prices: pricesText(benefit.priceYear),
				cells: benefit.cells
			},
			evidence: evidence.map(({ number, scale, strength, sourceKind, ...item }) => ({
				...item,
				reference: reference('F', number),
				source: sourceKind === null ? null : eventKinds[sourceKind].label,
				strength: strengthText(scale, strength),
				chosen: scale === null || strength === null ? '' : `${scale}:${strength}`
			})),
			search: found && { words, found: found.filter((each) => !known.includes(each.reference)) },
			edit: choices && { choices, initial: benefitInitial(choices, benefit) },
			standing: may ? await standingSignatures(trx, bid) : null,
			agreements: may ? await standingAgreements(trx, bid, [benefit.teamId]) : []
		};
	});

export const actions: Actions = {
	save: (event) =>
		act(event, benefitForm, async (trx, actor, { revision, repeatUntil, cells, ...input }) => {
			const { reviewId, number, id, page } = placeOf(event, actor);
			const teamId = await landsWith(trx, reviewId, number, id);
			const line = { ...input, id, revision, cells: carriedOn(filledCells(cells), repeatUntil) };
			await saveBenefits(trx, actor, reviewId, number, { teamId, lines: [line], removed: [] }).catch(
				(error: unknown) => {
					if (error instanceof Invalid) throw new Invalid(benefitField(error.field, cells), error.message);
					throw error;
				}
			);
			return { to: page, notice: 'The benefit is saved.' };
		}),
	remove: (event) =>
		act(event, removeBenefitForm, async (trx, actor, { revision }) => {
			const { reviewId, number, id, page } = placeOf(event, actor);
			const teamId = await landsWith(trx, reviewId, number, id);
			await saveBenefits(trx, actor, reviewId, number, { teamId, lines: [], removed: [{ id, revision }] });
			return { to: page.slice(0, page.lastIndexOf('/')), notice: 'The benefit is taken out of the bid.' };
		}),
	evidence: (event) =>
		act(event, evidenceForm, async (trx, actor, input) => {
			const { reviewId, number, id, page } = placeOf(event, actor);
			await saveEvidence(trx, actor, reviewId, number, id, input);
			return { to: page, notice: `F${input.finding} stands under this benefit.` };
		}),
	without: (event) =>
		act(event, withoutEvidenceForm, async (trx, actor, { finding }) => {
			const { reviewId, number, id, page } = placeOf(event, actor);
			await removeEvidence(trx, actor, reviewId, number, id, finding);
			return { to: page, notice: `F${finding} stands under this benefit no more.` };
		})
};

function placeOf({ params }: { params: { review: string; ref: string; benefit: string } }, actor: Actor) {
	return {
		reviewId: reviewIdOf(actor, params.review),
		number: numberIn('B', params.ref) ?? 0,
		id: numberFrom(params.benefit) ?? 0,
		page: `/reviews/${params.review}/bids/${params.ref}/benefits/${params.benefit}`
	};
}

/** @throws NotFound */
async function landsWith(trx: Trx, reviewId: number, number: number, id: number): Promise<number> {
	const bid = await getBid(trx, reviewId, number);
	return (await getBenefit(trx, bid.id, id)).teamId;
}
