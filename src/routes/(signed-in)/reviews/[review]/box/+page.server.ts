import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canWriteAdvice } from '#lib/box/box.ts';
import { readingOf } from '#lib/box/card.ts';
import { daysShown, getBoxPost, listAnsweredLately, listBox } from '#lib/box/cards.server.ts';
import { makeBoxPack } from '#lib/box/packs/commands.server.ts';
import { packForm } from '#lib/box/packs/forms.ts';
import { listBoxPacks } from '#lib/box/packs/queries.server.ts';
import { minutesFor } from '#lib/box/reading.ts';
import { act } from '#lib/forms/act.server.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { costStatuses } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { post, others } = await getBoxPost(trx, actor, reviewId, numberFrom(url.searchParams.get('post')));
		const cards = await listBox(trx, actor, reviewId, post);
		const lately = await listAnsweredLately(trx, actor, reviewId, post.postId);
		const packs = post.mayAnswer ? await listBoxPacks(trx, reviewId, post.postId) : [];
		return {
			post: boxPost(post),
			others: others.map(({ postId, title }) => ({ postId, title })),
			minutes: minutesFor(cards.map(readingOf)),
			cards: cards.map((card) => ({
				reference: reference('R', card.number),
				title: card.title,
				minutes: minutesFor([readingOf(card)]),
				cost: card.cost.status === 'unknown' ? 'Cost not known yet' : costStatuses[card.cost.status].label,
				advice: card.advice && { tag: stanceTag(card.advice.stance), onOlderWords: card.advice.onOlderWords },
				changed: card.before?.lapsed === true,
				disagreeing: card.others?.disagreeing.length ?? 0,
				asked: card.questions.length === 0 ? null : card.questions.at(-1)?.answer ? 'answered' : 'open'
			})),
			lately: lately.map(({ number, title, stance, givenAt }) => ({
				reference: reference('R', number),
				title,
				tag: stanceTag(stance),
				on: londonDate(givenAt)
			})),
			daysShown,
			packs: packs.map(({ id, number, items, madeBy, madeAt }) => ({ id, number, items, madeBy, madeAt })),
			may: { answer: post.mayAnswer, advise: canWriteAdvice(actor, reviewId, post.teamId) }
		};
	});

export const actions: Actions = {
	pack: (event) =>
		act(event, packForm, async (trx, actor, { postId }) => {
			const { id, number } = await makeBoxPack(trx, actor, reviewIdOf(actor, event.params.review), postId);
			return {
				to: `/reviews/${event.params.review}/box/packs/${id}`,
				notice: `Pack ${number} is made: a return sheet, then a page for each recommendation.`
			};
		})
};

function boxPost({ postId, title, departmentName, own }: Awaited<ReturnType<typeof getBoxPost>>['post']) {
	return { postId, title, departmentName, own };
}
