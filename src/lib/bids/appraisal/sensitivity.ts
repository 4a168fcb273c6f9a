import type { Case, TornadoRow } from './appraisal.ts';
import { Decimal, fraction, one, written } from './decimal.ts';
import type { From } from './figure.ts';
import type { Model } from './model.ts';
import { outcomeOf } from './outcome.ts';
import { asPlanned, netOf, type Trial } from './streams.ts';

/** The low case takes costs up and what is gained down, the high case the other way. */
export function lowCentralHigh(model: Model): { low: Case; central: Case; high: Case } {
	const { costDownPercent, costUpPercent, benefitDownPercent, benefitUpPercent } = model.plan.cases;
	const low = tried(costUpPercent, `-${benefitDownPercent}`);
	const high = tried(`-${costDownPercent}`, benefitUpPercent);
	return {
		low: caseOf(
			model,
			'cases.low',
			'Low case',
			`Costs up ${costUpPercent}%, benefits and savings down ${benefitDownPercent}%`,
			low
		),
		central: caseOf(model, 'cases.central', 'Central case', 'As planned', asPlanned),
		high: caseOf(
			model,
			'cases.high',
			'High case',
			`Costs down ${costDownPercent}%, benefits and savings up ${benefitUpPercent}%`,
			high
		)
	};
}

/** What comes out in each scenario of the plan, in its order. */
export function scenarioCases(model: Model): Case[] {
	return model.plan.full.scenarios.map(({ name, costPercent, benefitPercent, delayYears }, index) => {
		const delay = delayYears === 0 ? '' : `, benefits and savings ${inYears(delayYears)} later`;
		const changes = `Costs ${signed(costPercent)}%, benefits and savings ${signed(benefitPercent)}%${delay}`;
		return caseOf(model, `full.scenarios.${index}`, name, changes, {
			...tried(costPercent, benefitPercent),
			delayYears
		});
	});
}

const mostBenefitLines = 12;

/** One driver at a time between its worse and its better end, the widest first. */
export function tornadoRows(model: Model): TornadoRow[] {
	const { costDownPercent, costUpPercent, benefitDownPercent, benefitUpPercent } = model.plan.cases;
	const gains = { low: `−${benefitDownPercent}%`, high: `+${benefitUpPercent}%` };
	const trial = (change: Partial<Trial>) => netOf(model.worth({ ...asPlanned, ...change }));
	const [down, up] = [one.minus(fraction(benefitDownPercent)), one.plus(fraction(benefitUpPercent))];
	const saves = !model.preferred.worth().saving.isZero();

	const rows = [
		row(model, 'costs', 'Costs', {
			low: [`+${costUpPercent}%`, trial({ cost: one.plus(fraction(costUpPercent)) })],
			high: [`−${costDownPercent}%`, trial({ cost: one.minus(fraction(costDownPercent)) })]
		}),
		...(saves
			? [
					row(model, 'savings', 'Savings and income', {
						low: [gains.low, trial({ saving: down })],
						high: [gains.high, trial({ saving: up })]
					})
				]
			: []),
		row(model, 'benefits', 'Benefits', {
			low: [gains.low, trial({ benefit: down })],
			high: [gains.high, trial({ benefit: up })]
		}),
		row(model, 'delay', 'Delay of benefits and savings', {
			low: [`${inYears(model.plan.delayYears)} later`, trial({ delayYears: model.plan.delayYears })],
			high: ['As planned', model.npsv]
		}),
		...rateRow(model, trial)
	];
	const lines = model.lines
		.filter(({ side }) => side === 'benefit')
		.map((line) => {
			const value = model.presentValue(line);
			return row(
				model,
				'benefit_line',
				line.description,
				{
					low: [gains.low, model.npsv.plus(value.times(down.minus(one)))],
					high: [gains.high, model.npsv.plus(value.times(up.minus(one)))]
				},
				line.id
			);
		})
		.sort(widestFirst)
		.slice(0, mostBenefitLines);
	return [...rows, ...lines].sort(widestFirst);
}

type End = [change: string, npsv: Decimal];

type Ends = { low: End; high: End };

/** At the reduced rates, which the edition may not have. */
function rateRow(model: Model, trial: (change: Partial<Trial>) => Decimal): TornadoRow[] {
	if (!model.factors.has('reduced')) return [];
	const standard: End = ['Standard rates', model.npsv];
	const reduced: End = ['Reduced rates', trial({ standard: 'reduced' })];
	const worse = reduced[1].lt(standard[1]) ? reduced : standard;
	return [row(model, 'rate', 'Discount rates', { low: worse, high: worse === reduced ? standard : reduced })];
}

function row(
	model: Model,
	driver: TornadoRow['driver'],
	label: string,
	{ low, high }: Ends,
	lineId: number | null = null
): TornadoRow {
	const key = `full.tornado.${driver}${lineId === null ? '' : `.${lineId}`}`;
	const from: From[] = [{ of: 'figure', key: 'cases.central.npsv' }];
	const figure = (end: 'low' | 'high', [change, npsv]: End) =>
		model.netFigure(npsv, {
			key: `${key}.${end}`,
			label: `Net present social value, ${label}: ${change}`,
			formula: 'The central case with this one driver changed',
			from
		});
	return {
		driver,
		label,
		lowLabel: low[0],
		highLabel: high[0],
		low: figure('low', low),
		high: figure('high', high),
		swing: written(high[1].minus(low[1]).abs(), 6)
	};
}

function widestFirst(a: TornadoRow, b: TornadoRow): number {
	return new Decimal(b.swing).comparedTo(a.swing);
}

function caseOf(model: Model, key: string, name: string, changes: string, trial: Trial): Case {
	const entry = (value: string): From => ({ of: 'plan', name, value });
	const worth = model.worth(trial);
	const place = { key, of: name.toLowerCase(), costs: [entry(changes)], benefits: [entry(changes)] };
	return { name, changes, outcome: outcomeOf(worth, place, model) };
}

function tried(costPercent: string, benefitPercent: string): Trial {
	const gain = one.plus(fraction(benefitPercent));
	return { ...asPlanned, cost: one.plus(fraction(costPercent)), saving: gain, benefit: gain };
}

function signed(percent: string): string {
	return percent.startsWith('-') ? `−${percent.slice(1)}` : `+${percent}`;
}

function inYears(years: number): string {
	return years === 1 ? 'one year' : `${years} years`;
}
