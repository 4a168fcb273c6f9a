import { sql } from 'kysely';
import { type Actor, may } from '#lib/access/actor.ts';
import { roles } from '#lib/access/roles.ts';
import { actionStates } from '#lib/actions/action.ts';
import { listActionsForExport } from '#lib/actions/queries.server.ts';
import { countReports, listReports } from '#lib/actions/reports/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { countProgress, listProgress } from '#lib/delivery/queries.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { listCabinetAnswersOwed } from '#lib/letters/waiting.server.ts';
import { stageOf, stages } from '#lib/letters/letter.ts';
import { listMeetingsToMinute } from '#lib/meetings/queries.server.ts';
import { listOwedAnswers } from '#lib/positions/queries.server.ts';
import { listMembers, listQuestions } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { noLedgerFilters } from '#lib/rounds/ledger/forms.ts';
import { countLedger, listLedger } from '#lib/rounds/ledger/queries.server.ts';
import { longDate, londonDate, shortDate } from '#lib/ui/dates.ts';
import type { UndertakingFilters } from '#lib/undertakings/filters.ts';
import { countUndertakings, listUndertakings } from '#lib/undertakings/queries.server.ts';
import { places, undertakingStates } from '#lib/undertakings/undertaking.ts';
import { listDocuments } from './documents.server.ts';
import { atMost, type Handover, type OpenKind } from './handover.ts';
import { readRecommendations } from './recommendations.server.ts';
import { readRounds } from './rounds.server.ts';

export type HandoverReview = {
	id: number;
	slug: string;
	title: string;
	banner: string | null;
	markingCeiling: 'official' | 'official_sensitive';
	commission: string;
	commissionedBy: string;
	chairPostId: number | null;
	state: 'open' | 'closed' | 'archived';
};

const everyUndertaking: UndertakingFilters = { view: 'all', departmentId: null, place: null, recommendation: null };
const openActions = { view: 'open', departmentId: null, meeting: null, recommendation: null } as const;
const dueReports = { view: 'due', departmentId: null, ownerPostId: null } as const;
const fromTheStart = { after: null, before: null };

/** Everything that whoever takes over has to know, as it stands now. @throws Forbidden */
export async function readHandover(trx: Trx, actor: Actor, review: HandoverReview): Promise<Handover> {
	requireHandsOver(actor, review.id);
	const today = londonDate(actor.now);
	const members = await listMembers(trx, actor, review.id);
	const chair = members.find(({ postId }) => postId === review.chairPostId);
	const settings = await getSettings(trx, review.id);
	const recommendations = await readRecommendations(trx, review.id);
	const rounds = await readRounds(trx, actor, review.id);
	const undertakings = await listUndertakings(trx, actor, review.id, everyUndertaking, fromTheStart, atMost.rows);
	const actions = await listActionsForExport(trx, actor, review.id, openActions, atMost.rows);
	const reports = await listReports(trx, actor, review.id, dueReports, fromTheStart, atMost.rows);
	const letters = await listLetterLines(trx, review.id);
	const documents = await listDocuments(trx, review);
	const posts = await listPostsWithHolders(trx, review.id);

	return {
		review: {
			title: review.title,
			banner: review.banner,
			slug: review.slug,
			marking: markingText(review.markingCeiling === 'official_sensitive', null)
		},
		madeOn: today,
		about: [
			['Chair', chair ? `${chair.postTitle} (${chair.holders.join(', ') || 'vacant'})` : 'No chair is named'],
			['Commissioned by', review.commissionedBy || 'Not recorded'],
			['State', review.state === 'open' ? 'Open' : 'Closed']
		],
		aims: [
			...(review.commission === '' ? [] : [review.commission]),
			...(await listQuestions(trx, review.id)).map(({ number, text }) => `Question ${number}: ${text}`)
		],
		open: await listOpen(trx, actor, review),
		due: (await listDue(trx, actor, review.id)).map((each) => ({ ...each, late: each.on < today })),
		posts: posts.rows,
		recommendations: recommendations.rows,
		rounds: rounds.rows,
		letters: letters.lines,
		undertakings: undertakings.rows.map(
			(row) =>
				`U${row.number} “${row.words}” ${row.maker}, ${places[row.place].label}, ${longDate(row.madeOn)} (${row.source}). Owed by the ${row.ownerTitle}${row.dueOn ? `, due on ${longDate(row.dueOn)}` : ''}. ${undertakingStates[row.state].label}${row.metWords ? `: ${row.metWords}` : ''}${row.withdrawnBecause ? `: ${row.withdrawnBecause}` : ''}.`
		),
		actions: [
			...actions.map(
				(row) =>
					`A${row.number} ${row.text} ${row.ownerTitle}, due on ${longDate(row.dueOn)}${row.reportBackTo ? `; reported back to ${row.reportBackTo}${row.reportBackOn ? ` on ${longDate(row.reportBackOn)}` : ''}` : ''}. ${actionStates[row.state].label}.`
			),
			...reports.rows
				.filter(({ doneOn }) => doneOn !== null)
				.map(
					(row) =>
						`A${row.number} ${row.text} Done by the ${row.ownerTitle}; the report to ${row.reportBackTo}, due on ${longDate(row.reportBackOn)}, has not been made.`
				)
		],
		documents: documents.rows,
		settings: [
			['Bank holidays of', settings.nation.replaceAll('_', ' ')],
			['Letters are sent from the application', yesNo(settings.sendsLetters)],
			['Ten criteria on the evidence-to-decision sheet', yesNo(settings.fullJudgements)],
			['Independent first view of judgements', yesNo(settings.independentFirstView)],
			['Highest marking', markingText(review.markingCeiling === 'official_sensitive', null)]
		],
		left: [
			...posts.left,
			...recommendations.left,
			...rounds.left,
			...letters.left,
			...(undertakings.next ? ['More undertakings stand in their list.'] : []),
			...(actions.length === atMost.rows ? ['More open actions stand in their list.'] : []),
			...documents.left
		]
	};
}

/** @throws Forbidden */
export function requireHandsOver(actor: Actor, reviewId: number): void {
	if (!may(actor, 'handover.make', { reviewId })) {
		throw new Forbidden('The secretariat and the chair hand a review over');
	}
}

/** What is still open, each kind where it is dealt with; what is done is not named. */
export async function listOpen(trx: Trx, actor: Actor, review: { id: number; slug: string }): Promise<OpenKind[]> {
	const base = `/reviews/${review.slug}`;
	const owed = await listOwedAnswers(trx, review.id);
	const cabinet = await listCabinetAnswersOwed(trx, review.id);
	const conditions = await listLedger(
		trx,
		{ reviewId: review.id },
		{ ...noLedgerFilters, view: 'open' },
		fromTheStart,
		atMost.openItems
	);
	const openUndertakings: UndertakingFilters = { ...everyUndertaking, view: 'open' };
	const undertakings = await listUndertakings(trx, actor, review.id, openUndertakings, fromTheStart, atMost.openItems);
	const actions = await listActionsForExport(trx, actor, review.id, openActions, atMost.rows);
	const reports = await listReports(trx, actor, review.id, dueReports, fromTheStart, atMost.openItems);
	const progress = await countProgress(trx, review.id, null);
	const toAnnounce = await listProgress(trx, review.id, { view: 'to_announce', teamId: null }, fromTheStart);
	const toDeliver = await listProgress(trx, review.id, { view: 'to_deliver', teamId: null }, fromTheStart);
	const rounds = await listOpenRounds(trx, review.id);
	const letters = await listUnsentLetters(trx, review.id);
	const meetings = await listMeetingsToMinute(trx, actor, review.id);
	const papers = await listPapersInWork(trx, review.id);
	const vacant = (await listMembers(trx, actor, review.id)).filter(({ holders }) => holders.length === 0);
	const kinds: (Omit<OpenKind, 'more'> & { grouped?: boolean })[] = [
		{
			title: 'Undertakings made in public, to be met',
			count: await countUndertakings(trx, actor, review.id, openUndertakings),
			items: undertakings.rows.map(
				(row) =>
					`U${row.number} ${beginning(row.words)} (${undertakingStates[row.state].label.toLowerCase()}${row.dueOn ? `, due on ${shortDate(row.dueOn)}` : ''})`
			),
			href: `${base}/undertakings`
		},
		{
			title: 'Write-rounds that are not decided',
			count: rounds.length,
			items: rounds.map(
				(row) =>
					`W${row.number} ${row.title}: ${row.replyBy === null ? 'not issued' : `replies due on ${shortDate(row.replyBy)}, ${row.asked - row.replied} of ${row.asked} have not replied`}`
			),
			href: `${base}/rounds`
		},
		{
			title: 'Conditions that are open',
			count: (await countLedger(trx, { reviewId: review.id }, noLedgerFilters)).open,
			items: conditions.rows.map(
				(row) => `${row.name} on R${row.recommendation.number}, ${row.shortName}: ${beginning(row.text)}`
			),
			href: `${base}/conditions`
		},
		{
			title: 'Answers that Cabinet ministers owe',
			count: cabinet.reduce((sum, { open }) => sum + open, 0),
			items: cabinet.map(
				(row) =>
					`${row.shortName}: ${row.open} to L${row.number}${row.replyBy ? `, asked for by ${shortDate(row.replyBy)}` : ''}`
			),
			grouped: true,
			href: `${base}/letters/answers`
		},
		{
			title: 'Letters that have not gone out',
			count: letters.length,
			items: letters.map((row) => `L${row.number} ${row.subject}: ${stages[stageOf(row)].label.toLowerCase()}`),
			href: `${base}/letters`
		},
		{
			title: 'Answers that members of the group owe',
			count: owed.length,
			items: [...Map.groupBy(owed, ({ postTitle }) => postTitle)].map(
				([title, answers]) =>
					`${title}: ${answers
						.map((row) => row.recommendationNumber)
						.sort((one, other) => one - other)
						.map((number) => `R${number}`)
						.join(', ')}`
			),
			grouped: true,
			href: `${base}/positions?show=waiting`
		},
		{
			title: 'Agreed, not announced',
			count: progress.to_announce,
			items: toAnnounce.rows.map((row) => `R${row.number} ${row.title} (${row.leadShortName})`),
			href: `${base}/after-agreement?show=to_announce`
		},
		{
			title: 'Announced, not delivered',
			count: progress.to_deliver,
			items: toDeliver.rows.map((row) => `R${row.number} ${row.title} (${row.leadShortName})`),
			href: `${base}/after-agreement?show=to_deliver`
		},
		{
			title: 'Actions to do',
			count: actions.length,
			items: actions.map(
				(row) => `A${row.number} ${beginning(row.text)}, ${row.ownerTitle}, by ${shortDate(row.dueOn)}`
			),
			href: `${base}/actions`
		},
		{
			title: 'Reports to be made',
			count: (await countReports(trx, actor, review.id, dueReports)).due,
			items: reports.rows.map(
				(row) => `A${row.number}, ${row.ownerTitle} to ${row.reportBackTo}, by ${shortDate(row.reportBackOn)}`
			),
			href: `${base}/actions/report-back`
		},
		{
			title: 'Meetings whose minute is not frozen',
			count: meetings.length,
			items: meetings.map((row) => `M${row.number} ${row.title}, ${shortDate(row.meetsOn)}`),
			href: `${base}/meetings`
		},
		{
			title: 'Papers in work',
			count: papers.length,
			items: papers.map((row) => `P${row.number} ${row.title}`),
			href: `${base}/papers`
		},
		{
			title: 'Posts that nobody holds',
			count: vacant.length,
			items: vacant.map((row) => `${row.postTitle}, ${row.departmentName}`),
			href: `${base}/members`
		}
	];
	return kinds
		.filter(({ count }) => count > 0)
		.map(({ grouped = false, ...kind }) => {
			const items = kind.items.slice(0, atMost.openItems);
			return { ...kind, items, more: (grouped ? kind.items.length : kind.count) > items.length };
		});
}

/** What falls due next over everything that names a day. */
async function listDue(trx: Trx, actor: Actor, reviewId: number): Promise<{ on: string; what: string }[]> {
	const { rows } = await sql<{ on: string; what: string }>`
		select * from (
			select m.due_on as "on", m.title as what from milestones m where m.review_id = ${reviewId} and m.due_on >= ${londonDate(actor.now)}::date
			union all
			select w.reply_by, 'Replies to W' || w.number || ' ' || w.title from write_rounds w where w.review_id = ${reviewId}
				and w.reply_by is not null and w.withdrawn_at is null
				and not exists (select from clearances c where c.round_id = w.id and c.outcome <> 'to_committee')
			union all
			select l.reply_by, 'Answer to L' || l.number || ' ' || l.subject from letters l where l.review_id = ${reviewId} and l.kind = 'departmental'
				and l.reply_by is not null and l.issued_at is not null and l.withdrawn_at is null
				and exists (select from letter_asks k where k.letter_id = l.id and k.ask <> 'note' and not exists
					(select from letter_answers a where a.letter_id = k.letter_id and a.recommendation_id = k.recommendation_id))
			union all
			select u.due_on, 'Undertaking U' || u.number || ', owed by the ' || p.title from undertakings u join posts p on p.id = u.owner_post_id
				where u.review_id = ${reviewId} and u.due_on is not null and u.met_on is null and u.withdrawn_on is null
			union all
			select a.due_on, 'Action A' || a.number || ' of the ' || p.title from actions a join posts p on p.id = a.owner_post_id
				where a.review_id = ${reviewId} and a.done_on is null and a.dropped_because is null
			union all
			select a.report_back_on, 'Report on A' || a.number || ' to ' || a.report_back_to from actions a
				where a.review_id = ${reviewId} and a.report_back_on is not null and a.dropped_because is null
				and not exists (select from action_reports r where r.action_id = a.id and r.due_on = a.report_back_on)
			union all
			select m.meets_on, 'Meeting M' || m.number || ' ' || m.title from meetings m where m.review_id = ${reviewId} and m.state = 'planned'
		) due order by "on", what limit 100`.execute(trx);
	return rows;
}

async function listPostsWithHolders(trx: Trx, reviewId: number): Promise<{ rows: Handover['posts']; left: string[] }> {
	const { rows } = await sql<{
		department: string;
		title: string;
		role: keyof typeof roles;
		endedAt: Date | null;
		holders: { name: string; since: string; until: string | null }[];
	}>`
		select d.name as department, p.title, m.role, m.ended_at,
			coalesce((select json_agg(json_build_object('name', h.name, 'since', h.since, 'until', h.until) order by h.since, h.name) from (
				select pe.name, (h.since at time zone 'Europe/London')::date::text as since, (h.until at time zone 'Europe/London')::date::text as until
				from holdings h join people pe on pe.id = h.person_id where h.post_id = p.id order by h.since desc limit 20) h), '[]') as holders
		from memberships m join posts p on p.id = m.post_id join teams t on t.id = m.team_id join departments_today d on d.id = t.department_id
		where m.review_id = ${reviewId} order by d.name, p.title, m.id limit ${atMost.rows + 1}`.execute(trx);
	return {
		rows: rows.slice(0, atMost.rows).map(({ department, title, role, endedAt, holders }) => ({
			department,
			title,
			role: `${roles[role]}${endedAt ? `, until ${longDate(londonDate(endedAt))}` : ''}`,
			holders: holders.map(
				({ name, since, until }) => `${name}, from ${longDate(since)}${until ? ` to ${longDate(until)}` : ''}`
			)
		})),
		left: rows.length > atMost.rows ? ['More posts stand on the page of members.'] : []
	};
}

async function listLetterLines(trx: Trx, reviewId: number): Promise<{ lines: string[]; left: string[] }> {
	const rows = await letters(trx, reviewId)
		.select(['replyBy', 'signedBy', 'signedOn'])
		.limit(atMost.rows + 1)
		.execute();
	return {
		lines: rows.slice(0, atMost.rows).map((row) => {
			const parts = [
				...(row.signedBy && row.signedOn ? [`signed by ${row.signedBy} on ${longDate(row.signedOn)}`] : []),
				...(row.issuedAt ? [`issued on ${longDate(londonDate(row.issuedAt))}`] : []),
				...(row.receivedOn ? [`received on ${longDate(row.receivedOn)}`] : []),
				...(row.replyBy ? [`answer asked for by ${longDate(row.replyBy)}`] : [])
			];
			const to = row.addressee.split('\n')[0] ?? '';
			return `L${row.number} ${row.subject}, to ${to}. ${stages[stageOf(row)].label}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
		}),
		left: rows.length > atMost.rows ? ['More letters stand in their list.'] : []
	};
}

async function listUnsentLetters(trx: Trx, reviewId: number) {
	return letters(trx, reviewId)
		.where('issuedAt', 'is', null)
		.where('withdrawnAt', 'is', null)
		.limit(atMost.rows)
		.execute();
}

function letters(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('letters')
		.select([
			'number',
			'subject',
			'addressee',
			'version',
			'clearedVersion',
			'signedVersion',
			'queuedAt',
			'issuedAt',
			'receivedOn',
			'withdrawnAt'
		])
		.where('reviewId', '=', reviewId)
		.orderBy('number');
}

async function listOpenRounds(trx: Trx, reviewId: number) {
	const { rows } = await sql<{ number: number; title: string; replyBy: string | null; asked: number; replied: number }>`
		select w.number, w.title, w.reply_by, (select count(*)::integer from round_addressees a where a.round_id = w.id) as asked,
			(select count(distinct r.addressee_id)::integer from replies r where r.round_id = w.id) as replied
		from write_rounds w where w.review_id = ${reviewId} and w.withdrawn_at is null
			and not exists (select from clearances c where c.round_id = w.id and c.outcome <> 'to_committee')
		order by w.number limit ${atMost.rows}`.execute(trx);
	return rows;
}

async function listPapersInWork(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('papers')
		.select(['number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('gate', 'in', ['working', 'exposure', 'coordination', 'final'])
		.orderBy('number')
		.limit(atMost.rows)
		.execute();
}

/** The beginning of a text, cut between words. */
function beginning(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length <= 120 ? line : `${line.slice(0, 120).replace(/\s\S*$/, '')}…`;
}

function yesNo(value: boolean): string {
	return value ? 'Yes' : 'No';
}
