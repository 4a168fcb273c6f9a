import { fullMoney, money } from '#lib/ui/money.ts';
import { financialYear } from '../../bid.ts';
import { pricesText } from '../../benefits/benefit.ts';
import type { Appraisal } from '../appraisal.ts';
import { Decimal } from '../decimal.ts';
import { type Figure, type From, type MaybeFigure, sides } from '../figure.ts';
import { figuresIn } from '../find-figure.ts';
import { parameterKinds } from '../parameters.ts';

/** A figure as people read it, with everything that it says of itself. Plain text: no number leaves the server. */
export type Shown = {
	key: string;
	label: string;
	/** Short, in its unit: "£81.75m", "1.63". */
	text: string;
	/** Not rounded for the eye: "£81,750,123.46". */
	exact: string;
	/** "£, 2022-23 prices, present value in 2022-23, Green Book 2026" */
	basis: string;
	formula: string;
	inputs: { text: string; key: string | null }[];
};

/** A figure, or why there is none. */
export type MaybeShown = { shown: Shown; absent: null } | { shown: null; absent: string };

/** Reads the figures of one appraisal. */
export class Shower {
	readonly #appraisal: Appraisal;
	readonly #figures: ReadonlyMap<string, Figure>;

	constructor(appraisal: Appraisal) {
		this.#appraisal = appraisal;
		this.#figures = new Map(figuresIn(appraisal).map((figure) => [figure.key, figure]));
	}

	show(figure: Figure): Shown {
		return {
			key: figure.key,
			label: figure.label,
			text: figureText(figure),
			exact: figureText(figure, fullMoney, 6),
			basis: basisText(figure),
			formula: figure.formula,
			inputs: figure.from.map((from) => this.#input(from))
		};
	}

	maybe({ figure, absent }: MaybeFigure): MaybeShown {
		return figure ? { shown: this.show(figure), absent: null } : { shown: null, absent: absent.text };
	}

	find(key: string): Figure | undefined {
		return this.#figures.get(key);
	}

	#input(from: From): Shown['inputs'][number] {
		if (from.of === 'figure') {
			const figure = this.#figures.get(from.key);
			return figure ? { text: `${figure.label}: ${figureText(figure)}`, key: from.key } : { text: from.key, key: null };
		}
		if (from.of === 'lines') {
			const option = this.#appraisal.options.find(({ optionId }) => optionId === from.optionId)?.name ?? '';
			const lines = linesBehind(this.#appraisal, from);
			const year = from.year === null ? '' : `, ${financialYear(from.year)}`;
			return { text: `${sides[from.side].label} of ${option}${year}: ${counted(lines.length, 'line')}`, key: null };
		}
		if (from.of === 'entered') {
			const line = this.#appraisal.lines.find((each) => each.lines === from.lines && each.id === from.lineId);
			const under = from.assumptions.map((number) => `A${number}`).join(', ');
			return {
				text: `Amounts entered for “${line?.description ?? ''}”${under ? `, resting on ${under}` : ', no assumption written down'}`,
				key: null
			};
		}
		if (from.of === 'plan') return { text: `Plan of the appraisal: ${from.name}, ${from.value}`, key: null };
		return { text: `${parameterKinds[from.kind].label}, ${from.edition}: ${from.name}, ${from.value}`, key: null };
	}
}

/** The lines that one side of an option is made of. */
export function linesBehind(
	{ lines }: Appraisal,
	{ optionId, side, year }: Extract<From, { of: 'lines' }>
): Appraisal['lines'] {
	return lines.filter(
		(line) =>
			line.optionId === optionId &&
			line.side === side &&
			(year === null || line.years.some((each) => each.year === year))
	);
}

/** "2022-23 prices, present value in 2022-23, Green Book 2026": what a figure is, without its unit. */
export function basisText({
	unit,
	priceBase,
	presentValueYear,
	edition
}: Omit<Figure, 'key' | 'label' | 'value' | 'formula' | 'from'>) {
	return [
		unitNames[unit],
		priceBase === null ? null : pricesText(priceBase === 'nominal' ? null : priceBase),
		presentValueYear === null ? null : `present value in ${financialYear(presentValueYear)}`,
		edition
	]
		.filter((part) => part !== null)
		.join(', ');
}

/** A decimal number of pounds as money. */
export function poundsText(value: string, written: (pence: bigint) => string = money): string {
	return written(BigInt(new Decimal(value).times(100).toDecimalPlaces(0).toFixed()));
}

/** A decimal number with at most so many places, thousands apart. */
export function numberText(value: string, places: number): string {
	const number = new Decimal(value).toDecimalPlaces(places);
	const [whole = '0', fraction] = number.abs().toFixed().split('.');
	const sign = number.isNegative() && !number.isZero() ? '−' : '';
	return `${sign}${BigInt(whole).toLocaleString('en-GB')}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A ratio with all its places, so that 2.00 is not 2. */
export function ratioText(value: string, places = 2): string {
	return new Decimal(value).toFixed(places).replace('-', '−');
}

/** The value of a figure in its unit, rounded for the eye unless `places` are given. */
export function figureText(
	{ unit, value }: Pick<Figure, 'unit' | 'value'>,
	written: (pence: bigint) => string = money,
	places?: number
): string {
	if (unit === 'pounds') return poundsText(value, written);
	if (unit === 'ratio') return ratioText(value, places);
	if (unit === 'percent') return `${numberText(value, places ?? 1)}%`;
	if (unit === 'years') return numberText(value, places ?? 1) + (new Decimal(value).eq(1) ? ' year' : ' years');
	return numberText(value, places ?? 4);
}

const unitNames: Record<Figure['unit'], string> = {
	pounds: '£',
	ratio: 'ratio',
	percent: '%',
	years: 'years',
	index: 'index'
};

function counted(count: number, noun: string): string {
	return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
