import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { makePack } from '#lib/papers/packs/commands.server.ts';
import { packForm } from '#lib/papers/packs/forms.ts';
import { canMakePack } from '#lib/papers/packs/pack.ts';
import { getPack, listPackItems, listSnapshotChoices } from '#lib/papers/packs/queries.server.ts';
import { snapshotLabel } from '#lib/papers/compared.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canMakePack(actor, reviewId)) throw new Forbidden('Only the secretariat makes packs');
		const from = /^[1-9]\d{0,5}$/.exec(url.searchParams.get('from') ?? '')?.[0];
		const before = from ? await getPack(trx, reviewId, Number(from)) : null;
		const items = before ? await listPackItems(trx, before.id) : [];
		return {
			choices: (await listSnapshotChoices(trx, reviewId)).map(({ id, paperNumber, title, ...snapshot }) => ({
				value: String(id),
				text: `${reference('P', paperNumber)} ${title}: ${snapshotLabel(snapshot).toLowerCase()}`
			})),
			initial: {
				title: before?.title ?? '',
				meetingOn: before?.meetingOn ?? '',
				items: items.map(({ snapshotId }) => ({ snapshotId: String(snapshotId) }))
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, packForm, async (trx, actor, input) => {
			const { review } = event.params;
			const number = await makePack(trx, actor, reviewIdOf(actor, review), input);
			return { to: `/reviews/${review}/papers/packs/${number}`, notice: `Pack ${number} is made.` };
		})
};
