import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { listCopies, readChoices } from '#lib/rounds/choices.server.ts';
import { editRound } from '#lib/rounds/commands.server.ts';
import { editRoundForm } from '#lib/rounds/forms.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canEditRound } from '#lib/rounds/round.ts';
import { listKnownRules } from '#lib/rounds/rules.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canEditRound(actor, round)) {
			throw new Forbidden('A write-round is changed by the secretariat, until it is issued');
		}
		const copies = await listCopies(trx, reviewId);
		const wanted = url.searchParams.get('copy') ?? String(round.snapshot.id);
		const copy = copies.find(({ id }) => String(id) === wanted);
		const choices = await readChoices(trx, actor, reviewId, copy?.id ?? round.snapshot.id);
		if (!choices) throw new Forbidden('This copy can no longer be put to a committee');
		const rules = (await listKnownRules(trx, reviewId)).find(({ sha256 }) => sha256 === round.rulesSha256);
		const asked = round.recommendations.map(({ recommendationId }) => String(recommendationId));
		const printed = choices.recommendations.map(({ value }) => value);
		return {
			revision: round.revision,
			copies: copies.map(({ id, text }) => ({ value: String(id), text })),
			copyId: String(copy?.id ?? round.snapshot.id),
			choices,
			initial: {
				title: round.title,
				committeeId: String(round.committee.id),
				sponsorPostId: String(round.sponsor.postId),
				ask: round.ask,
				recommendationIds: asked.filter((id) => printed.includes(id)),
				spendsMoney: round.spendsMoney ? 'on' : '',
				rules: rules?.key ?? '',
				clearDays: String(round.clearDays)
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, editRoundForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await editRound(trx, actor, reviewIdOf(actor, review), ref, input);
			return { to: `/reviews/${review}/rounds/${ref}`, notice: 'The write-round is saved.' };
		})
};
