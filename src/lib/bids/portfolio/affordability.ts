import { type Budget, budgets, type Control, financialYear } from '../bid.ts';

/** What a bid asks for in cash, of one type in one year, in pence; below zero where it saves more than it costs. */
export type AskedCell = { budget: Budget; year: number; pence: number };

export type Envelope = { control: Control; year: number; pence: number };

export type Verdict = {
	id: number;
	/** Whether it falls below the line: it, or one ranked above it, breaks the envelope. */
	below: boolean;
	/** Where it would break the envelope on top of everything above the line. */
	breaks: { control: Control; year: number; over: number }[];
};

export type Affordability = {
	verdicts: Verdict[];
	/** What is above the line against each part of the envelope, in pence. */
	used: (Envelope & { used: number })[];
};

/**
 * Draws the line: bids are taken in their order while each control of each year still holds them; the first that breaks
 * one, and everything after it, falls below. A control or a year without an envelope sets no limit.
 */
export function affordability(
	bids: readonly { id: number; cells: readonly AskedCell[] }[],
	envelopes: readonly Envelope[]
): Affordability {
	const used = envelopes.map((envelope) => ({ ...envelope, used: 0 }));
	let closed = false;
	const verdicts = bids.map(({ id, cells }): Verdict => {
		const asked = used.map((part) => ({ part, pence: askedOf(cells, part) }));
		const breaks = asked.flatMap(({ part, pence }) => {
			const over = part.used + pence - part.pence;
			return pence > 0 && over > 0 ? [{ control: part.control, year: part.year, over }] : [];
		});
		closed ||= breaks.length > 0;
		if (!closed) for (const { part, pence } of asked) part.used += pence;
		return { id, below: closed, breaks };
	});
	return { verdicts, used };
}

/** "RDEL 2022-23, CDEL 2023-24" */
export function breaksText(breaks: Verdict['breaks']): string {
	return breaks.map(({ control, year }) => `${control.toUpperCase()} ${financialYear(year)}`).join(', ');
}

function askedOf(cells: readonly AskedCell[], { control, year }: { control: Control; year: number }): number {
	return cells
		.filter((cell) => cell.year === year && budgets[cell.budget].control === control)
		.reduce((sum, { pence }) => sum + pence, 0);
}
