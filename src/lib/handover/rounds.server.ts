import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { clearanceForms, clearanceOutcomes } from '#lib/rounds/clearance/clearance.ts';
import { listClearances } from '#lib/rounds/clearance/queries.server.ts';
import { getRound, listRounds } from '#lib/rounds/queries.server.ts';
import { readStandings } from '#lib/rounds/standings.server.ts';
import { longDate } from '#lib/ui/dates.ts';
import { atMost, type HandoverRound } from './handover.ts';

/** The write-rounds, the newest first: whom each asked, what they replied, and what the committee’s chair decided. */
export async function readRounds(
	trx: Trx,
	actor: Actor,
	reviewId: number
): Promise<{ rows: HandoverRound[]; left: string[] }> {
	const list = await listRounds(trx, reviewId);
	const rows: HandoverRound[] = [];
	for (const { id, number } of list.rows.slice(0, atMost.rounds)) {
		const round = await getRound(trx, actor, reviewId, reference('W', number));
		const placed = await readStandings(trx, actor, round);
		const clearances = await listClearances(trx, id);
		rows.push({
			reference: round.name,
			title: round.title,
			facts: [
				['To', `${round.committee.chair}, chair of the ${round.committee.name}`],
				['From', round.sponsor.title],
				['Asks about', round.recommendations.map((each) => `${each.reference}, version ${each.version}`).join('; ')],
				['Frozen copy', `${round.paper.reference} ${round.paper.title}, snapshot ${round.snapshot.number}`],
				['SHA-256 of the copy', round.snapshot.sha256],
				['Rules', `${round.rules.name}, SHA-256 ${round.rulesSha256}`],
				['Issued', round.issuedOn ? longDate(round.issuedOn) : 'Not issued'],
				['Replies due', round.replyBy ? longDate(round.replyBy) : 'No day yet'],
				...(round.shortNoticeBecause
					? [['Short notice because', round.shortNoticeBecause] satisfies [string, string]]
					: []),
				...(round.withdrawnBecause ? [['Withdrawn because', round.withdrawnBecause] satisfies [string, string]] : [])
			],
			departments: placed.flatMap(({ addressee, department }) => {
				if (!department) return [];
				const { standing, reply } = department;
				const comments = reply?.comments ?? [];
				const open = comments.filter(({ met }) => !met).map((comment) => comment.reference);
				return [
					[
						`${department.name} (${addressee.postTitle}): ${standing.label}`,
						...(reply ? [longDate(reply.datedOn)] : []),
						...(standing.late ? ['late'] : []),
						...(comments.length === 0 ? [] : [`comments ${comments.map((comment) => comment.reference).join(', ')}`]),
						...(open.length === 0 ? [] : [`not met: ${open.join(', ')}`])
					].join('; ')
				];
			}),
			clearances: clearances.map((clearance) =>
				[
					`${clearanceOutcomes[clearance.outcome].label} by ${clearance.givenBy} on ${longDate(clearance.givenOn)}`,
					`${clearanceForms[clearance.givenIn].label.toLowerCase()}: ${clearance.source}`,
					`on snapshot ${clearance.snapshotNumber}, SHA-256 ${clearance.sha256}`,
					...(clearance.terms ? [`terms: ${clearance.terms}`] : []),
					...(clearance.because ? [`in spite of objections: ${clearance.because}`] : []),
					`recorded by ${clearance.recordedByName}, ${clearance.recordedByTitle}`
				].join('; ')
			)
		});
	}
	const more = list.rows.length > atMost.rounds || list.next !== null;
	return { rows, left: more ? ['Earlier write-rounds stand in their list.'] : [] };
}
