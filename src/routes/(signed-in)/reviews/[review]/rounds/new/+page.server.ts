import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { listCopies, readChoices } from '#lib/rounds/choices.server.ts';
import { prepareRound } from '#lib/rounds/commands.server.ts';
import { roundForm } from '#lib/rounds/forms.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canManageRounds(actor, reviewId)) throw new Forbidden('Only the secretariat prepares a write-round');
		const copies = await listCopies(trx, reviewId);
		const wanted = url.searchParams.get('copy') ?? '';
		const copy = copies.find(({ id }) => String(id) === wanted);
		const choices = copy ? await readChoices(trx, actor, reviewId, copy.id) : null;
		return {
			copies: copies.map(({ id, text }) => ({ value: String(id), text })),
			copy: copy && choices ? { id: String(copy.id), text: copy.text } : null,
			choices,
			initial: copy &&
				choices && {
					title: copy.title,
					committeeId: choices.committees.length === 1 ? choices.committees[0]?.value : '',
					sponsorPostId: choices.sponsors.some(({ value }) => value === String(copy.sponsorPostId))
						? String(copy.sponsorPostId)
						: '',
					recommendationIds: choices.recommendations.map(({ value }) => value),
					spendsMoney: choices.mayCost ? 'on' : '',
					rules: choices.rules[0]?.value ?? ''
				}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, roundForm, async (trx, actor, input) => {
			const { review } = event.params;
			const { name } = await prepareRound(trx, actor, reviewIdOf(actor, review), input);
			return {
				to: `/reviews/${review}/rounds/${name}`,
				notice: `${name} is prepared, with its letter in draft. Nobody is asked until you issue it.`
			};
		})
};
