import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benefitLine, bidContent, costLine, planWith, preferred } from '../../../../tests/support/bid-content.ts';
import type { BidContent } from '../content.ts';
import { appraise } from './appraise.ts';
import { Decimal, one } from './decimal.ts';
import { rebase } from './deflate.ts';
import { discountFactors } from './discount.ts';
import { editionSchema } from './edition.ts';
import { shippedEditions } from './editions.server.ts';
import { netOf, Streams } from './streams.ts';
import { Factors } from './factors.ts';

const pence = fc.integer({ min: 0, max: 10_000_000_000 });
const amounts = fc.array(pence, { minLength: 1, maxLength: 10 });
const plan = planWith();

const content = fc
	.record({
		costs: fc.array(amounts, { maxLength: 6 }),
		savings: fc.array(amounts, { maxLength: 3 }),
		benefits: fc.array(amounts, { maxLength: 6 })
	})
	.map(({ costs, savings, benefits }) =>
		bidContent({
			costs: [
				...costs.map((of) => costLine({ amounts: of })),
				...savings.map((of) => costLine({ amounts: of, flow: 'saving' }))
			],
			benefits: benefits.map((of) => benefitLine({ amounts: of }))
		})
	);

test('a flat stream is worth the annuity of its closed form', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1500 }), (years, rate) => {
			const ratePercent = new Decimal(rate).div(100).toFixed();
			const stream = discountFactors([{ fromYear: 0, toYear: null, ratePercent }], years).slice(1);
			const r = new Decimal(rate).div(10_000);
			const closed = one.minus(one.plus(r).pow(-years)).div(r);
			expect(Decimal.sum(...stream).toFixed(25)).toBe(closed.toFixed(25));
		})
	);
});

test('a line of nothing changes no figure of the bid', () => {
	fc.assert(
		fc.property(content, fc.boolean(), (bid, asBenefit) => {
			const nothing = [0, 0, 0];
			const with0: BidContent = asBenefit
				? { ...bid, benefitLines: [...bid.benefitLines, benefitLine({ amounts: nothing })] }
				: { ...bid, costLines: [...bid.costLines, costLine({ amounts: nothing })] };
			expect(worthOf(with0)).toEqual(worthOf(bid));
		}),
		{ numRuns: 40 }
	);
});

test('the order of the lines changes nothing', () => {
	fc.assert(
		fc.property(content, (bid) => {
			const turned = { ...bid, costLines: bid.costLines.toReversed(), benefitLines: bid.benefitLines.toReversed() };
			expect(worthOf(turned)).toEqual(worthOf(bid));
		}),
		{ numRuns: 40 }
	);
});

test('to the prices of another year and back is what it was', () => {
	const index = fc
		.integer({ min: 100_000, max: 3_000_000 })
		.map((at) => ({ index: new Decimal(at).div(10_000), extended: false }));
	fc.assert(
		fc.property(pence, index, index, (amount, from, to) => {
			const there = rebase(new Decimal(amount).div(100), from, to);
			expect(rebase(there, to, from).toFixed(20)).toBe(new Decimal(amount).div(100).toFixed(20));
		})
	);
});

test('every line times as much is a net value times as much, and the same ratio', () => {
	fc.assert(
		fc.property(content, fc.integer({ min: 2, max: 1000 }), (bid, times) => {
			const scaled: BidContent = {
				...bid,
				costLines: bid.costLines.map((line) => ({
					...line,
					cells: line.cells.map((cell) => ({ ...cell, pence: (cell.pence ?? 0) * times }))
				})),
				benefitLines: bid.benefitLines.map((line) => ({
					...line,
					cells: line.cells.map((cell) => ({ ...cell, pence: cell.pence * times }))
				}))
			};
			expect(exactNet(scaled).toFixed(20)).toBe(exactNet(bid).times(times).toFixed(20));
			expect(worthOf(scaled).bcr).toBe(worthOf(bid).bcr);
		}),
		{ numRuns: 40 }
	);
});

test('at no rate of discount the net value is the plain sum, to the penny', () => {
	const none = editionSchema.parse({
		kind: 'discount_rates',
		edition: 'None',
		startsOn: null,
		source: 'Made for this test',
		content: { schedules: { standard: [{ fromYear: 0, toYear: null, ratePercent: '0' }], health: null, reduced: null } }
	});
	fc.assert(
		fc.property(content, (bid) => {
			const total =
				bid.benefitLines.reduce((sum, line) => sum + summed(line.cells), 0n) +
				bid.costLines.reduce((sum, line) => sum + (line.flow === 'cost' ? -1n : 1n) * summed(line.cells), 0n);
			const { npsv } = appraise(bid, { ...plan, editions: { ...plan.editions, discount_rates: 'None' } }, [
				...shippedEditions,
				none
			]).cases.central.outcome;
			expect(new Decimal(npsv.value).times(100).toFixed()).toBe(total === 0n ? '0' : total.toString());
		}),
		{ numRuns: 40 }
	);
});

test('ten thousand lines add up exactly, where floating point does not', () => {
	const lines = Array.from({ length: 10_000 }, (_, index) => costLine({ amounts: [10 + (index % 7)] }));
	const exact = lines.reduce((sum, line) => sum + BigInt(line.cells[0]?.pence ?? 0), 0n);
	const floating = lines.reduce((sum, line) => sum + (line.cells[0]?.pence ?? 0) / 100, 0);
	const { presentValueCosts } = appraise(bidContent({ costs: lines }), plan, shippedEditions).cases.central.outcome;
	expect(presentValueCosts.value).toBe(new Decimal(exact.toString()).div(100).toFixed());
	expect(String(floating)).not.toBe(presentValueCosts.value);
});

function summed(cells: readonly { pence: number | null }[]): bigint {
	return cells.reduce((sum, { pence: each }) => sum + BigInt(each ?? 0), 0n);
}

function worthOf(bid: BidContent) {
	const { incremental } =
		appraise(bid, plan, shippedEditions).options.find(({ optionId }) => optionId === preferred) ?? {};
	return {
		costs: incremental?.presentValueCosts.value,
		benefits: incremental?.presentValueBenefits.value,
		npsv: incremental?.npsv.value,
		bcr: incremental?.bcr.figure?.value
	};
}

/** Before it is written down to six places. */
function exactNet(bid: BidContent): Decimal {
	const [rates] = shippedEditions.filter((edition) => edition.kind === 'discount_rates');
	if (!rates) throw new Error('No discount rates come along');
	const valued = [...bid.costLines, ...bid.benefitLines].map((line) => ({
		lines: 'flow' in line ? ('cost' as const) : ('benefit' as const),
		id: line.id,
		optionId: line.optionId,
		side: 'flow' in line ? (line.flow === 'cost' ? ('cost' as const) : ('saving' as const)) : ('benefit' as const),
		schedule: 'standard' as const,
		real: new Map(line.cells.map(({ year, pence: each }) => [year, new Decimal(each ?? 0).div(100)]))
	}));
	return netOf(new Streams(valued, new Factors(rates, 2024, 2033), 2033).worth());
}
