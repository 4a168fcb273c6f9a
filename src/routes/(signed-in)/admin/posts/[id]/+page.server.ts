import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { endHolding, startHolding } from '#lib/people/commands.server.ts';
import { endHoldingForm, holderConstraints, holderForm } from '#lib/people/forms.ts';
import { changeInWords } from '#lib/people/history.ts';
import { getPost, listHolders, listPersonChoices } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx, actor) => {
		const post = await getPost(trx, recordId(params.id));
		const trail = await listTrail(trx, 'post', post.id, { limit: 12 });
		const held = await listHolders(trx, post.id);
		return {
			post,
			now: held.filter(({ since, until }) => since <= actor.now && (until === null || until > actor.now)),
			toCome: held.filter(({ since, until }) => since > actor.now && (until === null || until > since)),
			before: held.filter(({ until }) => until !== null && until <= actor.now),
			people: await listPersonChoices(trx),
			trail: trail.entries.map(({ id, at, words, personName, said, erasedBecause }) => ({
				id,
				when: at,
				who: personName ?? 'An operator',
				act: words.charAt(0).toUpperCase() + words.slice(1),
				note: changeInWords(said, erasedBecause)
			}))
		};
	});
};

export const actions: Actions = {
	start: (event) =>
		act(
			event,
			holderForm,
			async (trx, actor, { personId }) => {
				const { personName } = await startHolding(trx, actor, recordId(event.params.id), personId);
				return { to: event.url.pathname, notice: `${personName} holds the post from now on` };
			},
			{ constraints: holderConstraints }
		),

	end: (event) =>
		act(event, endHoldingForm, async (trx, actor, { holdingId }) => {
			const { personName } = await endHolding(trx, actor, recordId(event.params.id), holdingId);
			return { to: event.url.pathname, notice: `${personName} does not hold the post any more` };
		})
};
