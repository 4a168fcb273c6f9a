import * as z from 'zod';
import { type Block, plainRuns } from '#lib/documents/document.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { linkStances } from '#lib/recommendations/link.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { findingCells, taggedDifferences, taggedSchema } from './evidence.server.ts';
import { slotKind } from './slot.ts';
import { listTagged } from './tagged.server.ts';

const dataSchema = z.object({
	groups: z.array(z.object({ recommendation: z.string(), title: z.string(), rows: z.array(taggedSchema) })),
	/** How many findings the secretariat has declined to print, with a reason that is recorded with the paper. */
	declined: z.number()
});

type Data = z.infer<typeof dataSchema>;

/** `::opposing R7`, or `::opposing` for all that the paper recommends: the shared findings that contradict or qualify it. */
export const opposingSlot = slotKind<number | null, Data>({
	name: 'opposing',
	label: 'Opposing evidence',
	usage: [
		{ written: '::opposing', says: 'the evidence that contradicts or qualifies what the paper recommends' },
		{ written: '::opposing R7', says: 'the evidence that contradicts or qualifies R7' }
	],
	parse: (argument) => {
		if (argument === '') return { ok: true, argument: null };
		const number = numberIn('R', argument);
		return number === null || reference('R', number) !== argument
			? { ok: false, mistake: 'Write ::opposing alone, or name one recommendation, like this: ::opposing R7.' }
			: { ok: true, argument: number };
	},
	resolve: async (trx, place, number) => {
		const numbers = number === null ? place.recommendations.flatMap((name) => numberIn('R', name) ?? []) : [number];
		const found = await listTagged(trx, place.reviewId, numbers);
		if (number !== null && found.length === 0) {
			return { state: 'refused', because: `${reference('R', number)} is no recommendation of this review.` };
		}
		if (found.length === 0) return { state: 'waiting', because: 'The paper recommends nothing yet.' };
		const declined = await listDeclined(trx, place.paperId);
		const against = found.map((group) => ({ ...group, rows: group.rows.filter((row) => row.stance !== 'supports') }));
		const isDeclined = (recommendation: string, finding: string) => declined.has(`${recommendation} ${finding}`);
		const groups = against.map((group) => ({
			...group,
			rows: group.rows.filter((row) => !isDeclined(group.recommendation, row.reference))
		}));
		const count = (all: typeof against) => all.reduce((sum, group) => sum + group.rows.length, 0);
		return {
			state: 'resolved',
			data: { groups: groups.filter((group) => group.rows.length > 0), declined: count(against) - count(groups) }
		};
	},
	data: dataSchema,
	compose: ({ groups, declined }, printed) => [
		...groups.map(({ recommendation, title, rows }): Block => {
			const named = printed.showReferences ? `${recommendation}: ${title}` : title;
			return {
				type: 'table',
				caption: plainRuns(`Evidence against, or with a condition: ${named}`),
				align: ['left', 'left', 'left'],
				header: ['What it does', 'What the group heard', 'Where and when'].map(plainRuns),
				rows: rows.map((row) => [plainRuns(linkStances[row.stance].label), ...findingCells(row, printed)])
			};
		}),
		...remarks(groups.length, declined)
	],
	findings: ({ groups }) => groups.flatMap(({ rows }) => rows),
	differences: (before, after) => [
		...[...new Set([...before.groups, ...after.groups].map((group) => group.recommendation))].flatMap((name) => {
			const rowsOf = ({ groups }: Data) => groups.find((group) => group.recommendation === name)?.rows ?? [];
			return taggedDifferences(rowsOf(before), rowsOf(after)).map((sentence) => `Against ${name}: ${sentence}`);
		}),
		...(before.declined === after.declined
			? []
			: [`It tells of ${after.declined} not printed, where it told of ${before.declined}`])
	]
});

/** Silence would read as if nothing spoke against it. */
function remarks(printed: number, declined: number): Block[] {
	const words =
		declined > 0
			? `${declined === 1 ? 'One finding that points' : `${declined} findings that point`} the other way ${declined === 1 ? 'is' : 'are'} not printed here; the ${declined === 1 ? 'reason is' : 'reasons are'} recorded with this paper.`
			: printed === 0
				? 'No evidence that has been shared in this review contradicts or qualifies this.'
				: null;
	return words === null ? [] : [{ type: 'paragraph', numbered: false, runs: plainRuns(words) }];
}

async function listDeclined(trx: Trx, paperId: number): Promise<Set<string>> {
	const rows = await trx
		.selectFrom('declinedViews')
		.innerJoin('recommendations', 'recommendations.id', 'declinedViews.recommendationId')
		.innerJoin('findings', 'findings.id', 'declinedViews.findingId')
		.select(['recommendations.number as recommendation', 'findings.number as finding'])
		.where('declinedViews.paperId', '=', paperId)
		.execute();
	return new Set(rows.map((row) => `${reference('R', row.recommendation)} ${reference('F', row.finding)}`));
}
