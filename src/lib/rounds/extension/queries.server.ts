import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';

export type Extension = {
	id: number;
	earlierReplyBy: string;
	replyBy: string;
	because: string;
	postTitle: string;
	extendedAt: Date;
};

/** Each time that the day of a round was put off, the last first. */
export async function listExtensions(trx: Trx, roundId: number): Promise<Extension[]> {
	return trx
		.selectFrom('roundExtensions')
		.innerJoin('posts', 'posts.id', 'roundExtensions.postId')
		.select([
			'roundExtensions.id',
			'roundExtensions.earlierReplyBy',
			'roundExtensions.replyBy',
			'roundExtensions.because',
			'posts.title as postTitle',
			'roundExtensions.extendedAt'
		])
		.where('roundExtensions.roundId', '=', roundId)
		.orderBy('roundExtensions.id', 'desc')
		.limit(50)
		.execute();
}

/** Who holds the posts that a round asks, and those of the offices that serve them in its review. */
export async function listAskedPeople(trx: Trx, actor: Actor, roundId: number): Promise<number[]> {
	const rows = await trx
		.selectFrom('roundAddressees as asked')
		.innerJoin('posts', (join) =>
			join.on((eb) =>
				eb.or([
					eb('posts.id', '=', eb.ref('asked.postId')),
					eb.and([
						eb('posts.servesPostId', '=', eb.ref('asked.postId')),
						eb.exists(
							eb
								.selectFrom('memberships')
								.select('memberships.id')
								.whereRef('memberships.postId', '=', 'posts.id')
								.whereRef('memberships.reviewId', '=', 'asked.reviewId')
								.where('memberships.endedAt', 'is', null)
						)
					])
				])
			)
		)
		.innerJoin('holdings', 'holdings.postId', 'posts.id')
		.select('holdings.personId')
		.distinct()
		.where('asked.roundId', '=', roundId)
		.where('holdings.since', '<=', actor.now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', actor.now)]))
		.orderBy('holdings.personId')
		.execute();
	return rows.map(({ personId }) => personId);
}
