import { type Decimal, fraction, hundred, one, sum, written, zero } from './decimal.ts';
import type { OptimismBiasResult } from './appraisal.ts';
import type { EditionOf } from './edition.ts';
import { plainFigure } from './make-figure.ts';
import type { AppraisalPlan } from './plan.ts';
import { CannotAppraise } from './problem.ts';

export type OptimismBias = { capitalPercent: Decimal; operatingPercent: Decimal; result: OptimismBiasResult | null };

export const noOptimismBias: OptimismBias = { capitalPercent: zero, operatingPercent: zero, result: null };

/**
 * By how many per cent costs are raised: the upper bound of each type of works by its share, less what is mitigated (HM
 * Treasury, Supplementary Green Book guidance on optimism bias).
 * @throws CannotAppraise where a type is not known or the shares do not add up to 100
 */
export function optimismBias(
	mix: AppraisalPlan['full']['optimismBias'],
	edition: EditionOf<'optimism_bias'>
): OptimismBias {
	if (mix.length === 0) return noOptimismBias;
	const parts = mix.map(({ projectType, sharePercent, mitigationPercent }) => {
		const type = edition.content.types.find(({ key }) => key === projectType);
		if (!type) throw new CannotAppraise([unknownType(projectType, edition.edition)]);
		const left = one.minus(fraction(mitigationPercent)).times(fraction(sharePercent));
		return { type, sharePercent, mitigationPercent, left };
	});
	for (const raises of ['capital', 'operating'] as const) {
		const shares = parts.filter(({ type }) => type.raises === raises).map(({ sharePercent }) => fraction(sharePercent));
		if (shares.length > 0 && !sum(shares).equals(one)) throw new CannotAppraise([badMix(raises)]);
	}
	const percentOf = (raises: 'capital' | 'operating') =>
		sum(parts.filter(({ type }) => type.raises === raises).map(({ type, left }) => left.times(type.cost.upperPercent)));
	const [capitalPercent, operatingPercent] = [percentOf('capital'), percentOf('operating')];
	const durationPercent = sum(parts.map(({ type, left }) => left.times(type.duration?.upperPercent ?? 0)));
	const figure = (name: string, label: string, value: Decimal) =>
		plainFigure(
			value,
			'percent',
			{
				key: `full.optimismBias.${name}`,
				label,
				formula: 'Upper bound × share × (1 − mitigation), added up over the types of works',
				from: parts.map(({ type }) => ({
					of: 'parameter',
					kind: 'optimism_bias',
					edition: edition.edition,
					name: type.name,
					value: name === 'durationPercent' ? (type.duration?.upperPercent ?? '0') : type.cost.upperPercent
				}))
			},
			edition.edition
		);
	return {
		capitalPercent,
		operatingPercent,
		result: {
			rows: parts.map(({ type, sharePercent, mitigationPercent, left }) => ({
				projectType: type.key,
				name: type.name,
				raises: type.raises,
				sharePercent,
				upperPercent: type.cost.upperPercent,
				mitigationPercent,
				contributionPercent: written(left.times(type.cost.upperPercent), 6)
			})),
			capitalPercent: figure('capitalPercent', 'Optimism bias on capital cost', capitalPercent),
			operatingPercent: figure('operatingPercent', 'Optimism bias on operating cost', operatingPercent),
			durationPercent: figure('durationPercent', 'Optimism bias on the duration of works', durationPercent)
		}
	};
}

/** A cost with what is expected to be added to it. */
export function raised(cost: Decimal, percent: Decimal): Decimal {
	return percent.isZero() ? cost : cost.times(one.plus(percent.div(hundred)));
}

function unknownType(key: string, edition: string) {
	return {
		kind: 'unknown_project_type',
		key,
		edition,
		text: `The type of works “${key}” is not in the edition “${edition}”: choose one that is.`
	} as const;
}

function badMix(raises: 'capital' | 'operating') {
	return {
		kind: 'optimism_bias_mix',
		raises,
		text: `The shares of the types of works that raise ${raises} cost must add up to 100%.`
	} as const;
}
