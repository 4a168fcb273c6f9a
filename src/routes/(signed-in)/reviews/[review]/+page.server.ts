import { read } from '#lib/access/guards.server.ts';
import { renderHtml } from '#lib/documents/html.ts';
import { may } from '#lib/access/actor.ts';
import { pictureOf } from '#lib/overview/line.ts';
import { listWeights, readLine } from '#lib/overview/queries.server.ts';
import { listOwedAnswers } from '#lib/positions/queries.server.ts';
import { canManageMembers, canEditReview } from '#lib/reviews/review.ts';
import { getReview, listMembers, listQuestions } from '#lib/reviews/queries.server.ts';
import { listMilestones } from '#lib/timetable/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const line = await readLine(trx, review.id);
		return {
			commission: review.commission === '' ? null : renderHtml(review.commission, { headingOffset: 2 }),
			commissionedBy: review.commissionedBy,
			picture: pictureOf(line, `/reviews/${review.slug}`),
			weights: await listWeights(trx, review.id),
			questions: await listQuestions(trx, review.id),
			milestones: await listMilestones(trx, review.id),
			owed: (await listOwedAnswers(trx, review.id)).length,
			untagged: line.findings.reduce((sum, row) => sum + row.count - row.tagged, 0),
			members: await listMembers(trx, actor, review.id),
			today: londonDate(actor.now),
			may: {
				edit: canEditReview(actor, review.id),
				manageMembers: canManageMembers(actor, review.id),
				makeStateOfPlay: may(actor, 'state_of_play.make', { reviewId: review.id })
			}
		};
	});
