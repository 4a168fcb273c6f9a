import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { idInAddress } from '#lib/papers/address.ts';
import { compareParagraphs } from '#lib/papers/compare.ts';
import { joinParagraphs, paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, getSection } from '#lib/papers/queries.server.ts';
import { speakingRights } from '#lib/papers/remarks.server.ts';
import {
	acceptByHand,
	acceptSuggestions,
	declineSuggestions,
	withdrawSuggestion
} from '#lib/papers/suggestions/commands.server.ts';
import { acceptByHandForm, acceptForm, declineForm, withdrawForm } from '#lib/papers/suggestions/forms.ts';
import { getSuggestion, trySuggestion } from '#lib/papers/suggestions/queries.server.ts';
import { grantToWithdraw } from '#lib/papers/suggestions/suggestion.ts';
import { isAsked } from '#lib/papers/windows/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const suggestion = await getSuggestion(trx, paper.id, idInAddress(params.suggestion));
		const { decide } = await speakingRights(trx, actor, paper);
		const open = suggestion.state === 'open';
		const inPaper = suggestion.heading !== null && suggestion.sectionRemovedAt === null;
		const section = decide && open && inPaper ? await getSection(trx, paper.id, suggestion.sectionId) : null;
		return {
			paper,
			suggestion,
			section,
			made: section && (await trySuggestion(trx, section.body, suggestion)),
			may: {
				decide: decide && open,
				withdraw: open && grantToWithdraw(actor, suggestion, await isAsked(trx, actor, paper)) !== null
			}
		};
	});
	const { paper, suggestion, section, made, may } = found;
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		suggestion,
		paragraphs: compareParagraphs(paragraphsOf(suggestion.before), paragraphsOf(suggestion.after)),
		fits: made !== null,
		section: section && {
			heading: section.heading,
			revision: section.revision,
			version: section.version,
			/** What the text would be, or the text as it is where nothing says where the change belongs. */
			body: made ? joinParagraphs(made) : section.body
		},
		may
	};
};

export const actions: Actions = {
	accept: (event) =>
		act(event, acceptForm, async (trx, actor) => {
			const { review, paper, suggestion } = event.params;
			await acceptSuggestions(trx, actor, reviewIdOf(actor, review), paper, [idInAddress(suggestion)]);
			return {
				to: event.url.pathname,
				notice: 'The suggestion is in the text, with its author’s name in the history.'
			};
		}),
	byHand: (event) =>
		act(event, acceptByHandForm, async (trx, actor, input) => {
			const { review, paper, suggestion } = event.params;
			await acceptByHand(trx, actor, reviewIdOf(actor, review), paper, idInAddress(suggestion), input);
			return { to: event.url.pathname, notice: 'The suggestion is accepted with the text as you edited it.' };
		}),
	decline: (event) =>
		act(event, declineForm, async (trx, actor, { because }) => {
			const { review, paper, suggestion } = event.params;
			await declineSuggestions(trx, actor, reviewIdOf(actor, review), paper, {
				ids: [idInAddress(suggestion)],
				because
			});
			return { to: event.url.pathname, notice: 'The suggestion is declined. Its author sees why.' };
		}),
	withdraw: (event) =>
		act(event, withdrawForm, async (trx, actor) => {
			const { review, paper, suggestion } = event.params;
			await withdrawSuggestion(trx, actor, reviewIdOf(actor, review), paper, idInAddress(suggestion));
			return { to: event.url.pathname, notice: 'You have taken your suggestion back. It stays readable here.' };
		})
};
