import type { Actor } from '#lib/access/actor.ts';
import type { BenefitInput } from '#lib/bids/benefits/benefit.ts';
import { type SaveBenefits, saveBenefits } from '#lib/bids/benefits/commands.server.ts';
import { addOption, addPartner, startBid } from '#lib/bids/commands.server.ts';
import { type SaveLines, saveLines } from '#lib/bids/costs/commands.server.ts';
import type { LineInput } from '#lib/bids/costs/line.ts';
import { listBenefitLines, listCostLines } from '#lib/bids/queries.server.ts';
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

/** A line of the preferred option with a million pounds in its first year, as it would be saved. */
export function lineInput(bid: StartedBid, wanted: Partial<LineInput> = {}): LineInput {
	return {
		id: null,
		revision: null,
		optionId: bid.preferred,
		recommendationId: null,
		description: 'Family hubs',
		flow: 'cost',
		budget: 'rdel_programme',
		baseline: false,
		priceYear: null,
		steadyStatePence: null,
		cells: [cell(2022, 100_000_000)],
		...wanted
	};
}

export function cell(
	year: number,
	pence: number | null,
	staffHundredths: number | null = null
): LineInput['cells'][number] {
	return { year, pence, staffHundredths, assumptionId: null };
}

/** Saves lines of one department as its own official. @returns their ids */
export async function saveAs(
	world: World,
	bid: StartedBid,
	team: 'families' | 'care',
	lines: readonly LineInput[],
	removed: SaveLines['removed'] = []
): Promise<number[]> {
	const by = team === 'families' ? world.official : world.careOfficial;
	const { ids } = await asActor(by.actor, (trx, actor) =>
		saveLines(trx, actor, world.reviewId, bid.number, { teamId: world.teams[team], lines, removed })
	);
	return ids;
}

/** The lines of a bid as its lead sees them. */
export async function linesOf(world: World, bid: StartedBid) {
	return asActor(world.official.actor, (trx) => listCostLines(trx, bid.id));
}

/** A benefit of the preferred option with a million pounds in its first year, as it would be saved. */
export function benefitInput(bid: StartedBid, wanted: Partial<BenefitInput> = {}): BenefitInput {
	return {
		id: null,
		revision: null,
		optionId: bid.preferred,
		recommendationId: null,
		description: 'Fewer children taken into care',
		kind: 'cash_releasing',
		priceYear: 2022,
		quintile: null,
		assumptionId: null,
		cells: [{ year: 2022, pence: 100_000_000 }],
		...wanted
	};
}

/** Saves benefits of one department as its own official. @returns their ids */
export async function saveBenefitsAs(
	world: World,
	bid: StartedBid,
	team: 'families' | 'care',
	lines: readonly BenefitInput[],
	removed: SaveBenefits['removed'] = []
): Promise<number[]> {
	const by = team === 'families' ? world.official : world.careOfficial;
	const { ids } = await asActor(by.actor, (trx, actor) =>
		saveBenefits(trx, actor, world.reviewId, bid.number, { teamId: world.teams[team], lines, removed })
	);
	return ids;
}

/** The benefits of a bid as its lead sees them. */
export async function benefitsOf(world: World, bid: StartedBid) {
	return asActor(world.official.actor, (trx) => listBenefitLines(trx, bid.id));
}
