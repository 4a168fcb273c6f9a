import * as z from 'zod';
import { slotKind } from '#lib/papers/slots/slot.ts';
import { money } from '#lib/ui/money.ts';
import { financialYear } from '../bid.ts';
import {
	type CostRow,
	type CostTable,
	costTableBlocks,
	costTableSchema,
	costTablesOf,
	pricesOf
} from '../narrative/cost-table.ts';
import {
	headDifferences,
	headSchema,
	nameOf,
	parseBid,
	resolveBid,
	seesSubmissions,
	unmarked,
	withdrawnNote
} from './submission.server.ts';

const dataSchema = z.object({ head: headSchema, tables: z.array(costTableSchema) });

type Data = z.infer<typeof dataSchema>;

/** `::bid-costs B3`: what the preferred option asks for by year and type, as last submitted. */
export const bidCostsSlot = slotKind<number, Data>({
	name: 'bid-costs',
	label: 'Costs of a bid',
	usage: [
		{
			written: '::bid-costs B3',
			says: 'what B3 asks for by year and type, as last submitted; in a working draft, whose readers all see submissions'
		}
	],
	parse: (argument) => parseBid('bid-costs', argument),
	needs: () => seesSubmissions,
	resolve: (trx, place, number) =>
		resolveBid(trx, place, number, ({ content }, head) => {
			const preferred = content.options.find(({ kind }) => kind === 'preferred');
			const tables = preferred ? costTablesOf(content, preferred.id) : [];
			return tables.length === 0
				? { state: 'waiting', because: `The preferred option of ${head.reference} asks for no money.` }
				: { state: 'resolved', data: { head, tables } };
		}),
	lapsed: (trx, place, { head }) => unmarked(trx, place, head),
	data: dataSchema,
	compose: ({ head, tables }, printed) => [
		...tables.flatMap((table) => costTableBlocks(table, 'byType', `Costs of ${nameOf(head, printed)}`)),
		...withdrawnNote(head)
	],
	differences: (before, after) => [...headDifferences(before.head, after.head), ...costDifferences(before, after)]
});

function costDifferences(before: Data, after: Data): string[] {
	return [...new Set([...before.tables, ...after.tables].map(({ prices }) => prices))].flatMap((prices) => {
		const [old, now] = [before, after].map(({ tables }) => tables.find((table) => table.prices === prices));
		const types = [...(old?.byType ?? []), ...(now?.byType ?? [])].map(({ label }) => label);
		const labels = new Set([...types, ...[old, now].flatMap((table) => table?.total.label ?? [])]);
		return [...labels].flatMap((label) => {
			const [was, is] = [old, now].map((table) => told(table, label));
			return was === is ? [] : [`${label} (${pricesOf(prices)}): ${was ?? 'nothing'} becomes ${is ?? 'nothing'}`];
		});
	});
}

function rowsOf(table: CostTable | undefined): CostRow[] {
	return table ? [...table.byType, table.total] : [];
}

function told(table: CostTable | undefined, label: string): string | undefined {
	const row = rowsOf(table).find((each) => each.label === label);
	if (!table || !row) return undefined;
	const years = table.years.flatMap((year, index) => {
		const pence = row.years[index] ?? '0';
		return pence === '0' ? [] : [`${financialYear(year)} ${money(BigInt(pence))}`];
	});
	return (
		[...years, ...(row.after === '0' ? [] : [`each year after ${money(BigInt(row.after))}`])].join(', ') || 'nothing'
	);
}
