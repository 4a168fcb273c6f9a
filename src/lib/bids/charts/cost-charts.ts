import type { ChartFigure } from '#lib/documents/charts/figure.ts';
import type { BidContent } from '../content.ts';
import { costTablesOf } from '../narrative/cost-table.ts';
import { costProfile } from './cost-profile.ts';
import { costWaterfalls } from './cost-waterfall.ts';

/** What the preferred option costs: by year and type, and from the baseline to the net. None while it asks for nothing. */
export function costCharts(content: BidContent): ChartFigure[] {
	const preferred = content.options.find(({ kind }) => kind === 'preferred');
	const tables = preferred ? costTablesOf(content, preferred.id) : [];
	if (!preferred || tables.length === 0) return [];
	return [...tables.map(costProfile), ...costWaterfalls(content, preferred)];
}
