import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { fullMoney } from '#lib/ui/money.ts';
import { financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { askedFor, notCountedText } from '../costs/asked.ts';
import { missingFields } from '../record.ts';
import type { Hindrance } from './readiness.ts';
import type { Share } from '../shares/queries.server.ts';

/** What stands in the way of freezing this content of a bid in work, and what its readers will ask about. */
export async function hindrancesOf(
	trx: Trx,
	bidId: number,
	content: BidContent,
	shares: readonly Share[]
): Promise<Hindrance[]> {
	return [
		...onRecord(content),
		...onCosts(content),
		...shares.flatMap(onShare),
		...(await onRecommendations(trx, bidId)),
		...onBenefits(content),
		...(await onEvidence(trx, bidId)),
		...(content.appraisal === null
			? [warn('/appraisals', 'No appraisal of the bid as it now stands goes with it.')]
			: [])
	];
}

function onRecord({ record }: BidContent): Hindrance[] {
	const missing = missingFields(record);
	return missing.length > 0 ? [block('/edit', `The record does not say: ${missing.join(', ')}.`)] : [];
}

function onCosts({ options, costLines, headline, fiscalEvent }: BidContent): Hindrance[] {
	const preferred = options.find(({ kind }) => kind === 'preferred');
	const lines = costLines.filter((line) => line.optionId === preferred?.id);
	const found: Hindrance[] = [];
	if (!lines.some((line) => line.cells.some(({ pence }) => pence !== null)))
		found.push(block('/costs', 'The preferred option has no costs.'));
	if (headline.pence !== null && headline.pence !== headline.linesPence && headline.explanation === null) {
		const difference = fullMoney(headline.pence - headline.linesPence);
		found.push(
			block(
				'/costs',
				`The headline is ${fullMoney(headline.pence)} and the nominal lines come to ${fullMoney(headline.linesPence)}: nobody has explained the difference of ${difference}.`
			)
		);
	}
	const notCounted = notCountedText(askedFor(costLines, preferred?.id).fixed);
	if (notCounted !== null) found.push(warn('/costs', notCounted));
	const years = costLines.flatMap((line) =>
		line.cells
			.filter(({ year }) => {
				const last = line.budget === 'cdel' ? fiscalEvent.capitalLastYear : fiscalEvent.lastYear;
				return year < fiscalEvent.firstYear || year > last;
			})
			.map(({ year }) => year)
	);
	if (years.length > 0) {
		const named = [...new Set(years)].sort((a, b) => a - b).map(financialYear);
		found.push(
			block('/costs', `There are amounts in years that this fiscal event does not settle: ${named.join(', ')}.`)
		);
	}
	const untied = costLines.filter((line) => line.recommendation === null && !line.baseline).length;
	if (untied > 0)
		found.push(
			warn(
				'/costs',
				untied === 1 ? 'One cost line names no recommendation.' : `${untied} cost lines name no recommendation.`
			)
		);
	return found;
}

function onShare({ shortName, financeLead, agreed }: Share): Hindrance[] {
	const found: Hindrance[] = [];
	if (!agreed?.holds) found.push(block('/shares', `${shortName} has not agreed its share as it now stands.`));
	if (!financeLead) found.push(block('/shares', `${shortName} has not named the post of its finance lead, who signs.`));
	return found;
}

async function onRecommendations(trx: Trx, bidId: number): Promise<Hindrance[]> {
	const rows = await trx
		.selectFrom('bidRecommendations')
		.innerJoin('recommendations', 'recommendations.id', 'bidRecommendations.recommendationId')
		.select([
			'recommendations.number',
			'recommendations.state',
			'recommendations.version',
			'recommendations.materialVersion',
			'bidRecommendations.version as costed'
		])
		.where('bidRecommendations.bidId', '=', bidId)
		.orderBy('recommendations.number')
		.execute();
	if (rows.length === 0) return [block('/recommendations', 'The bid names no recommendation that it funds.')];
	return rows.flatMap(({ number, state, version, materialVersion, costed }) => {
		const name = reference('R', number);
		if (state === 'not_taken_forward')
			return [block('/recommendations', `${name} is not taken forward, and this bid funds it.`)];
		if (materialVersion > costed)
			return [
				warn('/recommendations', `${name} has been reworded since it was costed: wording ${costed}, now ${version}.`)
			];
		return [];
	});
}

function onBenefits({ benefitLines }: BidContent): Hindrance[] {
	const unproven = benefitLines.filter((line) => line.evidence.length === 0);
	if (unproven.length === 0) return [];
	const said =
		unproven.length === 1
			? `The benefit “${unproven[0]?.description}” rests on no evidence, and is marked so wherever it prints.`
			: `${unproven.length} benefits rest on no evidence, and are marked so wherever they print.`;
	return [warn('/benefits', said)];
}

/** A version is read by people who never see a department's drafts. */
async function onEvidence(trx: Trx, bidId: number): Promise<Hindrance[]> {
	const drafts = await trx
		.selectFrom('benefitEvidence')
		.innerJoin('findings', 'findings.id', 'benefitEvidence.findingId')
		.select('findings.number')
		.distinct()
		.where('benefitEvidence.bidId', '=', bidId)
		.where('findings.state', '=', 'draft')
		.orderBy('findings.number')
		.execute();
	if (drafts.length === 0) return [];
	const names = drafts.map(({ number }) => reference('F', number)).join(', ');
	return [block('/benefits', `Evidence under a benefit is not shared with the review yet: ${names}.`)];
}

function block(page: Hindrance['page'], text: string): Hindrance {
	return { blocks: true, page, text };
}

function warn(page: Hindrance['page'], text: string): Hindrance {
	return { blocks: false, page, text };
}
