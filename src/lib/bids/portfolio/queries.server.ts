import { sql } from 'kysely';
import * as z from 'zod';
import { type Actor, hasRole } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { readContent } from '../content.server.ts';
import { type BidContent, bidContentSchema } from '../content.ts';
import { askedFor, type FixedPrices } from '../costs/asked.ts';
import { getBid } from '../queries.server.ts';
import { latestTreasuryPositions, type TreasuryPosition } from '../treasury/queries.server.ts';
import { preferredLines, signedPence } from '../versions/figures.ts';
import { listShares } from '../shares/queries.server.ts';
import type { AskedCell } from './affordability.ts';

/** How much a bid is worth by its stored appraisal, against business as usual. */
export type Value = {
	priceYear: number;
	presentValueYear: number;
	/** Pounds in the prices of that year, discounted, as decimal text. */
	costs: string;
	benefits: string;
	ratio: string | null;
	edition: string | null;
};

export type PortfolioBid = {
	id: number;
	name: string;
	title: string;
	/** What of it is shown: a submitted version, or the work, with the version that it has moved on from. */
	shown: { of: 'version' | 'work'; version: number | null };
	departments: { id: number; shortName: string; agreed: boolean; signed: boolean }[];
	cells: (AskedCell & { teamId: number })[];
	/** What is put in the prices of a year, which no total of cash holds. */
	fixed: FixedPrices[];
	value: Value | null;
	position: TreasuryPosition | null;
};

export type WithdrawnBid = { name: string; title: string; version: number; because: string };

/** The portfolio is the secretariat's and the chair's. @throws Forbidden */
export function requirePortfolio(actor: Actor, reviewId: number): void {
	if (!hasRole(actor, reviewId, 'secretariat', 'chair'))
		throw new Forbidden('The portfolio is for the secretariat and the chair');
}

/** The standing bids of a fiscal event that this person may know of, in the group's order; those without a rank last. */
export async function listPortfolioOrder(trx: Trx, fiscalEventId: number): Promise<number[]> {
	const rows = await trx
		.selectFrom((eb) =>
			eb
				.selectFrom('bids')
				.select(['id', 'number'])
				.where('fiscalEventId', '=', fiscalEventId)
				.where('withdrawnAt', 'is', null)
				.union(
					eb
						.selectFrom('bidVersions')
						.select(['bidId as id', 'bidNumber as number'])
						.where('fiscalEventId', '=', fiscalEventId)
						.where('submittedAt', 'is not', null)
						.where(({ not, exists, selectFrom }) =>
							not(exists(selectFrom(withdrawnBids).select('w.bidId').whereRef('w.bidId', '=', 'bidVersions.bidId')))
						)
				)
				.as('known')
		)
		.leftJoin('portfolioRanks', (join) =>
			join.onRef('portfolioRanks.bidId', '=', 'known.id').on('portfolioRanks.fiscalEventId', '=', fiscalEventId)
		)
		.select('known.id')
		.orderBy('portfolioRanks.rank', (order) => order.asc().nullsLast())
		.orderBy('known.number')
		.limit(mostBids)
		.execute();
	return rows.map(({ id }) => id);
}

/** Each bid of a fiscal event as this person may see it latest, in the group's order. */
export async function listPortfolio(trx: Trx, reviewId: number, fiscalEventId: number): Promise<PortfolioBid[]> {
	const order = await listPortfolioOrder(trx, fiscalEventId);
	const positions = await latestTreasuryPositions(trx, order);
	const found: PortfolioBid[] = [];
	for (const id of order) {
		const { content, shown, departments } = await latestOf(trx, reviewId, id);
		const asked = preferredLines(content);
		found.push({
			id,
			name: content.reference,
			title: content.title,
			shown,
			departments,
			cells: asked
				.filter(({ priceYear }) => priceYear === null)
				.flatMap((line) =>
					line.cells
						.filter(({ pence }) => pence !== null)
						.map(({ year }) => ({ teamId: line.teamId, budget: line.budget, year, pence: signedPence(line, year) }))
				),
			fixed: askedFor(content.costLines, asked[0]?.optionId).fixed,
			value: valueOf(content.appraisal),
			position: positions.get(id) ?? null
		});
	}
	return found;
}

/** Bids that were submitted to a fiscal event and withdrawn since: they are told of and counted in nothing. */
export async function listWithdrawn(trx: Trx, fiscalEventId: number): Promise<WithdrawnBid[]> {
	const rows = await trx
		.selectFrom('bidVersions')
		.innerJoin(withdrawnBids, 'w.bidId', 'bidVersions.bidId')
		.distinctOn('bidVersions.bidNumber')
		.select([
			'bidVersions.bidNumber',
			'bidVersions.title',
			'bidVersions.number as version',
			'w.withdrawnBecause as because'
		])
		.where('fiscalEventId', '=', fiscalEventId)
		.where('submittedAt', 'is not', null)
		.orderBy('bidVersions.bidNumber')
		.orderBy('bidVersions.number', 'desc')
		.limit(mostBids)
		.execute();
	return rows.map(({ bidNumber, ...row }) => ({ name: reference('B', bidNumber), ...row }));
}

const mostBids = 200;

/** Whoever sees what was submitted is told that it was withdrawn, without seeing the bid in work. */
const withdrawnBids = sql<{ bidId: number; withdrawnBecause: string }>`app_withdrawn_bids()`.as('w');

async function latestOf(trx: Trx, reviewId: number, id: number) {
	const submitted = await trx
		.selectFrom('bidVersions')
		.select(['id', 'number', 'bidChanges', 'content'])
		.where('bidId', '=', id)
		.where('submittedAt', 'is not', null)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const working = await trx.selectFrom('bids').select(['number', 'changes']).where('id', '=', id).executeTakeFirst();
	if (submitted && (!working || working.changes === submitted.bidChanges)) {
		const content = bidContentSchema.parse(JSON.parse(submitted.content));
		const signatures = await trx
			.selectFrom('bidSignatures')
			.select('teamId')
			.where('versionId', '=', submitted.id)
			.execute();
		return {
			content,
			shown: { of: 'version' as const, version: submitted.number },
			departments: [content.lead, ...content.partners].map((team) => ({
				id: team.id,
				shortName: team.shortName,
				agreed: true,
				signed: signatures.some(({ teamId }) => teamId === team.id)
			}))
		};
	}
	const bid = await getBid(trx, reviewId, working?.number ?? 0);
	const appraisal = await trx
		.selectFrom('appraisals')
		.select('content')
		.where('bidId', '=', id)
		.where('bidChanges', '=', bid.changes)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const content: BidContent = {
		...(await readContent(trx, bid)),
		appraisal: appraisal ? (JSON.parse(appraisal.content) as unknown) : null
	};
	const shares = await listShares(trx, bid);
	return {
		content,
		shown: { of: 'work' as const, version: submitted?.number ?? null },
		departments: shares.map(({ teamId, shortName, agreed }) => ({
			id: teamId,
			shortName,
			agreed: agreed?.holds ?? false,
			signed: false
		}))
	};
}

const figure = z.object({ value: z.string(), edition: z.string().nullable() });
const outcome = z.object({
	presentValueCosts: figure,
	presentValueBenefits: figure,
	bcr: z.object({ figure: figure.nullable() })
});
/** What the portfolio reads of a stored appraisal. */
const stored = z.object({
	priceYear: z.int(),
	presentValueYear: z.int(),
	preferredOptionId: z.int(),
	options: z.array(outcome.extend({ optionId: z.int(), incremental: outcome.nullable() }))
});

function valueOf(appraisal: unknown): Value | null {
	const read = stored.safeParse(appraisal);
	if (!read.success) return null;
	const { priceYear, presentValueYear, preferredOptionId, options } = read.data;
	const preferred = options.find(({ optionId }) => optionId === preferredOptionId);
	if (!preferred) return null;
	const { presentValueCosts, presentValueBenefits, bcr } = preferred.incremental ?? preferred;
	return {
		priceYear,
		presentValueYear,
		costs: presentValueCosts.value,
		benefits: presentValueBenefits.value,
		ratio: bcr.figure?.value ?? null,
		edition: presentValueCosts.edition
	};
}
