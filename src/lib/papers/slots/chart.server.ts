import { sql } from 'kysely';
import * as z from 'zod';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type Chart, chartBlocks, type Tone, tones } from '#lib/documents/charts/chart.ts';
import { eventKinds } from '#lib/evidence/event.ts';
import { type Stance } from '#lib/positions/position.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { type Place, slotKind } from './slot.ts';
import { listTagged } from './tagged.server.ts';

const toneNames = Object.keys(tones).filter((name): name is Tone => name in tones);

export const chartSchema = z.object({
	shape: z.enum(['bars', 'columns']),
	title: z.string(),
	rowsAre: z.string(),
	series: z.array(z.object({ name: z.string(), tone: z.enum(toneNames) })),
	rows: z.array(z.object({ label: z.string(), values: z.array(z.number()) }))
});

const charts = {
	'evidence by kind': { says: 'how many visits, roundtables, submissions … have been shared', read: evidenceByKind },
	'evidence by place': { says: 'where evidence was heard', read: evidenceByPlace },
	'evidence by month': { says: 'when evidence was heard', read: evidenceByMonth },
	'evidence for recommendations': {
		says: 'how many findings support, qualify and contradict what the paper recommends',
		read: evidenceForRecommendations
	},
	positions: {
		says: 'where departments stand on what the paper recommends; for as long as all who read the paper may see that',
		read: positionsOnRecommendations
	}
} as const;

type ChartName = keyof typeof charts;

const chartNames = Object.keys(charts).filter((name): name is ChartName => name in charts);

/** `::chart evidence by kind`: a picture with its numbers beside the marks, and the numbers as a table under it. */
export const chartSlot = slotKind<ChartName, Chart>({
	name: 'chart',
	label: 'Chart',
	usage: chartNames.map((name) => ({ written: `::chart ${name}`, says: charts[name].says })),
	parse: (argument) => {
		const name = chartNames.find((each) => each === argument.toLowerCase());
		return name
			? { ok: true, argument: name }
			: { ok: false, mistake: `There are these: ${chartNames.map((each) => `::chart ${each}`).join(', ')}.` };
	},
	needs: (name) => (name === 'positions' ? 'position.see_grid' : null),
	resolve: async (trx, place, name) => {
		const chart = await charts[name].read(trx, place);
		return chart.rows.length === 0
			? { state: 'waiting', because: 'There is nothing to draw yet.' }
			: { state: 'resolved', data: chart };
	},
	data: chartSchema,
	compose: chartBlocks,
	differences: (before, after) => {
		const told = ({ label, values }: Chart['rows'][number]) => `${label} ${values.join(', ')}`;
		const old = new Map(before.rows.map((row) => [row.label, row]));
		const now = new Set(after.rows.map((row) => row.label));
		return [
			...after.rows.flatMap((row) => {
				const was = old.get(row.label);
				if (!was) return [`New: ${told(row)}`];
				return told(was) === told(row)
					? []
					: [`${row.label}: ${was.values.join(', ')} becomes ${row.values.join(', ')}`];
			}),
			...before.rows.filter((row) => !now.has(row.label)).map((row) => `${row.label} goes`),
			...(before.title === after.title ? [] : [`Its title becomes “${after.title}”`])
		];
	}
});

const events = [{ name: 'Events', tone: 'plain' }] satisfies Chart['series'];

/** Only what was held and shared counts. */
function sharedEvents(trx: Trx, { reviewId }: Place) {
	return trx
		.selectFrom('evidenceEvents')
		.where('reviewId', '=', reviewId)
		.where('state', '=', 'shared')
		.where('status', 'in', ['held', 'written_up']);
}

async function evidenceByKind(trx: Trx, place: Place): Promise<Chart> {
	const rows = await sharedEvents(trx, place)
		.select((eb) => ['kind', eb.fn.countAll<number>().as('events')])
		.groupBy('kind')
		.execute();
	return {
		shape: 'bars',
		title: `Evidence shared in this review, by kind (${counted(rows)})`,
		rowsAre: 'Kind of evidence',
		series: events,
		rows: byCount(rows.map((row) => ({ label: eventKinds[row.kind].label, values: [Number(row.events)] })))
	};
}

/** The place of what was said under the Chatham House Rule, or is marked sensitive, is not given. */
async function evidenceByPlace(trx: Trx, place: Place): Promise<Chart> {
	const named = await sharedEvents(trx, place)
		.select((eb) => ['placeName', eb.fn.countAll<number>().as('events')])
		.where('placeName', 'is not', null)
		.where('basis', '=', 'on_record')
		.where('sensitive', '=', false)
		.groupBy('placeName')
		.execute();
	const { kept } = await sharedEvents(trx, place)
		.select((eb) => eb.fn.countAll<number>().as('kept'))
		.where('placeName', 'is not', null)
		.where((eb) => eb.or([eb('basis', '<>', 'on_record'), eb('sensitive', '=', true)]))
		.executeTakeFirstOrThrow();
	const rows = byCount(named.map((row) => ({ label: row.placeName ?? '', values: [Number(row.events)] })));
	const others = rows.slice(mostPlaces);
	const more = others.reduce((sum, row) => sum + (row.values[0] ?? 0), 0);
	return {
		shape: 'bars',
		title: 'Where evidence was heard',
		rowsAre: 'Place',
		series: events,
		rows: [
			...rows.slice(0, mostPlaces),
			...(others.length > 0 ? [{ label: `${others.length} other places`, values: [more] }] : []),
			...(Number(kept) > 0 ? [{ label: 'Place not given', values: [Number(kept)] }] : [])
		]
	};
}

async function evidenceByMonth(trx: Trx, place: Place): Promise<Chart> {
	const rows = await sharedEvents(trx, place)
		.select((eb) => [sql<string>`to_char(starts_on, 'YYYY-MM')`.as('month'), eb.fn.countAll<number>().as('events')])
		.where('kind', '<>', 'published_source')
		.groupBy('month')
		.orderBy('month')
		.execute();
	const counts = new Map(rows.map((row) => [row.month, Number(row.events)]));
	const months = monthsBetween(rows[0]?.month, rows.at(-1)?.month);
	const years = [...new Set(months.map((month) => month.slice(0, 4)))];
	const inYear = (year: string) =>
		[...counts].reduce((sum, [month, count]) => sum + (month.startsWith(year) ? count : 0), 0);
	return {
		shape: 'columns',
		title: `When evidence was heard (${counted(rows)})`,
		rowsAre: months.length > mostMonths ? 'Year' : 'Month',
		series: events,
		rows:
			months.length > mostMonths
				? years.map((year) => ({ label: year, values: [inYear(year)] }))
				: months.map((month) => ({ label: monthLabel(month), values: [counts.get(month) ?? 0] }))
	};
}

async function evidenceForRecommendations(trx: Trx, { reviewId, recommendations }: Place): Promise<Chart> {
	const numbers = recommendations.flatMap((name) => numberIn('R', name) ?? []);
	const found = await listTagged(trx, reviewId, numbers);
	return {
		shape: 'bars',
		title: 'Findings for and against what is recommended',
		rowsAre: 'Recommendation',
		series: [
			{ name: 'Support', tone: 'for' },
			{ name: 'Qualify', tone: 'qualified' },
			{ name: 'Contradict', tone: 'against' }
		],
		rows: found.map(({ title, rows }) => ({
			label: title,
			values: (['supports', 'qualifies', 'contradicts'] as const).map(
				(stance) => rows.filter((row) => row.stance === stance).length
			)
		}))
	};
}

async function positionsOnRecommendations(trx: Trx, { reviewId, recommendations }: Place): Promise<Chart> {
	const numbers = recommendations.flatMap((name) => numberIn('R', name) ?? []);
	const rows =
		numbers.length === 0
			? []
			: await trx
					.selectFrom('recommendations')
					.select(['id', 'title', 'materialVersion'])
					.where('reviewId', '=', reviewId)
					.where('number', 'in', numbers)
					.orderBy('number')
					.execute();
	const ministers = await trx
		.selectFrom('memberships')
		.select('postId')
		.where('reviewId', '=', reviewId)
		.where('role', '=', 'minister')
		.where('endedAt', 'is', null)
		.execute();
	const answers = await trx
		.selectFrom('answers')
		.distinctOn(['recommendationId', 'postId'])
		.select(['recommendationId', 'postId', 'stance', 'subjectVersion'])
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'position')
		.orderBy('recommendationId')
		.orderBy('postId')
		.orderBy('id', 'desc')
		.execute();
	const stanceOf = (recommendation: (typeof rows)[number], postId: number): Stance => {
		const answer = answers.find((each) => each.recommendationId === recommendation.id && each.postId === postId);
		return answer && answer.subjectVersion >= recommendation.materialVersion ? answer.stance : 'not_yet';
	};
	return {
		shape: 'bars',
		title: 'Where departments stand',
		rowsAre: 'Recommendation',
		series: positionSeries.map(({ name, tone }) => ({ name, tone })),
		rows: rows.map((recommendation) => ({
			label: recommendation.title,
			values: positionSeries.map(
				({ stances }) => ministers.filter(({ postId }) => stances.includes(stanceOf(recommendation, postId))).length
			)
		}))
	};
}

const positionSeries: readonly { name: string; tone: Tone; stances: readonly Stance[] }[] = [
	{ name: 'Content', tone: 'for', stances: ['content', 'nil_return'] },
	{ name: 'With a condition', tone: 'qualified', stances: ['content_subject_to', 'content_if_reworded'] },
	{ name: 'Not content', tone: 'against', stances: ['not_content'] },
	{ name: 'Not yet', tone: 'none', stances: ['not_yet', 'reserved'] }
];

const mostPlaces = 14;
const mostMonths = 18;

function counted(rows: readonly { events: number }[]): string {
	const count = rows.reduce((sum, row) => sum + Number(row.events), 0);
	return `${count} ${count === 1 ? 'event' : 'events'}`;
}

function byCount(rows: Chart['rows']): Chart['rows'] {
	return rows.sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0) || a.label.localeCompare(b.label, 'en-GB'));
}

function monthsBetween(first: string | undefined, last: string | undefined): string[] {
	if (first === undefined || last === undefined) return [];
	const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
	return Array.from({ length: index(last) - index(first) + 1 }, (_, step) => {
		const at = index(first) + step;
		return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
	});
}

const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function monthLabel(month: string): string {
	return `${monthNames[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}
