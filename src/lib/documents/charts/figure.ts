import { type Block, plainRuns } from '../document.ts';

/** A chart that is drawn, with everything that it shows in words and as a table. Plain data. */
export type ChartFigure = {
	title: string;
	/** A picture of `cleanSvg`'s kind. */
	svg: string;
	/** What it shows, for those who do not see it. */
	alt: string;
	table: { header: string[]; rows: string[][] };
};

/** How large a mark is drawn, and the amount as it is printed beside the mark and in the table. */
export type Amount = { size: number; text: string };

/** The picture, and under it the same as a table. */
export function figureBlocks(figure: ChartFigure): Block[] {
	const { title, table } = figure;
	return [
		pictureBlock(figure),
		{
			type: 'table',
			caption: plainRuns(`The numbers behind “${title}”`),
			align: table.header.map((_, index) => (index === 0 ? 'left' : 'right')),
			header: table.header.map(plainRuns),
			rows: table.rows.map((row) => row.map(plainRuns))
		}
	];
}

/** The picture alone, where its numbers stand in a table beside it already. */
export function pictureBlock({ title, svg, alt }: ChartFigure): Block {
	return { type: 'figure', svg, alt, caption: plainRuns(title) };
}
