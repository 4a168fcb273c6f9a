import { readChoice, readId, readWords } from '#lib/evidence/address.ts';
import { eventKinds, type EventKind } from '#lib/evidence/event.ts';
import { findingStates, natures, reaches, type FindingState, type Nature, type Reach } from './finding.ts';

/** What the list of findings is narrowed to, as its address says. */
export type FindingFilters = {
	kind: number | null;
	theme: number | null;
	lifeStage: string | null;
	service: string | null;
	reach: Reach | null;
	nature: Nature | null;
	source: EventKind | null;
	state: FindingState | null;
	team: number | null;
	/** Those that no recommendation rests on yet. */
	untagged: boolean;
	words: string | null;
};

export const noFindingFilters: FindingFilters = {
	kind: null,
	theme: null,
	lifeStage: null,
	service: null,
	reach: null,
	nature: null,
	source: null,
	state: null,
	team: null,
	untagged: false,
	words: null
};

export function readFindingFilters(params: URLSearchParams): FindingFilters {
	return {
		kind: readId(params, 'kind'),
		theme: readId(params, 'theme'),
		lifeStage: readWords(params, 'stage', 80),
		service: readWords(params, 'service', 80),
		reach: readChoice(params, 'reach', reaches),
		nature: readChoice(params, 'nature', natures),
		source: readChoice(params, 'source', eventKinds),
		state: readChoice(params, 'state', findingStates),
		team: readId(params, 'team'),
		untagged: params.get('untagged') === '1',
		words: readWords(params, 'words')
	};
}
