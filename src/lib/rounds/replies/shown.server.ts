import { type Actor, hasRole } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { stances } from '#lib/positions/position.ts';
import type { Addressee, Round } from '../queries.server.ts';
import { readStandings } from '../standings.server.ts';
import { lateWords } from './late.ts';
import { type Copy, lastLook, listCopies, listReplies, type Reply } from './queries.server.ts';
import { canRecordReply, conveyances, replyGrant, replyTag, speaksAs, stancesToChoose, takesReplies } from './reply.ts';

/** A reply as a line of a list tells of it. */
export function replyLine(reply: Reply) {
	return {
		id: reply.id,
		tag: replyTag(reply.stance),
		dated: plainDate(reply.datedOn),
		late: reply.daysLate === null ? null : lateWords(reply.daysLate),
		/** The copy it answers, where that is not the one that the round asks about. */
		earlierCopy: reply.onEarlierCopy ? reply.copy.number : null,
		conveyed: conveyances[reply.conveyed].label,
		sentBy: reply.sentBy,
		counts: reply.counts
	};
}

/** The replies of a round in rows of departments and columns of recommendations, as far as this person sees them. */
export async function readGrid(trx: Trx, actor: Actor, round: Round) {
	const placed = await readStandings(trx, actor, round);
	const replies = await listReplies(trx, round);
	const looked = await lastLook(trx, actor, round.id);
	const watches = hasRole(actor, round.reviewId, 'secretariat');
	const open = takesReplies(round);
	const rows = placed.flatMap(({ addressee, department }) => {
		if (!department) return [];
		const own = replies.filter(({ addresseeId }) => addresseeId === addressee.id);
		const reply = own.find(({ counts }) => counts) ?? null;
		const { state, label, colour, symbol, because, late } = department.standing;
		const grant = open ? replyGrant(actor, round.reviewId, addressee) : null;
		return [
			{
				addresseeId: addressee.id,
				department: addressee.departmentName,
				shortName: addressee.shortName,
				post: addressee.postTitle,
				holder: addressee.holderName,
				isTreasury: addressee.isTreasury,
				state,
				tag: { label, colour, symbol },
				because,
				overdue: state === 'owes' && late,
				reply: reply === null ? null : replyLine(reply),
				earlier: own.filter(({ counts }) => !counts).map(replyLine),
				cells: round.recommendations.map(({ recommendationId }) => {
					const part = reply?.parts.find((each) => each.recommendationId === recommendationId);
					return {
						recommendationId,
						tag: part ? replyTag(part.stance) : null,
						comments: (reply?.comments ?? [])
							.filter((each) => part && each.recommendationId === recommendationId)
							.map((each) => each.reference)
					};
				}),
				mayRecord: grant !== null,
				mayGive: grant !== null && speaksAs(grant, addressee)
			}
		];
	});
	return {
		recommendations: round.recommendations.map(({ recommendationId, reference, title }) => ({
			id: recommendationId,
			reference,
			title
		})),
		rows,
		hidden: placed.length - rows.length,
		late: replies
			.filter(({ daysLate }) => daysLate !== null)
			.map((reply) => ({
				...replyLine(reply),
				department: round.addressees.find(({ id }) => id === reply.addresseeId)?.departmentName ?? '',
				isNew: watches && reply.id > looked
			})),
		/** The last reply that this page shows: what is recorded after it, the person has not seen. */
		last: lastOf(replies),
		watches
	};
}

/** What the form of a reply needs to know of its round. */
export async function readReplyForm(trx: Trx, actor: Actor, round: Round) {
	const replies = await listReplies(trx, round);
	const copies = await listCopies(trx, round);
	const { issuedOn, replyBy } = round;
	return {
		recommendations: round.recommendations.map(({ recommendationId, reference, title, text }) => ({
			id: recommendationId,
			reference,
			title,
			text
		})),
		stances: stancesToChoose(round.rules).map((stance) => ({ value: stance, ...stances[stance] })),
		copies: copies.map((copy) => ({
			value: String(copy.id),
			text: copyName(copy),
			...(copy.id === round.snapshot.id ? { hint: 'The copy that the round asks about today' } : {})
		})),
		issuedOn,
		replyBy,
		after: lastOf(replies),
		departments: round.addressees
			.filter((asked) => canRecordReply(actor, round.reviewId, asked))
			.map((asked) => departmentOf(actor, round, asked, replies))
	};
}

export function copyName({ number, takenAt }: Pick<Copy, 'number' | 'takenAt'>): string {
	return `Copy ${number}, frozen ${plainDate(londonDate(takenAt))}`;
}

function departmentOf(actor: Actor, round: Round, asked: Addressee, replies: readonly Reply[]) {
	const grant = replyGrant(actor, round.reviewId, asked);
	const own = replies.filter(({ addresseeId }) => addresseeId === asked.id);
	return {
		addresseeId: asked.id,
		name: asked.departmentName,
		shortName: asked.shortName,
		post: asked.postTitle,
		holder: asked.holderName,
		speaks: grant !== null && speaksAs(grant, asked),
		replies: own.map(replyLine)
	};
}

function lastOf(replies: readonly Reply[]): number {
	return Math.max(0, ...replies.map(({ id }) => id));
}
