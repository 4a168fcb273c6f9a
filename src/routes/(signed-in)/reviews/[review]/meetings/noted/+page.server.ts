import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { postsActingFor } from '#lib/access/actor.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { confirmForm } from '#lib/meetings/forms.ts';
import { confirmNotedPosition } from '#lib/meetings/positions.server.ts';
import { listNotedPositions } from '#lib/meetings/queries.server.ts';
import { stanceTag } from '#lib/positions/position.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (postsActingFor(actor, 'position.record', reviewId).length === 0) {
			throw new Forbidden('Ministers of the group and their private offices confirm what was noted');
		}
		const noted = await listNotedPositions(trx, actor, reviewId);
		return { noted: noted.map((each) => ({ ...each, tag: stanceTag(each.stance) })) };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, confirmForm, async (trx, actor, { answer }) => {
			await confirmNotedPosition(trx, actor, reviewIdOf(actor, event.params.review), answer);
			return { to: event.url.pathname, notice: 'The position is confirmed.' };
		})
};
