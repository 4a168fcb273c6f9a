import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { endHolding, openAccount, startHolding } from '#lib/people/commands.server.ts';
import { accountForm, endHoldingForm, givePostForm, holderConstraints } from '#lib/people/forms.ts';
import { changeInWords } from '#lib/people/history.ts';
import { getPerson, listPostChoices, listPostsHeld } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx, actor) => {
		const person = await getPerson(trx, recordId(params.id));
		const held = await listPostsHeld(trx, person.id);
		const trail = await listTrail(trx, 'person', person.id, { limit: 12 });
		return {
			subject: person,
			isSelf: person.id === actor.person.id,
			held,
			posts: person.state === 'closed' ? [] : await listPostChoices(trx),
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
	open: (event) =>
		act(event, accountForm, async (trx, actor, { revision }) => {
			await openAccount(trx, actor, recordId(event.params.id), revision);
			return { to: event.url.pathname, notice: 'The account is open again, with the password it had' };
		}),

	givePost: (event) =>
		act(
			event,
			givePostForm,
			async (trx, actor, { postId }) => {
				const { personName } = await startHolding(trx, actor, postId, recordId(event.params.id));
				return { to: `${event.url.pathname}#posts`, notice: `${personName} holds the post from now on` };
			},
			{ constraints: holderConstraints }
		),

	endPost: (event) =>
		act(event, endHoldingForm, async (trx, actor, { postId, holdingId }) => {
			const { personName } = await endHolding(trx, actor, postId, holdingId);
			return { to: `${event.url.pathname}#posts`, notice: `${personName} does not hold the post any more` };
		})
};
