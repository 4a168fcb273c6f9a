import { type Actor, may } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { isLapsed, type Stance } from '#lib/positions/position.ts';
import { type AnsweringPost, listAnsweringPosts, listOpenItems } from '#lib/positions/queries.server.ts';
import { listStrongestEvidence } from '#lib/recommendations/link-queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { listAdvice } from './advice/queries.server.ts';
import { answersFor, mostCards, seesBox } from './box.ts';
import type { BoxCard, CardOthers } from './card.ts';
import { listFundingBids } from './costs.server.ts';
import { listQuestionsOf } from './questions/queries.server.ts';
import { strongest } from './strongest.ts';

export type BoxPost = AnsweringPost & { mayAnswer: boolean; own: boolean };

/**
 * The minister whose box this person opens: the one asked for, else their own, else the first of those they work for.
 * @throws Forbidden where there is none
 */
export async function getBoxPost(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	wanted: number | null
): Promise<{ post: BoxPost; others: BoxPost[] }> {
	const posts = (await listAnsweringPosts(trx, actor, reviewId))
		.filter((post) => seesBox(actor, reviewId, post))
		.map((post) => ({
			...post,
			mayAnswer: answersFor(actor, reviewId, post.postId),
			own: actor.posts.some(({ id }) => id === post.postId)
		}))
		.sort((one, other) => Number(other.mayAnswer) - Number(one.mayAnswer));
	const post = posts.find(({ postId }) => postId === wanted) ?? posts[0];
	if (!post) throw new Forbidden('A box is for a minister, their private office, their officials and their advisers');
	return { post, others: posts.filter((one) => one !== post) };
}

/** What waits for a minister, in the order of the references: the order of the cards, of a pack and of its sheet. */
export async function listBox(trx: Trx, actor: Actor, reviewId: number, post: AnsweringPost): Promise<BoxCard[]> {
	const open = await listOpenItems(trx, reviewId, post.postId, mostCards);
	return readCards(
		trx,
		actor,
		reviewId,
		post,
		open.map(({ recommendationId }) => recommendationId)
	);
}

/** The numbers of the recommendations in a box, in its order. */
export async function listBoxNumbers(trx: Trx, reviewId: number, postId: number): Promise<number[]> {
	const open = await listOpenItems(trx, reviewId, postId, mostCards);
	return open.map(({ recommendationNumber }) => recommendationNumber);
}

/** One card, whether it waits or was answered. @throws NotFound where ministers do not have the recommendation */
export async function getCard(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	post: AnsweringPost,
	number: number | null
): Promise<BoxCard> {
	const found = await trx
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('number', '=', number ?? 0)
		.where('state', 'in', ['proposed', 'recommended'])
		.executeTakeFirst();
	const [card] = found ? await readCards(trx, actor, reviewId, post, [found.id]) : [];
	if (!card) throw new NotFound('This recommendation is not with ministers');
	return card;
}

/** What a minister answered in these last days, newest first: what an empty box shows for it. */
export async function listAnsweredLately(trx: Trx, actor: Actor, reviewId: number, postId: number) {
	const since = new Date(actor.now.getTime() - daysShown * 86_400_000);
	return trx
		.selectFrom('answers')
		.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
		.select(['recommendations.number', 'recommendations.title', 'answers.stance', 'answers.givenAt'])
		.where('answers.reviewId', '=', reviewId)
		.where('answers.postId', '=', postId)
		.where('answers.kind', '=', 'position')
		.where('answers.givenAt', '>', since)
		.orderBy('answers.id', 'desc')
		.limit(mostCards)
		.execute();
}

export const daysShown = 7;

const eachSide = 3;
/** Enough to choose from: the query has them in the same order already. */
const weighed = 10;
const mostConditions = 20;

async function readCards(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	post: AnsweringPost,
	ids: readonly number[]
): Promise<BoxCard[]> {
	if (ids.length === 0) return [];
	const recommendations = await trx
		.selectFrom('recommendations')
		.innerJoin('teams', 'teams.id', 'recommendations.leadTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'recommendations.id',
			'recommendations.number',
			'recommendations.title',
			'recommendations.verb',
			'recommendations.text',
			'recommendations.version',
			'recommendations.materialVersion',
			'recommendations.costStatus',
			'departmentsToday.shortName as leadShortName'
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.id', 'in', ids)
		.orderBy('recommendations.number')
		.execute();
	const advice = await listAdvice(trx, post.teamId, ids);
	const evidence = await listStrongestEvidence(trx, [...ids], weighed);
	const bids = await listFundingBids(trx, reviewId, ids);
	const answers = await listLatest(trx, ids);
	const conditions = await listConditions(trx, ids);
	const questions = await listQuestionsOf(trx, post.teamId, ids);
	const posts = await listAnsweringPosts(trx, actor, reviewId);
	const seesGrid = may(actor, 'position.see_grid', { reviewId });

	return recommendations.map((it): BoxCard => {
		const mine = answers.find((answer) => answer.recommendationId === it.id && answer.postId === post.postId);
		const { inFavour, against } = strongest(
			(evidence.get(it.id) ?? []).flatMap((finding) =>
				finding.sentence === null ? [] : [{ ...finding, sentence: finding.sentence }]
			),
			eachSide
		);
		const advised = advice.get(it.id);
		const others = posts.filter(({ postId }) => postId !== post.postId);
		return {
			recommendationId: it.id,
			number: it.number,
			title: it.title,
			verb: it.verb,
			text: it.text,
			version: it.version,
			leadShortName: it.leadShortName,
			advice: advised
				? {
						stance: advised.stance,
						reason: advised.reason,
						proposedText: advised.proposedText,
						onOlderWords: advised.onOlderWords,
						version: advised.version,
						writtenBy: advised.writtenBy,
						cleared: advised.cleared.map(({ part, by, at }) => ({ part, by, on: londonDate(at) }))
					}
				: null,
			inFavour: inFavour.map(asFinding),
			against: against.map(asFinding),
			cost: {
				status: it.costStatus,
				bids: bids
					.filter(({ recommendationId }) => recommendationId === it.id)
					.map(({ number, title, askedPence, submittedVersion }) => ({
						reference: reference('B', number),
						title,
						askedPence,
						submittedVersion
					}))
			},
			others: seesGrid ? othersOn(it, others, answers) : null,
			before: mine
				? {
						stance: mine.stance,
						version: mine.subjectVersion,
						on: londonDate(mine.givenAt),
						lapsed: isLapsed(mine, it),
						text: mine.text
					}
				: null,
			conditions: conditions
				.filter(
					({ answerId, recommendationId, postId }) =>
						recommendationId === it.id &&
						(seesGrid || postId === post.postId) &&
						answers.some(({ id }) => id === answerId)
				)
				.map(({ number, shortName, text, grade, metVersion, postId }) => ({
					reference: reference('C', number),
					shortName,
					text,
					grade,
					met: metVersion !== null,
					own: postId === post.postId
				})),
			questions: questions
				.filter(({ recommendationId }) => recommendationId === it.id)
				.map(({ id, askedOf, text, askedAt, answer, answeredBy }) => ({
					id,
					askedOf,
					text,
					on: londonDate(askedAt),
					answer,
					answeredBy
				}))
		};
	});
}

type Latest = Awaited<ReturnType<typeof listLatest>>[number];

/** The latest answer of each post on each recommendation, with the words that it was given on. */
async function listLatest(trx: Trx, ids: readonly number[]) {
	return trx
		.selectFrom('answers')
		.innerJoin('recommendationVersions as said', (join) =>
			join
				.onRef('said.recommendationId', '=', 'answers.recommendationId')
				.onRef('said.version', '=', 'answers.subjectVersion')
		)
		.distinctOn(['answers.recommendationId', 'answers.postId'])
		.select([
			'answers.id',
			'answers.recommendationId',
			'answers.postId',
			'answers.stance',
			'answers.reason',
			'answers.subjectVersion',
			'answers.givenAt',
			'said.text'
		])
		.where('answers.recommendationId', 'in', ids)
		.where('answers.kind', '=', 'position')
		.orderBy('answers.recommendationId')
		.orderBy('answers.postId')
		.orderBy('answers.id', 'desc')
		.execute();
}

async function listConditions(trx: Trx, ids: readonly number[]) {
	return trx
		.selectFrom('conditions')
		.innerJoin('answers', 'answers.id', 'conditions.answerId')
		.innerJoin('teams', 'teams.id', 'answers.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'conditions.answerId',
			'conditions.number',
			'conditions.text',
			'conditions.grade',
			'conditions.metVersion',
			'answers.recommendationId',
			'answers.postId',
			'departmentsToday.shortName'
		])
		.where('answers.recommendationId', 'in', ids)
		.where('answers.kind', '=', 'position')
		.orderBy('conditions.number')
		.limit(mostConditions * ids.length)
		.execute();
}

const severity: Stance[] = ['not_content', 'content_if_reworded', 'content_subject_to', 'not_yet'];

function othersOn(
	it: { id: number; materialVersion: number },
	posts: readonly AnsweringPost[],
	answers: readonly Latest[]
): CardOthers {
	const said = posts.map((post) => ({
		post,
		answer: answers.find(({ recommendationId, postId }) => recommendationId === it.id && postId === post.postId)
	}));
	const disagreeing = said.flatMap(({ post, answer }) =>
		answer && answer.stance !== 'content'
			? [{ shortName: post.shortName, stance: answer.stance, lapsed: isLapsed(answer, it), reason: answer.reason }]
			: []
	);
	return {
		disagreeing: disagreeing.sort((one, other) => severity.indexOf(one.stance) - severity.indexOf(other.stance)),
		content: said.filter(({ answer }) => answer?.stance === 'content').length,
		silent: said.filter(({ answer }) => answer === undefined).length
	};
}

function asFinding(finding: BoxCard['inFavour'][number]): BoxCard['inFavour'][number] {
	const { findingNumber, sentence, stance, sourceKind, placeName, eventOn, eventCount } = finding;
	return { findingNumber, sentence, stance, sourceKind, placeName, eventOn, eventCount };
}
