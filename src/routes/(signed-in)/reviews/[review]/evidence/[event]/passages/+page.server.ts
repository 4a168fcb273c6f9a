import { type ActionFailure, fail } from '@sveltejs/kit';
import type { Actor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { attributions, canBearFindings, loggingTeams } from '#lib/evidence/event.ts';
import { eventNumber, findNotes, getEvent, listContributors } from '#lib/evidence/queries.server.ts';
import { addPassage, recordFinding } from '#lib/findings/commands.server.ts';
import { canEditFinding, canRecordFinding } from '#lib/findings/finding.ts';
import { findForm, passageForm } from '#lib/findings/forms.ts';
import { markNotes } from '#lib/findings/passage.ts';
import {
	findAlike,
	findingNumber,
	getFinding,
	listFindingKinds,
	listFindingsOfEvent,
	listThemes,
	type Word
} from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { FormState } from '#lib/forms/form-state.ts';
import { type FormFailure, parseForm, refuse } from '#lib/forms/parse.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { notes, drawn, ...found } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getEvent(trx, reviewId, eventNumber(params.event));
		const name = reference('E', event.number);
		const own = loggingTeams(actor, reviewId).filter((teamId) => canRecordFinding(actor, { reviewId, teamId }));
		if (own.length === 0) throw new Forbidden('Only officials record findings, each for their own department');
		if (!canBearFindings(event)) {
			throw new Conflict(
				event.status === 'planned'
					? `${name} is still planned: change its status to held before drawing findings from it`
					: `No finding can rest on ${name}: it was ${event.state === 'withdrawn' ? 'withdrawn' : 'cancelled'}`
			);
		}
		// The finding that somebody came from, to let it rest on this event as well.
		const wanted = numberIn('F', url.searchParams.get('finding') ?? '');
		const people = await listContributors(trx, event.id);
		return {
			event: {
				reference: name,
				title: event.title,
				state: event.state,
				sensitive: event.sensitive,
				handling: event.handling
			},
			chatham: event.basis === 'chatham_house',
			notes: (await findNotes(trx, event.id))?.notes ?? null,
			drawn: await listFindingsOfEvent(trx, event.id),
			people: people.map((person) => ({
				value: String(person.id),
				text: [person.role, person.organisation].filter(Boolean).join(', ')
			})),
			kinds: choices(await listFindingKinds(trx, reviewId)),
			themes: choices(await listThemes(trx, reviewId)),
			teams: (await listTeams(trx, reviewId))
				.filter((team) => own.includes(team.id))
				.map((team) => ({ value: String(team.id), text: team.name })),
			wanted: wanted === null ? null : await getFinding(trx, reviewId, wanted),
			initial: { teamId: String(own.includes(event.teamId) ? event.teamId : (own[0] ?? '')) }
		};
	});

	return {
		...found,
		marking: { text: markingText(found.event.sensitive, null), handling: found.event.handling },
		attributions: Object.entries(attributions)
			.filter(([value]) => !(found.chatham && value === 'named'))
			.map(([value, { label }]) => ({ value, text: label })),
		wanted: found.wanted && { number: found.wanted.number, sentence: found.wanted.sentence },
		findings: drawn,
		runs: notes ? markNotes(notes, drawn) : null,
		notesHidden: notes === null
	};
};

export const actions: Actions = {
	/** Looks for findings that say it already; everything typed comes back with them. */
	find: async (event): Promise<Looked> => {
		const form = await parseForm(event.request, findForm);
		if (!form.ok) return form.failure;
		const words = form.input.words ?? form.input.quote ?? '';
		if (words.trim() === '') return refuse(form.state, 422, { words: ['Enter words to look for'] });
		const found = await read(event.locals, (trx, actor) =>
			lookAlike(trx, actor, reviewIdOf(actor, event.params.review), words)
		);
		return fail(200, { form: form.state, found });
	},

	record: (event) =>
		act(event, passageForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const number = eventNumber(event.params.event);
			const passage = {
				event: number,
				quote: input.quote,
				near: input.near,
				attribution: input.attribution,
				contributorId: input.contributorId,
				consent: input.consent ? 'given' : 'not_asked'
			} as const;
			if (input.finding) {
				const finding = findingNumber(input.finding);
				await addPassage(trx, actor, reviewId, finding, passage);
				const name = reference('F', finding);
				return {
					to: event.url.pathname,
					notice: `${name} rests on this passage too. Take the next one, or go to ${name}.`
				};
			}
			const made = await recordFinding(trx, actor, reviewId, { ...input, sentence: input.sentence ?? '', passage });
			return {
				to: event.url.pathname,
				notice: `${made.reference} is saved as a draft. Take the next passage, or tag it to a recommendation on its page.`
			};
		})
};

type Alike = Awaited<ReturnType<typeof lookAlike>>;
type Looked = FormFailure | ActionFailure<{ form: FormState; found: Alike }>;

async function lookAlike(trx: Trx, actor: Actor, reviewId: number, words: string) {
	const alike = await findAlike(trx, reviewId, words.slice(0, 1000));
	return alike
		.slice(0, 5)
		.map(({ number, sentence, placeName, eventOn, eventCount, departmentShortName, state, teamId }) => ({
			...{ number, sentence, placeName, eventOn, eventCount, departmentShortName },
			mayAdd: canEditFinding(actor, { reviewId, teamId, state })
		}));
}

function choices(words: Word[]) {
	return words.filter((word) => !word.retired).map((word) => ({ value: String(word.id), text: word.label }));
}
