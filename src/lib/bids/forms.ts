import * as z from 'zod';
import { checkMarkdown } from '#lib/documents/markdown.ts';
import * as fields from '#lib/forms/fields.ts';
import { marksAboveCeiling } from '#lib/reviews/review.ts';

export const withinCeiling = (text: string | null) => text === null || !marksAboveCeiling(text);
export const aboveCeiling = 'Throughline holds nothing above OFFICIAL: leave SECRET and TOP SECRET material out';

export const startBidForm = z.object({
	fiscalEventId: fields.identifier('a fiscal event'),
	title: bidLine('a title', 200)
});

/** One line that every reader of the bid may read. */
export function bidLine(label: string, max: number) {
	return fields.line(label, max).refine(withinCeiling, aboveCeiling);
}

/** As `bidLine`; nothing typed is null. */
export function optionalBidLine(label: string, max: number) {
	return fields.optionalLine(label, max).refine(withinCeiling, aboveCeiling);
}

/** Markdown of several paragraphs; nothing typed is null. */
export function optionalBidText(label: string, max: number) {
	return fields
		.optionalProse(label, max)
		.refine(withinCeiling, aboveCeiling)
		.superRefine((text, context) => {
			const message = text === null ? null : checkMarkdown(text);
			if (message) context.addIssue({ code: 'custom', message });
		});
}

/** A financial year as the year in which it begins. Takes `2026-27`, `2026/27` and `2026`. */
export function yearField(label: string) {
	return z.string(`Enter ${label}`).trim().min(1, `Enter ${label}`).transform(toYear);
}

/** As `yearField`; nothing typed is null. */
export function optionalYearField(label: string) {
	return z
		.string(`Enter ${label}`)
		.trim()
		.optional()
		.transform((text, context) => (text ? toYear(text, context) : null));
}

function toYear(text: string, context: z.RefinementCtx): number {
	const year = yearIn(text);
	if (year !== null) return year;
	context.addIssue({ code: 'custom', message: 'Enter a financial year, like 2026-27' });
	return z.NEVER;
}

function yearIn(text: string): number | null {
	const [, start = '', end = ''] = /^((?:19|20|21)\d{2})(?:\s*[-–/]\s*(\d{2}|\d{4}))?$/.exec(text) ?? [];
	if (start === '') return null;
	const year = Number(start);
	return end === '' || Number(end) === (end.length === 2 ? (year + 1) % 100 : year + 1) ? year : null;
}
