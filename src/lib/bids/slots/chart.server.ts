import * as z from 'zod';
import { type ChartFigure, figureBlocks } from '#lib/documents/charts/figure.ts';
import { slotKind } from '#lib/papers/slots/slot.ts';
import { optionFrontier, tornadoChart } from '../charts/appraisal-charts.server.ts';
import { costProfile } from '../charts/cost-profile.ts';
import { costWaterfalls } from '../charts/cost-waterfall.ts';
import type { BidContent } from '../content.ts';
import { appraisalOf } from '../narrative/appraisal-blocks.server.ts';
import { costTablesOf } from '../narrative/cost-table.ts';
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

const figureSchema = z.object({
	title: z.string(),
	svg: z.string(),
	alt: z.string(),
	table: z.object({ header: z.array(z.string()), rows: z.array(z.array(z.string())) })
});

const dataSchema = z.object({ head: headSchema, charts: z.array(figureSchema) });

type Data = z.infer<typeof dataSchema>;

const kinds = {
	profile: { says: 'a picture of what B3 asks for in each year, by type, as last submitted', read: profiles },
	waterfall: { says: 'how B3 leads from the baseline over new cost and savings to the net', read: waterfalls },
	tornado: { says: 'what moves the net value of B3 most, where its full appraisal was submitted', read: tornados },
	frontier: { says: 'cost against benefit of the options of B3, where its appraisal was submitted', read: frontiers }
} as const;

type Kind = keyof typeof kinds;

const kindNames = Object.keys(kinds).filter((name): name is Kind => name in kinds);

/** `::bid-chart B3`, `::bid-chart B3 waterfall`: a picture of a submitted bid, with its numbers as a table. */
export const bidChartSlot = slotKind<{ number: number; kind: Kind }, Data>({
	name: 'bid-chart',
	label: 'Chart of a bid',
	usage: kindNames.map((name) => ({
		written: name === 'profile' ? '::bid-chart B3' : `::bid-chart B3 ${name}`,
		says: kinds[name].says
	})),
	parse: (argument) => {
		const [bid = '', named = 'profile', ...more] = argument.split(' ');
		const kind = kindNames.find((name) => name === named);
		if (!kind || more.length > 0) {
			return { ok: false, mistake: `Name one bid and one of ${kindNames.join(', ')}: ::bid-chart B3 waterfall.` };
		}
		const parsed = parseBid('bid-chart', bid);
		return parsed.ok ? { ok: true, argument: { number: parsed.argument, kind } } : parsed;
	},
	needs: () => seesSubmissions,
	resolve: (trx, place, { number, kind }) =>
		resolveBid(trx, place, number, ({ content }, head) => {
			const charts = kinds[kind].read(content);
			return charts.length === 0
				? { state: 'waiting', because: `${head.reference} as submitted has nothing to draw here.` }
				: { state: 'resolved', data: { head, charts } };
		}),
	lapsed: (trx, place, { head }) => unmarked(trx, place, head),
	data: dataSchema,
	compose: ({ head, charts }, printed) => [
		...charts.flatMap((chart) => figureBlocks({ ...chart, title: `${nameOf(head, printed)}: ${chart.title}` })),
		...withdrawnNote(head)
	],
	differences: (before, after) => [...headDifferences(before.head, after.head), ...chartDifferences(before, after)]
});

function preferredOf({ options }: BidContent): BidContent['options'][number] | undefined {
	return options.find(({ kind }) => kind === 'preferred');
}

function profiles(content: BidContent): ChartFigure[] {
	const preferred = preferredOf(content);
	return preferred ? costTablesOf(content, preferred.id).map(costProfile) : [];
}

function waterfalls(content: BidContent): ChartFigure[] {
	const preferred = preferredOf(content);
	return preferred ? costWaterfalls(content, preferred) : [];
}

function tornados(content: BidContent): ChartFigure[] {
	const appraisal = appraisalOf(content);
	return [appraisal && tornadoChart(appraisal)].filter((chart) => chart !== null);
}

function frontiers(content: BidContent): ChartFigure[] {
	const appraisal = appraisalOf(content);
	return [appraisal && optionFrontier(appraisal)].filter((chart) => chart !== null);
}

function chartDifferences(before: Data, after: Data): string[] {
	const titles = new Set([...before.charts, ...after.charts].map(({ title }) => title));
	return [...titles].flatMap((title) => {
		const [old, now] = [before, after].map(({ charts }) => charts.find((chart) => chart.title === title));
		if (!old) return [`New: ${title}`];
		if (!now) return [`${title} goes`];
		const rows = new Map(old.table.rows.map((row) => [row[0], row]));
		const left = old.table.rows.filter(([label]) => !now.table.rows.some((row) => row[0] === label));
		return [
			...now.table.rows.flatMap((row) => {
				const was = rows.get(row[0]);
				if (!was) return [`New: ${row.join(', ')}`];
				return was.join('|') === row.join('|')
					? []
					: [`${row[0] ?? ''}: ${was.slice(1).join(', ')} becomes ${row.slice(1).join(', ')}`];
			}),
			...left.map(([label = '']) => `${label} goes`)
		];
	});
}
