import type { Appraisal } from '../appraisal.ts';
import type { ComparedFigure, Comparison } from '../compare.ts';
import { figureText, type MaybeShown, Shower } from './shown.server.ts';

export type ComparedView = ReturnType<typeof comparedView>;

/** Two appraisals side by side, as their page shows them. */
export function comparedView({ sameBasis, editions, options }: Comparison, one: Appraisal, other: Appraisal) {
	const [before, after] = [new Shower(one), new Shower(other)];
	return {
		sameBasis,
		editions: editions.map((each) => ({ ...each, differs: each.before !== each.after })),
		options: options.map(({ name, figures, bandBefore, bandAfter }) => ({
			name,
			bandBefore,
			bandAfter,
			figures: figures.map((figure) => ({
				label: figure.label,
				before: before.maybe(figure.before),
				after: after.maybe(figure.after),
				difference: differenceText(figure)
			}))
		}))
	};
}

export type ComparedRow = { label: string; before: MaybeShown; after: MaybeShown; difference: string | null };

function differenceText({ after, difference }: ComparedFigure): string | null {
	if (difference === null || !after.figure) return null;
	const text = figureText({ ...after.figure, value: difference });
	return difference.startsWith('-') || difference === '0' ? text : `+${text}`;
}
