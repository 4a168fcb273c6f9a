import type { Edition, EditionOf } from './edition.ts';
import { parameterKinds, type ParameterKind } from './parameters.ts';
import type { AppraisalPlan } from './plan.ts';
import { type AppraisalProblem, CannotAppraise } from './problem.ts';

export type ChosenEditions = { [Kind in Exclude<ParameterKind, 'barnett'>]: EditionOf<Kind> } & {
	barnett: EditionOf<'barnett'> | null;
};

/** The editions that a plan names. @throws CannotAppraise('unknown_edition') with every one that is not known */
export function chooseEditions({ editions: named }: AppraisalPlan, known: readonly Edition[]): ChosenEditions {
	const problems: AppraisalProblem[] = [];
	const find = <Kind extends ParameterKind>(kind: Kind, name: string): EditionOf<Kind> | null => {
		const found = known.find(
			(edition): edition is EditionOf<Kind> => edition.kind === kind && edition.edition === name
		);
		if (found) return found;
		problems.push({
			kind: 'unknown_edition',
			parameter: kind,
			edition: name,
			text: `${parameterKinds[kind].label}: the edition “${name}” is not known in this review. Choose another one.`
		});
		return null;
	};
	const chosen = {
		discount_rates: find('discount_rates', named.discount_rates),
		deflators: find('deflators', named.deflators),
		optimism_bias: find('optimism_bias', named.optimism_bias),
		value_bands: find('value_bands', named.value_bands),
		values: find('values', named.values),
		barnett: named.barnett === null ? null : find('barnett', named.barnett)
	};
	const { discount_rates, deflators, optimism_bias, value_bands, values, barnett } = chosen;
	if (problems.length > 0 || !discount_rates || !deflators || !optimism_bias || !value_bands || !values) {
		throw new CannotAppraise(problems);
	}
	return { discount_rates, deflators, optimism_bias, value_bands, values, barnett };
}
