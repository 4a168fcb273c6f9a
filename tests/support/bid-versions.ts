import { freezeBid, signShare, submitVersion } from '#lib/bids/versions/commands.server.ts';
import { noteChange } from '#lib/bids/commands.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import type { BidRecord } from '#lib/bids/record.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { addJointBid, type StartedBid } from './bids.ts';
import { addRecommendation } from './papers.ts';
import type { Party, World } from './world.ts';

/** Everything that a record must say. */
export const wholeRecord: BidRecord = {
	summary: 'One hub in each council.',
	objectives: 'Every family knows where to go.',
	additionality: 'No council would open one from its own money.',
	ifNotFunded: 'Families go on telling their story six times.',
	deliveryBody: 'Upper-tier councils',
	seniorResponsibleOwner: 'Director of family services',
	accountingOfficer: 'Permanent secretary',
	risks: 'Too few health visitors.',
	evaluationPlan: 'Matched councils, reported in the third year.'
};

export type ReadyBid = StartedBid & { recommendation: { id: number; recommendation: string } };

/** A joint bid of Families and Care with nothing in the way of freezing it. Each official is their department's finance lead. */
export async function addReadyBid(world: World, title = nextTitle()): Promise<ReadyBid> {
	const bid = await addJointBid(world, title);
	const funded = await addRecommendation(world);
	await world.owner
		.insertInto('bidRecommendations')
		.values({ bidId: bid.id, recommendationId: funded.id, reviewId: world.reviewId, version: 1 })
		.execute();
	await world.owner
		.updateTable('bids')
		.set({ record: JSON.stringify(wholeRecord) })
		.where('id', '=', bid.id)
		.execute();
	const from = { bid, recommendationId: funded.id };
	await addLine(world, { ...from, teamId: world.teams.families, description: 'Hub buildings', pence: 500_000_00 });
	await addLine(world, { ...from, teamId: world.teams.care, description: 'Health visitors', pence: 250_000_00 });
	for (const party of [world.official, world.careOfficial]) {
		await world.owner
			.updateTable('bidShares')
			.set({ financeLeadPostId: party.postId })
			.where('bidId', '=', bid.id)
			.where('teamId', '=', party.teamId)
			.execute();
	}
	await agreeShares(world, bid);
	return { ...bid, recommendation: funded };
}

export async function addLine(
	world: World,
	line: {
		bid: StartedBid;
		teamId: number;
		description: string;
		pence: number;
		recommendationId?: number;
		optionId?: number;
		year?: number;
		budget?: 'rdel_programme' | 'cdel';
		assumptionId?: number;
		priceYear?: number;
	}
): Promise<number> {
	const of = { bidId: line.bid.id, optionId: line.optionId ?? line.bid.preferred, teamId: line.teamId };
	const { id } = await world.owner
		.insertInto('costLines')
		.values({
			...of,
			reviewId: world.reviewId,
			recommendationId: line.recommendationId ?? null,
			rank: 1,
			description: line.description,
			budget: line.budget ?? 'rdel_programme',
			priceYear: line.priceYear ?? null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('costCells')
		.values({
			...of,
			lineId: id,
			year: line.year ?? 2022,
			pence: line.pence,
			assumptionId: line.assumptionId ?? null
		})
		.execute();
	return id;
}

/** Both departments agree their shares as they now stand. */
export async function agreeShares(world: World, bid: { id: number }): Promise<void> {
	const shares = await world.owner
		.selectFrom('bidShares')
		.select(['teamId', 'changes'])
		.where('bidId', '=', bid.id)
		.execute();
	for (const party of [world.official, world.careOfficial]) {
		await world.owner
			.insertInto('shareAgreements')
			.values({
				reviewId: world.reviewId,
				bidId: bid.id,
				teamId: party.teamId,
				changes: shares.find(({ teamId }) => teamId === party.teamId)?.changes ?? 0,
				personId: party.personId,
				postId: party.postId
			})
			.execute();
	}
}

/** Changes the bid as any saved edit would. */
export async function change(world: World, bid: { number: number }, party: Party = world.official): Promise<void> {
	await asActor(party.actor, async (trx, actor) =>
		noteChange(trx, actor, await getBid(trx, world.reviewId, bid.number), [])
	);
}

export async function freezeAs(
	world: World,
	bid: StartedBid,
	input: { options?: number[]; ranked?: boolean; after?: number } = {}
): Promise<number> {
	const { version } = await asActor(world.official.actor, (trx, actor) =>
		freezeBid(trx, actor, world.reviewId, bid.number, {
			options: input.options ?? [bid.bau, bid.preferred],
			ranked: input.ranked ?? false,
			after: input.after ?? 0
		})
	);
	return version;
}

export async function signAs(world: World, party: Party, bid: { number: number }, version: number): Promise<void> {
	await asActor(party.actor, (trx, actor) =>
		signShare(trx, actor, world.reviewId, bid.number, { version, teamId: party.teamId })
	);
}

/** Frozen, signed by both departments and submitted. @param input.after the number of the last version */
export async function submitted(
	world: World,
	bid: StartedBid,
	input: { options?: number[]; ranked?: boolean; after?: number } = {}
): Promise<number> {
	const version = await freezeAs(world, bid, input);
	await signAs(world, world.official, bid, version);
	await signAs(world, world.careOfficial, bid, version);
	await asActor(world.official.actor, (trx, actor) =>
		submitVersion(trx, actor, world.reviewId, bid.number, { version })
	);
	return version;
}

let titles = 0;

/** A fiscal event is named after its bid, and a review has each name once. */
function nextTitle(): string {
	titles += 1;
	return `Family hubs ${titles}`;
}
