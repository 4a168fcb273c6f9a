import { sql } from 'kysely';
import { asActor } from '#lib/db/asActor.server.ts';
import type { Grade, Stance } from '#lib/positions/position.ts';
import type { ReplyStance } from '#lib/rounds/table.ts';
import { roundAs } from './rounds.ts';
import type { Party, World } from './world.ts';

export type ReplyLaid = {
	stance: ReplyStance;
	text?: string | null;
	datedOn?: string;
	/** What it says of single recommendations, by their place in the round; without, the whole counts for each. */
	parts?: Stance[];
	/** Each on the first recommendation, or on the one at this place. */
	comments?: { text: string; grade: Grade; at?: number; proposedWords?: string }[];
};

/** A reply of a Cabinet minister laid down as it stands, with its answers and comments. @returns the numbers of the comments */
export async function layReply(world: World, name: string, by: Party, laid: ReplyLaid): Promise<number[]> {
	const round = await roundAs(world, world.secretariat, name);
	const addressee = round.addressees.find(({ postId }) => postId === by.postId);
	if (!addressee) throw new Error(`${name} does not ask this post`);
	const { actor, personId, postId } = world.secretariat;
	const { reviewId } = world;
	const words = laid.text === undefined ? 'As the letter says.' : laid.text;
	return asActor(actor, async (trx) => {
		const { id: replyId } = await trx
			.insertInto('replies')
			.values({
				reviewId,
				roundId: round.id,
				addresseeId: addressee.id,
				teamId: by.teamId,
				snapshotId: round.snapshot.id,
				stance: laid.stance,
				text: words,
				sentBy: 'Private office',
				datedOn: laid.datedOn ?? '2026-03-16',
				conveyed: 'letter',
				holderPersonId: by.personId,
				recordedByPersonId: personId,
				recordedByPostId: postId
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const answers: number[] = [];
		for (const [index, each] of round.recommendations.entries()) {
			const stance = laid.parts?.[index] ?? (laid.stance === 'in_part' ? 'content' : laid.stance);
			const { id } = await trx
				.insertInto('answers')
				.values({
					reviewId,
					kind: 'reply',
					replyId,
					recommendationId: each.recommendationId,
					subjectVersion: each.version,
					teamId: by.teamId,
					postId: by.postId,
					holderPersonId: by.personId,
					recordedByPersonId: personId,
					recordedByPostId: postId,
					conveyed: 'letter',
					stance,
					reason: words ?? 'As the letter says.',
					proposedText: null
				})
				.returning('id')
				.executeTakeFirstOrThrow();
			answers.push(id);
		}
		const numbers: number[] = [];
		for (const comment of laid.comments ?? []) {
			const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'C') as number`.execute(trx);
			const number = rows[0]?.number ?? 0;
			await trx
				.insertInto('conditions')
				.values({
					reviewId,
					number,
					answerId: answers[comment.at ?? 0] ?? 0,
					grade: comment.grade,
					text: comment.text,
					proposedWords: comment.proposedWords ?? null
				})
				.execute();
			numbers.push(number);
		}
		return numbers;
	});
}
