import * as z from 'zod';
import { plainRuns, type Run } from '#lib/documents/document.ts';
import { linkStances, type LinkStance } from '#lib/recommendations/link.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { listTagged, type Tagged } from './tagged.server.ts';
import { type PinnedFinding, type Printed, slotKind } from './slot.ts';

const stanceNames = Object.keys(linkStances).filter((name): name is LinkStance => name in linkStances);

export const taggedSchema = z.object({
	reference: z.string(),
	version: z.number(),
	sentence: z.string(),
	stance: z.enum(stanceNames)
});

export const evidenceSchema = z.object({ recommendation: z.string(), title: z.string(), rows: z.array(taggedSchema) });

/** `::evidence R7`: the shared findings for and against a recommendation, with where and when they were heard. */
export const evidenceSlot = slotKind<number, z.infer<typeof evidenceSchema>>({
	name: 'evidence',
	label: 'Evidence table',
	usage: [{ written: '::evidence R7', says: 'a table of the evidence for and against R7, with where and when' }],
	parse: (argument) => {
		const number = numberIn('R', argument);
		return number === null || reference('R', number) !== argument
			? { ok: false, mistake: 'Name one recommendation, like this: ::evidence R7.' }
			: { ok: true, argument: number };
	},
	resolve: async (trx, { reviewId }, number) => {
		const name = reference('R', number);
		const [found] = await listTagged(trx, reviewId, [number]);
		if (!found) return { state: 'refused', because: `${name} is no recommendation of this review.` };
		const { title, rows } = found;
		if (rows.length === 0) return { state: 'waiting', because: `No shared finding is tagged to ${name} yet.` };
		return { state: 'resolved', data: { recommendation: name, title, rows } };
	},
	data: evidenceSchema,
	compose: ({ recommendation, title, rows }, printed) => [
		{
			type: 'table',
			caption: plainRuns(
				printed.showReferences
					? `Evidence for and against ${recommendation}: ${title}`
					: `Evidence for and against: ${title}`
			),
			align: ['left', 'left', 'left'],
			header: ['For or against', 'What the group heard', 'Where and when'].map(plainRuns),
			rows: rows.map((row) => [plainRuns(linkStances[row.stance].label), ...findingCells(row, printed)])
		}
	],
	findings: ({ rows }) => rows,
	differences: (before, after) => taggedDifferences(before.rows, after.rows)
});

/** What a finding says and where it was heard. Words that were withdrawn are gone, whatever stands. */
export function findingCells(finding: PinnedFinding, printed: Printed): Run[][] {
	const source = printed.sourceOf(finding.reference);
	if (source === null) return [plainRuns('Withdrawn since this was written'), plainRuns('')];
	const mark = printed.showReferences ? ` (${finding.reference})` : '';
	return [plainRuns(`${finding.sentence}${mark}`), plainRuns(source)];
}

/** What differs between two sets of tagged findings, the new ones first. */
export function taggedDifferences(before: readonly Tagged[], after: readonly Tagged[]): string[] {
	const old = new Map(before.map((row) => [row.reference, row]));
	const now = new Set(after.map((row) => row.reference));
	const told = (row: Tagged) => linkStances[row.stance].label.toLowerCase();
	return [
		...after
			.filter((row) => !old.has(row.reference))
			.map((row) => `${row.reference} is new (${told(row)}): “${row.sentence}”`),
		...before
			.filter((row) => !now.has(row.reference))
			.map((row) => `${row.reference} goes: it is no longer there to be printed`),
		...after.flatMap((row) => {
			const was = old.get(row.reference);
			if (!was) return [];
			return [
				...(was.version === row.version ? [] : [`${row.reference} has been reworded: “${row.sentence}”`]),
				...(was.stance === row.stance
					? []
					: [`${row.reference} was tagged “${told(was)}” and is now tagged “${told(row)}”`])
			];
		})
	];
}
