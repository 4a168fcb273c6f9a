import * as z from 'zod';
import type { Trx } from '#lib/db/asActor.server.ts';
import {
	isWithMinisters,
	type RecommendationState,
	recommendationStates
} from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { placedWordsSchema, recommendationBlock, wordingDifferences } from './recommendation.server.ts';
import { type Resolved, slotKind } from './slot.ts';

const dataSchema = z.object({ items: z.array(placedWordsSchema) });

type Data = z.infer<typeof dataSchema>;
type Wanted = { by: 'theme' | 'state' | 'department'; of: string };

const mistake = 'Say which, like this: ::recommendations state recommended.';
const mostListed = 60;

/** `::recommendations state recommended`: the words of every recommendation of a state, a lead department or a theme. */
export const recommendationListSlot = slotKind<Wanted, Data>({
	name: 'recommendations',
	label: 'List of recommendations',
	usage: [
		{ written: '::recommendations state recommended', says: 'every recommendation that the group has made' },
		{ written: '::recommendations department DHSC', says: 'those with the group that a department leads' },
		{
			written: '::recommendations theme Perinatal health',
			says: 'those with the group that findings of a theme support'
		}
	],
	parse: (argument) => {
		const [, by, of] = /^(theme|state|department) (.+)$/.exec(argument) ?? [];
		return (by === 'theme' || by === 'state' || by === 'department') && of !== undefined
			? { ok: true, argument: { by, of } }
			: { ok: false, mistake };
	},
	resolve: async (trx, { reviewId }, wanted) => {
		const found = await numbersFor(trx, reviewId, wanted);
		if ('because' in found) return found;
		const rows =
			found.ids.length === 0
				? []
				: await trx
						.selectFrom('recommendations')
						.select(['number', 'version', 'verb', 'title', 'text'])
						.where('id', 'in', found.ids)
						.orderBy('number')
						.limit(mostListed)
						.execute();
		if (rows.length === 0) return { state: 'waiting', because: 'No recommendation is among them yet.' };
		const items = rows.map(({ number, ...words }) => ({ reference: reference('R', number), ...words }));
		return { state: 'resolved', data: { items } };
	},
	data: dataSchema,
	compose: ({ items }) => items.map(recommendationBlock),
	places: ({ items }) => items,
	differences: (before, after) => {
		const old = new Map(before.items.map((words) => [words.reference, words]));
		const now = new Set(after.items.map((words) => words.reference));
		return [
			...after.items.flatMap((words) => {
				const was = old.get(words.reference);
				return was ? wordingDifferences(was, words) : [`${words.reference} is new: “${words.title}”`];
			}),
			...before.items
				.filter((words) => !now.has(words.reference))
				.map((words) => `${words.reference} goes: “${words.title}”`)
		];
	}
});

type Found = { ids: number[] } | Extract<Resolved<Data>, { state: 'refused' }>;

async function numbersFor(trx: Trx, reviewId: number, { by, of }: Wanted): Promise<Found> {
	if (by === 'state') return inState(trx, reviewId, of);
	return by === 'department' ? ofDepartment(trx, reviewId, of) : ofTheme(trx, reviewId, of);
}

async function inState(trx: Trx, reviewId: number, of: string): Promise<Found> {
	const state = listedStates.find((name) => sameWords(name, of) || sameWords(recommendationStates[name].label, of));
	if (!state) return unknown('state', of, listedStates);
	const rows = await trx
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('state', '=', state)
		.execute();
	return { ids: rows.map((row) => row.id) };
}

async function ofDepartment(trx: Trx, reviewId: number, of: string): Promise<Found> {
	const teams = await trx
		.selectFrom('teams')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['teams.id', 'departmentsToday.name', 'departmentsToday.shortName'])
		.where('teams.reviewId', '=', reviewId)
		.orderBy('departmentsToday.shortName')
		.execute();
	const team = teams.find((each) => sameWords(each.shortName, of) || sameWords(each.name, of));
	if (!team)
		return unknown(
			'department',
			of,
			teams.map((each) => each.shortName)
		);
	const rows = await trx
		.selectFrom('recommendations')
		.select(['id', 'state'])
		.where('reviewId', '=', reviewId)
		.where('leadTeamId', '=', team.id)
		.execute();
	return { ids: rows.filter(isWithMinisters).map((row) => row.id) };
}

async function ofTheme(trx: Trx, reviewId: number, of: string): Promise<Found> {
	const themes = await trx
		.selectFrom('themes')
		.select(['id', 'label'])
		.where('reviewId', '=', reviewId)
		.orderBy('label')
		.execute();
	const theme = themes.find((each) => sameWords(each.label, of));
	if (!theme)
		return unknown(
			'theme',
			of,
			themes.map((each) => each.label)
		);
	const rows = await trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
		.select(['recommendations.id', 'recommendations.state'])
		.distinct()
		.where('links.reviewId', '=', reviewId)
		.where('links.stance', '=', 'supports')
		.where('links.removedAt', 'is', null)
		.where('findings.state', '=', 'shared')
		.where('findings.themeId', '=', theme.id)
		.execute();
	return { ids: rows.filter(isWithMinisters).map((row) => row.id) };
}

const listedStates: readonly RecommendationState[] = ['emerging', 'proposed', 'recommended'];

function unknown(noun: string, of: string, known: readonly string[]): Found {
	return { state: 'refused', because: `This review knows no ${noun} “${of}”. It knows: ${known.join(', ')}.` };
}

function sameWords(one: string, other: string): boolean {
	return one.toLocaleLowerCase('en-GB') === other.toLocaleLowerCase('en-GB');
}
