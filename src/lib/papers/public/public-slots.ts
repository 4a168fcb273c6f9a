import type { Chart } from '#lib/documents/charts/chart.ts';
import { linkStances, type LinkStance } from '#lib/recommendations/link.ts';
import type { PaperContent } from '../content.ts';
import { chartSchema } from '../slots/chart.server.ts';
import { evidenceSchema } from '../slots/evidence.server.ts';
import { standingIn } from '../slots/printing.server.ts';

/** What a live part of a paper prints for the public. */
export type PublicSlot = {
	/** Its words, to be checked as those of the text are. */
	texts: string[];
	/** The findings that it counts, as F104. */
	findings: string[];
	/** The recommendations that it prints, as R7. */
	recommendations: string[];
	/** The Markdown that stands in its place; null where it stays a slot, with this data. */
	markdown: string | null;
	data: unknown;
};

type Written = { kind: string; argument: string };

/** Fewer than this are not counted out: who they are could be guessed. */
const smallest = 5;

/**
 * What the public may read of a slot: the words of recommendations, and counts of evidence without small numbers.
 * Positions, disagreements and what was heard against never come, nor does a kind that is not known here.
 * @returns null for what is left out
 */
export function publicSlot(content: PaperContent, slot: Written): PublicSlot | null {
	if (slot.kind === 'recommendation' || slot.kind === 'recommendations') return placed(content, slot);
	if (slot.kind === 'chart') return charted(content, slot);
	return slot.kind === 'evidence' ? counted(content, slot) : null;
}

/** The slots on lines of their own in a paragraph. */
export function slotsOf(paragraph: string): Written[] {
	return Array.from(paragraph.matchAll(slotLine), ([, kind = '', argument = '']) => ({
		kind,
		argument: argument.trim().replace(/\s+/g, ' ')
	}));
}

export const slotLine = /^::([a-z][a-z-]*)(?:[ \t]+([^\n]*?))?[ \t]*$/gm;

function placed(content: PaperContent, slot: Written): PublicSlot | null {
	const standing = standingIn(content, slot);
	if (standing === null) return null;
	const { places, data } = standing;
	const recommendations = places.map(({ reference }) => reference);
	return { texts: places.map(({ text }) => text), findings: [], recommendations, markdown: null, data };
}

const publicCharts: ReadonlySet<string> = new Set(['evidence by kind', 'evidence by place', 'evidence by month']);

function charted(content: PaperContent, slot: Written): PublicSlot | null {
	const name = slot.argument.toLowerCase();
	const chart = publicCharts.has(name) ? chartSchema.safeParse(dataOf(content, slot)).data : undefined;
	if (!chart) return null;
	const rows = withoutSmall(chart.shape === 'columns' ? byYear(chart.rows) : chart.rows);
	if (rows.length === 0) return null;
	// The whole would tell the one part that is not given.
	const title = `${chart.title.replace(/ \(\d+ events?\)$/, '')} (numbers under ${smallest} are not given)`;
	const data = { ...chart, title, rows, rowsAre: chart.shape === 'columns' ? 'Year' : chart.rowsAre };
	const texts = [title, ...rows.map(({ label }) => label)];
	return { texts, findings: [], recommendations: [], markdown: null, data };
}

/** A table of evidence comes as how many findings there are for and against. */
function counted(content: PaperContent, slot: Written): PublicSlot | null {
	const table = evidenceSchema.safeParse(dataOf(content, slot)).data;
	// The title of what this paper does not recommend is not for the public.
	if (!table || !content.recommendations.some(({ reference }) => reference === table.recommendation)) return null;
	const counts = stances.map((stance) => ({
		label: linkStances[stance].label,
		count: table.rows.filter((row) => row.stance === stance).length
	}));
	const title = table.title.replace(/\s+/g, ' ');
	const rows = counts.map(({ label, count }) => `| ${label} | ${inWords(count)} |`);
	return {
		texts: [title],
		findings: table.rows.map(({ reference }) => reference),
		recommendations: [],
		markdown: [
			`Table: Evidence for and against: ${title.replace(/[\\`*_[\]<>|#]/g, '\\$&')}`,
			['| For or against | Findings |', '| --- | ---: |', ...rows].join('\n')
		].join('\n\n'),
		data: null
	};
}

const stances = ['supports', 'qualifies', 'contradicts'] as const satisfies readonly LinkStance[];

function inWords(count: number): string {
	if (count === 0) return 'None';
	return count < smallest ? `Fewer than ${smallest}` : String(count);
}

function dataOf(content: PaperContent, { kind, argument }: Written): unknown {
	return content.slots.find((each) => each.kind === kind && each.argument === argument)?.data;
}

type Rows = Chart['rows'];

/** Months are too small to count out. */
function byYear(rows: Rows): Rows {
	const years = Map.groupBy(rows, ({ label }) => label.slice(-4));
	return [...years].map(([label, months]) => ({ label, values: [months.reduce((sum, row) => sum + total(row), 0)] }));
}

/** What is small stands together, where together it is not. */
function withoutSmall(rows: Rows): Rows {
	const large = rows.filter((row) => total(row) >= smallest);
	const small = rows.filter((row) => total(row) > 0 && total(row) < smallest);
	const sum = small.reduce((all, row) => all + total(row), 0);
	return sum >= smallest ? [...large, { label: `Fewer than ${smallest} each`, values: [sum] }] : large;
}

function total({ values }: Rows[number]): number {
	return values.reduce((sum, value) => sum + value, 0);
}
