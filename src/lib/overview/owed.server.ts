import { type Actor, teamsOf } from '#lib/access/actor.ts';
import { listReports } from '#lib/actions/reports/queries.server.ts';
import { listOpenActions } from '#lib/actions/queries.server.ts';
import { listToAdvise, needsAdvice } from '#lib/box/advice/queries.server.ts';
import { listOpenQuestions } from '#lib/box/questions/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { stages } from '#lib/letters/letter.ts';
import { listCabinetAnswersOwed, listLettersOnTheirWay } from '#lib/letters/waiting.server.ts';
import { listAnsweringPosts, listOwedAnswers } from '#lib/positions/queries.server.ts';
import { listMembers } from '#lib/reviews/queries.server.ts';
import { nationOf } from '#lib/rounds/calendar/queries.server.ts';
import { listConditionsWaiting } from '#lib/rounds/ledger/queries.server.ts';
import { listRepliesWaiting } from '#lib/rounds/replies/waiting.server.ts';
import { addWorkingDays, type Nation, workingDaysBetween } from '#lib/timetable/working-days.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { byMostPressing, byPressure, owedKinds, type OwedPost, type OwedThing } from './owed.ts';
import { chased } from './reminders.ts';

/** Something owed as it is read, before its days are counted. */
type Found = Pick<OwedThing, 'kind' | 'reference' | 'path' | 'text' | 'note' | 'since' | 'dueOn'>;

/** Who owes it: a post, the officials of a department, the secretariat; null where nobody has been named. */
type By = { postId: number } | { officialsOf: number } | 'secretariat' | null;

type FoundBy = Found & { by: By };

/**
 * Every answer that is owed in a review, as far as this person sees it, by post: each with since when and by when. A fixed
 * number of queries, each bounded.
 */
export async function listOwed(trx: Trx, actor: Actor, reviewId: number): Promise<OwedPost[]> {
	const today = londonDate(actor.now);
	const nation = await nationOf(trx, reviewId);
	const found = [
		...(await positionsAndAdvice(trx, actor, reviewId)),
		...(await replies(trx, actor, reviewId)),
		...(await letters(trx, reviewId)),
		...(await conditions(trx, reviewId)),
		...(await questions(trx, reviewId)),
		...(await actions(trx, reviewId)),
		...(await reports(trx, actor, reviewId))
	];
	const groups = [...Map.groupBy(found, ({ by }) => keyOf(by)).entries()];
	const describe = await describer(trx, actor, reviewId, found);
	return groups
		.map(([key, own]): OwedPost => {
			const things = own.map(({ by: _, ...each }) => timed(each, today, nation)).sort(byPressure);
			return { key, ...describe(own[0]?.by ?? null), things };
		})
		.sort(byMostPressing);
}

async function positionsAndAdvice(trx: Trx, actor: Actor, reviewId: number): Promise<FoundBy[]> {
	const owed = await listOwedAnswers(trx, reviewId);
	const found = owed.map((row): FoundBy => ({
		by: { postId: row.postId },
		kind: 'position',
		reference: `R${row.recommendationNumber}`,
		path: `recommendations/R${row.recommendationNumber}`,
		text: row.recommendationTitle,
		note: row.lapsed ? 'the words changed after the answer' : null,
		since: londonDate(row.since),
		dueOn: null
	}));
	// What officials advise is known in their own department alone.
	const teams = teamsOf(actor, reviewId);
	const posts = (await listAnsweringPosts(trx, actor, reviewId)).filter(({ teamId }) => teams.includes(teamId));
	for (const post of posts) {
		const rows = (await listToAdvise(trx, reviewId, post)).filter(needsAdvice);
		for (const row of rows) {
			const asked = owed.find(
				({ postId, recommendationId }) => postId === post.postId && recommendationId === row.recommendationId
			);
			if (!asked) continue;
			found.push({
				by: { officialsOf: post.teamId },
				kind: 'advice',
				reference: `R${row.number}`,
				path: `recommendations/R${row.number}`,
				text: row.title,
				note: row.advice ? 'the words changed after the advice' : null,
				since: londonDate(asked.since),
				dueOn: null
			});
		}
	}
	return found;
}

async function replies(trx: Trx, actor: Actor, reviewId: number): Promise<FoundBy[]> {
	const rows = await listRepliesWaiting(trx, actor, reviewId);
	return rows.map((row) => ({
		by: { postId: row.postId },
		kind: 'reply',
		reference: row.round,
		path: `rounds/${row.round}/replies`,
		text: row.title,
		note: row.because,
		since: row.issuedOn,
		dueOn: row.dueOn
	}));
}

async function letters(trx: Trx, reviewId: number): Promise<FoundBy[]> {
	const toAnswer = await listCabinetAnswersOwed(trx, reviewId);
	const toSend = await listLettersOnTheirWay(trx, reviewId);
	return [
		...toAnswer.map((row): FoundBy => ({
			by: row.addresseePostId === null ? null : { postId: row.addresseePostId },
			kind: 'letter_answer',
			reference: `L${row.number}`,
			path: `letters/L${row.number}`,
			text: row.subject,
			note: row.open === 1 ? 'one recommendation' : `${row.open} recommendations`,
			since: londonDate(row.issuedAt),
			dueOn: row.replyBy
		})),
		...toSend.map((row): FoundBy => ({
			by: { postId: row.senderPostId },
			kind: 'letter',
			reference: `L${row.number}`,
			path: `letters/L${row.number}`,
			text: row.subject,
			note: stages[row.stage].label.toLowerCase(),
			since: londonDate(row.since),
			dueOn: null
		}))
	];
}

async function conditions(trx: Trx, reviewId: number): Promise<FoundBy[]> {
	const rows = await listConditionsWaiting(trx, reviewId);
	return rows.map((row) => {
		const ticks = row.state === 'to_tick';
		const postId = ticks ? row.askerPostId : row.ownerPostId;
		return {
			by: postId === null ? null : { postId },
			kind: ticks ? 'tick' : 'condition',
			reference: row.name,
			path: `conditions/${row.name}`,
			text: shortened(row.text),
			note: ticks
				? `version ${row.metVersion} is thought to meet it`
				: `of ${row.shortName}${row.state === 'reopened' ? ', open again' : ''}`,
			since: row.askedOn,
			dueOn: row.neededBy?.on ?? null
		};
	});
}

async function questions(trx: Trx, reviewId: number): Promise<FoundBy[]> {
	const rows = await listOpenQuestions(trx, reviewId);
	return rows.map((row) => ({
		by: row.askedOf === 'secretariat' ? 'secretariat' : { officialsOf: row.teamId },
		kind: 'question',
		reference: `R${row.recommendationNumber}`,
		path: `box/questions/${row.id}`,
		text: shortened(row.text),
		note: `asked by the ${row.askedByPost}`,
		since: londonDate(row.askedAt),
		dueOn: null
	}));
}

async function actions(trx: Trx, reviewId: number): Promise<FoundBy[]> {
	const rows = await listOpenActions(trx, reviewId);
	return rows.map((row) => ({
		by: { postId: row.ownerPostId },
		kind: 'action',
		reference: `A${row.number}`,
		path: `actions/A${row.number}`,
		text: shortened(row.text),
		note:
			row.reportBackTo === null
				? null
				: `reports back to ${row.reportBackTo}${row.reportBackOn === null ? '' : ` by ${plainDate(row.reportBackOn)}`}`,
		since: londonDate(row.createdAt),
		dueOn: row.dueOn
	}));
}

/** What is to be reported back on actions that are done, or whose day of report has come. */
async function reports(trx: Trx, actor: Actor, reviewId: number): Promise<FoundBy[]> {
	const today = londonDate(actor.now);
	const filters = { view: 'due', departmentId: null, ownerPostId: null } as const;
	const { rows } = await listReports(trx, actor, reviewId, filters, { after: null, before: null }, mostReports);
	return rows
		.filter(({ doneOn, reportBackOn }) => doneOn !== null || reportBackOn <= today)
		.map((row) => ({
			by: { postId: row.ownerPostId },
			kind: 'report',
			reference: `A${row.number}`,
			path: `actions/A${row.number}`,
			text: shortened(row.text),
			note: `to ${row.reportBackTo}`,
			since: row.doneOn ?? row.reportBackOn,
			dueOn: row.reportBackOn
		}));
}

const mostReports = 200;

function keyOf(by: By): string {
	if (by === null) return 'nobody';
	if (by === 'secretariat') return by;
	return 'postId' in by ? `post-${by.postId}` : `officials-${by.officialsOf}`;
}

/** Names who owes something: the post before its holders, who may change. */
async function describer(trx: Trx, actor: Actor, reviewId: number, found: readonly FoundBy[]) {
	const members = await listMembers(trx, actor, reviewId);
	const ids = found.flatMap(({ by }) => (by !== null && by !== 'secretariat' && 'postId' in by ? [by.postId] : []));
	// A post may have left the review and still owe what it took on.
	const left = [...new Set(ids)].filter((id) => !members.some(({ postId }) => postId === id));
	const others = left.length === 0 ? [] : await listPosts(trx, left);
	return (by: By): Omit<OwedPost, 'key' | 'things'> => {
		if (by === null) return { post: 'Nobody yet', department: '', holders: [], isPost: false };
		if (by === 'secretariat') {
			const own = members.find(({ role }) => role === 'secretariat');
			return { post: 'The secretariat', department: own?.departmentName ?? '', holders: [], isPost: false };
		}
		if ('officialsOf' in by) {
			const department = members.find(({ teamId }) => teamId === by.officialsOf)?.departmentName ?? '';
			return { post: 'The officials', department, holders: [], isPost: false };
		}
		const member = members.find(({ postId }) => postId === by.postId);
		if (member) {
			return { post: member.postTitle, department: member.departmentName, holders: member.holders, isPost: true };
		}
		const other = others.find(({ id }) => id === by.postId);
		return { post: other?.title ?? '', department: other?.departmentName ?? '', holders: [], isPost: false };
	};
}

async function listPosts(trx: Trx, ids: readonly number[]) {
	return trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select(['posts.id', 'posts.title', 'departmentsToday.name as departmentName'])
		.where('posts.id', 'in', ids)
		.execute();
}

/** The beginning of a text, cut between words. */
function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length <= 120 ? line : `${line.slice(0, 120).replace(/\s\S*$/, '')}…`;
}

/** Late here is late where people are chased: after the day named, or after the working days that such a thing is given. */
function timed(found: Found, today: string, nation: Nation): OwedThing {
	const { chasedAs } = owedKinds[found.kind];
	const patience = chasedAs === null ? undefined : chased[chasedAs]?.patience;
	const usual = patience === undefined ? null : addWorkingDays(found.since, patience, nation);
	const dueOn = found.dueOn ?? usual;
	return {
		...found,
		days: found.since < today ? workingDaysBetween(found.since, today, nation) : 0,
		dueOn,
		dayNamed: found.dueOn !== null,
		overdue: dueOn !== null && dueOn < today
	};
}
