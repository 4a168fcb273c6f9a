import { expect, test } from 'vitest';
import type { BidContent } from '../content.ts';
import { compareBids, nothingChanged } from './compare.ts';
import { costTables } from './figures.ts';

const lead = { id: 1, name: 'Families', shortName: 'DfF' };
const care = { id: 2, name: 'Care', shortName: 'DoC' };

function line(id: number, wanted: Partial<BidContent['costLines'][number]> = {}): BidContent['costLines'][number] {
	return {
		id,
		optionId: 10,
		teamId: 1,
		recommendation: 'R1',
		description: `Line ${id}`,
		flow: 'cost',
		budget: 'rdel_programme',
		baseline: false,
		priceYear: null,
		steadyStatePence: null,
		cells: [{ year: 2022, pence: 100_00, staffHundredths: null, assumption: null }],
		...wanted
	};
}

const cell = (year: number, pence: number) => ({ year, pence, staffHundredths: null, assumption: null });

function content(wanted: Partial<BidContent> = {}): BidContent {
	return {
		format: 1,
		reference: 'B1',
		title: 'Family hubs',
		marking: { sensitive: true, handling: null },
		fiscalEvent: { name: 'Review', firstYear: 2022, lastYear: 2024, capitalLastYear: 2025, returnDueOn: null },
		lead,
		partners: [care],
		record: { summary: 'One hub in each council.' },
		recommendations: [],
		outcomes: [],
		options: [{ id: 10, kind: 'preferred', name: 'Hubs', description: '', leadOnly: false }],
		assumptions: [],
		costLines: [line(1)],
		benefitLines: [],
		headline: { pence: null, linesPence: 100_00, explanation: null },
		priorityRank: null,
		appraisal: null,
		...wanted
	};
}

test('two equal versions differ in nothing', () => {
	expect(nothingChanged(compareBids(content(), content()))).toBe(true);
});

test('lines that came, went and changed, with figures and their difference', () => {
	const before = content({ costLines: [line(1), line(2)] });
	const after = content({
		costLines: [
			line(1, { budget: 'cdel', cells: [cell(2022, 150_00), cell(2023, 20_00)] }),
			line(3, { flow: 'saving' })
		]
	});
	const { costs, totals } = compareBids(before, after);
	expect(costs.map(({ key, change }) => [key, change])).toEqual([
		['1', 'changed'],
		['3', 'added'],
		['2', 'removed']
	]);
	expect(costs[0]).toMatchObject({
		words: [{ label: 'Type' }],
		years: [
			{ year: 2022, before: 100_00, after: 150_00, difference: 50_00 },
			{ year: 2023, before: 0, after: 20_00, difference: 20_00 }
		],
		total: { before: 100_00, after: 170_00, difference: 70_00 }
	});
	expect(costs[1]?.total).toEqual({ before: 0, after: -100_00, difference: -100_00 });
	expect(totals).toHaveLength(1);
	expect(totals[0]?.rows.at(-1)?.total).toEqual({ before: 200_00, after: 70_00, difference: -130_00 });
});

test('words of the record are compared word by word', () => {
	const { words } = compareBids(content(), content({ record: { summary: 'Two hubs in each council.' } }));
	expect(words.map(({ label }) => label)).toEqual(['Summary']);
	expect(words[0]?.parts.filter(({ kind }) => kind !== 'same').map(({ text }) => text)).toEqual([
		'One',
		'Two',
		'hub',
		'hubs'
	]);
});

test('no sum is made of a line whose prices changed, and real and nominal totals stand apart', () => {
	const { costs, totals } = compareBids(content(), content({ costLines: [line(1, { priceYear: 2020 })] }));
	expect(costs[0]).toMatchObject({ total: null, years: [], words: [{ label: 'Prices' }] });
	expect(totals.map(({ prices }) => prices)).toEqual([null, 2020]);
});

test('tables: savings take off, baseline lines are listed and not added, price bases stand apart', () => {
	const tables = costTables(
		content({
			costLines: [
				line(1, { cells: [cell(2022, 500_00)] }),
				line(2, { flow: 'saving', teamId: 2, cells: [cell(2022, 200_00)] }),
				line(3, { baseline: true, cells: [cell(2022, 999_00)] }),
				line(4, { priceYear: 2020 })
			]
		}),
		10
	);
	expect(tables.map(({ prices }) => prices)).toEqual([null, 2020]);
	expect(tables[0]?.total.pence).toEqual([300_00, 0, 0]);
	expect(tables[0]?.byDepartment.map(({ label, total }) => [label, total])).toEqual([
		['Families', 500_00],
		['Care', -200_00]
	]);
	expect(tables[0]?.lines).toHaveLength(3);
});
