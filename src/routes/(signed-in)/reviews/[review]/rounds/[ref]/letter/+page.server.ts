import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { renderHtml } from '#lib/documents/html.ts';
import { act } from '#lib/forms/act.server.ts';
import { stages } from '#lib/letters/letter.ts';
import { daysWords } from '#lib/rounds/clock.ts';
import { writeLetterForm } from '#lib/rounds/forms.ts';
import { findRoundLetter, usualDates, writeRoundLetter } from '#lib/rounds/letter/letter.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canEditRound } from '#lib/rounds/round.ts';
import { reference } from '#lib/reviews/reference.ts';
import { longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		const letter = await findRoundLetter(trx, round.id);
		const mayWrite = canEditRound(actor, round) && (letter === null || letter.open);
		const usual = await usualDates(trx, actor, round);
		return {
			letter: letter && {
				name: reference('L', letter.number),
				html: renderHtml(letter.text),
				replyBy: letter.replyBy === null ? null : longDate(letter.replyBy),
				version: letter.version,
				stage: stages[letter.stage],
				signed: letter.signedBy !== null
			},
			copy: { paper: round.paper.reference, title: round.paper.title, number: round.snapshot.number },
			writing: mayWrite
				? {
						revision: letter?.revision ?? 1,
						usual: `${longDate(usual.replyBy)}, ${daysWords(round.clearDays)}`,
						initial: { replyBy: letter?.replyBy ?? usual.replyBy }
					}
				: null
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, writeLetterForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await writeRoundLetter(trx, actor, reviewIdOf(actor, review), ref, input);
			return { to: event.url.pathname, notice: 'The letter is written anew.' };
		})
};
