import { plainDate } from '#lib/ui/dates.ts';
import type { Edition, EditionOf } from './edition.ts';
import { devolved, schedules, type ParameterKind, type ScheduleName } from './parameters.ts';

/** An edition as tables that people read: the first column names the row. */
export type EditionTable = { caption: string; columns: string[]; rows: string[][] };

/** What an edition lays down, as it was written: no figure is worked out or rounded here. */
export function editionTables(edition: Edition): EditionTable[] {
	switch (edition.kind) {
		case 'discount_rates':
			return rateTables(edition);
		case 'deflators':
			return [deflatorTable(edition)];
		case 'optimism_bias':
			return [biasTable(edition)];
		case 'value_bands':
			return [bandTable(edition)];
		case 'values':
			return [valueTable(edition)];
		case 'barnett':
			return barnettTables(edition);
	}
}

/** "5 February 2026", "December 2025", "2025". */
export function holdsFrom(startsOn: string | null): string {
	if (startsOn === null) return 'not stated by the source';
	if (startsOn.length === 4) return startsOn;
	const day = plainDate(startsOn.length === 7 ? `${startsOn}-01` : startsOn);
	return startsOn.length === 7 ? day.replace(/^\d+ /, '') : day;
}

type Of<Kind extends ParameterKind> = EditionOf<Kind>;

function rateTables({ content }: Of<'discount_rates'>): EditionTable[] {
	return (Object.keys(schedules) as ScheduleName[]).flatMap((name) => {
		const bands = content.schedules[name];
		if (!bands) return [];
		return [
			{
				caption: schedules[name].label,
				columns: ['Years from the base year', 'Rate a year'],
				rows: bands.map(({ fromYear, toYear, ratePercent }) => [
					toYear === null ? `${fromYear} and later` : `${fromYear} to ${toYear}`,
					`${ratePercent}%`
				])
			}
		];
	});
}

function deflatorTable({ content }: Of<'deflators'>): EditionTable {
	return {
		caption: `${content.indexYear} = 100, ${content.years} years`,
		columns: ['Year', 'Index'],
		rows: content.values.map(({ year, index }) => [String(year), index])
	};
}

function biasTable({ content }: Of<'optimism_bias'>): EditionTable {
	const range = (of: { upperPercent: string; lowerPercent: string } | null) =>
		of === null ? 'none given' : `${of.upperPercent}% to ${of.lowerPercent}%`;
	return {
		caption: 'Upper to lower bound, a guide and not limits',
		columns: ['Type of project', 'Raises', 'Cost', 'Duration of works'],
		rows: content.types.map(({ name, raises, cost, duration }) => [
			name,
			raises === 'capital' ? 'Capital cost' : 'Operating cost',
			range(cost),
			range(duration)
		])
	};
}

function bandTable({ content }: Of<'value_bands'>): EditionTable {
	return {
		caption: 'By benefit-cost ratio; a ratio on a boundary is in the higher band',
		columns: ['Band', 'From', 'Below'],
		rows: content.bands.map(({ name, from }, index) => [name, from ?? 'any', content.bands[index + 1]?.from ?? 'any'])
	};
}

function valueTable({ content: { wellby, qaly, distributionalExponent } }: Of<'values'>): EditionTable {
	const inPounds = (value: typeof wellby) => {
		if (value === null) return 'not given';
		const range = value.lowPounds && value.highPounds ? `, range £${value.lowPounds} to £${value.highPounds}` : '';
		return `£${value.pounds}${range}${value.priceYear === null ? '' : `, in prices of ${value.priceYear}`}`;
	};
	return {
		caption: 'Values',
		columns: ['Value', 'Amount'],
		rows: [
			['A year of wellbeing, one point of life satisfaction (WELLBY)', inPounds(wellby)],
			['A year of life in full health (QALY)', inPounds(qaly)],
			['Weight of a pound: (median income ÷ own income) to the power of', distributionalExponent]
		]
	};
}

function barnettTables({ content: { programmes, nations } }: Of<'barnett'>): EditionTable[] {
	return [
		{
			caption: 'Comparability',
			columns: ['Programme', 'Comparable'],
			rows: programmes.map(({ name, comparabilityPercent }) => [name, `${comparabilityPercent}%`])
		},
		{
			caption: 'Nations',
			columns: ['Nation', 'Population share', 'Needs factor', 'VAT factor'],
			rows: nations.map(({ nation, populationSharePercent, shareOf, needsFactor, vatFactor }) => [
				devolved[nation].label,
				`${populationSharePercent}% of ${shareOf}`,
				needsFactor,
				vatFactor
			])
		}
	];
}
