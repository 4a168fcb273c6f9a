import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { addressWith, readId } from '#lib/evidence/address.ts';
import { eventKinds, loggingTeams } from '#lib/evidence/event.ts';
import { countedUpTo } from '#lib/evidence/queries.server.ts';
import { editFindingsInBulk, shareFindings } from '#lib/findings/commands.server.ts';
import { noFindingFilters, readFindingFilters, type FindingFilters } from '#lib/findings/filters.ts';
import { canEditFinding, findingStates, isStale, natures, reaches } from '#lib/findings/finding.ts';
import { bulkForm, bulkShareForm } from '#lib/findings/forms.ts';
import {
	countFindings,
	listDraftFindings,
	listFindingKinds,
	listFindings,
	listThemes,
	type Word
} from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { canEditVocabulary } from '#lib/reviews/review.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const filters = readFindingFilters(url.searchParams);
	const after = cursor(url, 'after');
	const before = cursor(url, 'before');
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const today = londonDate(actor.now);
		const list = await listFindings(trx, reviewId, filters, { after, before });
		const isOfficial = loggingTeams(actor, reviewId).length > 0;
		return {
			list: {
				...list,
				findings: list.findings.map((finding) => ({
					...finding,
					stale: isStale(finding, today),
					mayEdit: canEditFinding(actor, { ...finding, reviewId })
				}))
			},
			untagged: await countFindings(trx, reviewId, { ...noFindingFilters, untagged: true }),
			drafts: isOfficial ? (await listDraftFindings(trx, actor, reviewId)).count : null,
			may: { editVocabulary: canEditVocabulary(actor, reviewId) },
			teams: await listTeams(trx, reviewId),
			kinds: await listFindingKinds(trx, reviewId),
			themes: await listThemes(trx, reviewId)
		};
	});

	const { findings, count, previous, next } = found.list;
	const page = (name: 'after' | 'before', number: number | null) =>
		number === null ? null : addressWith(url, { after: null, before: null, [name]: String(number) });
	return {
		findings,
		count,
		countedUpTo,
		previousHref: page('before', previous),
		nextHref: page('after', next),
		filters,
		active: chips(url, filters, found),
		/** The list's own terms, for the forms that come back to it. */
		query: url.searchParams.toString(),
		untagged: found.untagged,
		drafts: found.drafts,
		may: found.may,
		teams: found.teams.map((team) => ({ value: String(team.id), text: team.name })),
		kinds: found.kinds.map(choice),
		themes: found.themes.map(choice)
	};
};

export const actions: Actions = {
	set: (event) =>
		act(event, bulkForm, async (trx, actor, input) => {
			await editFindingsInBulk(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: addressWith(event.url, {}), notice: `${counted(input.findings)} changed.` };
		}),
	share: (event) =>
		act(event, bulkShareForm, async (trx, actor, input) => {
			const ticked = input.findings.map((number) => ({ number, revision: null }));
			await shareFindings(trx, actor, reviewIdOf(actor, event.params.review), ticked);
			return {
				to: addressWith(event.url, {}),
				notice: `${counted(input.findings)} shared with every member of the review.`
			};
		})
};

function counted(findings: number[]): string {
	return findings.length === 1 ? `F${findings[0]} is` : `${findings.length} findings are`;
}

/** A number that no counter can reach is no place in the list. */
function cursor(url: URL, name: 'after' | 'before'): number | null {
	const number = readId(url.searchParams, name);
	return number !== null && number < 1e9 ? number : null;
}

function choice(word: Word) {
	return {
		value: String(word.id),
		text: word.retired ? `${word.label} (not used any more)` : word.label,
		retired: word.retired
	};
}

function chips(
	url: URL,
	filters: FindingFilters,
	lists: { teams: { id: number; name: string }[]; kinds: Word[]; themes: Word[] }
) {
	const { kind, theme, lifeStage, service, reach, nature, source, state, team, untagged, words } = filters;
	const label = (list: Word[], id: number | null) => list.find((word) => word.id === id)?.label ?? 'another';
	const wanted = [
		['words', words, `Words: ${words}`],
		['untagged', untagged || null, 'Not tagged yet'],
		['kind', kind, `Kind: ${label(lists.kinds, kind)}`],
		['theme', theme, `Theme: ${label(lists.themes, theme)}`],
		['stage', lifeStage, `Life stage: ${lifeStage}`],
		['service', service, `Service: ${service}`],
		['reach', reach, `Reach: ${reach && reaches[reach].label}`],
		['nature', nature, `Nature: ${nature && natures[nature].label}`],
		['source', source, `Source: ${source && eventKinds[source].label}`],
		['state', state, `State: ${state && findingStates[state].label}`],
		['team', team, `Department: ${lists.teams.find(({ id }) => id === team)?.name ?? 'another'}`]
	] as const;
	return wanted
		.filter(([, value]) => value !== null)
		.map(([name, , text]) => ({
			text,
			removeHref: addressWith(url, { [name]: null, after: null, before: null })
		}));
}
