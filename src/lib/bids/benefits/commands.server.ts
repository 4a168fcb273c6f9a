import { type Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { financialYear, type StrengthScale, strengthScales } from '../bid.ts';
import { noteChange, onBid } from '../commands.server.ts';
import { shareGrant } from '../costs/commands.server.ts';
import {
	type BenefitLine,
	type Bid,
	getFiscalEvent,
	listBenefitLines,
	listOptions,
	lockBid
} from '../queries.server.ts';
import { benefitDigest, type BenefitInput, mostBenefitYears } from './benefit.ts';

/** As many benefits as one department puts in one bid. */
export const mostBenefits = 200;

/** As many findings as stand under one benefit. */
export const mostEvidence = 50;

export type SaveBenefits = {
	/** The department where they land: one that the actor speaks for. */
	teamId: number;
	lines: readonly BenefitInput[];
	removed: readonly { id: number; revision: number }[];
};

/**
 * Adds, changes and removes benefits that land with one department: all of them or none. What is already as it should be
 * is left alone. Fields of Invalid are `lines[2].y2023`, by the place in `lines`.
 * @returns the ids of `lines`, in their order
 * @throws NotFound, Forbidden, Conflict where one was changed or removed meanwhile, Invalid
 */
export async function saveBenefits(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ teamId, lines, removed }: SaveBenefits
): Promise<{ ids: number[] }> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const grant = await shareGrant(trx, actor, bid, teamId);
	const all = await listBenefitLines(trx, bid.id);
	const stored = new Map(all.map((line) => [line.id, line]));
	refuseOthers(teamId, [...lines, ...removed], stored);
	refuseStale([...lines, ...removed], stored);
	await checkBenefits(trx, bid, teamId, lines, stored);

	const changed = lines.filter((line) => {
		const before = line.id === null ? undefined : stored.get(line.id);
		return !before || benefitDigest(before) !== benefitDigest(line);
	});
	const gone = removed.map(({ id }) => id);
	const count = all.filter((line) => line.teamId === teamId).length + lines.filter(({ id }) => id === null).length;
	if (count - gone.length > mostBenefits) {
		throw new Invalid('', `A department puts no more than ${mostBenefits} benefits in one bid`);
	}
	if (changed.length === 0 && gone.length === 0) return { ids: lines.map(({ id }) => id ?? 0) };

	if (gone.length > 0) await trx.deleteFrom('benefitLines').where('id', 'in', gone).execute();
	let rank = Math.max(0, ...all.map((line) => line.rank));
	const ids: number[] = [];
	for (const line of lines) {
		if (!changed.includes(line)) ids.push(line.id ?? 0);
		else
			ids.push(
				line.id === null ? await addBenefit(trx, bid, teamId, line, (rank += 1)) : await change(trx, line, line.id)
			);
	}
	await writeCells(trx, bid, teamId, lines, changed, ids);
	await noteChange(trx, actor, bid, [teamId]);
	await record(trx, grant, 'bid.benefits_saved', onBid(bid, teamId), {
		team: teamId,
		saved: changed.map((line) => ({
			before: line.id === null ? null : said(stored.get(line.id)),
			after: { id: ids[lines.indexOf(line)], ...said(line) }
		})),
		removed: gone.map((id) => ({ id, ...said(stored.get(id)) }))
	});
	return { ids };
}

export type EvidenceInput = {
	/** The number of a finding that is shared with the review. */
	finding: number;
	/** A level of one scale; null where nobody has judged it. */
	strength: { scale: StrengthScale; level: string } | null;
	note: string | null;
};

/**
 * Puts a finding under a benefit, or says anew how strong it is. It stands on the wording that the finding now has: saving
 * it again confirms it on words that have changed.
 * @throws NotFound, Forbidden, Invalid where the finding is not shared with the review
 */
export async function saveEvidence(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	benefitId: number,
	{ finding: findingNumber, strength, note }: EvidenceInput
): Promise<void> {
	const { bid, benefit, grant } = await lockBenefit(trx, actor, reviewId, number, benefitId);
	const finding = await trx
		.selectFrom('findings')
		.select(['id', 'version', 'state'])
		.where('reviewId', '=', reviewId)
		.where('number', '=', findingNumber)
		.executeTakeFirst();
	// A draft is no evidence for others, and that there is one is not said.
	if (finding?.state !== 'shared') throw new Invalid('finding', 'Choose a finding that is shared with the review');
	if (strength && !(strength.level in strengthScales[strength.scale].levels)) {
		throw new Invalid('strength', 'Select a strength from the list');
	}
	const stored = await trx
		.selectFrom('benefitEvidence')
		.select(['findingId', 'findingVersion', 'scale', 'strength', 'note'])
		.where('benefitLineId', '=', benefit.id)
		.execute();
	const before = stored.find(({ findingId }) => findingId === finding.id);
	const row = {
		findingId: finding.id,
		findingVersion: finding.version,
		scale: strength?.scale ?? null,
		strength: strength?.level ?? null,
		note
	};
	if (before && JSON.stringify(before) === JSON.stringify(row)) return;
	if (!before && stored.length >= mostEvidence) {
		throw new Invalid('finding', `No more than ${mostEvidence} findings stand under one benefit`);
	}
	await takeAway(trx, benefit.id, finding.id);
	await trx
		.insertInto('benefitEvidence')
		.values({ ...row, benefitLineId: benefit.id, bidId: bid.id, reviewId })
		.execute();
	await noteChange(trx, actor, bid, [benefit.teamId]);
	await record(trx, grant, 'bid.benefits_saved', onBid(bid, benefit.teamId), {
		benefit: benefit.id,
		evidence: { ...row, finding: reference('F', findingNumber), before: before ?? null }
	});
}

/** Takes a finding away from under a benefit; what is gone already is left alone. @throws NotFound, Forbidden */
export async function removeEvidence(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	benefitId: number,
	findingNumber: number
): Promise<void> {
	const { bid, benefit, grant } = await lockBenefit(trx, actor, reviewId, number, benefitId);
	const finding = await trx
		.selectFrom('benefitEvidence')
		.innerJoin('findings', 'findings.id', 'benefitEvidence.findingId')
		.select('findings.id')
		.where('benefitEvidence.benefitLineId', '=', benefit.id)
		.where('findings.number', '=', findingNumber)
		.executeTakeFirst();
	if (!finding) return;
	await takeAway(trx, benefit.id, finding.id);
	await noteChange(trx, actor, bid, [benefit.teamId]);
	await record(trx, grant, 'bid.benefits_saved', onBid(bid, benefit.teamId), {
		benefit: benefit.id,
		evidenceRemoved: reference('F', findingNumber)
	});
}

type Stored = ReadonlyMap<number, BenefitLine>;

/** @throws Forbidden for a benefit of another department */
function refuseOthers(teamId: number, named: readonly { id: number | null }[], stored: Stored): void {
	for (const { id } of named) {
		const line = id === null ? undefined : stored.get(id);
		if (line && line.teamId !== teamId) throw new Forbidden('The benefits of another department are its own to change');
	}
}

/** @throws Conflict for benefits that were changed or removed since */
function refuseStale(named: readonly { id: number | null; revision: number | null }[], stored: Stored): void {
	const stale = named.some(({ id, revision }) => id !== null && stored.get(id)?.revision !== revision);
	if (stale) throw new Conflict('Somebody has changed this benefit since you opened it. Nothing is saved yet.');
}

async function checkBenefits(
	trx: Trx,
	bid: Bid,
	teamId: number,
	lines: readonly BenefitInput[],
	stored: Stored
): Promise<void> {
	const { firstYear } = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const options = (await listOptions(trx, bid.id)).map(({ id }) => id);
	const funded = await trx
		.selectFrom('bidRecommendations')
		.select('recommendationId')
		.where('bidId', '=', bid.id)
		.execute();
	const assumptions = await trx
		.selectFrom('assumptions')
		.select('id')
		.where('bidId', '=', bid.id)
		.where('teamId', '=', teamId)
		.execute();
	const ids = lines.flatMap(({ id }) => (id === null ? [] : [id]));
	if (new Set(ids).size < ids.length) throw new Invalid('', 'A benefit is there twice: reload the page');
	lines.forEach((line, index) => {
		const refuse = (field: string, message: string) => {
			throw new Invalid(`lines[${index}].${field}`, message);
		};
		const { recommendationId, assumptionId, kind, cells } = line;
		if (!options.includes(line.optionId)) refuse('optionId', 'Choose an option of this bid');
		if (recommendationId !== null && !funded.some((each) => each.recommendationId === recommendationId)) {
			refuse('recommendationId', 'Choose a recommendation that this bid funds');
		}
		const kept = line.id !== null && stored.get(line.id)?.assumptionId === assumptionId;
		if (assumptionId !== null && !kept && !assumptions.some(({ id }) => id === assumptionId)) {
			refuse('assumptionId', 'Choose an assumption of your own department');
		}
		const [first] = cells;
		if (kind === 'not_monetised' && first) {
			refuse(`y${first.year}`, 'A benefit that is not put in money has no amounts: choose another kind, or clear them');
		}
		cells.forEach(({ year }, place) => {
			if (cells.findIndex((each) => each.year === year) !== place) refuse(`y${year}`, 'A year is there twice');
			if (year < firstYear || year >= firstYear + mostBenefitYears) {
				refuse(`y${year}`, `${financialYear(year)} is before the bid begins, or too far ahead`);
			}
		});
	});
}

async function addBenefit(trx: Trx, bid: Bid, teamId: number, line: BenefitInput, rank: number): Promise<number> {
	const { id } = await trx
		.insertInto('benefitLines')
		.values({ ...columns(line), reviewId: bid.reviewId, bidId: bid.id, teamId, rank })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function change(trx: Trx, line: BenefitInput, id: number): Promise<number> {
	await trx
		.updateTable('benefitLines')
		.set((stored) => ({ ...columns(line), revision: stored('revision', '+', 1) }))
		.where('id', '=', id)
		.execute();
	await trx.deleteFrom('benefitCells').where('lineId', '=', id).execute();
	return id;
}

async function writeCells(
	trx: Trx,
	bid: Bid,
	teamId: number,
	lines: readonly BenefitInput[],
	changed: readonly BenefitInput[],
	ids: readonly number[]
): Promise<void> {
	const cells = lines.flatMap((line, index) =>
		changed.includes(line)
			? line.cells.map(({ year, pence }) => ({
					year,
					pence,
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
			.insertInto('benefitCells')
			.values(cells.slice(from, from + 5000))
			.execute();
	}
}

function columns({ optionId, recommendationId, description, kind, priceYear, quintile, assumptionId }: BenefitInput) {
	return { optionId, recommendationId, description, kind, priceYear, quintile, assumptionId };
}

function said(line: Omit<BenefitInput, 'id' | 'revision'> | undefined) {
	if (!line) return null;
	const { optionId, recommendationId, description, kind, priceYear, quintile, assumptionId } = line;
	const cells = line.cells.map(({ year, pence }) => [year, pence]);
	return { optionId, recommendationId, description, kind, priceYear, quintile, assumptionId, cells };
}

/** @throws NotFound, Forbidden */
async function lockBenefit(trx: Trx, actor: Actor, reviewId: number, number: number, benefitId: number) {
	const bid = await lockBid(trx, reviewId, number);
	const benefit =
		bid &&
		(await trx
			.selectFrom('benefitLines')
			.select(['id', 'teamId'])
			.where('bidId', '=', bid.id)
			.where('id', '=', benefitId)
			.executeTakeFirst());
	if (!bid || !benefit) throw new NotFound();
	return { bid, benefit, grant: await shareGrant(trx, actor, bid, benefit.teamId) };
}

async function takeAway(trx: Trx, benefitId: number, findingId: number): Promise<void> {
	await trx
		.deleteFrom('benefitEvidence')
		.where('benefitLineId', '=', benefitId)
		.where('findingId', '=', findingId)
		.execute();
}
