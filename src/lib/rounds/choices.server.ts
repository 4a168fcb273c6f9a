import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { gates } from '#lib/papers/paper.ts';
import { listMembers } from '#lib/reviews/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { needsMoney } from './asking.ts';
import { askedRecommendations, recommendationsPrinted } from './asking.server.ts';
import { gatesToAskAt } from './commands.server.ts';
import { listCommittees } from './committees/queries.server.ts';
import { listKnownRules } from './rules.server.ts';

const most = 200;

/** The frozen copies that a round may be prepared on, the latest of each paper first. */
export async function listCopies(trx: Trx, reviewId: number) {
	const rows = await trx
		.selectFrom('snapshots')
		.innerJoin('papers', 'papers.id', 'snapshots.paperId')
		.select([
			'snapshots.id',
			'snapshots.number',
			'snapshots.gate',
			'snapshots.takenAt',
			'snapshots.paperId',
			'papers.number as paperNumber',
			'papers.title',
			'papers.sponsorPostId'
		])
		.where('snapshots.reviewId', '=', reviewId)
		.where('snapshots.gate', 'in', gatesToAskAt)
		.orderBy('papers.number', 'desc')
		.orderBy('snapshots.number', 'desc')
		.limit(most)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		paperId: row.paperId,
		number: row.number,
		title: row.title,
		sponsorPostId: row.sponsorPostId,
		text: `${reference('P', row.paperNumber)} ${row.title}: copy ${row.number}, ${gates[row.gate].label.toLowerCase()}, ${plainDate(londonDate(row.takenAt))}`
	}));
}

/** What the form of a round offers for a frozen copy. */
export async function readChoices(trx: Trx, actor: Actor, reviewId: number, snapshotId: number) {
	const copy = await trx
		.selectFrom('snapshots')
		.select('content')
		.where('reviewId', '=', reviewId)
		.where('id', '=', snapshotId)
		.where('gate', 'in', gatesToAskAt)
		.executeTakeFirst();
	if (!copy) return null;
	const printed = await recommendationsPrinted(trx, reviewId, copy.content);
	const members = await listMembers(trx, actor, reviewId);
	const asks = ['cabinet_minister', 'minister', 'chair'];
	const known = await listKnownRules(trx, reviewId);
	const asked = await askedRecommendations(trx, printed);
	return {
		recommendations: printed.map(({ id, reference: name, title, version }) => ({
			value: String(id),
			text: `${name} ${title}`,
			hint: `Version ${version}, as the copy prints it`
		})),
		/** Those that need a bid: a round with one of them asks for money. */
		costly: needsMoney(asked),
		/** Whether anything that it prints may cost something. */
		mayCost: asked.some(({ costStatus }) => costStatus !== 'none'),
		committees: (await listCommittees(trx, reviewId)).map(({ id, name, replyDays }) => ({
			value: String(id),
			text: replyDays === null ? name : `${name} (${replyDays} clear working days)`
		})),
		sponsors: [
			...new Map(
				members
					.filter(({ role }) => asks.includes(role))
					.sort((a, b) => asks.indexOf(a.role) - asks.indexOf(b.role))
					.map(({ postId, postTitle, departmentName }) => [
						postId,
						{ value: String(postId), text: `${postTitle}, ${departmentName}` }
					])
			).values()
		],
		rules: known.map(({ key, rules }) => ({
			value: key,
			text: `${rules.name}, edition ${rules.edition}${rules.tried ? '' : ' (not tried)'}`
		})),
		usualDays: known[0]?.rules.period.clearWorkingDays ?? null
	};
}

export type RoundChoices = NonNullable<Awaited<ReturnType<typeof readChoices>>>;
