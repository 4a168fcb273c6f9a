import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	type AnswerGiven,
	onRecommendation,
	reasonNotAnswerable,
	recordAnswer,
	requireWhole,
	type Speaker,
	writeAnswer
} from '#lib/positions/commands.server.ts';
import { listAnsweringPosts } from '#lib/positions/queries.server.ts';
import { lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { requireUnderWay } from './commands.server.ts';
import { lockMeeting } from './queries.server.ts';

/**
 * Writes down what members say in the room, all of it or, where one is wrong, none. A minister or an office speaks for its own
 * post. The secretariat notes what any post says: that counts from now on, and the office confirms it or gives another answer.
 * @param input each with its row on the screen, so that an error stands beside it
 * @throws NotFound, Forbidden, Conflict; Invalid on `cells[row]`
 */
export async function recordMeetingPositions(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: readonly (AnswerGiven & { recommendationId: number; postId: number; row: number })[]
): Promise<{ recorded: number }> {
	const meeting = await lockMeeting(trx, reviewId, number);
	if (!meeting) throw new NotFound('This meeting was not found');
	const grants = new Map(
		input.map(({ postId }) => {
			const own = grantFor(actor, 'position.record', { reviewId, postId });
			const noting = own ? null : grantFor(actor, 'position.record_in_meeting', { reviewId });
			if (!own && !noting)
				throw new Forbidden('A minister’s own office records its position, or the secretariat notes it');
			return [postId, { own, noting }] as const;
		})
	);
	requireUnderWay(meeting, actor);

	const onAgenda = await trx
		.selectFrom('meetingItems')
		.innerJoin('recommendations', 'recommendations.id', 'meetingItems.recommendationId')
		.select(['recommendations.id', 'recommendations.number'])
		.where('meetingItems.meetingId', '=', meeting.id)
		.orderBy('recommendations.id')
		.execute();
	const wanted = new Set(input.map(({ recommendationId }) => recommendationId));
	const locked = new Map<number, NonNullable<Awaited<ReturnType<typeof lockRecommendation>>>>();
	for (const { id, number: recommendationNumber } of onAgenda.filter(({ id }) => wanted.has(id))) {
		const recommendation = await lockRecommendation(trx, reviewId, recommendationNumber);
		if (recommendation) locked.set(id, recommendation);
	}
	const posts = await listAnsweringPosts(trx, actor, reviewId);
	const apologies = await trx
		.selectFrom('meetingAttendance')
		.select('postId')
		.where('meetingId', '=', meeting.id)
		.where('presence', '=', 'apologies')
		.execute();

	const said = new Set<string>();
	const answers = input.map(({ row, recommendationId, postId, ...answer }) => {
		const beside = (field: string, message: string) =>
			new Invalid(`cells[${row}].${field === 'proposedText' || field === 'conditions' ? 'words' : field}`, message);
		const recommendation = locked.get(recommendationId);
		if (!recommendation) throw beside('stance', 'This recommendation is no longer on the agenda');
		const post = posts.find((each) => each.postId === postId);
		if (!post) throw beside('stance', 'This post no longer answers for a department');
		if (said.has(`${recommendationId}:${postId}`))
			throw new Conflict('The same position was recorded twice: reload the page');
		said.add(`${recommendationId}:${postId}`);
		if (post.holderPersonId === null) throw beside('stance', 'The post is vacant, and a vacant post cannot answer');
		if (apologies.some((each) => each.postId === postId)) {
			throw beside('stance', 'The attendance says that this post sent apologies');
		}
		const stale = reasonNotAnswerable(recommendation, answer.version);
		if (stale) throw beside('stance', stale);
		requireWhole(answer, beside);
		const { own, noting } = grants.get(postId) ?? { own: null, noting: null };
		const grant: Grant | null = own ?? (noting && { ...noting, onBehalfOfPostId: postId });
		if (!grant) throw new Forbidden();
		const byTheMinister = own !== null && own.onBehalfOfPostId === null;
		const speaker: Speaker = {
			grant,
			post,
			holderPersonId: byTheMinister ? actor.person.id : post.holderPersonId,
			conveyed: 'meeting'
		};
		return { answer, recommendation, speaker, noted: own === null };
	});

	const written = [];
	for (const { answer, recommendation, speaker, noted } of answers) {
		const { id, numbers } = await writeAnswer(trx, actor, speaker, recommendation, answer);
		await trx
			.insertInto('meetingPositions')
			.values({
				answerId: id,
				reviewId,
				meetingId: meeting.id,
				postId: speaker.post.postId,
				confirmedAt: noted ? null : actor.now,
				confirmedByPersonId: noted ? null : actor.person.id,
				confirmedByPostId: noted ? null : speaker.grant.postId
			})
			.execute();
		written.push({
			answer,
			recommendation,
			speaker,
			numbers,
			event: noted ? 'position.noted' : 'position.recorded'
		} as const);
	}
	for (const { answer, recommendation, speaker, numbers, event } of written) {
		await recordAnswer(trx, speaker, recommendation, answer, numbers, event);
	}
	return { recorded: written.length };
}

/** The office says that what was noted in the meeting is what its minister said. @throws NotFound, Forbidden, Conflict */
export async function confirmNotedPosition(trx: Trx, actor: Actor, reviewId: number, answerId: number): Promise<void> {
	const noted = await trx
		.selectFrom('meetingPositions')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('answerId', '=', answerId)
		.forUpdate()
		.executeTakeFirst();
	if (!noted) throw new NotFound('This position was not found');
	const grant = grantFor(actor, 'position.record', { reviewId, postId: noted.postId });
	if (!grant) throw new Forbidden('The minister or the minister’s own office confirms what was noted');
	if (noted.confirmedAt) throw new Conflict('This position is confirmed already');
	const answer = await trx
		.selectFrom('answers')
		.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
		.select([
			'answers.recommendationId',
			'recommendations.number',
			'answers.stance',
			'answers.subjectVersion as version'
		])
		.where('answers.id', '=', answerId)
		.executeTakeFirstOrThrow();
	const later = await trx
		.selectFrom('answers')
		.select('id')
		.where('recommendationId', '=', answer.recommendationId)
		.where('postId', '=', noted.postId)
		.where('kind', '=', 'position')
		.where('id', '>', answerId)
		.executeTakeFirst();
	if (later) throw new Conflict('The post has answered again since, so there is nothing to confirm');
	await trx
		.updateTable('meetingPositions')
		.set({ confirmedAt: actor.now, confirmedByPersonId: actor.person.id, confirmedByPostId: grant.postId })
		.where('answerId', '=', answerId)
		.execute();
	const on = onRecommendation({ reviewId, id: answer.recommendationId, number: answer.number });
	await record(trx, grant, 'position.confirmed', on, { stance: answer.stance, version: answer.version });
}
