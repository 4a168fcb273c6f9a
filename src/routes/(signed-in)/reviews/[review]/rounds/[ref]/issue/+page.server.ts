import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { roundCalendar } from '#lib/rounds/calendar/queries.server.ts';
import { daysWords, leftOut, replyBy } from '#lib/rounds/clock.ts';
import { issueRound } from '#lib/rounds/commands.server.ts';
import { issueForm } from '#lib/rounds/forms.ts';
import { hindrances } from '#lib/rounds/hindrances.ts';
import { readReadiness } from '#lib/rounds/hindrances.server.ts';
import { findRoundLetter } from '#lib/rounds/letter/letter.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canEditRound } from '#lib/rounds/round.ts';
import { londonDate, longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canEditRound(actor, round)) throw new Forbidden('A write-round is issued by the secretariat, once');
		const calendar = await roundCalendar(trx, reviewId, round.rules);
		const today = londonDate(actor.now);
		const usual = replyBy(today, round.clearDays, calendar);
		const letter = await findRoundLetter(trx, round.id);
		return {
			revision: round.revision,
			hindrances: hindrances(await readReadiness(trx, actor, round)),
			usual: { day: longDate(usual), days: daysWords(round.clearDays) },
			leftOut: leftOut(today, usual, calendar),
			needsReason: round.rules.shortNotice.needsReason,
			secretary: round.committee.secretary,
			asked: round.addressees.map(({ departmentName, postTitle, holderName }) => ({
				departmentName,
				postTitle,
				holderName
			})),
			letterDay: letter?.replyBy && letter.replyBy !== usual ? longDate(letter.replyBy) : null,
			initial: { issuedOn: today, replyBy: letter?.replyBy ?? usual }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, issueForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await issueRound(trx, actor, reviewIdOf(actor, review), ref, input);
			return {
				to: `/reviews/${review}/rounds/${ref}`,
				notice: `${ref} is issued. Replies are due by ${longDate(input.replyBy)}.`
			};
		})
};
