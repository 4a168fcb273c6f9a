import type { Amount, ChartFigure } from '#lib/documents/charts/figure.ts';
import { frontier } from '#lib/documents/charts/frontier.ts';
import { tornado } from '#lib/documents/charts/tornado.ts';
import type { Appraisal } from '../appraisal/appraisal.ts';
import type { Figure } from '../appraisal/figure.ts';
import { basisText, poundsText } from '../appraisal/screen/shown.server.ts';

/** What moves the net value of the preferred option most. Null where only the short appraisal was made. */
export function tornadoChart(appraisal: Appraisal): ChartFigure | null {
	const { full, cases } = appraisal;
	if (full === null || full.tornado.length === 0) return null;
	const { npsv } = cases.central.outcome;
	return tornado({
		title: `What moves the net value most (${basisText(npsv)})`,
		rowsAre: 'What changes',
		centre: drawn(npsv),
		rows: full.tornado.map(({ label, lowLabel, highLabel, low, high }) => ({
			label,
			low: { label: lowLabel, amount: drawn(low) },
			high: { label: highLabel, amount: drawn(high) }
		}))
	});
}

/** What each option costs and brings, each in itself. Null where there is nothing to compare. */
export function optionFrontier({ options }: Appraisal): ChartFigure | null {
	const points = options.map(({ name, presentValueCosts, presentValueBenefits }) => ({
		label: name,
		cost: presentValueCosts,
		benefit: presentValueBenefits
	}));
	const [first] = points;
	if (!first || points.length < 2) return null;
	return frontier({
		title: `Cost against benefit of the options (${basisText(first.cost)})`,
		pointsAre: 'Option',
		cost: 'Present value of costs',
		benefit: 'Present value of benefits',
		points: points.map(({ label, cost, benefit }) => ({ label, cost: drawn(cost), benefit: drawn(benefit) }))
	});
}

/** The size is for the picture alone: what is printed comes from the decimal itself. */
function drawn({ value }: Figure): Amount {
	return { size: Number(value), text: poundsText(value) };
}
