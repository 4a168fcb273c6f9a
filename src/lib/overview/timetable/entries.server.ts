import type { Trx } from '#lib/db/asActor.server.ts';
import { londonDate, time } from '#lib/ui/dates.ts';

/** A date that some other record of the review holds: shown with the milestones, changed where it belongs. */
export type Entry = {
	/** Stays the same while the record is there. */
	key: string;
	/** What it is, in words that give nothing away: "Write-round W1: replies due". */
	what: string;
	/** The record's own title, for those who are signed in. */
	title: string | null;
	/** Under the review's address. */
	path: string;
	startsOn: string;
	endsOn: string | null;
	/** It has happened, or nothing waits for it any more. */
	over: boolean;
	/** Moves with every change of the record. */
	sequence: number;
};

/** Of each kind of record, how many at most. */
const most = 60;

/** What the review knows already of its dates. Row-level security leaves each person what they may know of. */
export async function listEntries(trx: Trx, reviewId: number, today: string): Promise<Entry[]> {
	const found = [
		...(await rounds(trx, reviewId)),
		...(await meetings(trx, reviewId)),
		...(await letters(trx, reviewId)),
		...(await windows(trx, reviewId)),
		...(await papers(trx, reviewId)),
		...(await fiscalEvents(trx, reviewId)),
		...(await actions(trx, reviewId, today))
	];
	return found.sort((one, other) => one.startsOn.localeCompare(other.startsOn) || one.key.localeCompare(other.key));
}

/** Issued write-rounds that still wait, with the day of their replies: what the plan has to come after. */
export async function listOpenRounds(trx: Trx, reviewId: number) {
	const rows = await issuedRounds(trx, reviewId);
	return rows.filter(({ cleared }) => !cleared);
}

/** Departmental letters that are out, with the last day on which an answer was asked for. */
export async function lastLetterReply(trx: Trx, reviewId: number) {
	const row = await trx
		.selectFrom('letters')
		.select(['number', 'replyBy'])
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'departmental')
		.where('issuedAt', 'is not', null)
		.where('withdrawnAt', 'is', null)
		.where('replyBy', 'is not', null)
		.orderBy('replyBy', 'desc')
		.orderBy('number', 'desc')
		.executeTakeFirst();
	return row?.replyBy ? { number: row.number, replyBy: row.replyBy } : null;
}

async function issuedRounds(trx: Trx, reviewId: number) {
	const rows = await trx
		.selectFrom('writeRounds')
		.select((eb) => [
			'id',
			'number',
			'title',
			'issuedOn',
			'replyBy',
			'revision',
			eb
				.exists(
					eb
						.selectFrom('clearances')
						.select('clearances.id')
						.whereRef('clearances.roundId', '=', 'writeRounds.id')
						.where('clearances.outcome', '=', 'cleared')
				)
				.as('cleared')
		])
		.where('reviewId', '=', reviewId)
		.where('issuedOn', 'is not', null)
		.where('withdrawnAt', 'is', null)
		.orderBy('replyBy', 'desc')
		.limit(most)
		.execute();
	return rows.flatMap(({ issuedOn, replyBy, cleared, ...row }) =>
		issuedOn && replyBy ? [{ ...row, issuedOn, replyBy, cleared: Boolean(cleared) }] : []
	);
}

async function rounds(trx: Trx, reviewId: number): Promise<Entry[]> {
	const rows = await issuedRounds(trx, reviewId);
	return rows.map((row) => ({
		key: `round-${row.id}`,
		what: `Write-round W${row.number}: out until replies are due`,
		title: row.title,
		path: `rounds/W${row.number}`,
		startsOn: row.issuedOn,
		endsOn: row.replyBy,
		over: row.cleared,
		sequence: row.revision
	}));
}

async function meetings(trx: Trx, reviewId: number): Promise<Entry[]> {
	const rows = await trx
		.selectFrom('meetings')
		.select(['id', 'number', 'title', 'meetsOn', 'startsAt', 'state', 'revision'])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'cancelled')
		.orderBy('meetsOn', 'desc')
		.limit(most)
		.execute();
	return rows.map((row) => ({
		key: `meeting-${row.id}`,
		what: `Meeting M${row.number} of the group`,
		title: `${row.title}, ${row.startsAt}`,
		path: `meetings/M${row.number}`,
		startsOn: row.meetsOn,
		endsOn: null,
		over: row.state === 'held',
		sequence: row.revision
	}));
}

async function letters(trx: Trx, reviewId: number): Promise<Entry[]> {
	const rows = await trx
		.selectFrom('letters')
		.select(['id', 'number', 'subject', 'addressee', 'replyBy', 'revision'])
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'departmental')
		.where('withdrawnAt', 'is', null)
		.where('replyBy', 'is not', null)
		.orderBy('replyBy', 'desc')
		.limit(most)
		.execute();
	return rows.flatMap(({ replyBy, ...row }) =>
		replyBy
			? [
					{
						key: `letter-${row.id}`,
						what: `Letter L${row.number}: answer due`,
						title: `To the ${row.addressee}`,
						path: `letters/L${row.number}`,
						startsOn: replyBy,
						endsOn: null,
						over: false,
						sequence: row.revision
					}
				]
			: []
	);
}

async function windows(trx: Trx, reviewId: number): Promise<Entry[]> {
	const rows = await trx
		.selectFrom('commentWindows')
		.innerJoin('papers', 'papers.id', 'commentWindows.paperId')
		.select([
			'commentWindows.id',
			'commentWindows.opensAt',
			'commentWindows.closesAt',
			'commentWindows.revision',
			'papers.number',
			'papers.title'
		])
		.where('commentWindows.reviewId', '=', reviewId)
		.orderBy('commentWindows.closesAt', 'desc')
		.limit(most)
		.execute();
	return rows.map((row) => ({
		key: `window-${row.id}`,
		what: `Paper P${row.number}: open for comments`,
		title: `${row.title}, until ${time(row.closesAt)} on the last day`,
		path: `papers/P${row.number}/windows`,
		startsOn: londonDate(row.opensAt),
		endsOn: londonDate(row.closesAt),
		over: false,
		sequence: row.revision
	}));
}

async function papers(trx: Trx, reviewId: number): Promise<Entry[]> {
	const rows = await trx
		.selectFrom('papers')
		.select(['id', 'number', 'title', 'committee', 'meetingOn', 'decidedOn', 'revision'])
		.where('reviewId', '=', reviewId)
		.where('meetingOn', 'is not', null)
		.orderBy('meetingOn', 'desc')
		.limit(most)
		.execute();
	return rows.flatMap(({ meetingOn, ...row }) =>
		meetingOn
			? [
					{
						key: `paper-${row.id}`,
						what: `Paper P${row.number}: the committee meets`,
						title: row.title,
						path: `papers/P${row.number}`,
						startsOn: meetingOn,
						endsOn: null,
						over: row.decidedOn !== null,
						sequence: row.revision
					}
				]
			: []
	);
}

async function fiscalEvents(trx: Trx, reviewId: number): Promise<Entry[]> {
	const rows = await trx
		.selectFrom('fiscalEvents')
		.select(['id', 'name', 'returnDueOn', 'revision'])
		.where('reviewId', '=', reviewId)
		.where('returnDueOn', 'is not', null)
		.orderBy('returnDueOn', 'desc')
		.limit(most)
		.execute();
	return rows.flatMap(({ returnDueOn, ...row }) =>
		returnDueOn
			? [
					{
						key: `fiscal-event-${row.id}`,
						what: 'Spending review: returns due',
						title: row.name,
						path: `bids/events/${row.id}`,
						startsOn: returnDueOn,
						endsOn: null,
						over: false,
						sequence: row.revision
					}
				]
			: []
	);
}

/** What is to be done, and where somebody waits for a report: what is done or dropped is in the list of actions. */
async function actions(trx: Trx, reviewId: number, today: string): Promise<Entry[]> {
	const rows = await trx
		.selectFrom('actions')
		.select(['id', 'number', 'text', 'dueOn', 'reportBackTo', 'reportBackOn', 'doneOn', 'droppedBecause', 'revision'])
		.where('reviewId', '=', reviewId)
		.where('droppedBecause', 'is', null)
		.where((eb) => eb.or([eb('doneOn', 'is', null), eb('reportBackOn', '>=', today)]))
		.orderBy('dueOn')
		.limit(most)
		.execute();
	return rows.flatMap((row) => {
		const of = { path: `actions/A${row.number}`, endsOn: null, sequence: row.revision };
		return [
			...(row.doneOn === null
				? [
						{
							...of,
							key: `action-${row.id}`,
							what: `Action A${row.number}: due`,
							title: shortened(row.text),
							startsOn: row.dueOn,
							over: false
						}
					]
				: []),
			...(row.reportBackOn
				? [
						{
							...of,
							key: `action-${row.id}-report`,
							what: `Action A${row.number}: report back`,
							title: `To ${row.reportBackTo}: ${shortened(row.text)}`,
							startsOn: row.reportBackOn,
							over: false
						}
					]
				: [])
		];
	});
}

/** The beginning of a text, cut between words. */
function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length <= 90 ? line : `${line.slice(0, 90).replace(/\s\S*$/, '')}…`;
}
