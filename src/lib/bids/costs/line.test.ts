import { expect, test } from 'vitest';
import { isTouched, lineDigest, readLine, type TypedLine, withoutAssumptions } from './line.ts';

const setting = {
	period: { firstYear: 2022, lastYear: 2024, capitalLastYear: 2025 },
	unit: 'thousands',
	optionId: 7,
	recommendationIds: [3]
} as const;

function typed(wanted: Partial<TypedLine> = {}): TypedLine {
	return {
		id: null,
		revision: null,
		was: null,
		description: 'Family hubs',
		budget: 'rdel_programme',
		flow: 'cost',
		baseline: false,
		recommendationId: '3',
		priceYear: '',
		steady: '',
		money: { 2022: '1,200', 2023: '900' },
		staff: { 2022: '12.5' },
		assumptions: { 2022: 4 },
		...wanted
	};
}

test('a typed line becomes a line in pence', () => {
	expect(readLine(typed(), setting)).toMatchObject({
		blank: false,
		problems: {},
		questions: {},
		line: {
			id: null,
			revision: null,
			optionId: 7,
			recommendationId: 3,
			description: 'Family hubs',
			flow: 'cost',
			budget: 'rdel_programme',
			baseline: false,
			priceYear: null,
			steadyStatePence: null,
			cells: [
				{ year: 2022, pence: 120_000_000, staffHundredths: 1250, assumptionId: 4 },
				{ year: 2023, pence: 90_000_000, staffHundredths: null, assumptionId: null }
			],
			keeps: { staff: false, assumptions: false }
		}
	});
});

test('a row with nothing on it is no line; one with an amount alone must say what it is for', () => {
	expect(readLine(typed({ description: ' ', money: {}, staff: {}, assumptions: {} }), setting).blank).toBe(true);
	const bare = readLine(typed({ description: '' }), setting);
	expect(bare).toMatchObject({ blank: false, line: null, problems: { description: 'Say what the line is for' } });
	const unreadable = typed({ description: '', money: { 2022: 'tbc' }, staff: {}, assumptions: {} });
	expect(readLine(unreadable, setting)).toMatchObject({ blank: false, line: null });
});

test('each cell that cannot be read is named, and the others are not', () => {
	const { problems, line } = readLine(
		typed({ money: { 2022: 'tbc', 2023: '5', 2024: '-5' }, staff: { 2023: 'x' }, recommendationId: '9' }),
		setting
	);
	expect(line).toBeNull();
	expect(Object.keys(problems).sort()).toEqual(['recommendationId', 's2023', 'y2022', 'y2024']);
});

test('only capital goes on after the period of resource', () => {
	const later = { money: { 2025: '10' }, staff: {}, assumptions: {} };
	expect(readLine(typed(later), setting).problems['y2025']).toContain('Only CDEL goes on to 2025-26');
	expect(readLine(typed({ ...later, budget: 'cdel' }), setting).problems).toEqual({});
});

test('a year of a thousand times its neighbour is asked about', () => {
	const asked = (money: TypedLine['money']) => Object.keys(readLine(typed({ money }), setting).questions);
	expect(asked({ 2022: '1.2', 2023: '1,200' })).toEqual(['y2023']);
	expect(asked({ 2022: '1,200,000', 2023: '1,200' })).toEqual(['y2022']);
	expect(asked({ 2022: '1.2', 2023: '1,199' })).toEqual([]);
	// A year of nothing has no size.
	expect(asked({ 2022: '5', 2023: '0', 2024: '6' })).toEqual([]);
});

test('a line that nobody changed is not touched, in whatever unit it is shown', () => {
	const { line } = readLine(typed({ id: 1, revision: 2 }), setting);
	if (!line) throw new Error('The line was not read');
	const was = lineDigest(line);
	const shown = typed({ id: 1, revision: 2, was, money: { 2022: '1.2', 2023: '.9' } });
	expect(isTouched(shown, readLine(shown, { ...setting, unit: 'millions' }))).toBe(false);
	const moved = { ...shown, flow: 'saving' };
	expect(isTouched(moved, readLine(moved, { ...setting, unit: 'millions' }))).toBe(true);
	const broken = { ...shown, steady: 'tbc' };
	expect(isTouched(broken, readLine(broken, setting))).toBe(true);
});

test('what a page does not carry is no change', () => {
	const { line } = readLine(typed({ id: 1, revision: 2 }), setting);
	if (!line) throw new Error('The line was not read');
	const was = lineDigest(line, { staff: true, assumptions: true });
	expect(withoutAssumptions(lineDigest(line, { staff: true }))).toBe(was);
	expect(withoutAssumptions(lineDigest(line))).toBe(lineDigest(line, { assumptions: true }));
	const bare = typed({ id: 1, revision: 2, was, staff: undefined, assumptions: undefined });
	expect(isTouched(bare, readLine(bare, setting))).toBe(false);
});
