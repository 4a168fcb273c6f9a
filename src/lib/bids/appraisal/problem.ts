import { Conflict } from '#lib/errors.ts';
import type { PriceBase } from './figure.ts';
import type { ParameterKind } from './parameters.ts';

/** Why an appraisal cannot be made as it is planned, each with the words that a person needs to put it right. */
export type AppraisalProblem = { text: string } & (
	| { kind: 'missing_deflator'; year: number; edition: string; lines: string[] }
	| { kind: 'no_preferred_option' }
	| { kind: 'unknown_edition'; parameter: ParameterKind; edition: string }
	| { kind: 'division_by_zero'; what: string }
	| { kind: 'mixed_bases'; bases: [PriceBase, PriceBase] }
	| { kind: 'optimism_bias_mix'; raises: 'capital' | 'operating' }
	| { kind: 'unknown_project_type'; key: string; edition: string }
	| { kind: 'unknown_programme'; key: string; edition: string }
);

/** A conflict, so that a form says what is in the way beside what was typed. */
export class CannotAppraise extends Conflict {
	readonly problems: readonly AppraisalProblem[];

	constructor(problems: readonly AppraisalProblem[]) {
		super(problems.map(({ text }) => text).join(' '));
		this.problems = problems;
	}
}
