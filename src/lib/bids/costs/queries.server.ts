import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { canEditShare, financialYear, optionKinds } from '../bid.ts';
import {
	type Bid,
	bidRights,
	type CostLine,
	getFiscalEvent,
	listBidDepartments,
	listCostLines,
	listOptions
} from '../queries.server.ts';
import { listFunded } from '../recommendations/queries.server.ts';
import { type Unit, units } from './amount.ts';
import type { StoredLine } from './grid.ts';
import { yearsOf } from './line.ts';
import { condense } from './totals.ts';

/** What the address asks the grid for. */
export type GridView = { optionId: number | null; teamId: number | null; unit: Unit; staff: boolean; page: number };

/** Lines of other departments that one page shows; all of them are in the totals. */
const mostOthers = 200;
/** What one posted form carries, less what the form itself needs. */
const mostFields = 1800;

/** The cost grid of one option: the actor's own share to write, the others' to read, and what the totals need of the rest. */
export async function readCosts(trx: Trx, actor: Actor, bid: Bid, view: GridView) {
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const departments = await listBidDepartments(trx, bid);
	const rights = await bidRights(trx, bid);
	const own = departments.filter(({ teamId }) => canEditShare(actor, rights, teamId));
	const team = own.find(({ teamId }) => teamId === view.teamId) ?? own[0] ?? null;
	const options = await listOptions(trx, bid.id);
	const option =
		options.find(({ id }) => id === view.optionId) ?? options.find(({ kind }) => kind === 'preferred') ?? options[0];
	if (!option) throw new NotFound();
	const recommendations = await listFunded(trx, bid.id);
	const lines = await listCostLines(trx, bid.id);

	const period = { firstYear: event.firstYear, lastYear: event.lastYear, capitalLastYear: event.capitalLastYear };
	const years = yearsOf(period);
	const mine = lines.filter(({ teamId, optionId }) => teamId === team?.teamId && optionId === option.id);
	const perPage = Math.min(100, Math.floor(mostFields / (8 + years.length * (view.staff ? 2 : 1))));
	const pages = Math.max(1, Math.ceil(mine.length / perPage));
	const page = Math.min(Math.max(1, view.page), pages);
	const shown = mine.slice((page - 1) * perPage, page * perPage);
	const others = lines.filter(({ teamId, optionId }) => teamId !== team?.teamId && optionId === option.id);

	return {
		period,
		unit: view.unit,
		unitLabel: units[view.unit].label,
		staff: view.staff,
		team,
		teams: own,
		departments,
		options: options.map(({ id, kind, name, leadOnly }) => ({
			id,
			name: name === optionKinds[kind].label ? name : `${optionKinds[kind].label}: ${name}`,
			leadOnly
		})),
		option: { id: option.id, preferred: option.kind === 'preferred' },
		recommendations,
		lines: shown.map(storedLine),
		count: mine.length,
		/** The place of the first line of this page among the department's lines. */
		first: (page - 1) * perPage,
		page,
		pages,
		others: others.slice(0, mostOthers),
		othersLeft: Math.max(0, others.length - mostOthers),
		/** Everything that this page does not let its reader change, as the totals count it. */
		elsewhere: condense(lines.filter((line) => !shown.includes(line))),
		assumptions: await listAssumptions(trx, bid.id, lines)
	};
}

export type Costs = Awaited<ReturnType<typeof readCosts>>;
export type OtherLine = Costs['others'][number];

/** The assumptions of a bid, with the cells that rest on each. */
export async function listAssumptions(trx: Trx, bidId: number, lines: readonly CostLine[]) {
	const rows = await trx
		.selectFrom('assumptions')
		.innerJoin('teams', 'teams.id', 'assumptions.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('findings', 'findings.id', 'assumptions.findingId')
		.select([
			'assumptions.id',
			'assumptions.number',
			'assumptions.teamId',
			'assumptions.text',
			'assumptions.owner',
			'assumptions.source',
			'assumptions.confidence',
			'assumptions.revision',
			'departmentsToday.shortName',
			'findings.number as findingNumber'
		])
		.where('assumptions.bidId', '=', bidId)
		.orderBy('assumptions.number')
		.execute();
	return rows.map(({ number, findingNumber, ...row }) => ({
		...row,
		number,
		name: `A${number}`,
		finding: findingNumber === null ? null : reference('F', findingNumber),
		under: lines.flatMap((line) => {
			const years = line.cells.filter(({ assumption }) => assumption === number).map(({ year }) => financialYear(year));
			return years.length === 0 ? [] : [{ line: line.description, years: years.join(', ') }];
		})
	}));
}

export type Assumption = Awaited<ReturnType<typeof listAssumptions>>[number];

/** @throws NotFound */
export async function getAssumption(trx: Trx, bidId: number, number: number) {
	const lines = await listCostLines(trx, bidId);
	const found = (await listAssumptions(trx, bidId, lines)).find((assumption) => assumption.number === number);
	if (!found) throw new NotFound();
	return found;
}

/** The finding of a reference such as F104. @returns null where none is given @throws NotFound where the actor sees none */
export async function findFindingId(trx: Trx, reviewId: number, number: number | null): Promise<number | null> {
	if (number === null) return null;
	const found = await trx
		.selectFrom('findings')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!found) throw new NotFound();
	return found.id;
}

/** The department's own filled cells, to put an assumption under. */
export async function listCells(trx: Trx, bid: Bid, teamId: number) {
	const options = await listOptions(trx, bid.id);
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const lines = (await listCostLines(trx, bid.id)).filter((line) => line.teamId === teamId);
	return {
		years: yearsOf(event),
		lines: lines.map(({ id, description, optionId, cells }) => ({
			id,
			description,
			option: options.find((option) => option.id === optionId)?.name ?? '',
			cells: cells.map(({ year, assumption }) => ({ year, assumption }))
		}))
	};
}

function storedLine(line: CostLine): StoredLine {
	return {
		id: line.id,
		revision: line.revision,
		optionId: line.optionId,
		recommendationId: line.recommendationId,
		description: line.description,
		flow: line.flow,
		budget: line.budget,
		baseline: line.baseline,
		priceYear: line.priceYear,
		steadyStatePence: line.steadyStatePence,
		cells: line.cells.map(({ year, pence, staffHundredths, assumptionId }) => ({
			year,
			pence,
			staffHundredths,
			assumptionId
		}))
	};
}
