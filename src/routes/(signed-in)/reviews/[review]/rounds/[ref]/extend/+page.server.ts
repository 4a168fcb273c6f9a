import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { roundCalendar } from '#lib/rounds/calendar/queries.server.ts';
import { replyBy } from '#lib/rounds/clock.ts';
import { extendRound } from '#lib/rounds/extension/commands.server.ts';
import { extendForm } from '#lib/rounds/forms.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canExtendRound } from '#lib/rounds/round.ts';
import { readStandings } from '#lib/rounds/standings.server.ts';
import { londonDate, longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** The day that the form proposes gives another working week. */
const proposedDays = 4;

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canExtendRound(actor, round) || round.replyBy === null) {
			throw new Forbidden(
				'The day for replies is put off by the secretariat, until the chair of the committee has decided'
			);
		}
		const today = londonDate(actor.now);
		const calendar = await roundCalendar(trx, reviewId, round.rules);
		const from = today > round.replyBy ? today : round.replyBy;
		const placed = await readStandings(trx, actor, round);
		const named = (state: 'silent' | 'owes' | 'late') =>
			placed
				.filter(({ department }) =>
					state === 'late'
						? department?.standing.state === 'replied' && department.standing.late
						: department?.standing.state === state
				)
				.map(({ addressee }) => addressee.shortName);
		return {
			revision: round.revision,
			present: longDate(round.replyBy),
			passed: today > round.replyBy,
			proposed: replyBy(from, proposedDays, calendar),
			silent: named('silent'),
			owing: named('owes'),
			late: named('late')
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, extendForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const { told } = await extendRound(trx, actor, reviewIdOf(actor, review), ref, input);
			const people = told === 1 ? 'one person is' : `${told} people are`;
			return {
				to: `/reviews/${review}/rounds/${ref}`,
				notice: `Replies to ${ref} are now due by ${longDate(input.replyBy)}.${told > 0 ? ` By mail ${people} told.` : ''}`
			};
		})
};
