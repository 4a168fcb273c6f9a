import type { Actor } from '#lib/access/actor.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { logEvent, type EventInput } from '#lib/evidence/commands.server.ts';
import { readEventFilters } from '#lib/evidence/filters.ts';
import { getEvent, findNotes, listContributors, listEvents, listPromises } from '#lib/evidence/queries.server.ts';
import { type FindingDetails, recordFinding } from '#lib/findings/commands.server.ts';
import { readFindingFilters } from '#lib/findings/filters.ts';
import {
	getFinding,
	listAccuracyChecks,
	listFindings,
	listFindingsOfEvent,
	listPassages,
	listRelations
} from '#lib/findings/queries.server.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { listWeights, readLine } from '#lib/overview/queries.server.ts';
import { positionsGrid } from '#lib/positions/queries.server.ts';
import { filtersFrom } from '#lib/recommendations/forms.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import {
	countLinksOfRecommendation,
	listLinksOfFinding,
	listLinksOfRecommendation,
	listLinksToRecheck
} from '#lib/recommendations/link-queries.server.ts';
import {
	countRecommendations,
	getRecommendation,
	listRecommendations,
	listVersions
} from '#lib/recommendations/queries.server.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import { type Loaded, searchedWords, type Sizes } from './load.ts';

export type Case = {
	name: string;
	/** @param turn from 0 up; another record or page each time */
	work: (trx: Trx, actor: Actor, turn: number) => Promise<unknown>;
};

/** What the pages of a review read. */
export function readingCases(loaded: Loaded, sizes: Sizes): Case[] {
	const { reviewId, departments } = loaded;
	const findings = (filters: (turn: number) => string, after: (turn: number) => number | null = () => null) => {
		return (trx: Trx, _: Actor, turn: number) =>
			listFindings(trx, reviewId, readFindingFilters(new URLSearchParams(filters(turn))), { after: after(turn) });
	};
	const evidence = (filters: (turn: number) => string, startsOn: string | null = null) => {
		return (trx: Trx, _: Actor, turn: number) =>
			listEvents(trx, reviewId, readEventFilters(new URLSearchParams(filters(turn))), {
				after: startsOn === null ? null : { startsOn, id: 1 }
			});
	};
	const search = (words: string) => (trx: Trx) => searchReview(trx, reviewId, words);
	const kind = (turn: number) => 1 + (turn % 8);
	const theme = (turn: number) => 1 + (turn % 12);
	const deep = (turn: number) => Math.floor(sizes.findings / 10) + turn;

	return [
		{ name: 'findings', work: findings(() => '') },
		{ name: 'findings, a page deep in the list', work: findings(() => '', deep) },
		{ name: 'findings of a kind', work: findings((turn) => `kind=${kind(turn)}`) },
		{ name: 'findings of a kind, deep', work: findings((turn) => `kind=${kind(turn)}`, deep) },
		{ name: 'findings of a kind and a theme', work: findings((turn) => `kind=${kind(turn)}&theme=${theme(turn)}`) },
		{
			name: 'findings of a kind and a theme, deep',
			work: findings((turn) => `kind=${kind(turn)}&theme=${theme(turn)}`, deep)
		},
		{
			name: 'findings of a service, a reach and a department',
			work: findings((turn) => `service=Midwifery&reach=targeted&team=${1 + (turn % departments)}`)
		},
		{ name: 'findings, untagged', work: findings(() => 'untagged=1') },
		{ name: 'findings, untagged, of a theme', work: findings((turn) => `untagged=1&theme=${theme(turn)}`) },
		{ name: 'findings, own drafts', work: findings(() => 'state=draft') },
		{ name: 'findings with a rare word', work: findings(() => `words=${searchedWords.rare}`) },
		{ name: 'findings with a middling word', work: findings(() => `words=${searchedWords.middling}`) },
		{ name: 'findings with a word that all have', work: findings(() => `words=${searchedWords.common}`) },
		{
			name: 'findings of a kind with a middling word',
			work: findings((turn) => `kind=${kind(turn)}&words=${searchedWords.middling}`)
		},
		{ name: 'evidence', work: evidence(() => '') },
		{ name: 'evidence, a page deep in the list', work: evidence(() => '', '2024-03-01') },
		{
			name: 'evidence of a kind and a department',
			work: evidence((turn) => `kind=visit&team=${1 + (turn % departments)}`)
		},
		{ name: 'evidence between dates', work: evidence(() => 'from=2025-01-01&to=2025-06-30') },
		{ name: 'evidence at a place', work: evidence((turn) => `place=Place ${turn}`) },
		{ name: 'evidence with a middling word', work: evidence((turn) => `words=note${turn}`) },
		{ name: 'evidence with a word that all have', work: evidence(() => `words=hub`) },
		{ name: 'search, a rare word', work: search(searchedWords.rare) },
		{ name: 'search, a middling word', work: search(searchedWords.middling) },
		{ name: 'search, a word that all have', work: search(searchedWords.common) },
		{ name: 'search, two words', work: search(`${searchedWords.common} ${searchedWords.middling}`) },
		{
			name: 'one event, all that its page reads',
			work: async (trx, _, turn) => {
				const event = await getEvent(trx, reviewId, loaded.events[turn % loaded.events.length] ?? 0);
				await findNotes(trx, event.id);
				await listContributors(trx, event.id);
				await listPromises(trx, event.id);
				await listFindingsOfEvent(trx, event.id);
				await listTrail(trx, 'event', event.id);
			}
		},
		{
			name: 'one finding, all that its page reads',
			work: async (trx, _, turn) => {
				const finding = await getFinding(trx, reviewId, loaded.findings[turn % loaded.findings.length] ?? 0);
				await listPassages(trx, [finding.id]);
				await listLinksOfFinding(trx, finding.id);
				await listRelations(trx, finding.id);
				await listAccuracyChecks(trx, finding.id);
				await listTrail(trx, 'finding', finding.id);
			}
		},
		{
			name: 'recommendations',
			work: async (trx) => {
				const filters = filtersFrom(new URLSearchParams());
				await listRecommendations(trx, reviewId, filters, { after: null, before: null });
				await countRecommendations(trx, reviewId, filters);
			}
		},
		{
			name: 'recommendations with a tag to re-check',
			work: async (trx) => {
				const filters = filtersFrom(new URLSearchParams('recheck=on'));
				await listRecommendations(trx, reviewId, filters, { after: null, before: null });
				await countRecommendations(trx, reviewId, filters);
			}
		},
		{
			name: 'one recommendation, all that its page reads',
			work: async (trx, _, turn) => {
				const recommendation = await getRecommendation(trx, reviewId, 1 + turn * 3);
				await countLinksOfRecommendation(trx, recommendation.id);
				await listLinksOfRecommendation(trx, recommendation.id);
				await listStandingAnswers(trx, recommendation);
				await listVersions(trx, recommendation.id);
				await listTrail(trx, 'recommendation', recommendation.id);
			}
		},
		{
			name: 'evidence of one recommendation, by kind and stance',
			work: (trx, _, turn) =>
				listLinksOfRecommendation(trx, 1 + turn * 3, { kindId: kind(turn), stance: 'contradicts' })
		},
		{ name: 'tags to re-check', work: (trx, actor) => listLinksToRecheck(trx, actor, reviewId, 51) },
		{
			name: 'overview: the line and the weights',
			work: async (trx) => {
				await readLine(trx, reviewId);
				await listWeights(trx, reviewId);
			}
		},
		{ name: 'the grid of positions', work: (trx, actor) => positionsGrid(trx, actor, reviewId) },
		{ name: 'Needs me', work: (trx, actor) => listNeeds(trx, actor) }
	];
}

/** The acts that make records, one of each for every turn. */
export function makingCases({ reviewId, events, untagged }: Loaded): Case[] {
	return [
		{
			name: 'log an event',
			work: (trx, actor, turn) => logEvent(trx, actor, reviewId, { ...visit, title: `Visit ${turn}`, teamId: null })
		},
		{
			name: 'record a finding',
			work: (trx, actor, turn) =>
				recordFinding(trx, actor, reviewId, {
					...noWords,
					sentence: `Families waited ${turn} weeks.`,
					passage: {
						event: events[turn % events.length] ?? 0,
						quote: null,
						attribution: null,
						contributorId: null,
						consent: 'not_asked'
					}
				})
		},
		{
			name: 'tag a finding to a recommendation',
			work: (trx, actor, turn) =>
				makeLink(trx, actor, reviewId, untagged[turn % untagged.length] ?? 0, {
					recommendationId: 1 + actor.person.id,
					stance: 'supports',
					note: null
				})
		}
	];
}

const visit: EventInput = {
	title: '',
	kind: 'visit',
	status: 'written_up',
	startsOn: '2026-02-10',
	endsOn: null,
	dateNote: null,
	placeName: 'Quayside',
	placeCode: null,
	placeCodeYear: null,
	host: 'Quayside Families',
	visitingParty: null,
	sensitive: false,
	handling: null,
	basis: null,
	questionId: null,
	notes: 'A midwife said that families wait six weeks for a first visit. '.repeat(20),
	people: [{ id: null, role: 'Midwife', organisation: null, headCount: 1, attribution: 'named', name: 'A midwife' }],
	promises: [],
	publisher: null,
	publishedOn: null,
	address: null
};

const noWords: FindingDetails = {
	kindId: null,
	themeId: null,
	lifeStage: null,
	service: null,
	reach: null,
	scope: null,
	whoseView: null,
	nature: null
};
