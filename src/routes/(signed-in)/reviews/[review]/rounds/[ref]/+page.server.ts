import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { roundCalendar } from '#lib/rounds/calendar/queries.server.ts';
import { daysWords, leftOut, replyBy } from '#lib/rounds/clock.ts';
import { listExtensions } from '#lib/rounds/extension/queries.server.ts';
import { hindrances } from '#lib/rounds/hindrances.ts';
import { readReadiness } from '#lib/rounds/hindrances.server.ts';
import { getRound, type Round } from '#lib/rounds/queries.server.ts';
import { canEditRound, canExtendRound, canManageRounds, canMoveRound, canWithdrawRound } from '#lib/rounds/round.ts';
import { listKnownRules } from '#lib/rounds/rules.server.ts';
import { type Placed, readObstacles, readStandings } from '#lib/rounds/standings.server.ts';
import { whySilenceNeverCounts } from '#lib/rounds/standing.ts';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { londonDate, longDate, plainDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		const rules = (await listKnownRules(trx, reviewId)).find(({ sha256 }) => sha256 === round.rulesSha256);
		const may = {
			manage: canManageRounds(actor, reviewId),
			edit: canEditRound(actor, round),
			withdraw: canWithdrawRound(actor, round),
			move: canMoveRound(actor, round),
			extend: canExtendRound(actor, round)
		};
		return {
			ask: round.ask,
			spendsMoney: round.spendsMoney,
			withdrawnBecause: round.withdrawnBecause,
			to: `${round.committee.chair}, Chair of the ${round.committee.name}`,
			from: `${round.sponsor.title}, ${round.sponsor.departmentName}`,
			recommendations: round.recommendations.map((each) => ({
				reference: each.reference,
				title: each.title,
				version: each.version,
				/** What rests on the frozen words lapses where they have moved on in meaning. */
				movedOn: each.materialVersion > each.version ? each.currentVersion : null
			})),
			copy: {
				paper: round.paper.reference,
				title: round.paper.title,
				number: round.snapshot.number,
				sha256: round.snapshot.sha256,
				takenOn: plainDate(londonDate(round.snapshot.takenAt))
			},
			rules: {
				key: rules?.key ?? null,
				name: `${round.rules.name}, edition ${round.rules.edition}`,
				tried: round.rules.tried
			},
			dates: await datesOf(trx, actor, round),
			extensions: (await listExtensions(trx, round.id)).map(
				({ id, earlierReplyBy, because, postTitle, extendedAt }) => ({
					id,
					earlier: plainDate(earlierReplyBy),
					because,
					by: postTitle,
					on: plainDate(londonDate(extendedAt))
				})
			),
			hindrances: may.edit ? hindrances(await readReadiness(trx, actor, round)) : null,
			departments: (await readStandings(trx, actor, round)).map((placed) => departmentRow(round, placed)),
			obstacles: round.issuedOn === null ? null : await readObstacles(trx, actor, round),
			may
		};
	});

async function datesOf(trx: Trx, actor: Actor, round: Round) {
	if (round.issuedOn !== null && round.replyBy !== null) {
		return {
			issued: longDate(round.issuedOn),
			replyBy: longDate(round.replyBy),
			gives: daysWords(round.givenDays ?? 0),
			short: round.shortNoticeBecause,
			leftOut: []
		};
	}
	const calendar = await roundCalendar(trx, round.reviewId, round.rules);
	const today = londonDate(actor.now);
	const usual = replyBy(today, round.clearDays, calendar);
	return {
		issued: null,
		replyBy: longDate(usual),
		gives: daysWords(round.clearDays),
		short: null,
		leftOut: leftOut(today, usual, calendar)
	};
}

function departmentRow(round: Round, { addressee, department }: Placed) {
	const { departmentName, shortName, postTitle, holderName, mustBeAskedBecause } = addressee;
	return {
		departmentName,
		shortName,
		postTitle,
		holderName,
		because: mustBeAskedBecause,
		silence: whySilenceNeverCounts(round.rules, addressee),
		/** Null where this person does not see what the department replied. */
		standing: department
			? {
					tag: {
						label: department.standing.label,
						colour: department.standing.colour,
						symbol: department.standing.symbol
					},
					late: department.standing.late,
					because: department.standing.because
				}
			: null
	};
}
