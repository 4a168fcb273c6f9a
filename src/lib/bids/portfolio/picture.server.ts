import { money } from '#lib/ui/money.ts';
import { financialYear } from '../bid.ts';
import { Decimal } from '../appraisal/decimal.ts';
import type { PortfolioBid, Value } from './queries.server.ts';

type Tick = { at: number; label: string };

export type ValuePicture = {
	key: string;
	/** "in 2022-23 prices, discounted to 2022-23, Green Book 2026": what is in one picture is counted alike. */
	basis: string;
	width: number;
	height: number;
	frame: { left: number; right: number; top: number; bottom: number };
	points: { id: number; name: string; x: number; y: number }[];
	/** Where benefits equal costs. */
	even: { x1: number; y1: number; x2: number; y2: number };
	costs: Tick[];
	benefits: Tick[];
	rows: { id: number; name: string; title: string; costs: string; benefits: string; ratio: string | null }[];
};

const width = 640;
const height = 380;
const frame = { left: 90, right: 610, top: 20, bottom: 330 };

/** Benefit against cost, one picture for each way of counting: figures of different price bases never stand in one. */
export function valuePictures(bids: readonly PortfolioBid[]): ValuePicture[] {
	const valued = bids.flatMap(({ id, name, title, value }) => (value ? [{ id, name, title, value }] : []));
	const bases = [...new Set(valued.map(({ value }) => basisOf(value)))];
	return bases.map((basis) => {
		const here = valued
			.filter(({ value }) => basisOf(value) === basis)
			.map((each) => ({ ...each, costs: pence(each.value.costs), benefits: pence(each.value.benefits) }));
		const most = Math.max(1, ...here.flatMap(({ costs, benefits }) => [costs, benefits]));
		const least = Math.min(0, ...here.flatMap(({ costs, benefits }) => [costs, benefits]));
		const x = scaleOf(least, most, frame.left, frame.right);
		const y = scaleOf(least, most, frame.bottom, frame.top);
		const { from, to } = x;
		return {
			key: basis,
			basis,
			width,
			height,
			frame,
			points: here.map(({ id, name, costs, benefits }) => ({
				id,
				name,
				x: rounded(x.at(costs)),
				y: rounded(y.at(benefits))
			})),
			even: { x1: rounded(x.at(from)), y1: rounded(y.at(from)), x2: rounded(x.at(to)), y2: rounded(y.at(to)) },
			costs: x.ticks.map((tick) => ({ at: rounded(x.at(tick)), label: money(Math.round(tick)) })),
			benefits: y.ticks.map((tick) => ({ at: rounded(y.at(tick)), label: money(Math.round(tick)) })),
			rows: here.map(({ id, name, title, costs, benefits, value }) => ({
				id,
				name,
				title,
				costs: money(costs),
				benefits: money(benefits),
				ratio: value.ratio === null ? null : new Decimal(value.ratio).toFixed(2)
			}))
		};
	});
}

/** From pence to places, between round sums of money about a fifth of the range apart. */
function scaleOf(least: number, most: number, first: number, last: number) {
	const rough = (most - least) / 5;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => rough / power <= factor) ?? 10);
	const [from, to] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
	return {
		from,
		to,
		at: (pence: number) => first + ((pence - from) / (to - from)) * (last - first),
		ticks: Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step)
	};
}

function basisOf({ priceYear, presentValueYear, edition }: Value): string {
	return [
		`${financialYear(priceYear)} prices`,
		`present value in ${financialYear(presentValueYear)}`,
		...(edition === null ? [] : [edition])
	].join(', ');
}

/** Decimal pounds as whole pence. */
function pence(pounds: string): number {
	return new Decimal(pounds).times(100).toDecimalPlaces(0).toNumber();
}

function rounded(place: number): number {
	return Math.round(place * 10) / 10;
}
