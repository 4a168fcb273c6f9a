import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { strengthText } from './bid.ts';
import type { BidContent } from './content.ts';
import { askedFor } from './costs/asked.ts';
import {
	type Bid,
	getFiscalEvent,
	listBenefitLines,
	listBidDepartments,
	listCostLines,
	listOptions
} from './queries.server.ts';

/**
 * Everything that the signed-in person may see of a bid in work, resolved to plain words and numbers.
 * @param only the options to take over, with their lines; all that the person knows of where it is not given
 * @param ranked whether the lead's own rank goes in, for those who know it
 */
export async function readContent(
	trx: Trx,
	bid: Bid,
	{ only = null, ranked = false }: { only?: readonly number[] | null; ranked?: boolean } = {}
): Promise<BidContent> {
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const departments = await listBidDepartments(trx, bid);
	const [lead, ...partners] = departments.map(({ teamId, ...names }) => ({ id: teamId, ...names }));
	if (!lead) throw new Error('A bid without its lead department');
	const taken = ({ id }: { id: number }) => only === null || only.includes(id);
	const options = (await listOptions(trx, bid.id)).filter(taken);
	const within = ({ optionId }: { optionId: number }) => options.some(({ id }) => id === optionId);
	const allCosts = await listCostLines(trx, bid.id);
	const allBenefits = await listBenefitLines(trx, bid.id);
	const costLines = allCosts.filter(within);
	const benefitLines = allBenefits.filter(within);
	// What is assumed for an option that stays out would give it away.
	const named = assumptionsUnder(costLines, benefitLines);
	const kept = [...assumptionsUnder(allCosts, allBenefits)].filter((number) => !named.has(number));
	const evidence = await listEvidence(trx, bid.id);
	const preferred = options.find(({ kind }) => kind === 'preferred')?.id ?? null;
	const linesPence = askedFor(costLines, preferred).pence;

	return {
		format: 1,
		reference: reference('B', bid.number),
		title: bid.title,
		marking: { sensitive: bid.sensitive, handling: bid.handling },
		fiscalEvent: {
			name: event.name,
			firstYear: event.firstYear,
			lastYear: event.lastYear,
			capitalLastYear: event.capitalLastYear,
			returnDueOn: event.returnDueOn
		},
		lead,
		partners,
		record: bid.record,
		recommendations: await listCostedWordings(trx, bid.id),
		outcomes: await trx
			.selectFrom('bidOutcomes')
			.select(['metric', 'baseline', 'target', 'targetYear', 'source'])
			.where('bidId', '=', bid.id)
			.orderBy('rank')
			.orderBy('id')
			.execute(),
		options: options.map(({ id, kind, name, description, leadOnly }) => ({ id, kind, name, description, leadOnly })),
		assumptions: (await listAssumptions(trx, bid.id)).filter(({ number }) => !kept.includes(number)),
		costLines: costLines.map(({ recommendationNumber, cells, ...line }) => ({
			id: line.id,
			optionId: line.optionId,
			teamId: line.teamId,
			recommendation: recommendationNumber === null ? null : reference('R', recommendationNumber),
			description: line.description,
			flow: line.flow,
			budget: line.budget,
			baseline: line.baseline,
			priceYear: line.priceYear,
			steadyStatePence: line.steadyStatePence,
			cells: cells.map(({ year, pence, staffHundredths, assumption }) => ({ year, pence, staffHundredths, assumption }))
		})),
		benefitLines: benefitLines.map(({ recommendationNumber, ...line }) => ({
			id: line.id,
			optionId: line.optionId,
			teamId: line.teamId,
			recommendation: recommendationNumber === null ? null : reference('R', recommendationNumber),
			description: line.description,
			kind: line.kind,
			priceYear: line.priceYear,
			quintile: line.quintile,
			assumption: line.assumption,
			cells: line.cells,
			evidence: evidence.filter(({ lineId }) => lineId === line.id).map(({ lineId: _, ...item }) => item)
		})),
		headline: { pence: bid.headlinePence, linesPence, explanation: await standingExplanation(trx, bid, linesPence) },
		priorityRank: ranked ? await findRank(trx, bid.id) : null,
		appraisal: null
	};
}

function assumptionsUnder(
	costLines: readonly { cells: readonly { assumption: number | null }[] }[],
	benefitLines: readonly { assumption: number | null }[]
): Set<number> {
	const named = [...costLines.flatMap(({ cells }) => cells), ...benefitLines].map(({ assumption }) => assumption);
	return new Set(named.filter((number) => number !== null));
}

async function listCostedWordings(trx: Trx, bidId: number) {
	const rows = await trx
		.selectFrom('bidRecommendations as funded')
		.innerJoin('recommendations', 'recommendations.id', 'funded.recommendationId')
		.innerJoin('recommendationVersions as wording', (join) =>
			join
				.onRef('wording.recommendationId', '=', 'funded.recommendationId')
				.onRef('wording.version', '=', 'funded.version')
		)
		.innerJoin('teams', 'teams.id', 'wording.leadTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'recommendations.id',
			'recommendations.number',
			'funded.version',
			'wording.title',
			'wording.text',
			'departmentsToday.name as leadDepartment'
		])
		.where('funded.bidId', '=', bidId)
		.orderBy('recommendations.number')
		.execute();
	return rows.map(({ number, ...row }) => ({ ...row, reference: reference('R', number) }));
}

async function listAssumptions(trx: Trx, bidId: number) {
	const rows = await trx
		.selectFrom('assumptions')
		.leftJoin('findings', 'findings.id', 'assumptions.findingId')
		.select([
			'assumptions.number',
			'assumptions.text',
			'assumptions.owner',
			'assumptions.source',
			'assumptions.confidence',
			'assumptions.teamId',
			'findings.number as findingNumber'
		])
		.where('assumptions.bidId', '=', bidId)
		.orderBy('assumptions.number')
		.execute();
	return rows.map(({ findingNumber, ...row }) => ({
		...row,
		finding: findingNumber === null ? null : reference('F', findingNumber)
	}));
}

/** Findings that the person may not see, or that were withdrawn, are no evidence here. */
async function listEvidence(trx: Trx, bidId: number) {
	const rows = await trx
		.selectFrom('benefitEvidence')
		.innerJoin('findings', 'findings.id', 'benefitEvidence.findingId')
		.select([
			'benefitEvidence.benefitLineId as lineId',
			'findings.number',
			'findings.sentence',
			'findings.version',
			'findings.sourceKind',
			'benefitEvidence.scale',
			'benefitEvidence.strength',
			'benefitEvidence.note'
		])
		.where('benefitEvidence.bidId', '=', bidId)
		.where('findings.state', '<>', 'withdrawn')
		.orderBy('findings.number')
		.execute();
	return rows.map(({ lineId, number, sentence, version, sourceKind, scale, strength, note }) => ({
		lineId,
		reference: reference('F', number),
		text: sentence ?? '',
		version,
		strength: strengthText(scale, strength),
		sourceKind,
		note
	}));
}

/** The last explanation, while both figures are still what was explained. */
async function standingExplanation(trx: Trx, bid: Bid, linesPence: number): Promise<string | null> {
	if (bid.headlinePence === null || bid.headlinePence === linesPence) return null;
	const last = await trx
		.selectFrom('mismatchExplanations')
		.select(['headlinePence', 'linesPence', 'explanation'])
		.where('bidId', '=', bid.id)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	const stands = last?.headlinePence === bid.headlinePence && last.linesPence === linesPence;
	return stands ? last.explanation : null;
}

async function findRank(trx: Trx, bidId: number): Promise<number | null> {
	const row = await trx
		.selectFrom('bidConfidences')
		.select('priorityRank')
		.where('bidId', '=', bidId)
		.executeTakeFirst();
	return row?.priorityRank ?? null;
}
