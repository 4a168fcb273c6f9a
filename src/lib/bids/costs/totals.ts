import { type Budget, type Flow, flows } from '../bid.ts';

/** A line as far as totals go. Pence, and hundredths of a full-time equivalent. */
export type SummedLine = {
	optionId: number;
	teamId: number;
	recommendationId: number | null;
	flow: Flow;
	budget: Budget;
	baseline: boolean;
	priceYear: number | null;
	steadyStatePence: number | bigint | null;
	cells: readonly { year: number; pence: number | bigint | null; staffHundredths?: number | bigint | null }[];
};

export type Dimension = 'all' | 'budget' | 'department' | 'option' | 'recommendation';

/**
 * One row of a table of totals, savings and income taken off. Integers without a limit, so that no sum is ever rounded.
 * Staff are counted on lines of cost and taken off on lines of saving.
 */
export type Total = {
	/** The budget's name or the id; '' where the lines name none. */
	key: string;
	years: ReadonlyMap<number, bigint>;
	staff: ReadonlyMap<number, bigint>;
	pence: bigint;
	steadyStatePence: bigint;
};

/** The sums of lines by year for each budget, department, option or recommendation, in the order met. */
export function listTotals(lines: readonly SummedLine[], by: Dimension): Total[] {
	const found = new Map<string, Tally>();
	for (const line of lines) {
		const key = keyOf(line, by);
		let total = found.get(key);
		if (!total) found.set(key, (total = tally(key)));
		add(total, line);
	}
	return [...found.values()];
}

/** The sum of lines as one row. */
export function totalOf(lines: readonly SummedLine[]): Total {
	const total = tally('');
	for (const line of lines) add(total, line);
	return total;
}

/** As few lines as give the same totals in every cut: what a browser needs to know of the lines that it does not hold. */
export function condense(lines: readonly SummedLine[]): SummedLine[] {
	const groups = Map.groupBy(lines, (line) =>
		JSON.stringify([
			line.optionId,
			line.teamId,
			line.recommendationId,
			line.flow,
			line.budget,
			line.baseline,
			line.priceYear
		])
	);
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		if (!first) return [];
		// Summed as costs, so that the amounts keep the sign that their own flow gives them.
		const { years, staff, steadyStatePence } = totalOf(group.map((line) => ({ ...line, flow: 'cost' })));
		const cells = [...new Set([...years.keys(), ...staff.keys()])].map((year) => ({
			year,
			pence: years.get(year) ?? null,
			staffHundredths: staff.get(year) ?? null
		}));
		return [{ ...first, steadyStatePence, cells }];
	});
}

/** The price bases of lines, nominal money (null) first: sums never mix them. */
export function priceBases(lines: readonly Pick<SummedLine, 'priceYear'>[]): (number | null)[] {
	return [...new Set(lines.map(({ priceYear }) => priceYear))].sort((a, b) => (a ?? 0) - (b ?? 0));
}

type Tally = Omit<Total, 'years' | 'staff'> & { years: Map<number, bigint>; staff: Map<number, bigint> };

function tally(key: string): Tally {
	return { key, years: new Map(), staff: new Map(), pence: 0n, steadyStatePence: 0n };
}

function keyOf(line: SummedLine, by: Dimension): string {
	switch (by) {
		case 'all':
			return '';
		case 'budget':
			return line.budget;
		case 'department':
			return String(line.teamId);
		case 'option':
			return String(line.optionId);
		case 'recommendation':
			return line.recommendationId === null ? '' : String(line.recommendationId);
	}
}

function add(total: Tally, line: SummedLine): void {
	const sign = BigInt(flows[line.flow].sign);
	// What is earned changes no head count.
	const staffSign = line.flow === 'income' ? 0n : sign;
	for (const { year, pence, staffHundredths } of line.cells) {
		if (pence) {
			const signed = sign * BigInt(pence);
			total.years.set(year, (total.years.get(year) ?? 0n) + signed);
			total.pence += signed;
		}
		if (staffHundredths) {
			total.staff.set(year, (total.staff.get(year) ?? 0n) + staffSign * BigInt(staffHundredths));
		}
	}
	total.steadyStatePence += sign * BigInt(line.steadyStatePence ?? 0);
}
