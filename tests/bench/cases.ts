import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { logEvent, type EventInput } from '#lib/evidence/commands.server.ts';
import { readEventFilters } from '#lib/evidence/filters.ts';
import { listEvents } from '#lib/evidence/queries.server.ts';
import { type FindingDetails, recordFinding } from '#lib/findings/commands.server.ts';
import { readFindingFilters } from '#lib/findings/filters.ts';
import { listFindings } from '#lib/findings/queries.server.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import { listLinksOfRecommendation } from '#lib/recommendations/link-queries.server.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import { load as needsMe } from '../../src/routes/(signed-in)/+page.server.ts';
import { load as layout } from '../../src/routes/(signed-in)/reviews/[review]/+layout.server.ts';
import { load as overview } from '../../src/routes/(signed-in)/reviews/[review]/+page.server.ts';
import { load as evidenceList } from '../../src/routes/(signed-in)/reviews/[review]/evidence/+page.server.ts';
import { load as event } from '../../src/routes/(signed-in)/reviews/[review]/evidence/[event]/+page.server.ts';
import { load as findingList } from '../../src/routes/(signed-in)/reviews/[review]/findings/+page.server.ts';
import { load as finding } from '../../src/routes/(signed-in)/reviews/[review]/findings/[finding]/+page.server.ts';
import { load as paper } from '../../src/routes/(signed-in)/reviews/[review]/papers/[paper]/+page.server.ts';
import { load as positions } from '../../src/routes/(signed-in)/reviews/[review]/positions/+page.server.ts';
import { load as recommendationList } from '../../src/routes/(signed-in)/reviews/[review]/recommendations/+page.server.ts';
import { load as recommendation } from '../../src/routes/(signed-in)/reviews/[review]/recommendations/[recommendation]/+page.server.ts';
import { load as recheck } from '../../src/routes/(signed-in)/reviews/[review]/recommendations/re-check/+page.server.ts';
import { load as stateOfPlay } from '../../src/routes/(signed-in)/reviews/[review]/state-of-play/+page.server.ts';
import { load as searchPage } from '../../src/routes/(signed-in)/reviews/[review]/search/+page.server.ts';
import { type Loaded, searchedWords, type Sizes } from './load.ts';

export type Reading = {
	name: string;
	/** @param turn from 0 up; another record or page each time */
	read: (actor: Actor, turn: number) => Promise<unknown>;
	/** Who is let in, where not everybody is. */
	for?: 'official' | 'secretariat';
};

export type Making = { name: string; make: (trx: Trx, actor: Actor, turn: number) => Promise<unknown> };

/** The loads of the pages themselves, each with that of the layout round it: all that a page asks of the server but its rendering. */
export function pages({ events, findings }: Loaded): Reading[] {
	const of = (load: Load, path: string, params: (turn: number) => Record<string, string> = () => ({})) => {
		return async (actor: Actor, turn: number) => {
			const url = new URL(path, 'http://bench.example');
			const asked = { locals: { actor }, params: { review: 'bench', ...params(turn) }, url, ...nothingElse };
			await call(layout, asked);
			return call(load, asked);
		};
	};
	const nth = (numbers: number[], turn: number) => numbers[turn % numbers.length];
	return [
		{ name: 'Needs me', read: of(needsMe, '/') },
		{ name: 'Overview', read: of(overview, '/') },
		{ name: 'Evidence', read: of(evidenceList, '/') },
		{ name: 'One event', read: of(event, '/', (turn) => ({ event: `E${nth(events, turn)}` })) },
		{ name: 'Findings', read: of(findingList, '/') },
		{ name: 'Findings of a kind and a theme', read: of(findingList, '/?kind=3&theme=5') },
		{ name: 'Untagged findings', read: of(findingList, '/?untagged=1') },
		{ name: 'One finding', read: of(finding, '/', (turn) => ({ finding: `F${nth(findings, turn)}` })) },
		{ name: 'Recommendations', read: of(recommendationList, '/') },
		{ name: 'One recommendation', read: of(recommendation, '/', (turn) => ({ recommendation: `R${1 + turn * 3}` })) },
		{ name: 'Tags to re-check', read: of(recheck, '/') },
		{ name: 'Positions', read: of(positions, '/'), for: 'secretariat' },
		{ name: 'One paper', read: of(paper, '/', () => ({ paper: 'P1' })) },
		{ name: 'State of play', read: of(stateOfPlay, '/'), for: 'secretariat' },
		{ name: 'Search for a middling word', read: of(searchPage, `/?words=${searchedWords.middling}`) }
	];
}

/** The lists under all kinds of filters, and the search. */
export function queries({ reviewId, departments }: Loaded, sizes: Sizes): Reading[] {
	const findings = (filters: (turn: number) => string, after: (turn: number) => number | null = () => null) =>
		inTransaction((trx, turn) =>
			listFindings(trx, reviewId, readFindingFilters(new URLSearchParams(filters(turn))), { after: after(turn) })
		);
	const evidence = (filters: (turn: number) => string, startsOn: string | null = null) =>
		inTransaction((trx, turn) =>
			listEvents(trx, reviewId, readEventFilters(new URLSearchParams(filters(turn))), {
				after: startsOn === null ? null : { startsOn, id: 1 }
			})
		);
	const search = (words: string) => inTransaction((trx) => searchReview(trx, reviewId, words));
	const kind = (turn: number) => 1 + (turn % 8);
	const theme = (turn: number) => 1 + (turn % 12);
	const team = (turn: number) => 1 + (turn % departments);
	const deep = (turn: number) => Math.floor(sizes.findings / 10) + turn;

	return [
		{ name: 'findings', read: findings(() => '') },
		{ name: 'findings, a page deep in the list', read: findings(() => '', deep) },
		{ name: 'findings of a kind', read: findings((turn) => `kind=${kind(turn)}`) },
		{ name: 'findings of a kind, deep', read: findings((turn) => `kind=${kind(turn)}`, deep) },
		{ name: 'findings of a kind and a theme', read: findings((turn) => `kind=${kind(turn)}&theme=${theme(turn)}`) },
		{
			name: 'findings of a kind and a theme, deep',
			read: findings((turn) => `kind=${kind(turn)}&theme=${theme(turn)}`, deep)
		},
		{
			name: 'findings of a service, a reach and a department',
			read: findings((turn) => `service=Midwifery&reach=targeted&team=${team(turn)}`)
		},
		{ name: 'findings of a life stage and a source', read: findings(() => 'stage=birth&source=survey') },
		{ name: 'findings, untagged', read: findings(() => 'untagged=1') },
		{ name: 'findings, untagged, of a theme', read: findings((turn) => `untagged=1&theme=${theme(turn)}`) },
		{ name: 'findings, own drafts', read: findings(() => 'state=draft') },
		{ name: 'findings with a rare word', read: findings(() => `words=${searchedWords.rare}`) },
		{ name: 'findings with a middling word', read: findings(() => `words=${searchedWords.middling}`) },
		{ name: 'findings with a word that all have', read: findings(() => `words=${searchedWords.common}`) },
		{
			name: 'findings of a kind with a middling word',
			read: findings((turn) => `kind=${kind(turn)}&words=${searchedWords.middling}`)
		},
		{ name: 'evidence', read: evidence(() => '') },
		{ name: 'evidence, a page deep in the list', read: evidence(() => '', '2024-03-01') },
		{ name: 'evidence of a kind and a department', read: evidence((turn) => `kind=visit&team=${team(turn)}`) },
		{ name: 'evidence between dates', read: evidence(() => 'from=2025-01-01&to=2025-06-30') },
		{ name: 'evidence at a place', read: evidence((turn) => `place=Place ${turn}`) },
		{ name: 'evidence with a middling word', read: evidence((turn) => `words=note${turn}`) },
		{ name: 'evidence with a word that all have', read: evidence(() => 'words=hub') },
		{
			name: 'evidence for a recommendation, by kind and stance',
			read: inTransaction((trx, turn) =>
				listLinksOfRecommendation(trx, 1 + turn * 3, { kindId: kind(turn), stance: 'contradicts' })
			)
		},
		{ name: 'search, a rare word', read: search(searchedWords.rare) },
		{ name: 'search, a middling word', read: search(searchedWords.middling) },
		{ name: 'search, a word that all have', read: search(searchedWords.common) },
		{ name: 'search, two words', read: search(`${searchedWords.common} ${searchedWords.middling}`) }
	];
}

/** The acts that make records, one of each for every turn. */
export function acts({ reviewId, events, untagged }: Loaded): Making[] {
	return [
		{
			name: 'log an event',
			make: (trx, actor, turn) => logEvent(trx, actor, reviewId, { ...visit, title: `Visit ${turn}`, teamId: null })
		},
		{
			name: 'record a finding',
			make: (trx, actor, turn) =>
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
			make: (trx, actor, turn) =>
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

type Load = (event: never) => unknown;

const nothingElse = { depends() {}, setHeaders() {}, untrack: <T>(work: () => T) => work() };

/** A load reads no more of its event than is given here. */
async function call(load: Load, event: object): Promise<unknown> {
	return load(event as never);
}

function inTransaction(work: (trx: Trx, turn: number) => Promise<unknown>): Reading['read'] {
	return (actor, turn) => asActor(actor, (trx) => work(trx, turn));
}
