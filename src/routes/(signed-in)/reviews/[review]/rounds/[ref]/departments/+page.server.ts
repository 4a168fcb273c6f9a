import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { listAskable } from '#lib/rounds/asking.server.ts';
import { setAddressees } from '#lib/rounds/commands.server.ts';
import { addresseesForm } from '#lib/rounds/forms.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { requiredOf } from '#lib/rounds/required.server.ts';
import { canEditRound } from '#lib/rounds/round.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canEditRound(actor, round)) {
			throw new Forbidden('Whom a write-round asks is changed by the secretariat, until it is issued');
		}
		const required = await requiredOf(trx, round);
		const teams = (await listAskable(trx, actor, reviewId)).filter(({ teamId }) => teamId !== round.sponsor.teamId);
		const rows = teams.map((team) => {
			const asked = round.addressees.find(({ teamId }) => teamId === team.teamId);
			const must = required.find(({ teamId }) => teamId === team.teamId);
			return {
				teamId: team.teamId,
				name: team.name,
				posts: team.posts.map(({ postId, title, holders }) => ({
					value: String(postId),
					text: `${title} (${holders.length > 0 ? holders.join(', ') : 'vacant'})`
				})),
				must: must ? { because: must.because, pays: must.askedToPay, law: must.askedToChangeLaw } : null,
				initial: {
					teamId: String(team.teamId),
					asked: asked || must ? 'on' : '',
					postId: String(asked?.postId ?? team.posts[0]?.postId ?? ''),
					because: must ? '' : (asked?.mustBeAskedBecause ?? ''),
					askedToPay: asked?.askedToPay ? 'on' : '',
					askedToChangeLaw: asked?.askedToChangeLaw ? 'on' : ''
				}
			};
		});
		return {
			revision: round.revision,
			sponsor: round.sponsor.departmentName,
			silence: round.rules.silence.means,
			rows: rows.map(({ initial: _, ...row }) => row),
			initial: { departments: rows.map(({ initial }) => initial) }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, addresseesForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await setAddressees(trx, actor, reviewIdOf(actor, review), ref, input);
			return { to: `/reviews/${review}/rounds/${ref}`, notice: 'Whom this write-round asks is saved.' };
		})
};
