import { financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import type { DistributionResult, FullAppraisal, MonteCarloResult, OptimismBiasResult } from './appraisal.ts';
import { consequential } from './barnett.ts';
import { type Decimal, hundred, one, sum, written, zero } from './decimal.ts';
import { distributionalWeight } from './distribution.ts';
import type { Absence, From, NationFigures } from './figure.ts';
import { nominalOf } from './financial.ts';
import type { RealLine } from './lines.ts';
import { moneyFigure, plainFigure, sumFigures } from './make-figure.ts';
import type { Model } from './model.ts';
import { monteCarlo } from './monte-carlo.ts';
import { parameterKinds } from './parameters.ts';
import type { PriceLevels } from './price-levels.ts';
import { CannotAppraise } from './problem.ts';
import { scenarioCases, tornadoRows } from './sensitivity.ts';
import { nothing, netOf } from './streams.ts';

/** What is worked out only where the full appraisal is asked for. */
export function fullAppraisal(
	model: Model,
	content: BidContent,
	{
		usualLines,
		levels,
		optimismBias
	}: { usualLines: readonly RealLine[]; levels: PriceLevels; optimismBias: OptimismBiasResult | null }
): FullAppraisal {
	return {
		optimismBias,
		scenarios: scenarioCases(model),
		tornado: tornadoRows(model),
		distribution: distribution(model, usualLines),
		monteCarlo: simulated(model),
		barnett: consequentials(model, content, levels)
	};
}

const central: From = { of: 'figure', key: 'cases.central.npsv' };

function simulated(model: Model): MonteCarloResult {
	const { monteCarlo: plan } = model.plan.full;
	const valuesOf = (costs: boolean) =>
		model.lines.filter(({ side }) => (side === 'cost') === costs).map((line) => model.presentValue(line));
	const rest = netOf(model.usual?.worth() ?? nothing).negated();
	const { mean, percentiles, shareBelowZero } = monteCarlo(plan, {
		costs: valuesOf(true),
		gains: valuesOf(false),
		rest
	});
	const drawn = `${plan.runs} runs with seed ${plan.seed}, costs and gains drawn from triangles`;
	const from: From[] = [
		central,
		{ of: 'plan', name: 'Costs', value: triangleText(plan.costs) },
		{ of: 'plan', name: 'Benefits, savings and income', value: triangleText(plan.benefits) }
	];
	return {
		runs: plan.runs,
		seed: plan.seed,
		draws: plan.draws,
		mean: model.netFigure(mean, {
			key: 'full.monteCarlo.mean',
			label: 'Mean net present social value',
			formula: `Mean of ${drawn}`,
			from
		}),
		percentiles: percentiles.map(({ percent, value }) => ({
			percent,
			npsv: model.netFigure(value, {
				key: `full.monteCarlo.percentiles.${percent}`,
				label: `Net present social value, percentile ${percent}`,
				formula: `The value that ${percent}% of ${drawn} do not exceed`,
				from
			})
		})),
		shareBelowZero: plainFigure(
			shareBelowZero.times(hundred),
			'percent',
			{
				key: 'full.monteCarlo.shareBelowZero',
				label: 'Runs below nothing',
				formula: `Share of ${drawn} with a net value below nothing`,
				from
			},
			null
		)
	};
}

function triangleText({
	lowPercent,
	likelyPercent,
	highPercent
}: Model['plan']['full']['monteCarlo']['costs']): string {
	return `${lowPercent}% to ${highPercent}%, likeliest ${likelyPercent}%`;
}

function distribution(model: Model, usualLines: readonly RealLine[]): FullAppraisal['distribution'] {
	const { distribution: incomes } = model.plan.full;
	if (!incomes) return none('The plan gives no incomes, so nothing is weighted by income.');
	const values = model.editions.values;
	const gains = (lines: readonly RealLine[], quintile: number | null) =>
		sum(
			lines
				.filter((line) => line.side === 'benefit' && line.quintile === quintile)
				.map((line) => model.presentValue(line))
		);
	const groups: DistributionResult['groups'] = [];
	let added = zero;
	for (const quintile of [1, 2, 3, 4, 5, null]) {
		const benefits = gains(model.lines, quintile).minus(gains(usualLines, quintile));
		const income = quintile === null ? null : incomes.quintilePounds[quintile - 1];
		const weight = income
			? distributionalWeight(incomes.medianPounds, income, values.content.distributionalExponent)
			: one;
		const weighted = benefits.times(weight);
		added = added.plus(weighted.minus(benefits));
		const name = quintile === null ? 'all households alike' : `the fifth of households number ${quintile} by income`;
		const key = `full.distribution.${quintile ?? 'all'}`;
		const plain = model.netFigure(benefits, {
			key: `${key}.benefits`,
			label: `Benefits to ${name}`,
			formula: 'Present value of the benefits that go there',
			from: model.lines
				.filter((line) => line.side === 'benefit' && line.quintile === quintile)
				.map((line): From => ({ of: 'figure', key: `lines.benefit.${line.id}` }))
		});
		groups.push({
			quintile,
			weight: written(weight, 6),
			benefits: plain,
			weighted: model.netFigure(weighted, {
				key: `${key}.weighted`,
				label: `Weighted benefits to ${name}`,
				formula: 'Benefits × (median income ÷ own income) to the power of the exponent',
				from: [
					{ of: 'figure', key: plain.key },
					{ of: 'plan', name: 'Median income, £ a year', value: incomes.medianPounds },
					...(income ? [{ of: 'plan', name: 'Own income, £ a year', value: income } as const] : []),
					{
						of: 'parameter',
						kind: 'values',
						edition: values.edition,
						name: 'Exponent',
						value: values.content.distributionalExponent
					}
				]
			})
		});
	}
	const weightedNpsv = model.netFigure(model.npsv.plus(added), {
		key: 'full.distribution.weightedNpsv',
		label: 'Net present social value with benefits weighted by income',
		formula: 'Net present social value + weighted benefits − benefits',
		from: [central, ...groups.flatMap(({ benefits, weighted }) => [opens(weighted.key), opens(benefits.key)])]
	});
	return { result: { groups, weightedNpsv }, absent: null };

	function none(text: string): FullAppraisal['distribution'] {
		return { result: null, absent: { reason: 'not_given', text } };
	}
}

function opens(key: string): From {
	return { of: 'figure', key };
}

/** What the change in departmental spending gives to the devolved administrations: on top of the bid, not part of it. */
function consequentials(model: Model, content: BidContent, levels: PriceLevels): FullAppraisal['barnett'] {
	const { barnett: edition } = model.editions;
	const { barnett: plan } = model.plan.full;
	if (!edition) return missing(`${parameterKinds.barnett.label}: the plan names no edition.`);
	if (!plan) return missing('The plan does not say which programmes the spending counts under.');
	const usual = content.options.find(({ kind }) => kind === 'bau')?.id ?? null;
	const preferred = content.options.find(({ kind }) => kind === 'preferred')?.id ?? null;
	const programmes = plan.programmes.map(({ teamId, programme }) => {
		const found = edition.content.programmes.find(({ key }) => key === programme);
		if (found) return { teamId, programme: found };
		const text = `The programme “${programme}” is not in the edition “${edition.edition}”: choose one that is.`;
		throw new CannotAppraise([{ kind: 'unknown_programme', key: programme, edition: edition.edition, text }]);
	});
	const lines = content.costLines.filter(({ baseline, budget }) => !baseline && budget !== 'ame');
	const years = [...new Set(lines.flatMap(({ cells }) => cells.map(({ year }) => year)))].sort((a, b) => a - b);
	const changeIn = (teamId: number, optionId: number | null, year: number): Decimal =>
		sum(
			lines
				.filter((line) => line.teamId === teamId && line.optionId === optionId)
				.map((line) => nominalOf(line, year, levels))
		);
	const basis = { priceBase: 'nominal', presentValueYear: null, edition: edition.edition } as const;

	const nations = edition.content.nations.map((nation): NationFigures => {
		const key = `full.barnett.${nation.nation}`;
		const figures = years.map((year) =>
			moneyFigure(
				sum(
					programmes.map(({ teamId, programme }) => {
						const change = changeIn(teamId, preferred, year).minus(changeIn(teamId, usual, year));
						return consequential(change, programme.comparabilityPercent, nation);
					})
				),
				{
					key: `${key}.${year}`,
					label: `Barnett consequential, ${financialYear(year)}`,
					formula: 'Change in departmental spending × comparability × population share × needs factor × VAT factor',
					from: [
						...programmes.map(({ programme }): From => ({
							of: 'parameter',
							kind: 'barnett',
							edition: edition.edition,
							name: `Comparability of ${programme.name}, %`,
							value: programme.comparabilityPercent
						})),
						{
							of: 'parameter',
							kind: 'barnett',
							edition: edition.edition,
							name: `Population share of ${nation.shareOf}, %`,
							value: nation.populationSharePercent
						},
						{
							of: 'parameter',
							kind: 'barnett',
							edition: edition.edition,
							name: 'Needs factor',
							value: nation.needsFactor
						},
						{ of: 'parameter', kind: 'barnett', edition: edition.edition, name: 'VAT factor', value: nation.vatFactor }
					]
				},
				basis
			)
		);
		const told = { key: `${key}.total`, label: 'Barnett consequentials, all years', formula: 'All years, added up' };
		return { nation: nation.nation, years: figures, total: sumFigures(figures, told, basis) };
	});
	return { nations, absent: null };

	function missing(text: string): FullAppraisal['barnett'] {
		const absent: Absence = { reason: 'not_given', text };
		return { nations: null, absent };
	}
}
