import { describe, expect, test } from 'vitest';
import {
	benefitLine,
	bidContent,
	costLine,
	planWith,
	preferred,
	usual
} from '../../../../tests/support/bid-content.ts';
import type { BidContent } from '../content.ts';
import type { Appraisal } from './appraisal.ts';
import { appraise as appraiseWith } from './appraise.ts';
import { compareAppraisals } from './compare.ts';
import { Decimal } from './decimal.ts';
import { type Edition, editionSchema } from './edition.ts';
import { shippedEditions } from './editions.server.ts';
import type { MaybeFigure } from './figure.ts';
import { figuresIn, findFigure } from './find-figure.ts';
import { moneyFigure, sumFigures } from './make-figure.ts';
import type { AppraisalPlan } from './plan.ts';
import { type AppraisalProblem, CannotAppraise } from './problem.ts';

/** One schedule of 3.0% for all, as an edition that somebody brings in: no rate of it is published. */
const flatThree: Edition = editionSchema.parse({
	kind: 'discount_rates',
	edition: 'Trial, 3.0% throughout',
	startsOn: '2027-04',
	source: 'Made for this test',
	content: {
		schedules: { standard: [{ fromYear: 0, toYear: null, ratePercent: '3.0' }], health: null, reduced: null }
	}
});

/** Round figures for the sums; no parameter of it is published. */
const barnett: Edition = editionSchema.parse({
	kind: 'barnett',
	edition: 'Trial',
	startsOn: null,
	source: 'Made for this test',
	content: {
		programmes: [{ key: 'families', name: 'Families', comparabilityPercent: '80' }],
		nations: [
			{ nation: 'wales', populationSharePercent: '5', shareOf: 'England', needsFactor: '1.1', vatFactor: '1' },
			{
				nation: 'northern_ireland',
				populationSharePercent: '3',
				shareOf: 'England',
				needsFactor: '1.2',
				vatFactor: '0.9'
			}
		]
	}
});

const known = [...shippedEditions, flatThree, barnett];
const simple = bidContent({
	costs: [costLine({ amounts: [10_000, 10_000] })],
	benefits: [benefitLine({ amounts: [30_000], first: 2026 })]
});

describe('the short appraisal', () => {
	test('puts costs and benefits beside each other in present values', () => {
		const { incremental } = preferredOf(appraise(simple));
		expect(incremental?.presentValueCosts).toMatchObject({
			value: '196.618357',
			unit: 'pounds',
			priceBase: 2024,
			presentValueYear: 2024,
			edition: 'Green Book 2026'
		});
		expect(incremental?.presentValueBenefits.value).toBe('280.05321');
		expect(incremental?.npsv.value).toBe('83.434853');
		expect(incremental?.bcr.figure?.value).toBe('1.4243492504');
		expect(incremental?.band).toMatchObject({ name: 'Low', advisory: true });
	});

	test('is plain JSON', () => {
		const appraisal = appraise(simple, planWith({ full: { on: true } }));
		expect(JSON.parse(JSON.stringify(appraisal))).toEqual(appraisal);
	});

	test('takes business as usual off', () => {
		const appraisal = appraise({
			...simple,
			costLines: [...simple.costLines, costLine({ amounts: [4000], optionId: usual })]
		});
		const option = preferredOf(appraisal);
		expect(option.presentValueCosts.value).toBe('196.618357');
		expect(option.incremental?.presentValueCosts.value).toBe('156.618357');
		expect(appraisal.options[0]?.incremental).toBeNull();
		expect(appraisal.cases.central.outcome.npsv.value).toBe(option.incremental?.npsv.value);
	});

	test('takes savings and income off costs', () => {
		const saving = costLine({ amounts: [2000], flow: 'saving' });
		const income = costLine({ amounts: [1000], flow: 'income' });
		const option = preferredOf(appraise({ ...simple, costLines: [...simple.costLines, saving, income] }));
		expect(option.presentValueCosts.value).toBe('166.618357');
		expect(option.years[0]).toMatchObject({ cost: { value: '100' }, saving: { value: '30' }, net: { value: '-70' } });
	});

	test('leaves the baseline out and says so', () => {
		const appraisal = appraise({
			...simple,
			costLines: [...simple.costLines, costLine({ amounts: [999_999], baseline: true })]
		});
		expect(preferredOf(appraisal).presentValueCosts.value).toBe('196.618357');
		expect(appraisal.notes).toContain(
			'Left out as it is in the baseline already and spent under every option: one cost line.'
		);
	});

	test('carries a line on at its steady state after its own period, for as long as is planned', () => {
		const content = bidContent({
			costs: [
				costLine({ amounts: [100, 100, 100], steadyStatePence: 5000 }),
				costLine({ amounts: [100], steadyStatePence: 7000, budget: 'cdel' })
			]
		});
		const yearsOf = (plan: AppraisalPlan) =>
			appraise(content, plan).lines.map(({ years }) => years.filter(({ carried }) => carried).map(({ year }) => year));
		expect(yearsOf(planWith({ horizonYears: 6 }))).toEqual([
			[2027, 2028, 2029],
			[2028, 2029]
		]);
		expect(yearsOf(planWith({ horizonYears: 6, steadyStateYears: 1 }))).toEqual([[2027], [2028]]);
		expect(yearsOf(planWith({ horizonYears: 6, steadyStateYears: 0 }))).toEqual([[], []]);
	});

	test('carries benefits on only where the plan says so', () => {
		const lastYear = (plan: AppraisalPlan) =>
			appraise(simple, plan)
				.lines.find(({ side }) => side === 'benefit')
				?.years.at(-1)?.year;
		expect(lastYear(planWith())).toBe(2026);
		expect(lastYear(planWith({ benefitsContinue: true }))).toBe(2033);
	});

	test('says what falls outside its years', () => {
		const { notes } = appraise(simple, planWith({ horizonYears: 2 }));
		expect(notes).toContain('Left out as they fall outside 2024-25 to 2025-26: amounts on one line.');
	});

	test('marks benefits that no finding stands behind', () => {
		const appraisal = appraise(simple);
		expect(appraisal.notes).toContain('Put in money without evidence: 1 of 1 benefits.');
		expect(appraisal.lines.map(({ evidenced }) => evidenced)).toEqual([null, false]);
	});

	test('names what is not put in money and counts it nowhere', () => {
		const unpriced = benefitLine({ amounts: [50_000], kind: 'not_monetised', description: 'Trust' });
		const option = preferredOf(appraise({ ...simple, benefitLines: [...simple.benefitLines, unpriced] }));
		expect(option.presentValueBenefits.value).toBe('280.05321');
		expect(option.notMonetised).toEqual([{ id: unpriced.id, description: 'Trust' }]);
	});
});

describe('prices', () => {
	const nominal = bidContent({ costs: [costLine({ amounts: [10_000, 10_200], priceYear: null })] });

	test('a year without a deflator is a problem that names the year and the line', () => {
		const [problem, ...others] = problemsOf(nominal, planWith({ deflatorExtension: null }));
		expect(others).toEqual([]);
		expect(problem).toMatchObject({ kind: 'missing_deflator', year: 2025, lines: [nominal.costLines[0]?.description] });
		expect(problem?.text).toContain('There is no deflator for 2025-26');
	});

	test('inflation that is assumed for later years has an owner and a source, and is said', () => {
		const appraisal = appraise(nominal, planWith());
		expect(appraisal.lines[0]?.years.map(({ entered, real }) => [entered, real])).toEqual([
			['100', '100'],
			['102', '100']
		]);
		expect(appraisal.deflators).toEqual([
			{ year: 2024, index: '100', extended: false },
			{ year: 2025, index: '102', extended: true }
		]);
		expect(appraisal.notes.join(' ')).toContain('Chief economist; A forecast');
	});

	test('a line in prices of the price base needs no deflator', () => {
		const later = planWith({ priceYear: 2030 });
		expect(
			appraise(bidContent({ benefits: [benefitLine({ amounts: [100], priceYear: 2030 })] }), later).deflators
		).toEqual([]);
	});

	test('the steady state of a nominal line is in prices of the last year of its period', () => {
		const content = bidContent({ costs: [costLine({ amounts: [], priceYear: null, steadyStatePence: 10_404 })] });
		const appraisal = appraise(content, planWith({ horizonYears: 5 }));
		expect(appraisal.lines[0]?.years).toMatchObject([
			{ year: 2027, real: '100' },
			{ year: 2028, real: '100' }
		]);
		expect(appraisal.deflators.map(({ year }) => year)).toEqual([2024, 2026]);
	});

	test('the financial table is in money of each year and stands apart', () => {
		const mixed = bidContent({
			costs: [
				costLine({ amounts: [10_000, 10_000], priceYear: 2024 }),
				costLine({ amounts: [500, 700], priceYear: null, budget: 'cdel' }),
				costLine({ amounts: [0, 300], priceYear: null, flow: 'saving' })
			]
		});
		const { financial } = appraise(mixed, planWith());
		const table = financial.find(({ optionId }) => optionId === preferred);
		expect(table?.years).toEqual([2024, 2025, 2026, 2027]);
		expect(table?.rows.map(({ budget, years }) => [budget, ...years.map(({ value }) => value)])).toEqual([
			['rdel_programme', '100', '99', '0', '0'],
			['cdel', '5', '7', '0', '0']
		]);
		expect(table?.total.total).toMatchObject({ value: '211', priceBase: 'nominal', presentValueYear: null });
	});

	test('real and nominal money, or two price bases, are never put together', () => {
		const figure = (priceBase: number | 'nominal') =>
			moneyFigure(
				new Decimal(1),
				{ key: 'k', label: String(priceBase), formula: '', from: [] },
				{ priceBase, presentValueYear: null, edition: null }
			);
		const sum = (a: number | 'nominal', b: number | 'nominal') => () =>
			sumFigures(
				[figure(a), figure(b)],
				{ key: 'sum', label: 'Sum', formula: '' },
				{ priceBase: a, presentValueYear: null, edition: null }
			);
		expect(sum(2024, 2024)().value).toBe('2');
		expect(problemIn(sum(2024, 'nominal'))).toMatchObject([{ kind: 'mixed_bases', bases: [2024, 'nominal'] }]);
		expect(problemIn(sum(2019, 2024))).toMatchObject([{ kind: 'mixed_bases', bases: [2019, 2024] }]);
	});
});

describe('what cannot be worked out', () => {
	test('a bid without a preferred option', () => {
		const content = { ...simple, options: simple.options.filter(({ kind }) => kind !== 'preferred') };
		expect(problemsOf(content)).toMatchObject([{ kind: 'no_preferred_option' }]);
	});

	test('editions that are not known, all at once', () => {
		const plan = planWith();
		const editions = { ...plan.editions, discount_rates: 'Blue Book', values: 'Blue Book' };
		expect(problemsOf(simple, { ...plan, editions })).toMatchObject([
			{ kind: 'unknown_edition', parameter: 'discount_rates', edition: 'Blue Book' },
			{ kind: 'unknown_edition', parameter: 'values' }
		]);
	});

	test('a ratio without costs: there is a net value and a reason', () => {
		const { incremental } = preferredOf(appraise({ ...simple, costLines: [] }));
		expect(incremental?.npsv.value).toBe('280.05321');
		expect(incremental?.bcr).toMatchObject({ figure: null, absent: { reason: 'division_by_zero' } });
		expect(incremental?.band).toBeNull();
	});

	test('a ratio over savings greater than the costs', () => {
		const costLines = [...simple.costLines, costLine({ amounts: [90_000], flow: 'saving' })];
		const { incremental } = preferredOf(appraise({ ...simple, costLines }));
		expect(incremental?.bcr.absent?.reason).toBe('below_zero');
	});

	test('an empty bid is worth nothing, and no driver switches it', () => {
		const { cases, switching } = appraise(bidContent({}));
		expect(cases.central.outcome.npsv.value).toBe('0');
		expect(switching.map(({ driver, value }) => [driver, value.absent?.reason])).toEqual([
			['costs', 'division_by_zero'],
			['benefits', 'division_by_zero'],
			['delay', 'never'],
			['rate', 'never']
		]);
	});
});

describe('sensitivity', () => {
	const content = bidContent({
		costs: [costLine({ amounts: [10_000, 5000] }), costLine({ amounts: [0, 1000, 1000], flow: 'saving' })],
		benefits: [benefitLine({ first: 2026, amounts: [12_000, 12_000] }), benefitLine({ first: 2025, amounts: [1000] })]
	});

	test.each(['costs', 'savings', 'benefits', 'benefit_line'] as const)(
		'the switching value of %s, put into the bid, leaves nothing',
		(driver) => {
			for (const { benefitLineId, value } of appraise(content).switching.filter((row) => row.driver === driver)) {
				const times = new Decimal(valueOf(value)).div(100).plus(1);
				const scaled = <T extends { cells: { pence: number | null }[] }>(line: T, on: boolean): T =>
					on
						? {
								...line,
								cells: line.cells.map((cell) => ({ ...cell, pence: times.times(cell.pence ?? 0).toNumber() }))
							}
						: line;
				const changed: BidContent = {
					...content,
					costLines: content.costLines.map((line) =>
						scaled(line, driver === (line.flow === 'cost' ? 'costs' : 'savings'))
					),
					benefitLines: content.benefitLines.map((line) =>
						scaled(line, driver === 'benefits' || line.id === benefitLineId)
					)
				};
				const { npsv } = appraise(changed).cases.central.outcome;
				expect(new Decimal(npsv.value).abs().toNumber()).toBeLessThan(0.00001);
			}
		}
	);

	test('at the flat switching rate the net amounts come to nothing', () => {
		const rate = appraise(content).switching.find(({ driver }) => driver === 'rate');
		const edition = (ratePercent: string) =>
			editionSchema.parse({
				...flatThree,
				content: { schedules: { standard: [{ fromYear: 0, toYear: null, ratePercent }], health: null, reduced: null } }
			});
		const plan = planWith();
		const editions = { ...plan.editions, discount_rates: flatThree.edition };
		const at = appraiseWith(content, { ...plan, editions }, [
			...shippedEditions,
			edition(valueOf(rate?.value ?? { figure: null, absent: { reason: 'never', text: '' } }))
		]);
		expect(new Decimal(at.cases.central.outcome.npsv.value).abs().toNumber()).toBeLessThan(0.0001);
	});

	test('the delay that switches is the first year whose net value is below nothing', () => {
		const short = planWith({ horizonYears: 4 });
		const { switching, cases } = appraise(content, short);
		expect(cases.central.outcome.npsv.value.startsWith('-')).toBe(false);
		expect(valueOf(switching.find(({ driver }) => driver === 'delay')?.value)).toBe('1');
	});

	test('the low case is worse and the high case better', () => {
		const { low, central, high } = appraise(content).cases;
		const [a, b, c] = [low, central, high].map(({ outcome }) => new Decimal(outcome.npsv.value));
		expect(a && b && c && a.lt(b) && b.lt(c)).toBe(true);
		expect(low.changes).toBe('Costs up 20%, benefits and savings down 20%');
		expect(low.outcome.presentValueCosts.value).toBe(
			new Decimal('148.309179').times('1.2').minus(new Decimal('18.996943').times('0.8')).toFixed(5)
		);
	});

	test('the tornado has every driver, the widest first', () => {
		const rows = appraise(content, planWith({ full: { on: true } })).full?.tornado ?? [];
		expect(new Set(rows.map(({ driver }) => driver))).toEqual(
			new Set(['costs', 'savings', 'benefits', 'benefit_line', 'delay', 'rate'])
		);
		const swings = rows.map(({ swing }) => Number(swing));
		expect(swings).toEqual(swings.toSorted((a, b) => b - a));
		for (const { low, high } of rows) expect(Number(low.value)).toBeLessThanOrEqual(Number(high.value));
	});
});

describe('the full appraisal', () => {
	const full = (changes: Partial<AppraisalPlan['full']>) => planWith({ full: { on: true, ...changes } });

	test('raises capital cost alone by optimism bias on works', () => {
		const content = bidContent({
			costs: [costLine({ amounts: [10_000], budget: 'cdel' }), costLine({ amounts: [10_000] })]
		});
		const mix = [{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '50' }];
		const { lines, full: more } = appraise(content, full({ optimismBias: mix }));
		expect(lines.map(({ presentValue, upliftPercent }) => [presentValue.value, upliftPercent])).toEqual([
			['112', '12'],
			['100', '0']
		]);
		expect(more?.optimismBias?.capitalPercent.value).toBe('12');
	});

	test('discounts effects on health at their own rates, and at the standard rates where an edition has none', () => {
		const content = bidContent({ benefits: [benefitLine({ first: 2034, amounts: [100_000_000], kind: 'health' })] });
		const worth = (plan: AppraisalPlan) =>
			appraise(content, { ...plan, horizonYears: 11 }).lines[0]?.presentValue.value;
		expect(worth(full({ healthRate: true }))).toBe('861667.231722');
		expect(worth(full({ healthRate: false }))).toBe('708918.81371');
		const plan = full({ healthRate: true });
		const trial = { ...plan, editions: { ...plan.editions, discount_rates: flatThree.edition } };
		expect(worth(trial)).toBe('744093.914897');
		expect(appraise(content, trial).notes.join(' ')).toContain('has no health rates');
	});

	test('tries scenarios', () => {
		const scenarios = [{ name: 'Slow start', costPercent: '10', benefitPercent: '-10', delayYears: 1 }];
		const [slow] = appraise(simple, full({ scenarios })).full?.scenarios ?? [];
		expect(slow?.changes).toBe('Costs +10%, benefits and savings −10%, benefits and savings one year later');
		expect(slow?.outcome.presentValueCosts.value).toBe('216.280193');
		expect(slow?.outcome.presentValueBenefits.value).toBe('243.524531');
	});

	test('weights benefits by income', () => {
		const content = bidContent({
			benefits: [benefitLine({ amounts: [10_000], quintile: 1 }), benefitLine({ amounts: [10_000] })]
		});
		const incomes = {
			medianPounds: '20000',
			quintilePounds: ['10000', '15000', '20000', '30000', '60000'],
			source: 'A survey'
		};
		const found = appraise(content, full({ distribution: incomes })).full?.distribution.result;
		expect(found?.groups[0]).toMatchObject({ quintile: 1, weight: '2.462289', weighted: { value: '246.228883' } });
		expect(found?.weightedNpsv.value).toBe('346.228883');
		expect(appraise(content, full({})).full?.distribution.absent?.reason).toBe('not_given');
	});

	test('works out Barnett consequentials of departmental spending, in nominal money', () => {
		const content = bidContent({
			costs: [
				costLine({ amounts: [100_000_000], priceYear: null }),
				costLine({ amounts: [20_000_000], priceYear: null, optionId: usual }),
				costLine({ amounts: [900_000_000], priceYear: null, budget: 'ame' })
			]
		});
		const plan = full({ barnett: { programmes: [{ teamId: 1, programme: 'families' }] } });
		const of = (edition: string | null) =>
			appraise(content, { ...plan, editions: { ...plan.editions, barnett: edition } }).full?.barnett;
		expect(of('Trial')?.nations?.map(({ nation, total }) => [nation, total.value, total.priceBase])).toEqual([
			['wales', '35200', 'nominal'],
			['northern_ireland', '20736', 'nominal']
		]);
		expect(of(null)?.absent?.reason).toBe('not_given');
		const wrong = full({ barnett: { programmes: [{ teamId: 1, programme: 'roads' }] } });
		expect(problemsOf(content, { ...wrong, editions: { ...wrong.editions, barnett: 'Trial' } })).toMatchObject([
			{ kind: 'unknown_programme', key: 'roads' }
		]);
	});
});

describe('Monte Carlo', () => {
	const run = (changes: Partial<AppraisalPlan['full']['monteCarlo']>) => {
		const plan = planWith();
		const monteCarlo = { ...plan.full.monteCarlo, ...changes };
		const found = appraise(simple, planWith({ full: { on: true, monteCarlo } })).full?.monteCarlo;
		if (!found) throw new Error('There is no simulation');
		return found;
	};

	test('gives the same figures for the same seed, and others for another', () => {
		expect(run({ seed: 7 })).toEqual(run({ seed: 7 }));
		expect(run({ seed: 7 }).mean.value).not.toBe(run({ seed: 8 }).mean.value);
	});

	test('without any spread gives the central case', () => {
		const certain = { lowPercent: '100', likelyPercent: '100', highPercent: '100' };
		const { mean, percentiles, shareBelowZero } = run({ costs: certain, benefits: certain });
		expect(mean.value).toBe('83.434853');
		expect(new Set(percentiles.map(({ npsv }) => npsv.value))).toEqual(new Set(['83.434853']));
		expect(shareBelowZero.value).toBe('0');
	});

	test('comes near to what the triangles are on average', () => {
		const even = { lowPercent: '50', likelyPercent: '100', highPercent: '150' };
		const { mean, percentiles } = run({ runs: 10_000, costs: even, benefits: even });
		expect(Math.abs(Number(mean.value) - 83.43)).toBeLessThan(3);
		const values = percentiles.map(({ npsv }) => Number(npsv.value));
		expect(values).toEqual(values.toSorted((a, b) => a - b));
	});

	test('a skewed triangle moves the mean to its longer side', () => {
		const long = { lowPercent: '100', likelyPercent: '100', highPercent: '160' };
		const certain = { lowPercent: '100', likelyPercent: '100', highPercent: '100' };
		// The mean of the triangle is 120% of costs of £196.62.
		const { mean } = run({ runs: 10_000, costs: long, benefits: certain });
		expect(Math.abs(Number(mean.value) - (280.05 - 1.2 * 196.62))).toBeLessThan(1);
	});
});

describe('every figure', () => {
	const rich = bidContent({
		costs: [
			costLine({ amounts: [10_000, 10_000], budget: 'cdel', steadyStatePence: 100 }),
			costLine({ amounts: [500], flow: 'income' })
		],
		benefits: [benefitLine({ amounts: [30_000], quintile: 2 }), benefitLine({ amounts: [100], optionId: usual })]
	});
	const plan = planWith({
		full: {
			on: true,
			optimismBias: [{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '0' }],
			scenarios: [{ name: 'Dear', costPercent: '50', benefitPercent: '0', delayYears: 0 }],
			distribution: { medianPounds: '2', quintilePounds: ['1', '2', '3', '4', '5'], source: 'A survey' },
			barnett: { programmes: [{ teamId: 1, programme: 'families' }] }
		}
	});
	const appraisal = appraise(rich, { ...plan, editions: { ...plan.editions, barnett: 'Trial' } });
	const figures = figuresIn(appraisal);

	test('has a key of its own', () => {
		expect(figures.length).toBeGreaterThan(150);
		expect(new Set(figures.map(({ key }) => key)).size).toBe(figures.length);
		expect(findFigure(appraisal, 'cases.low.npsv')).toBe(appraisal.cases.low.outcome.npsv);
		expect(findFigure(appraisal, 'nowhere')).toBeUndefined();
	});

	test('opens to what it came from', () => {
		const keys = new Set(figures.map(({ key }) => key));
		const lines = new Set([...rich.costLines, ...rich.benefitLines].map(({ id }) => id));
		for (const { from } of figures) {
			for (const source of from) {
				if (source.of === 'figure') expect(keys).toContain(source.key);
				if (source.of === 'entered') expect(lines).toContain(source.lineId);
				if (source.of === 'lines') expect([usual, preferred]).toContain(source.optionId);
				if (source.of === 'parameter')
					expect(appraisal.editions.map(({ kind, edition }) => `${kind} ${edition}`)).toContain(
						`${source.kind} ${source.edition}`
					);
			}
		}
	});

	test('says in which prices it is, and nominal money stands in the financial table and under Barnett alone', () => {
		for (const { key, unit, priceBase, presentValueYear } of figures) {
			if (unit !== 'pounds') expect([priceBase, presentValueYear]).toEqual([null, null]);
			else if (/^(?:financial|full\.barnett)\./.test(key) && !key.endsWith('.steadyState'))
				expect(priceBase).toBe('nominal');
			else expect(priceBase).toBe(2024);
		}
	});

	test('in present values says the year and the edition of the rates', () => {
		const discounted = figures.filter(({ presentValueYear }) => presentValueYear !== null);
		expect(discounted.length).toBeGreaterThan(50);
		for (const figure of discounted)
			expect(figure).toMatchObject({ presentValueYear: 2024, edition: 'Green Book 2026' });
	});
});

describe('two appraisals side by side', () => {
	const plan = planWith();
	const before = appraise(simple, plan);

	test('on other rates: what moved, and by how much', () => {
		const after = appraise(simple, { ...plan, editions: { ...plan.editions, discount_rates: flatThree.edition } });
		const compared = compareAppraisals(before, after);
		expect(compared.sameBasis).toBe(true);
		expect(compared.options.map(({ name }) => name)).toEqual(['A hub in every district']);
		expect(compared.editions.find(({ kind }) => kind === 'discount_rates')).toMatchObject({
			before: 'Green Book 2026',
			after: 'Trial, 3.0% throughout'
		});
		const figures = compared.options.find(({ name }) => name === 'A hub in every district')?.figures;
		expect(figures?.map(({ label, difference }) => [label, difference])).toEqual([
			['Present value of costs', '0.469022'],
			['Present value of benefits', '2.725563'],
			['Net present social value', '2.256541'],
			['Benefit-cost ratio', '0.0104395965']
		]);
	});

	test('in other prices: nothing is subtracted', () => {
		const older = { ...simple, costLines: [], benefitLines: [] };
		const after = appraise(older, planWith({ priceYear: 2019 }));
		const compared = compareAppraisals(before, after);
		expect(compared.sameBasis).toBe(false);
		expect(compared.options.flatMap(({ figures }) => figures.map(({ difference }) => difference))).toEqual(
			Array.from({ length: 4 }, () => null)
		);
	});
});

function appraise(content: BidContent, plan = planWith()): Appraisal {
	return appraiseWith(content, plan, known);
}

function preferredOf(appraisal: Appraisal) {
	const option = appraisal.options.find(({ optionId }) => optionId === appraisal.preferredOptionId);
	if (!option) throw new Error('The preferred option is missing');
	return option;
}

function problemsOf(content: BidContent, plan = planWith()): readonly AppraisalProblem[] {
	return problemIn(() => appraise(content, plan));
}

function problemIn(work: () => unknown): readonly AppraisalProblem[] {
	try {
		work();
	} catch (error) {
		if (error instanceof CannotAppraise) return error.problems;
		throw error;
	}
	return [];
}

function valueOf(value: MaybeFigure | undefined): string {
	if (!value?.figure) throw new Error(value?.absent.text ?? 'There is no such figure');
	return value.figure.value;
}
