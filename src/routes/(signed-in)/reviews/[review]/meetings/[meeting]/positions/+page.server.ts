import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { positionsForm } from '#lib/meetings/forms.ts';
import { canRecordInMeeting } from '#lib/meetings/meeting.ts';
import { getOpenMeeting } from '#lib/meetings/open.server.ts';
import { recordMeetingPositions } from '#lib/meetings/positions.server.ts';
import { listAttendance, readAgenda } from '#lib/meetings/queries.server.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

/** As many rows as a form carries with room to spare. */
const perPage = 20;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { meeting, underWay } = await getOpenMeeting(trx, actor, reviewId, numberIn('M', params.meeting));
		const agenda = await readAgenda(trx, actor, meeting);
		const attendance = await listAttendance(trx, actor, meeting);
		// What is debated is what is spoken on.
		const spoken = (['debate', 'owed', 'passes'] as const).flatMap((route) =>
			agenda.recommendations.filter((item) => item.route === route)
		);
		const pages = Math.max(1, Math.ceil(spoken.length / perPage));
		const page = Math.min(pages, Math.max(1, Number(/^\d{1,3}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? 1)));
		return {
			posts: agenda.posts.map(({ postId, title, shortName, departmentName, holderName }) => ({
				postId,
				title,
				shortName,
				departmentName,
				holderName,
				presence: attendance.find((each) => each.postId === postId)?.presence ?? null,
				mine: underWay && holderName !== null && canRecordInMeeting(actor, reviewId, postId)
			})),
			items: spoken.slice((page - 1) * perPage, page * perPage).map((item) => ({
				recommendationId: item.recommendationId,
				number: item.number,
				title: item.title,
				text: item.text,
				version: item.version,
				route: item.route,
				open: item.state === 'proposed' || item.state === 'recommended',
				cells: item.members.map(({ postId, answer }) => ({
					postId,
					tag: answer && stanceTag(answer.stance),
					lapsed: answer?.lapsed ?? false,
					here: answer?.here ?? null,
					reason: answer?.reason ?? null
				}))
			})),
			pages: Array.from({ length: pages }, (_, index) => ({
				href: `${url.pathname}?page=${index + 1}`,
				text: `Page ${index + 1}`,
				current: index + 1 === page
			})),
			underWay
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, positionsForm, async (trx, actor, { cells }) => {
			const { review, meeting } = event.params;
			const number = numberIn('M', meeting) ?? 0;
			const { recorded } = await recordMeetingPositions(trx, actor, reviewIdOf(actor, review), number, cells);
			return {
				to: event.url.pathname + event.url.search,
				notice: recorded === 1 ? 'One position is recorded.' : `${recorded} positions are recorded.`
			};
		})
};
