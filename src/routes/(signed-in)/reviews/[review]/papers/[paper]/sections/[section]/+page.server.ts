import { fail } from '@sveltejs/kit';
import type * as z from 'zod';
import { type Actor, may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { editSection, restoreSection } from '#lib/papers/commands.server.ts';
import { resolveDraft } from '#lib/papers/draft.server.ts';
import { dropDraft, keepDraft, keepMine, saveJoined, takeJoined } from '#lib/papers/drafts/commands.server.ts';
import { meet } from '#lib/papers/drafts/draft.ts';
import { findDraft, findWording, getBrowserKey } from '#lib/papers/drafts/queries.server.ts';
import {
	draftSectionForm,
	joinForm,
	keepDraftForm,
	keepMineForm,
	nothingForm,
	sectionForm
} from '#lib/papers/forms.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf, type Paper } from '#lib/papers/manuscript.ts';
import { canEditPaper, isTextLocked } from '#lib/papers/paper.ts';
import {
	getPaper,
	getSection,
	readManuscript,
	searchCitable,
	suggestCitable,
	suggestPlaceable
} from '#lib/papers/queries.server.ts';
import { sectionHtml } from '#lib/papers/screen.server.ts';
import { sectionIdIn } from '#lib/papers/section-id.ts';
import { listVisits, visitLasts, visitSection } from '#lib/papers/visits.server.ts';
import { slotKinds } from '#lib/papers/slots/registry.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { time } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, params } = event;
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!may(actor, 'paper.edit', { reviewId })) throw new Forbidden(notYours);
		const section = await getSection(trx, paper.id, sectionIdIn(params.section));
		const draft = (await findDraft(trx, actor, section.id)) ?? null;
		const closed = isTextLocked(paper) ? 'locked' : section.removedAt === null ? null : 'removed';
		// Nobody's words are shut in: who has unsaved ones still finds them here.
		if (closed === 'locked' && !draft) throw new Forbidden(notYours);
		if (closed === 'removed' && !draft) throw new NotFound(takenOut);
		// A page with scripts says so itself, once it is open.
		if (!closed && !event.isDataRequest && event.request.method === 'GET') {
			await visitSection(trx, actor, reviewId, params.paper, section.id, visitLasts.opened);
		}
		const stale = draft !== null && draft.revision !== section.revision;
		return {
			section,
			draft,
			closed,
			manuscript: await readManuscript(trx, paper),
			suggested: await suggestCitable(trx, paper),
			placeable: await suggestPlaceable(trx, paper),
			known: await resolveDraft(trx, paper, params.review, { id: section.id, body: draft?.body ?? section.body }),
			others: (await listVisits(trx, actor, paper.id)).filter((visit) => visit.sectionId === section.id),
			base: stale ? await findWording(trx, section.id, draft.version) : undefined,
			latest: await findWording(trx, section.id, section.version),
			stale,
			owner: { personId: actor.person.id, key: await getBrowserKey(trx) }
		};
	});
	const { section, draft, closed, manuscript, suggested, known, latest } = found;
	const content = contentOf(manuscript);
	return {
		paper: { name: reference('P', manuscript.paper.number), title: manuscript.paper.title },
		section: {
			id: section.id,
			heading: section.heading,
			body: section.body,
			annex: section.annex,
			revision: section.revision,
			version: section.version,
			savedAt: latest?.savedAt ?? section.updatedAt,
			savedBy: latest?.personName ?? null
		},
		draft,
		closed,
		joining: found.stale && draft ? meet(found.base ?? null, section, draft) : null,
		others: found.others,
		owner: found.owner,
		hint: manuscript.paper.profile.sections.find((each) => each.heading === section.heading)?.hint ?? null,
		html: sectionHtml(draft?.body ?? section.body, known),
		length: measurePaper(content, {
			sectionId: section.id,
			body: draft?.body ?? section.body,
			blocksOf: known.blocksOf
		}),
		suggested,
		placeable: found.placeable,
		slotUsages: slotKinds().flatMap(({ label, usage }) => usage.map((each) => ({ label, ...each }))),
		cited: content.evidence.map((each) => each.reference),
		marking: { text: content.marking }
	};
};

export const actions: Actions = {
	save: async (event) => {
		const typed: z.output<typeof sectionForm>[] = [];
		const failure = await act(event, sectionForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			typed.push(input);
			await editSection(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section), input);
			return { to: event.url.pathname, notice: 'The section is saved.' };
		});
		// Somebody was quicker, took the section out or lodged the paper: the words become a draft, which the page shows.
		if (failure.status === 409) for (const input of typed) await keepTyped(event, input);
		return failure;
	},
	/** Keeps what was typed as a draft, without JavaScript. */
	draft: (event) =>
		act(event, keepDraftForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			const draft = beganFrom(input);
			const savedAt = await keepDraft(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section), draft);
			return {
				to: event.url.pathname,
				notice: savedAt ? `Draft saved at ${time(savedAt)}. Only you see it.` : 'This is the saved text already.'
			};
		}),
	drop: (event) =>
		act(event, nothingForm, async (trx, actor) => {
			const { review, paper, section } = event.params;
			await dropDraft(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section));
			return { to: event.url.pathname, notice: 'Your unsaved words are dropped.' };
		}),
	saveJoined: (event) =>
		act(event, joinForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			await saveJoined(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section), input);
			return { to: event.url.pathname, notice: 'Their words and yours are saved together.' };
		}),
	takeJoined: (event) =>
		act(event, joinForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			await takeJoined(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section), input);
			return {
				to: event.url.pathname,
				notice: 'Their words and yours are in the box. Save the section when you are done.'
			};
		}),
	keepMine: (event) =>
		act(event, keepMineForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			await keepMine(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section), input);
			return { to: event.url.pathname, notice: 'Your words are in the box. Saving puts them in place of theirs.' };
		}),
	putBack: (event) =>
		act(event, nothingForm, async (trx, actor) => {
			const { review, paper, section } = event.params;
			await restoreSection(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section));
			return { to: event.url.pathname, notice: 'The section is back in the paper.' };
		}),
	/** Shows the text as it would look, without JavaScript, and keeps what was typed. */
	preview: async ({ locals, params, request }) => {
		const form = await parseForm(request, draftSectionForm);
		if (!form.ok) return form.failure;
		const { body } = form.input;
		const known = await read(locals, async (trx, actor) => {
			const paper = await getEditable(trx, actor, params);
			return resolveDraft(trx, paper, params.review, { id: sectionIdIn(params.section), body });
		});
		return fail(200, { form: form.state, html: sectionHtml(body, known) });
	},
	/** Looks for what can be cited and placed, and keeps what was typed. */
	find: async ({ locals, params, request }) => {
		const form = await parseForm(request, draftSectionForm);
		if (!form.ok) return form.failure;
		const words = form.input.find;
		const found = await read(locals, async (trx, actor) => {
			const { reviewId } = await getEditable(trx, actor, params);
			return words === null ? null : { words, ...(await searchCitable(trx, reviewId, words)) };
		});
		return fail(200, { form: form.state, found });
	}
};

const notYours = 'The text of this paper cannot be changed by you';
const takenOut = 'This section has been taken out. Put it back from the paper’s page.';

async function getEditable(trx: Trx, actor: Actor, params: { review: string; paper: string }): Promise<Paper> {
	const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
	if (!canEditPaper(actor, paper)) throw new Forbidden(notYours);
	return paper;
}

async function keepTyped(event: RequestEvent, input: z.output<typeof sectionForm>): Promise<void> {
	const { review, paper, section } = event.params;
	await read(event.locals, (trx, actor) =>
		keepDraft(trx, actor, reviewIdOf(actor, review), paper, sectionIdIn(section), beganFrom(input))
	);
}

/** A form that does not say which wording it began from is joined without one. */
function beganFrom<Input extends { version: number | null }>(input: Input): Input & { version: number } {
	return { ...input, version: input.version ?? 0 };
}
