import type { Appraisal } from './appraisal.ts';
import type { Figure } from './figure.ts';

/** The figure of that key, wherever it stands in the appraisal. */
export function findFigure(appraisal: Appraisal, key: string): Figure | undefined {
	return figuresIn(appraisal).find((figure) => figure.key === key);
}

/** Every figure of an appraisal. */
export function figuresIn(appraisal: Appraisal): Figure[] {
	const { options, lines, switching, cases, full, financial } = appraisal;
	const found: Figure[] = [];
	collect([options, lines, switching, cases, full, financial], found);
	return found;
}

function collect(value: unknown, found: Figure[]): void {
	if (typeof value !== 'object' || value === null) return;
	if (isFigure(value)) found.push(value);
	else for (const part of Object.values(value)) collect(part, found);
}

function isFigure(value: object): value is Figure {
	return 'key' in value && 'formula' in value && 'from' in value;
}
