import { longDate } from '#lib/ui/dates.ts';
import { workingDays } from './milestone.ts';
import type { FixedPoint, Misfit } from './plan.ts';

/** After the title and a colon: "it leaves 7 clear working days after “Write-round goes out” where 10 are needed: 3 working days short. It fits from …" */
export function misfitWords({ afterTitle, clear, needs, has, short, fitsOn }: Misfit): string {
	const kind = clear ? 'clear working' : 'working';
	const days = (count: number) => `${count} ${kind} ${count === 1 ? 'day' : 'days'}`;
	const given =
		has < 0 || (has === 0 && needs > 0)
			? `it leaves no ${kind} day after “${afterTitle}”`
			: `it leaves ${days(has)} after “${afterTitle}”`;
	return `${given}, where ${days(needs)} ${needs === 1 ? 'is' : 'are'} needed: ${workingDays(short)} short. It fits from ${longDate(fitsOn)}.`;
}

export function tooEarlyWords({ point, short }: { point: FixedPoint; short: number }): string {
	return `${point.words} on ${longDate(point.on)}, not before it: ${workingDays(short)} short.`;
}
