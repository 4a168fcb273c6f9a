import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { moveForm, renameForm, vocabularyForm, wordForm } from '#lib/findings/forms.ts';
import { listFindingKinds, listThemes } from '#lib/findings/queries.server.ts';
import { addWord, moveKind, renameWord, setWordRetired, type Vocabulary } from '#lib/findings/vocabulary.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { canEditVocabulary } from '#lib/reviews/review.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		return {
			kinds: await listFindingKinds(trx, reviewId),
			themes: await listThemes(trx, reviewId),
			may: { edit: canEditVocabulary(actor, reviewId) }
		};
	});

export const actions: Actions = {
	addKind: (event) => add(event, 'findingKinds'),
	addTheme: (event) => add(event, 'themes'),
	renameKind: (event) => rename(event, 'findingKinds'),
	renameTheme: (event) => rename(event, 'themes'),
	retireKind: (event) => setRetired(event, 'findingKinds', true),
	retireTheme: (event) => setRetired(event, 'themes', true),
	restoreKind: (event) => setRetired(event, 'findingKinds', false),
	restoreTheme: (event) => setRetired(event, 'themes', false),
	moveKind: (event) =>
		act(event, moveForm, async (trx, actor, input) => {
			await moveKind(trx, actor, reviewIdOf(actor, slugOf(event)), input);
			return { to: event.url.pathname, notice: 'The order is changed.' };
		})
};

const constraints = {
	finding_kinds_label_key: { field: 'label', message: 'This review has a kind of this name already' },
	themes_label_key: { field: 'label', message: 'This review has a theme of this name already' }
};

function add(event: RequestEvent, vocabulary: Vocabulary) {
	return act(
		event,
		vocabularyForm,
		async (trx, actor, { label }) => {
			await addWord(trx, actor, reviewIdOf(actor, slugOf(event)), vocabulary, label);
			return { to: placeOf(event, vocabulary), notice: `“${label}” is added.` };
		},
		{ constraints }
	);
}

function rename(event: RequestEvent, vocabulary: Vocabulary) {
	return act(
		event,
		renameForm,
		async (trx, actor, input) => {
			await renameWord(trx, actor, reviewIdOf(actor, slugOf(event)), vocabulary, input);
			return { to: placeOf(event, vocabulary), notice: `It is “${input.label}” now, on every finding that has it.` };
		},
		{ constraints }
	);
}

function setRetired(event: RequestEvent, vocabulary: Vocabulary, retired: boolean) {
	return act(event, wordForm, async (trx, actor, { id }) => {
		await setWordRetired(trx, actor, reviewIdOf(actor, slugOf(event)), vocabulary, { id, retired });
		return {
			to: placeOf(event, vocabulary),
			notice: retired ? 'It is offered no more. Findings that have it keep it.' : 'It is offered again.'
		};
	});
}

function slugOf(event: RequestEvent): string {
	return event.params.review ?? '';
}

function placeOf(event: RequestEvent, vocabulary: Vocabulary): string {
	return `${event.url.pathname}#${vocabulary === 'themes' ? 'themes' : 'kinds'}`;
}
