import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { withdrawConsent } from '#lib/findings/commands.server.ts';
import { canWithdrawConsent } from '#lib/findings/finding.ts';
import { consentForm } from '#lib/findings/forms.ts';
import { findingNumber, getFinding, listPassages } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const finding = await getFinding(trx, reviewIdOf(actor, params.review), findingNumber(params.finding));
		const passages = await listPassages(trx, [finding.id]);
		const passage = passages.find(({ id }) => id === passageId(params.passage));
		if (!passage) throw new NotFound('This finding does not rest on this passage');
		if (passage.consent === 'withdrawn') throw new Conflict('It is recorded already that consent was withdrawn');
		if (!canWithdrawConsent(actor, finding, passage)) {
			throw new Forbidden('Only the department of the evidence or of the finding records this');
		}
		return {
			reference: reference('F', finding.number),
			event: reference('E', passage.eventNumber),
			quote: passage.quote
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, consentForm, async (trx, actor) => {
			const number = findingNumber(event.params.finding);
			const reviewId = reviewIdOf(actor, event.params.review);
			await withdrawConsent(trx, actor, reviewId, number, passageId(event.params.passage));
			return {
				to: `/reviews/${event.params.review}/findings/${reference('F', number)}`,
				notice: 'The words are erased. If they stand in the notes as well, take them out there.'
			};
		})
};

function passageId(text: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound('This finding does not rest on this passage');
	return Number(text);
}
