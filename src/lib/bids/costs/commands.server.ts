import { sql } from 'kysely';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { canEditShare, type Confidence } from '../bid.ts';
import { noteChange, onBid } from '../commands.server.ts';
import {
	type Bid,
	bidRights,
	type CostLine,
	getFiscalEvent,
	listCostLines,
	listOptions,
	lockBid
} from '../queries.server.ts';
import { isFilled, lineDigest, type LineInput, outsidePeriod } from './line.ts';

/** As many lines as one department puts in one bid. */
export const mostLines = 500;

export type SaveLines = {
	/** The department whose share is written: one that the actor speaks for. */
	teamId: number;
	lines: readonly LineInput[];
	removed: readonly { id: number; revision: number }[];
};

/**
 * Adds, changes and removes cost lines of one department's share: all of them or none. What is already as it should be
 * is left alone. Fields of Invalid are `lines[2].y2023`, by the place in `lines`.
 * @returns the ids of `lines`, in their order
 * @throws NotFound, Forbidden, Conflict where a line was changed or removed meanwhile, Invalid
 */
export async function saveLines(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ teamId, lines, removed }: SaveLines
): Promise<{ ids: number[] }> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const grant = await shareGrant(trx, actor, bid, teamId);
	const all = await listCostLines(trx, bid.id);
	const stored = new Map(all.map((line) => [line.id, line]));
	await checkLines(trx, bid, teamId, lines, stored);
	refuseOthers(teamId, [...lines, ...removed], stored);
	refuseStale([...lines, ...removed], stored);

	const kept = lines.map((line) => withKept(line, stored));
	const changed = kept.filter((line) => {
		const before = line.id === null ? undefined : stored.get(line.id);
		return !before || before.optionId !== line.optionId || lineDigest(before) !== lineDigest(line);
	});
	const gone = removed.filter(({ id }) => stored.has(id));
	const count = all.filter((line) => line.teamId === teamId).length + kept.filter(({ id }) => id === null).length;
	if (count - gone.length > mostLines) {
		throw new Invalid('', `A department puts no more than ${mostLines} lines in one bid`);
	}
	if (changed.length === 0 && gone.length === 0) return { ids: kept.map(({ id }) => id ?? 0) };

	if (gone.length > 0) {
		await trx
			.deleteFrom('costLines')
			.where('bidId', '=', bid.id)
			.where(
				'id',
				'in',
				gone.map(({ id }) => id)
			)
			.execute();
	}
	const ids = await writeLines(trx, bid, teamId, kept, changed, Math.max(0, ...all.map(({ rank }) => rank)));
	await noteChange(trx, actor, bid, [teamId]);
	await record(trx, grant, 'bid.lines_saved', onBid(bid, teamId), {
		team: teamId,
		saved: changed.map((line) => ({
			before: line.id === null ? null : said(stored.get(line.id)),
			after: { id: ids[kept.indexOf(line)], ...said(line) }
		})),
		removed: gone.map(({ id }) => ({ id, ...said(stored.get(id)) }))
	});
	return { ids };
}

export type AssumptionInput = {
	teamId: number;
	text: string;
	owner: string;
	source: string;
	confidence: Confidence;
	findingId: number | null;
	/** The cells of the department's own lines that rest on it; null leaves them as they are. */
	cells: readonly { lineId: number; year: number }[] | null;
};

/** Writes down what figures rest on. @returns its number within the bid: 2 is A2. @throws NotFound, Forbidden, Invalid */
export async function addAssumption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	bidNumber: number,
	{ cells, ...input }: AssumptionInput
): Promise<{ id: number; number: number }> {
	const bid = await lockBid(trx, reviewId, bidNumber);
	if (!bid) throw new NotFound();
	const grant = await shareGrant(trx, actor, bid, input.teamId);
	// The lock of the bid keeps two from taking one number.
	const { rows } = await sql<{ last: number }>`select last_assumption_number(${bid.id}) as last`.execute(trx);
	const number = (rows[0]?.last ?? 0) + 1;
	const { id } = await trx
		.insertInto('assumptions')
		.values({ ...input, reviewId, bidId: bid.id, number })
		.returning('id')
		.executeTakeFirstOrThrow();
	if (cells) await attach(trx, bid, input.teamId, id, cells);
	await noteChange(trx, actor, bid, [input.teamId]);
	await record(trx, grant, 'bid.assumption_saved', onBid(bid, input.teamId), { assumption: number, ...input, cells });
	return { id, number };
}

/** Changes an assumption of the actor's own department. @throws NotFound, Forbidden, Conflict, Invalid */
export async function editAssumption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	bidNumber: number,
	number: number,
	{ revision, ...input }: Omit<AssumptionInput, 'teamId'> & { revision: number }
): Promise<void> {
	const bid = await lockBid(trx, reviewId, bidNumber);
	if (!bid) throw new NotFound();
	const stored = await lockAssumption(trx, bid, number);
	const grant = await shareGrant(trx, actor, bid, stored.teamId);
	if (stored.revision !== revision) throw new Conflict('Somebody has changed this assumption since you opened it.');
	const { cells, ...words } = input;
	await trx
		.updateTable('assumptions')
		.set({ ...words, revision: revision + 1 })
		.where('id', '=', stored.id)
		.execute();
	if (cells) await attach(trx, bid, stored.teamId, stored.id, cells);
	await noteChange(trx, actor, bid, [stored.teamId]);
	await record(trx, grant, 'bid.assumption_saved', onBid(bid, stored.teamId), { assumption: number, ...words, cells });
}

/** Takes an assumption away from the bid and from its cells. @throws NotFound, Forbidden, Conflict, Invalid while a benefit rests on it */
export async function removeAssumption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	bidNumber: number,
	number: number,
	revision: number
): Promise<void> {
	const bid = await lockBid(trx, reviewId, bidNumber);
	if (!bid) throw new NotFound();
	const stored = await lockAssumption(trx, bid, number);
	const grant = await shareGrant(trx, actor, bid, stored.teamId);
	if (stored.revision !== revision) throw new Conflict('Somebody has changed this assumption since you opened it.');
	const used = await trx
		.selectFrom('benefitLines')
		.select('description')
		.where('assumptionId', '=', stored.id)
		.executeTakeFirst();
	if (used) throw new Invalid('', `The benefit “${used.description}” rests on this assumption`);
	await attach(trx, bid, null, stored.id, []);
	await trx.deleteFrom('assumptions').where('id', '=', stored.id).execute();
	await noteChange(trx, actor, bid, [stored.teamId]);
	await record(trx, grant, 'bid.assumption_saved', onBid(bid, stored.teamId), { assumption: number, removed: true });
}

/** The right to write one department's share of a bid. @throws Forbidden */
export async function shareGrant(trx: Trx, actor: Actor, bid: Bid, teamId: number) {
	if (!canEditShare(actor, await bidRights(trx, bid), teamId)) throw new Forbidden();
	const grant = grantFor(actor, 'bid.edit_share', { reviewId: bid.reviewId, teamIds: [teamId] });
	if (!grant) throw new Forbidden();
	return grant;
}

type Stored = ReadonlyMap<number, CostLine>;

async function checkLines(trx: Trx, bid: Bid, teamId: number, lines: readonly LineInput[], stored: Stored) {
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const options = (await listOptions(trx, bid.id)).map(({ id }) => id);
	const funded = await trx
		.selectFrom('bidRecommendations')
		.select('recommendationId')
		.where('bidId', '=', bid.id)
		.execute();
	const assumptions = await trx
		.selectFrom('assumptions')
		.select(['id', 'teamId'])
		.where('bidId', '=', bid.id)
		.execute();
	const ids = lines.flatMap(({ id }) => (id === null ? [] : [id]));
	if (new Set(ids).size < ids.length) throw new Invalid('', 'A line is there twice: reload the page');
	lines.forEach((line, index) => {
		const at = (column: string) => `lines[${index}].${column}`;
		if (!options.includes(line.optionId)) throw new Invalid(at('optionId'), 'Choose an option of this bid');
		const { recommendationId } = line;
		if (recommendationId !== null && !funded.some((each) => each.recommendationId === recommendationId)) {
			throw new Invalid(at('recommendationId'), 'Choose a recommendation that this bid funds');
		}
		const before = line.id === null ? undefined : stored.get(line.id);
		for (const cell of line.cells) {
			if (!isFilled(cell)) continue;
			const outside = outsidePeriod(event, line.budget, cell.year);
			if (outside) throw new Invalid(at(`y${cell.year}`), outside);
			const { assumptionId } = cell;
			const known =
				assumptionId === null ||
				before?.cells.some((each) => each.assumptionId === assumptionId) ||
				assumptions.some((each) => each.id === assumptionId && each.teamId === teamId);
			if (!known) throw new Invalid(at(`y${cell.year}`), 'Choose an assumption of your own department');
		}
	});
}

/** @throws Forbidden for a line of another department */
function refuseOthers(teamId: number, named: readonly { id: number | null }[], stored: Stored): void {
	for (const { id } of named) {
		const line = id === null ? undefined : stored.get(id);
		if (line && line.teamId !== teamId) throw new Forbidden('The lines of another department are its own to change');
	}
}

/** @throws Conflict for lines that were changed or removed since */
function refuseStale(named: readonly { id: number | null; revision: number | null }[], stored: Stored): void {
	const stale = named.filter(({ id, revision }) => id !== null && stored.get(id)?.revision !== revision);
	if (stale.length === 0) return;
	const words = stale.length === 1 ? 'One of these lines was' : `${stale.length} of these lines were`;
	throw new Conflict(
		`${words} changed by somebody else since you opened the grid. What they saved stands beside yours; nothing is saved yet.`
	);
}

/** What the page does not carry stays as it is stored. */
function withKept(line: LineInput, stored: Stored): LineInput {
	const before = line.id === null ? [] : (stored.get(line.id)?.cells ?? []);
	const { staff = false, assumptions = false } = line.keeps ?? {};
	const years = [...new Set([...line.cells, ...before].map(({ year }) => year))].sort((a, b) => a - b);
	const cells = years.map((year) => {
		const cell = line.cells.find((each) => each.year === year);
		const kept = before.find((each) => each.year === year);
		const pence = cell?.pence ?? null;
		const staffHundredths = (staff ? kept : cell)?.staffHundredths ?? null;
		const emptied = pence === null && staffHundredths === null;
		const assumptionId = assumptions ? (emptied ? null : kept?.assumptionId) : cell?.assumptionId;
		return { year, pence, staffHundredths, assumptionId: assumptionId ?? null };
	});
	return { ...line, cells: cells.filter(isFilled), keeps: {} };
}

async function writeLines(
	trx: Trx,
	bid: Bid,
	teamId: number,
	lines: readonly LineInput[],
	changed: readonly LineInput[],
	lastRank: number
): Promise<number[]> {
	const added = lines.filter(({ id }) => id === null);
	const rankOf = new Map(added.map((line, index) => [line, lastRank + 1 + index]));
	const inserted =
		added.length === 0
			? []
			: await trx
					.insertInto('costLines')
					.values(
						added.map((line) => ({
							...columns(line),
							reviewId: bid.reviewId,
							bidId: bid.id,
							teamId,
							rank: rankOf.get(line) ?? 0
						}))
					)
					.returning(['id', 'rank'])
					.execute();
	const ids = lines.map((line) => line.id ?? inserted.find(({ rank }) => rank === rankOf.get(line))?.id ?? 0);

	const rewritten = lines.filter((line) => line.id !== null && changed.includes(line));
	for (const line of rewritten) {
		await trx
			.updateTable('costLines')
			.set((stored) => ({ ...columns(line), revision: stored('revision', '+', 1) }))
			.where('id', '=', line.id)
			.execute();
	}
	const emptied = rewritten.flatMap(({ id }) => (id === null ? [] : [id]));
	if (emptied.length > 0) await trx.deleteFrom('costCells').where('lineId', 'in', emptied).execute();
	const cells = lines.flatMap((line, index) =>
		changed.includes(line)
			? line.cells.map((cell) => ({
					...cell,
					lineId: ids[index] ?? 0,
					bidId: bid.id,
					optionId: line.optionId,
					teamId
				}))
			: []
	);
	// A statement takes 65,535 parameters.
	for (let from = 0; from < cells.length; from += 5000) {
		await trx
			.insertInto('costCells')
			.values(cells.slice(from, from + 5000))
			.execute();
	}
	return ids;
}

function columns({ id: _, revision: __, cells: ___, keeps: ____, ...words }: LineInput) {
	return words;
}

function said(line: Pick<LineInput, keyof Omit<LineInput, 'id' | 'revision' | 'keeps'>> | undefined) {
	if (!line) return null;
	const { description, flow, budget, baseline, recommendationId, priceYear, steadyStatePence, optionId } = line;
	const cells = line.cells.map(({ year, pence, staffHundredths, assumptionId }) => [
		year,
		pence,
		staffHundredths,
		assumptionId
	]);
	return { optionId, description, flow, budget, baseline, recommendationId, priceYear, steadyStatePence, cells };
}

async function lockAssumption(trx: Trx, bid: Bid, number: number) {
	const stored = await trx
		.selectFrom('assumptions')
		.select(['id', 'teamId', 'revision'])
		.where('bidId', '=', bid.id)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
	if (!stored) throw new NotFound();
	return stored;
}

/** Makes an assumption stand under these cells and no others of its department's; null takes it from all. */
async function attach(
	trx: Trx,
	bid: Bid,
	teamId: number | null,
	assumptionId: number,
	cells: readonly { lineId: number; year: number }[]
): Promise<void> {
	const lines = (await listCostLines(trx, bid.id)).filter((line) => teamId === null || line.teamId === teamId);
	const wanted = (lineId: number, year: number) => cells.some((cell) => cell.lineId === lineId && cell.year === year);
	for (const line of lines) {
		const changed = line.cells.filter((cell) => wanted(line.id, cell.year) !== (cell.assumptionId === assumptionId));
		const years = cells.filter((cell) => cell.lineId === line.id).map(({ year }) => year);
		const empty = years.filter((year) => !line.cells.some((cell) => cell.year === year));
		if (empty.length > 0) throw new Invalid('cells', 'An assumption stands under a figure: fill the cell first');
		for (const { year, pence, staffHundredths } of changed) {
			const stays = wanted(line.id, year) ? assumptionId : null;
			const cell = { lineId: line.id, year };
			// A cell that held nothing but the assumption goes with it.
			if (stays === null && pence === null && staffHundredths === null) {
				await trx
					.deleteFrom('costCells')
					.where((of) => of.and(cell))
					.execute();
			} else {
				await trx
					.updateTable('costCells')
					.set({ assumptionId: stays })
					.where((of) => of.and(cell))
					.execute();
			}
		}
		if (changed.length > 0) {
			await trx
				.updateTable('costLines')
				.set((stored) => ({ revision: stored('revision', '+', 1) }))
				.where('id', '=', line.id)
				.execute();
		}
	}
	if (cells.some((cell) => !lines.some(({ id }) => id === cell.lineId))) {
		throw new Invalid('cells', 'Choose cells of your own lines');
	}
}
