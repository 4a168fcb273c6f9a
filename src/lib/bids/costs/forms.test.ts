import { parseWithZod } from '@conform-to/zod/v4';
import { expect, test } from 'vitest';
import { gridForm } from './forms.ts';
import { mergeRows, rowOf, scriptedRow, type StoredLine } from './grid.ts';

const period = { firstYear: 2022, lastYear: 2023, capitalLastYear: 2023 };
const stored: StoredLine = {
	id: 12,
	revision: 3,
	optionId: 7,
	recommendationId: null,
	description: 'Family hubs',
	flow: 'cost',
	budget: 'rdel_programme',
	baseline: false,
	priceYear: null,
	steadyStatePence: null,
	cells: [
		{ year: 2022, pence: 100_000_00, staffHundredths: 1200, assumptionId: 4 },
		{ year: 2023, pence: 200_000_00, staffHundredths: null, assumptionId: null }
	]
};
const setting = { period, unit: 'thousands', optionId: 7, recommendationIds: [] } as const;
const row = rowOf(stored, { unit: 'thousands', staff: true });

function post(fields: Record<string, string>) {
	const data = new FormData();
	const all = { teamId: '5', optionId: '7', unit: 'thousands', ...fields };
	for (const [name, value] of Object.entries(all)) data.append(name, value);
	return parseWithZod(data, { schema: gridForm({ period, recommendationIds: [] }) });
}

function grid(...rows: Parameters<typeof scriptedRow>[0][]) {
	return post({ grid: JSON.stringify(rows.map((each) => scriptedRow(each, setting))) });
}

function refused(submission: ReturnType<typeof post>) {
	return 'error' in submission ? Object.keys(submission.error ?? {}).sort() : [];
}

test('what the script sends is read; lines that nobody touched are not written', () => {
	const changed = { ...row, money: { ...row.money, 2023: '250' } };
	expect(grid(row)).toMatchObject({ status: 'success', value: { lines: [], removed: [] } });
	const { status, ...sent } = grid(row, changed);
	expect(status).toBe('success');
	expect(sent).toMatchObject({
		value: {
			teamId: 5,
			places: [1],
			lines: [
				{
					id: 12,
					revision: 3,
					cells: [
						{ year: 2022, pence: 100_000_00, assumptionId: 4 },
						{ year: 2023, pence: 250_000_00 }
					]
				}
			]
		}
	});
	expect(grid({ ...row, remove: true })).toMatchObject({ value: { lines: [], removed: [{ id: 12, revision: 3 }] } });
});

test('the fields of the page without a script say the same, and blank rows are no lines', () => {
	const fields = {
		'lines[0].made': '',
		'lines[0].description': 'New',
		'lines[0].budget': 'cdel',
		'lines[0].flow': 'cost',
		'lines[0].y2022': '1,250',
		'lines[1].made': '',
		'lines[1].description': '',
		'lines[1].budget': 'rdel_programme',
		'lines[1].flow': 'cost'
	};
	expect(post(fields)).toMatchObject({
		status: 'success',
		value: { places: [0], lines: [{ id: null, description: 'New', cells: [{ year: 2022, pence: 125_000_000 }] }] }
	});
});

test('each cell that cannot be read is named; a thousandfold is asked about once', () => {
	const changed = { ...row, money: { 2022: 'tbc', 2023: '-5' } };
	expect(refused(grid(changed))).toEqual(['lines[0].y2022', 'lines[0].y2023']);
	const far = { ...row, money: { 2022: '1', 2023: '1,000' } };
	expect(refused(grid(far))).toEqual(['lines[0].y2023', 'sure']);
	const sure = post({ sure: 'on', grid: JSON.stringify([scriptedRow(far, setting)]) });
	expect(sure).toMatchObject({ status: 'success', value: { places: [0] } });
});

test('a grid that is no grid is refused', () => {
	expect(post({ grid: 'nonsense' }).status).toBe('error');
	expect(post({}).status).toBe('error');
});

test('what others changed is taken over; what both changed keeps both', () => {
	const theirs: StoredLine = { ...stored, revision: 4, description: 'By somebody else' };
	const added: StoredLine = { ...stored, id: 13, revision: 1, description: 'Added meanwhile' };
	const [untouched, after] = mergeRows([row], [theirs, added], setting);
	expect(untouched).toMatchObject({ row: { description: 'By somebody else', revision: 4 }, meanwhile: null });
	expect(after).toMatchObject({ row: { description: 'Added meanwhile' } });
	const [mine] = mergeRows([{ ...row, description: 'By me' }], [theirs], setting);
	expect(mine).toMatchObject({ row: { description: 'By me', revision: 4 }, meanwhile: theirs });
	const [gone] = mergeRows([{ ...row, description: 'By me' }], [], setting);
	expect(gone).toMatchObject({ row: { id: null, description: 'By me' }, meanwhile: 'removed' });
	expect(mergeRows([row], [], setting)).toEqual([]);
	expect(mergeRows([{ ...row, theirs: true, description: 'By me' }], [theirs], setting)).toMatchObject([
		{ row: { description: 'By somebody else' }, meanwhile: null }
	]);
});
