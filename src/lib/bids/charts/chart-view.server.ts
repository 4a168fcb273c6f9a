import { renderBlocks } from '#lib/documents/blocks-html.ts';
import { type ChartFigure, pictureBlock } from '#lib/documents/charts/figure.ts';
import type { SafeHtml } from '#lib/documents/html.ts';

/** A chart as a page shows it: drawn, with its numbers behind it. */
export type ChartView = { title: string; picture: SafeHtml; table: ChartFigure['table'] };

export function chartView(figure: ChartFigure): ChartView {
	return { title: figure.title, picture: renderBlocks([pictureBlock(figure)], () => null), table: figure.table };
}
