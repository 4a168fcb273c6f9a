import { financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import type { Appraisal, AppraisedLine, OptionAppraisal } from './appraisal.ts';
import { chooseEditions, type ChosenEditions } from './choose-editions.ts';
import { type Decimal, written } from './decimal.ts';
import type { Edition } from './edition.ts';
import { Factors } from './factors.ts';
import type { From, Side, YearFigures } from './figure.ts';
import { financialTable } from './financial.ts';
import { fullAppraisal } from './full.ts';
import { type Ground, realBenefitLine, realCostLine, type RealLine } from './lines.ts';
import { moneyFigure } from './make-figure.ts';
import { Model } from './model.ts';
import { notesOn } from './notes.ts';
import { noOptimismBias, optimismBias } from './optimism-bias.ts';
import { outcomeOf } from './outcome.ts';
import type { AppraisalPlan } from './plan.ts';
import { PriceLevels } from './price-levels.ts';
import { CannotAppraise } from './problem.ts';
import { lowCentralHigh } from './sensitivity.ts';
import { difference, Streams } from './streams.ts';
import { switchingValues } from './switching.ts';

/**
 * Works out what a bid is worth to society, in real terms and present values, and beside it what it asks of each budget
 * in nominal money. Everything is exact to forty digits until it is written down; the same input always gives the same
 * figures.
 * @throws CannotAppraise with everything that is in the way
 */
export function appraise(content: BidContent, plan: AppraisalPlan, known: readonly Edition[]): Appraisal {
	const editions = chooseEditions(plan, known);
	const preferredOption = content.options.find(({ kind }) => kind === 'preferred');
	if (!preferredOption) throw new CannotAppraise([noPreferredOption]);
	const usualOption = content.options.find(({ kind }) => kind === 'bau');
	const lastYear = plan.startYear + plan.horizonYears - 1;
	const factors = new Factors(editions.discount_rates, plan.presentValueYear, lastYear);
	const levels = new PriceLevels(editions.deflators, plan.deflatorExtension);
	const bias = plan.full.on ? optimismBias(plan.full.optimismBias, editions.optimism_bias) : noOptimismBias;
	const healthRates = plan.full.on && plan.full.healthRate && factors.has('health');

	const lines = realLines(content, { plan, period: content.fiscalEvent, levels, optimismBias: bias, healthRates });
	const financial = content.options.map(({ id }) => financialTable(content, id, levels));
	const problems = levels.problems();
	if (problems.length > 0) throw new CannotAppraise(problems);

	const linesOf = (optionId: number | undefined) => lines.filter((line) => line.optionId === optionId);
	const streams = new Map(content.options.map(({ id }) => [id, new Streams(linesOf(id), factors, lastYear)] as const));
	const preferred = streams.get(preferredOption.id);
	if (!preferred) throw new Error('The preferred option has no streams');
	const usual = usualOption ? (streams.get(usualOption.id) ?? null) : null;
	const ground = { plan, editions, factors };
	const model = new Model(ground, linesOf(preferredOption.id), { preferred, usual });

	return {
		format: 1,
		bid: { reference: content.reference, title: content.title },
		plan,
		editions: Object.values(editions).filter((edition) => edition !== null),
		firstYear: plan.startYear,
		lastYear,
		priceYear: plan.priceYear,
		presentValueYear: plan.presentValueYear,
		deflators: levels.used().map(({ year, index, extended }) => ({ year, index: written(index, 10), extended })),
		discountFactors: factorRows(factors, plan.presentValueYear, lastYear),
		options: content.options.map((option) => optionAppraisal(option, content, streams, usual, ground)),
		lines: lines.map((line) => appraisedLine(line, model)),
		preferredOptionId: preferredOption.id,
		switching: switchingValues(model),
		cases: lowCentralHigh(model),
		full: plan.full.on
			? fullAppraisal(model, content, {
					usualLines: linesOf(usualOption?.id),
					levels,
					optimismBias: bias.result
				})
			: null,
		financial,
		notes: notesOn({ content, plan, editions, levels, lines })
	};
}

const noPreferredOption = {
	kind: 'no_preferred_option',
	text: 'The bid has no preferred option, and an appraisal is of the preferred option against business as usual: mark one option as preferred.'
} as const;

function realLines(content: BidContent, ground: Ground): RealLine[] {
	return [
		...content.costLines.filter(({ baseline }) => !baseline).map((line) => realCostLine(line, ground)),
		...content.benefitLines.filter(({ kind }) => kind !== 'not_monetised').map((line) => realBenefitLine(line, ground))
	];
}

function factorRows(factors: Factors, baseYear: number, lastYear: number): Appraisal['discountFactors'] {
	return Array.from({ length: lastYear - baseYear + 1 }, (_, yearsFromBase) => {
		const year = baseYear + yearsFromBase;
		const text = (factor: Decimal | null) => factor && written(factor, 20);
		return {
			year,
			yearsFromBase,
			standard: written(factors.in('standard', year), 20),
			health: text(factors.find('health', year)),
			reduced: text(factors.find('reduced', year))
		};
	});
}

function optionAppraisal(
	option: BidContent['options'][number],
	content: BidContent,
	streams: ReadonlyMap<number, Streams>,
	usual: Streams | null,
	ground: { plan: AppraisalPlan; editions: ChosenEditions; factors: Factors }
): OptionAppraisal {
	const own = streams.get(option.id);
	if (!own) throw new Error(`Option ${option.id} has no streams`);
	const key = `options.${option.id}`;
	const all = (side: Side): From => ({ of: 'lines', optionId: option.id, side, year: null });
	const place = { key, of: option.name, costs: [all('cost'), all('saving')], benefits: [all('benefit')] };
	const usualId = content.options.find(({ kind }) => kind === 'bau')?.id ?? null;
	const against = (name: 'presentValueCosts' | 'presentValueBenefits'): From[] => [
		{ of: 'figure', key: `${key}.${name}` },
		...(usualId === null ? [] : [{ of: 'figure', key: `options.${usualId}.${name}` } as const])
	];
	return {
		optionId: option.id,
		kind: option.kind,
		name: option.name,
		leadOnly: option.leadOnly,
		...outcomeOf(own.worth(), place, ground),
		years: yearFigures(own, option.id, ground),
		incremental:
			option.kind === 'bau'
				? null
				: outcomeOf(
						usual ? difference(own.worth(), usual.worth()) : own.worth(),
						{
							key: `${key}.incremental`,
							of: usual ? `${option.name} against business as usual` : option.name,
							costs: against('presentValueCosts'),
							benefits: against('presentValueBenefits')
						},
						ground
					),
		notMonetised: content.benefitLines
			.filter((line) => line.optionId === option.id && line.kind === 'not_monetised')
			.map(({ id, description }) => ({ id, description }))
	};
}

function yearFigures(
	streams: Streams,
	optionId: number,
	{ plan, editions }: { plan: AppraisalPlan; editions: ChosenEditions }
): YearFigures[] {
	const real = { priceBase: plan.priceYear, presentValueYear: null, edition: editions.deflators.edition };
	const discounted = {
		priceBase: plan.priceYear,
		presentValueYear: plan.presentValueYear,
		edition: editions.discount_rates.edition
	};
	return Array.from({ length: plan.horizonYears }, (_, index) => {
		const year = plan.startYear + index;
		const key = `options.${optionId}.years.${year}`;
		const one = (side: Side, label: string) =>
			moneyFigure(
				streams.in(side, year),
				{
					key: `${key}.${side}`,
					label: `${label}, ${financialYear(year)}`,
					formula: 'Every line of the year in the prices of the price base, added up',
					from: [{ of: 'lines', optionId, side, year }]
				},
				real
			);
		const cost = one('cost', 'Costs');
		const saving = one('saving', 'Savings and income');
		const benefit = one('benefit', 'Benefits');
		const net = streams.in('benefit', year).plus(streams.in('saving', year)).minus(streams.in('cost', year));
		const parts = [benefit, saving, cost].map((figure): From => ({ of: 'figure', key: figure.key }));
		return {
			year,
			cost,
			saving,
			benefit,
			net: moneyFigure(
				net,
				{
					key: `${key}.net`,
					label: `Net, ${financialYear(year)}`,
					formula: 'Benefits + savings and income − costs',
					from: parts
				},
				real
			),
			discountedNet: moneyFigure(
				streams.discountedNet(year),
				{
					key: `${key}.discountedNet`,
					label: `Net, ${financialYear(year)}, discounted`,
					formula: 'The net amounts of the year × discount factor',
					from: parts
				},
				discounted
			)
		};
	});
}

function appraisedLine(line: RealLine, model: Model): AppraisedLine {
	const { plan, editions, factors } = model;
	const uplift =
		line.raisedAs === null || line.upliftPercent.isZero()
			? []
			: [{ of: 'figure', key: `full.optimismBias.${line.raisedAs}Percent` } as const];
	return {
		lines: line.lines,
		id: line.id,
		optionId: line.optionId,
		teamId: line.teamId,
		side: line.side,
		description: line.description,
		enteredIn: line.enteredIn,
		schedule: line.schedule,
		upliftPercent: written(line.upliftPercent, 6),
		years: line.years.map(({ year, entered, carried, real }) => ({
			year,
			entered: written(entered, 2),
			carried,
			real: written(real, 6),
			discounted: written(real.times(factors.in(line.schedule, year)), 6)
		})),
		presentValue: moneyFigure(
			model.presentValue(line),
			{
				key: `lines.${line.lines}.${line.id}`,
				label: `Present value, ${line.description}`,
				formula: 'Amount of each year in the prices of the price base × discount factor, added up',
				from: [
					{ of: 'entered', lines: line.lines, lineId: line.id, assumptions: line.assumptions },
					{
						of: 'parameter',
						kind: 'discount_rates',
						edition: editions.discount_rates.edition,
						name: 'Schedule',
						value: line.schedule
					},
					...(line.enteredIn === plan.priceYear
						? []
						: [
								{
									of: 'parameter',
									kind: 'deflators',
									edition: editions.deflators.edition,
									name: 'Price base',
									value: financialYear(plan.priceYear)
								} as const
							]),
					...uplift
				]
			},
			{
				priceBase: plan.priceYear,
				presentValueYear: plan.presentValueYear,
				edition: editions.discount_rates.edition
			}
		),
		assumptions: line.assumptions,
		evidenced: line.evidenced
	};
}
