import type { BidContent } from '../content.ts';
import { pricesText } from './benefit.ts';
import { evidenceText } from './evidence.ts';
import type { Evidence } from './queries.server.ts';

export type BenefitRow = {
	id: number;
	description: string;
	kind: BidContent['benefitLines'][number]['kind'];
	/** The department where it lands. */
	lands: string;
	recommendation: string | null;
	/** Pence over all years, in the money that it was entered in; null where it is not put in money, or not yet. */
	pence: bigint | null;
	years: { first: number; last: number } | null;
	prices: string;
	evidence: string;
	evidenced: boolean;
	/** What has happened to its evidence since it was chosen. */
	changed: string[];
};

export type BenefitsOfOption = {
	id: number;
	name: string;
	kind: BidContent['options'][number]['kind'];
	leadOnly: boolean;
	rows: BenefitRow[];
	/** By price base, since money of different years is never added up as it stands. */
	totals: { prices: string; pence: bigint }[];
	withoutEvidence: number;
};

/** The benefits of a bid by option, from work or from a frozen version alike. */
export function benefitsView(content: BidContent, known: readonly Evidence[]): BenefitsOfOption[] {
	const departments = [content.lead, ...content.partners];
	return content.options.map(({ id, name, kind, leadOnly }) => {
		const rows = content.benefitLines
			.filter((line) => line.optionId === id)
			.map((line): BenefitRow => {
				const years = line.cells.map(({ year }) => year);
				return {
					id: line.id,
					description: line.description,
					kind: line.kind,
					lands: departments.find((department) => department.id === line.teamId)?.shortName ?? '',
					recommendation: line.recommendation,
					pence: line.cells.length === 0 ? null : sum(line.cells),
					years: years.length === 0 ? null : { first: Math.min(...years), last: Math.max(...years) },
					prices: pricesText(line.priceYear),
					evidence: evidenceText(line.evidence),
					evidenced: line.evidence.length > 0,
					changed: known.filter(({ benefitId }) => benefitId === line.id).flatMap(changeOf)
				};
			});
		return { id, name, kind, leadOnly, rows, totals: totalsOf(rows), withoutEvidence: rows.filter(without).length };
	});
}

function changeOf({ number, state, reworded }: Evidence): string[] {
	if (state === 'withdrawn') return [`F${number} was withdrawn`];
	return reworded ? [`F${number} was put in other words`] : [];
}

function without({ evidenced }: BenefitRow): boolean {
	return !evidenced;
}

function totalsOf(rows: readonly BenefitRow[]): BenefitsOfOption['totals'] {
	const totals = new Map<string, bigint>();
	for (const { prices, pence } of rows) {
		if (pence !== null) totals.set(prices, (totals.get(prices) ?? 0n) + pence);
	}
	return [...totals].map(([prices, pence]) => ({ prices, pence }));
}

function sum(cells: readonly { pence: number }[]): bigint {
	return cells.reduce((total, { pence }) => total + BigInt(pence), 0n);
}
