import type { Appraisal, OptionAppraisal } from './appraisal.ts';
import { Decimal, written } from './decimal.ts';
import type { Figure, MaybeFigure, Outcome } from './figure.ts';
import { parameterKindNames, parameterKinds, type ParameterKind } from './parameters.ts';

export type ComparedFigure = {
	label: string;
	before: MaybeFigure;
	after: MaybeFigure;
	/** After less before; null where one is missing or they are not on one basis. */
	difference: string | null;
};

export type Comparison = {
	/** Whether both are in the prices of one year and discounted to one year: else nothing is subtracted. */
	sameBasis: boolean;
	editions: { kind: ParameterKind; label: string; before: string | null; after: string | null }[];
	/** Options that both hold, against business as usual where there is one; that itself is not listed. */
	options: { name: string; figures: ComparedFigure[]; bandBefore: string | null; bandAfter: string | null }[];
};

/** Two appraisals of one bid side by side. */
export function compareAppraisals(before: Appraisal, after: Appraisal): Comparison {
	const sameBasis = before.priceYear === after.priceYear && before.presentValueYear === after.presentValueYear;
	const named = ({ editions }: Appraisal, kind: ParameterKind) =>
		editions.find((edition) => edition.kind === kind)?.edition ?? null;
	return {
		sameBasis,
		editions: parameterKindNames.map((kind) => ({
			kind,
			label: parameterKinds[kind].label,
			before: named(before, kind),
			after: named(after, kind)
		})),
		options: before.options.flatMap((option) => {
			const same = after.options.find(({ optionId }) => optionId === option.optionId);
			// The baseline against itself is nothing.
			if (option.kind === 'bau') return [];
			return same ? [compareOptions(option, same)] : [];
		})
	};
}

function compareOptions(before: OptionAppraisal, after: OptionAppraisal): Comparison['options'][number] {
	const [a, b]: [Outcome, Outcome] = [before.incremental ?? before, after.incremental ?? after];
	return {
		name: after.name,
		figures: [
			compared('Present value of costs', there(a.presentValueCosts), there(b.presentValueCosts)),
			compared('Present value of benefits', there(a.presentValueBenefits), there(b.presentValueBenefits)),
			compared('Net present social value', there(a.npsv), there(b.npsv)),
			compared('Benefit-cost ratio', a.bcr, b.bcr)
		],
		bandBefore: a.band?.name ?? null,
		bandAfter: b.band?.name ?? null
	};
}

function compared(label: string, before: MaybeFigure, after: MaybeFigure): ComparedFigure {
	return { label, before, after, difference: before.figure && after.figure && lessOf(before.figure, after.figure) };
}

function lessOf(before: Figure, after: Figure): string | null {
	if (before.priceBase !== after.priceBase || before.presentValueYear !== after.presentValueYear) return null;
	return written(new Decimal(after.value).minus(before.value), 10);
}

function there(figure: Figure): MaybeFigure {
	return { figure, absent: null };
}
