import { addMember, addQuestion, closeReview, createReview, editReview } from '#lib/reviews/commands.server.ts';
import { getReview, listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import { addMilestone } from '#lib/timetable/commands.server.ts';
import { isoDate } from './shape.ts';
import { secretariatOf, type Story } from './story.ts';

/** Opens a review with its members, terms of reference and key dates: all done by its secretariat. */
export function loadReview({ review, calendar, diary, ledger }: Story): void {
	const secretariat = secretariatOf(review);
	const secretariatPost = review.posts.find((post) => post.holder === secretariat)?.key ?? '';
	const onOpening = (act: Parameters<typeof diary.on>[2]) => diary.on(calendar.opened, secretariat, act);
	const postId = (key: string) => ledger.get('post', key);
	const reviewId = () => ledger.get('review', review.slug);

	onOpening(async (trx, actor) => {
		const { slug, title } = review;
		const { id } = await createReview(trx, actor, { slug, title, postId: postId(secretariatPost) });
		ledger.set('review', slug, id);
	});
	for (const { post, role } of review.teams.flatMap((team) => team.memberships)) {
		if (post === secretariatPost && role === 'secretariat') continue;
		onOpening((trx, actor) => addMember(trx, actor, reviewId(), { postId: postId(post), role }));
	}
	onOpening(async (trx, actor) => {
		const { revision } = await getReview(trx, review.slug);
		const { title, commission, commissionedBy, markingCeiling, banner } = review;
		await editReview(trx, actor, reviewId(), {
			revision,
			title,
			commission,
			commissionedBy,
			markingCeiling,
			banner,
			chairPostId: postId(review.chair)
		});
	});
	for (const text of review.questions) onOpening((trx, actor) => addQuestion(trx, actor, reviewId(), text));
	for (const { title, date } of review.milestones) {
		onOpening((trx, actor) => addMilestone(trx, actor, reviewId(), { title, dueOn: isoDate(date, calendar.today) }));
	}
	onOpening(async (trx) => {
		for (const { id, number } of await listQuestions(trx, reviewId())) ledger.set('question', number, id);
		for (const { id, departmentId } of await listTeams(trx, reviewId())) {
			for (const { key } of review.departments) {
				if (ledger.get('department', key) === departmentId) ledger.set('team', key, id);
			}
		}
	});
}

/** Closes a review that is kept to be read. */
export function loadClosing({ review, calendar, diary, ledger }: Story): void {
	if (calendar.closed === null) return;
	diary.on(calendar.closed, secretariatOf(review), async (trx, actor) => {
		const { revision } = await getReview(trx, review.slug);
		await closeReview(trx, actor, ledger.get('review', review.slug), revision);
	});
}
