import { financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import type { ChosenEditions } from './choose-editions.ts';
import type { RealLine } from './lines.ts';
import type { AppraisalPlan } from './plan.ts';
import type { PriceLevels } from './price-levels.ts';

type Ground = {
	content: BidContent;
	plan: AppraisalPlan;
	editions: ChosenEditions;
	levels: PriceLevels;
	lines: readonly RealLine[];
};

/** What a reader has to know of how the figures came about. */
export function notesOn(ground: Ground): string[] {
	return [
		'Savings and income among the costs are taken off the costs; benefits are what is entered as benefits.',
		...priceNotes(ground),
		...coverageNotes(ground),
		...carriedNotes(ground),
		...benefitNotes(ground)
	];
}

function priceNotes({ plan, editions: { deflators }, levels }: Ground): string[] {
	const used = levels.used();
	if (used.length === 0) return [];
	const extended = used.filter((level) => level.extended).map(({ year }) => financialYear(year));
	const extension = plan.deflatorExtension;
	return [
		...(deflators.content.years === 'calendar'
			? ['The deflators are of calendar years: a financial year takes that of the year in which it begins.']
			: []),
		...(extension && extended.length > 0
			? [
					`Inflation of ${extension.ratePercent}% a year is assumed for ${extended.join(', ')}, after the last deflator published (${extension.owner}; ${extension.source}).`
				]
			: [])
	];
}

function coverageNotes({ content, plan, lines }: Ground): string[] {
	const baseline = content.costLines.filter((line) => line.baseline).length;
	const leftOut = lines.filter((line) => line.reachesOutside).length;
	const [first, last] = [plan.startYear, plan.startYear + plan.horizonYears - 1].map(financialYear);
	return [
		...(content.options.some(({ kind }) => kind === 'bau')
			? []
			: ['There is no business as usual to compare with: the options are compared with doing and spending nothing.']),
		...(baseline > 0
			? [`Left out as it is in the baseline already and spent under every option: ${counted(baseline, 'cost line')}.`]
			: []),
		...(leftOut > 0
			? [`Left out as they fall outside ${first} to ${last}: amounts on ${counted(leftOut, 'line')}.`]
			: [])
	];
}

function carriedNotes({ lines }: Ground): string[] {
	const carried = (of: RealLine['lines']) =>
		lines.filter((line) => line.lines === of && line.years.some((year) => year.carried)).length;
	const [costs, benefits] = [carried('cost'), carried('benefit')];
	return [
		...(costs > 0
			? [
					`Carried on at the steady state after the fiscal period, constant in real terms: ${counted(costs, 'cost line')}.`
				]
			: []),
		...(benefits > 0
			? [`Carried on as in the last year entered, constant in real terms: ${counted(benefits, 'benefit')}.`]
			: [])
	];
}

function benefitNotes({ content, plan, editions, lines }: Ground): string[] {
	const benefits = lines.filter(({ side }) => side === 'benefit');
	const bare = benefits.filter(({ evidenced }) => evidenced === false).length;
	const unpriced = content.benefitLines.filter(({ kind }) => kind === 'not_monetised').length;
	const noHealthRates =
		plan.full.on && plan.full.healthRate && editions.discount_rates.content.schedules.health === null;
	return [
		...(bare > 0 ? [`Put in money without evidence: ${bare} of ${benefits.length} benefits.`] : []),
		...(unpriced > 0 ? [`Not put in money, and so in no figure here: ${counted(unpriced, 'benefit')}.`] : []),
		...(noHealthRates
			? [
					`“${editions.discount_rates.edition}” has no health rates: effects on health are discounted at the standard rates.`
				]
			: [])
	];
}

function counted(count: number, noun: string): string {
	return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}
