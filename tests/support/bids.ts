import type { Actor } from '#lib/access/actor.ts';
import { addOption, addPartner, startBid } from '#lib/bids/commands.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import type { World } from './world.ts';

/** 2022-23 to 2024-25, with one more year of capital. */
export async function addFiscalEvent(world: World, name = 'Spending review'): Promise<number> {
	const { id } = await world.owner
		.insertInto('fiscalEvents')
		.values({ reviewId: world.reviewId, name, firstYear: 2022, lastYear: 2024, capitalLastYear: 2025 })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

export type StartedBid = {
	id: number;
	number: number;
	reference: string;
	fiscalEventId: number;
	bau: number;
	preferred: number;
};

/** A bid led by Families, in work: nobody else knows of it. */
export async function addBid(
	world: World,
	title = 'Family hubs',
	by: Actor = world.official.actor
): Promise<StartedBid> {
	const fiscalEventId = await addFiscalEvent(world, `Spending review for ${title}`);
	const bid = await asActor(by, (trx, actor) => startBid(trx, actor, world.reviewId, { fiscalEventId, title }));
	const options = await world.owner
		.selectFrom('bidOptions')
		.select(['id', 'kind'])
		.where('bidId', '=', bid.id)
		.execute();
	const of = (kind: string) => {
		const found = options.find((option) => option.kind === kind);
		if (!found) throw new Error(`No option ${kind}`);
		return found.id;
	};
	return { ...bid, fiscalEventId, bau: of('bau'), preferred: of('preferred') };
}

/** A joint bid of Families, which leads, and Care. */
export async function addJointBid(world: World, title = 'Family hubs'): Promise<StartedBid> {
	const bid = await addBid(world, title);
	await asActor(world.official.actor, (trx, actor) =>
		addPartner(trx, actor, world.reviewId, bid.number, world.teams.care)
	);
	return bid;
}

/** A fall-back option that the lead keeps to itself. */
export async function addFallback(world: World, bid: StartedBid): Promise<number> {
	const { id } = await asActor(world.official.actor, (trx, actor) =>
		addOption(trx, actor, world.reviewId, bid.number, {
			kind: 'minimum',
			name: 'Half the councils',
			description: 'What we could live with.',
			leadOnly: true
		})
	);
	return id;
}
