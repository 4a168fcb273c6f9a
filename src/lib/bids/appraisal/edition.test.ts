import { expect, test } from 'vitest';
import { defaultPlan, editionInForce } from './default-plan.ts';
import { type Edition, editionSchema } from './edition.ts';
import { shippedEditions } from './editions.server.ts';
import { appraisalPlanSchema } from './plan.ts';

const greenBook = shippedEditions.find(({ kind }) => kind === 'discount_rates') as Edition;

test('the default plan is a plan, with the editions in force and nothing assumed about inflation', () => {
	const plan = appraisalPlanSchema.parse(defaultPlan({ firstYear: 2026 }, shippedEditions, '2026-11-23'));
	expect(plan).toMatchObject({
		startYear: 2026,
		horizonYears: 10,
		editions: { discount_rates: 'Green Book 2026', barnett: null },
		deflatorExtension: null,
		full: { on: false }
	});
});

test('an edition is in force from its own day on', () => {
	const later = { ...greenBook, edition: 'Next', startsOn: '2027-04-01' } as Edition;
	const on = (day: string) => editionInForce([later, greenBook], 'discount_rates', day)?.edition;
	expect(on('2027-03-31')).toBe('Green Book 2026');
	expect(on('2027-04-01')).toBe('Next');
});

test.each([
	['a gap between bands', [band(0, 30), band(32, null)]],
	['an end to the last band', [band(0, 30), band(31, 75)]],
	['a band after one without an end', [band(0, null), band(31, null)]],
	['a beginning after the base year', [band(1, null)]]
])('rates with %s are refused', (_, standard) => {
	const edition = { ...greenBook, content: { schedules: { standard, health: null, reduced: null } } };
	expect(editionSchema.safeParse(edition).success).toBe(false);
});

test('a rate that is a number and not a text is refused, since it may not be exact', () => {
	const standard = [{ fromYear: 0, toYear: null, ratePercent: 3.5 }];
	const edition = { ...greenBook, content: { schedules: { standard, health: null, reduced: null } } };
	expect(editionSchema.safeParse(edition).success).toBe(false);
});

test('an edition without a health schedule is taken: one may come', () => {
	const standard = [band(0, null)];
	const edition = { ...greenBook, content: { schedules: { standard, health: null, reduced: null } } };
	expect(editionSchema.safeParse(edition).success).toBe(true);
});

function band(fromYear: number, toYear: number | null) {
	return { fromYear, toYear, ratePercent: '3.0' };
}
