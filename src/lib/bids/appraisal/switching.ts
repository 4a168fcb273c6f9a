import type { SwitchingValue } from './appraisal.ts';
import { Decimal, hundred, one, zero } from './decimal.ts';
import type { From, MaybeFigure } from './figure.ts';
import { absent, plainFigure, quotient } from './make-figure.ts';
import type { Model } from './model.ts';
import { asPlanned, netOf } from './streams.ts';

/**
 * Each driver with the change of it alone at which the preferred option is worth nothing against business as usual: per
 * cent of the driver, whole years of delay, or a rate a year. Where there is none, the figure says why.
 */
export function switchingValues(model: Model): SwitchingValue[] {
	const { cost, saving, benefit } = model.preferred.worth();
	return [
		share('costs', 'Costs', model.npsv, cost, model),
		...(saving.isZero() ? [] : [share('savings', 'Savings and income', model.npsv.negated(), saving, model)]),
		share('benefits', 'Benefits', model.npsv.negated(), benefit, model),
		...model.lines
			.filter(({ side }) => side === 'benefit')
			.map((line) => ({
				...share('benefit_line', line.description, model.npsv.negated(), model.presentValue(line), model, line.id),
				benefitLineId: line.id
			})),
		delay(model),
		rate(model)
	];
}

const from: From[] = [{ of: 'figure', key: 'cases.central.npsv' }];

function share(
	driver: 'costs' | 'savings' | 'benefits' | 'benefit_line',
	label: string,
	over: Decimal,
	under: Decimal,
	model: Model,
	lineId: number | null = null
): SwitchingValue {
	const key = `switching.${driver}${lineId === null ? '' : `.${lineId}`}`;
	const value = quotient(
		over,
		under,
		'percent',
		{
			key,
			label: `Switching value: ${label}`,
			formula: 'Net present social value ÷ present value of the driver',
			from
		},
		{
			edition: model.editions.discount_rates.edition,
			zeroText: 'It comes to nothing, so no change of it makes a difference.'
		}
	);
	const reachable = value.figure !== null && new Decimal(value.figure.value).gte(hundred.negated());
	return { driver, label, benefitLineId: null, value, reachable };
}

/** The first whole year of delay at which the net value falls below nothing. */
function delay(model: Model): SwitchingValue {
	const label = 'Delay of benefits and savings';
	const said = (value: MaybeFigure): SwitchingValue => ({
		driver: 'delay',
		label,
		benefitLineId: null,
		value,
		reachable: value.figure !== null
	});
	if (model.npsv.isNegative()) {
		return said(absent({ reason: 'never', text: 'The net value is below nothing without any delay.' }));
	}
	for (let years = 1; years <= model.plan.horizonYears; years += 1) {
		if (!netOf(model.worth({ ...asPlanned, delayYears: years })).isNegative()) continue;
		const told = {
			key: 'switching.delay',
			label: `Switching value: ${label}`,
			formula: 'The first whole year of delay at which the net present social value is below nothing',
			from
		};
		return said({
			figure: plainFigure(new Decimal(years), 'years', told, model.editions.discount_rates.edition),
			absent: null
		});
	}
	return said(absent({ reason: 'never', text: 'No delay within the appraisal takes the net value below nothing.' }));
}

/** The one flat rate a year, for all effects alike, at which the net value is nothing. */
function rate(model: Model): SwitchingValue {
	const label = 'Discount rate, flat';
	const nets = netsByYear(model);
	const signs = nets.filter((net) => !net.isZero()).map((net) => net.isNegative());
	const turns = signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length;
	const said = (value: MaybeFigure): SwitchingValue => ({
		driver: 'rate',
		label,
		benefitLineId: null,
		value,
		reachable: value.figure !== null
	});
	if (turns > 1) {
		const text = 'The net amounts change between gain and loss more than once, so there may be several such rates.';
		return said(absent({ reason: 'several', text }));
	}
	const found = turns === 1 ? flatRate(nets) : null;
	if (!found) return said(absent({ reason: 'never', text: 'No rate makes the net value nothing.' }));
	const told = {
		key: 'switching.rate',
		label: `Switching value: ${label}`,
		formula: 'The flat yearly rate at which the net amounts of all years, discounted, come to nothing',
		from
	};
	return said({ figure: plainFigure(found.times(hundred), 'percent', told, null), absent: null });
}

function netsByYear({ plan, preferred, usual }: Model): Decimal[] {
	const end = plan.startYear + plan.horizonYears;
	const count = end - plan.presentValueYear;
	return Array.from({ length: count }, (_, index) => {
		const year = plan.presentValueYear + index;
		const net = (of: typeof preferred | null) =>
			of ? of.in('benefit', year).plus(of.in('saving', year)).minus(of.in('cost', year)) : zero;
		return net(preferred).minus(net(usual));
	});
}

const halvings = 60;

/** Between −90% and 1,000% a year. @returns null where the nets do not change sign between the two */
function flatRate(nets: readonly Decimal[]): Decimal | null {
	const worth = (at: Decimal) => {
		const factor = one.div(one.plus(at));
		return nets.reduceRight((total, net) => total.times(factor).plus(net), zero);
	};
	let [low, high] = [new Decimal('-0.9'), new Decimal(10)];
	const below = worth(low).isNegative();
	if (below === worth(high).isNegative()) return null;
	for (let step = 0; step < halvings; step += 1) {
		const middle = low.plus(high).div(2);
		if (worth(middle).isNegative() === below) low = middle;
		else high = middle;
	}
	return low.plus(high).div(2);
}
