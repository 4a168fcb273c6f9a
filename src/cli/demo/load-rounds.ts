import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { listAskable } from '#lib/rounds/asking.server.ts';
import { addPeriod } from '#lib/rounds/calendar/commands.server.ts';
import { roundCalendar } from '#lib/rounds/calendar/queries.server.ts';
import { replyBy } from '#lib/rounds/clock.ts';
import { readChoices } from '#lib/rounds/choices.server.ts';
import { issueRound, prepareRound, setAddressees } from '#lib/rounds/commands.server.ts';
import { addCommittee } from '#lib/rounds/committees/commands.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { addWorkingDays, isWorkingDay } from '#lib/timetable/working-days.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { latest } from './calendar.ts';
import { type DemoRound, isoDate } from './shape.ts';
import { secretariatOf, type Story } from './story.ts';

/** Write-rounds: the committee, the round on its frozen copy, whom it asks, its issue. Replies come after. */
export function loadRounds(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);

	for (const { key, ...committee } of review.committees ?? []) {
		diary.on(calendar.paperStarted, secretariat, async (trx, actor) => {
			const { id } = await addCommittee(trx, actor, reviewId(), { ...committee, replyDays: null });
			ledger.set('committee', key, id);
		});
	}
	for (const { startsOn, endsOn, ...period } of review.calendarPeriods ?? []) {
		diary.on(calendar.paperStarted, secretariat, (trx, actor) =>
			addPeriod(trx, actor, reviewId(), {
				...period,
				startsOn: isoDate(startsOn, calendar.today),
				endsOn: isoDate(endsOn, calendar.today)
			})
		);
	}
	for (const round of review.rounds ?? []) {
		diary.on(frozenDayOf(story, round), secretariat, (trx, actor) => prepare(story, trx, actor, round));
		if (round.prepared) continue;
		diary.on(issueDayOf(story, round), secretariat, (trx, actor) => issue(story, trx, actor, round));
	}
}

/** The first working day from the one on which its paper was frozen. */
export function issueDayOf(story: Story, round: DemoRound): string {
	const frozenOn = frozenDayOf(story, round);
	return isWorkingDay(frozenOn) ? frozenOn : addWorkingDays(frozenOn, 1);
}

function frozenDayOf({ review, calendar }: Story, round: DemoRound): string {
	const paper = review.papers.find(({ key }) => key === round.paper);
	return paper?.final === 'at_once' ? calendar.paperStarted : calendar.paperFrozen;
}

async function prepare({ ledger, review }: Story, trx: Trx, actor: Actor, demo: DemoRound): Promise<void> {
	const reviewId = ledger.get('review', review.slug);
	const { id: snapshotId } = await trx
		.selectFrom('snapshots')
		.innerJoin('papers', 'papers.id', 'snapshots.paperId')
		.select('snapshots.id')
		.where('papers.reviewId', '=', reviewId)
		.where('papers.number', '=', ledger.get('paper', demo.paper))
		.orderBy('snapshots.number', 'desc')
		.executeTakeFirstOrThrow();
	const choices = await readChoices(trx, actor, reviewId, snapshotId);
	const { number, name } = await prepareRound(trx, actor, reviewId, {
		title: demo.title,
		committeeId: ledger.get('committee', demo.committee),
		snapshotId,
		sponsorPostId: ledger.get('post', demo.sponsor),
		ask: demo.ask,
		recommendationIds:
			demo.recommendations?.map((key) => ledger.get('recommendationId', key)) ??
			(choices?.recommendations ?? []).map(({ value }) => Number(value)),
		spendsMoney: demo.spendsMoney,
		rules: 'uk-1',
		clearDays: null
	});
	ledger.set('round', demo.key, number);

	const { revision, addressees } = await getRound(trx, actor, reviewId, name);
	const must = addressees.map(({ teamId, postId }) => ({ teamId, postId, because: null }));
	const also = (demo.alsoAsks ?? []).map(({ department, because }) => ({
		teamId: ledger.get('team', department),
		postId: null,
		because
	}));
	const askable = (await listAskable(trx, actor, reviewId)).map(({ teamId }) => teamId);
	await setAddressees(trx, actor, reviewId, name, {
		revision,
		departments: [...must, ...also]
			.filter(({ teamId }) => askable.includes(teamId))
			.map((each) => ({ ...each, asked: true, askedToPay: false, askedToChangeLaw: false }))
	});
}

/** At short notice replies are due on the last working day before the demo's; otherwise the rules say when. */
async function issue({ ledger, review, calendar }: Story, trx: Trx, actor: Actor, demo: DemoRound): Promise<void> {
	const reviewId = ledger.get('review', review.slug);
	const name = reference('W', ledger.get('round', demo.key));
	const round = await getRound(trx, actor, reviewId, name);
	const issuedOn = londonDate(actor.now);
	const usual = replyBy(issuedOn, round.clearDays, await roundCalendar(trx, reviewId, round.rules));
	const soon = latest(addWorkingDays(calendar.today, -1), addWorkingDays(issuedOn, 1));
	await issueRound(trx, actor, reviewId, name, {
		revision: round.revision,
		issuedOn,
		replyBy: demo.shortNoticeBecause === undefined ? usual : soon,
		shortNoticeBecause: demo.shortNoticeBecause ?? null
	});
}
