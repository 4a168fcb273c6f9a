import { bandOf } from './bands.ts';
import type { ChosenEditions } from './choose-editions.ts';
import type { Decimal } from './decimal.ts';
import type { From, Outcome } from './figure.ts';
import { absent, moneyFigure, quotient } from './make-figure.ts';
import type { AppraisalPlan } from './plan.ts';
import { netOf, type Worth } from './streams.ts';

/** Where an outcome stands in its appraisal, and what its present values come from. */
export type OutcomePlace = { key: string; of: string; costs: From[]; benefits: From[] };

/** Present values, net value, ratio and band of one worth. */
export function outcomeOf(
	worth: Worth,
	{ key, of, costs, benefits }: OutcomePlace,
	{ plan, editions }: { plan: AppraisalPlan; editions: ChosenEditions }
): Outcome {
	const edition = editions.discount_rates.edition;
	const basis = { priceBase: plan.priceYear, presentValueYear: plan.presentValueYear, edition };
	const netCosts = worth.cost.minus(worth.saving);
	const presentValueCosts = moneyFigure(
		netCosts,
		{
			key: `${key}.presentValueCosts`,
			label: `Present value of costs, ${of}`,
			formula: 'Real costs less savings and income of each year × discount factor, added up',
			from: costs
		},
		basis
	);
	const presentValueBenefits = moneyFigure(
		worth.benefit,
		{
			key: `${key}.presentValueBenefits`,
			label: `Present value of benefits, ${of}`,
			formula: 'Real benefits of each year × discount factor, added up',
			from: benefits
		},
		basis
	);
	const both: From[] = [presentValueBenefits, presentValueCosts].map((figure) => ({ of: 'figure', key: figure.key }));
	const bcr = ratio(worth.benefit, netCosts);
	return {
		presentValueCosts,
		presentValueBenefits,
		npsv: moneyFigure(
			netOf(worth),
			{
				key: `${key}.npsv`,
				label: `Net present social value, ${of}`,
				formula: 'Present value of benefits − present value of costs',
				from: both
			},
			basis
		),
		bcr,
		band: bcr.figure ? bandOf(worth.benefit.div(netCosts), editions.value_bands) : null
	};

	function ratio(over: Decimal, under: Decimal) {
		if (under.isNegative() && !under.isZero()) {
			return absent({
				reason: 'below_zero',
				text: 'It costs less than nothing once savings are taken off, so there is no ratio of benefits to costs.'
			});
		}
		const told = {
			key: `${key}.bcr`,
			label: `Benefit-cost ratio, ${of}`,
			formula: 'Present value of benefits ÷ present value of costs',
			from: both
		};
		return quotient(over, under, 'ratio', told, { edition, zeroText: 'There are no costs to divide the benefits by.' });
	}
}
