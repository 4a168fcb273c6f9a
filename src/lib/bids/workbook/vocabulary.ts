import { numberIn } from '#lib/reviews/reference.ts';
import { optionKinds } from '../bid.ts';
import type { BidContent } from '../content.ts';
import type { SummedLine } from '../costs/totals.ts';

export type CostLine = BidContent['costLines'][number];
export type BenefitLine = BidContent['benefitLines'][number];

/** What a line that names no recommendation holds in its place. */
export const NO_RECOMMENDATION = 'None named';
export const NEW_MONEY = 'New';
export const IN_BASELINE = 'Baseline';

/** The short words that lines are added up by: distinct, and none that a spreadsheet would read as a pattern. */
export type Vocabulary = {
	/** By id. */
	options: Map<number, string>;
	departments: Map<number, string>;
	recommendations: string[];
	/** The preferred option's, or the first one's where none is preferred. */
	shownOption: string;
	shownOptionId: number | null;
};

/** Two of one name are told apart by a number. */
export function vocabularyOf({ options, lead, partners, recommendations }: BidContent): Vocabulary {
	const taken = new Set<string>();
	const distinct = (wanted: string) => {
		const plain = wanted.replace(/[^\p{L}\p{N} &,.'’()-]/gu, '').trim() || 'Unnamed';
		const safe = /^[\p{L}\p{N}]/u.test(plain) ? plain.slice(0, 100) : `Dept ${plain}`.slice(0, 100);
		let name = safe;
		for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${safe} ${count}`;
		taken.add(name.toLowerCase());
		return name;
	};
	const shown = options.find(({ kind }) => kind === 'preferred') ?? options[0] ?? null;
	const named = new Map(options.map(({ id, kind }) => [id, distinct(optionKinds[kind].label)]));
	taken.clear();
	return {
		options: named,
		departments: new Map([lead, ...partners].map(({ id, shortName }) => [id, distinct(shortName)])),
		recommendations: [...recommendations.map(({ reference }) => reference), NO_RECOMMENDATION],
		shownOption: (shown && named.get(shown.id)) ?? '',
		shownOptionId: shown?.id ?? null
	};
}

/** A line as the application's own totals take it. */
export function summed(line: CostLine): SummedLine {
	return {
		...line,
		recommendationId: line.recommendation === null ? null : numberIn('R', line.recommendation)
	};
}
