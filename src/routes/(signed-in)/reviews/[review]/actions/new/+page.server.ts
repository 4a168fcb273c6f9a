import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canAddAction } from '#lib/actions/action.ts';
import { addAction } from '#lib/actions/commands.server.ts';
import { addActionForm } from '#lib/actions/forms.ts';
import { ownerChoices } from '#lib/actions/owner-choices.ts';
import { listActionOwners } from '#lib/actions/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { findMeeting } from '#lib/meetings/queries.server.ts';
import { listRecommendationChoices } from '#lib/recommendations/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canAddAction(actor, reviewId)) {
			throw new Forbidden(
				'The secretariat and the chair give actions; officials and private offices to their department'
			);
		}
		const owners = await listActionOwners(trx, actor, reviewId);
		const recommendations = await listRecommendationChoices(trx, reviewId);
		const wanted = numberIn('R', url.searchParams.get('recommendation') ?? '');
		const meeting = await findMeeting(trx, reviewId, numberIn('M', url.searchParams.get('meeting') ?? '') ?? 0);
		return {
			owners: ownerChoices(owners.filter(({ teamId }) => canAddAction(actor, reviewId, [teamId]))),
			recommendations: recommendations.map(({ id, number, title }) => ({
				value: String(id),
				text: `R${number} ${title}`
			})),
			meeting:
				meeting?.state === 'planned'
					? { id: meeting.id, name: reference('M', meeting.number), title: meeting.title }
					: null,
			recommendationId: recommendations.find(({ number }) => number === wanted)?.id ?? null
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, addActionForm, async (trx, actor, input) => {
			const { review } = event.params;
			const { number } = await addAction(trx, actor, reviewIdOf(actor, review), input);
			const name = reference('A', number);
			const from = input.meetingId === null ? null : await meetingNumber(trx, input.meetingId);
			return {
				to: from === null ? `/reviews/${review}/actions/${name}` : `/reviews/${review}/meetings/M${from}/decisions`,
				notice: `${name} is added.`
			};
		})
};

async function meetingNumber(trx: Trx, id: number): Promise<number> {
	const { number } = await trx.selectFrom('meetings').select('number').where('id', '=', id).executeTakeFirstOrThrow();
	return number;
}
