import type { Trx } from '#lib/db/asActor.server.ts';

/** The open questions about bids that these departments lead or take part in, the soonest due first. */
export async function listQuestionsToAnswer(trx: Trx, teamIds: readonly number[], reviewId: number) {
	if (teamIds.length === 0) return [];
	return trx
		.selectFrom('bidQuestions as question')
		.innerJoin('bids', 'bids.id', 'question.bidId')
		.select(['bids.number', 'bids.title', 'question.number as question', 'question.question as text'])
		.select(['question.askedAt', 'question.dueOn'])
		.where('question.reviewId', '=', reviewId)
		.where('question.answer', 'is', null)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('bidShares')
					.select('bidShares.bidId')
					.whereRef('bidShares.bidId', '=', 'question.bidId')
					.where('bidShares.teamId', 'in', teamIds)
			)
		)
		.orderBy('question.dueOn', (order) => order.asc().nullsLast())
		.orderBy('question.id')
		.execute();
}

/** The submitted bids on whose last submitted version the Treasury has not said where it stands. */
export async function listWithoutPosition(trx: Trx, reviewId: number) {
	const last = await trx
		.selectFrom('bidVersions')
		.distinctOn('bidId')
		.select(['id', 'bidId', 'bidNumber as number', 'title', 'number as version', 'submittedAt'])
		.where('reviewId', '=', reviewId)
		.where('submittedAt', 'is not', null)
		.orderBy('bidId')
		.orderBy('bidVersions.number', 'desc')
		.execute();
	const positions = await trx
		.selectFrom('treasuryPositions')
		.innerJoin('bidVersions', 'bidVersions.id', 'treasuryPositions.versionId')
		.select(['treasuryPositions.bidId', 'bidVersions.number'])
		.where('treasuryPositions.reviewId', '=', reviewId)
		.orderBy('treasuryPositions.id', 'desc')
		.execute();
	return last
		.flatMap(({ number, title, version, submittedAt, bidId }) => {
			const earlier = positions.find((position) => position.bidId === bidId)?.number ?? null;
			return submittedAt && earlier !== version ? [{ number, title, version, submittedAt, earlier }] : [];
		})
		.sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime());
}
