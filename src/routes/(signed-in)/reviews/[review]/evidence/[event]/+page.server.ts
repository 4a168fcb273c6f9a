import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { renderHtml } from '#lib/documents/html.ts';
import { setNotesShared } from '#lib/evidence/commands.server.ts';
import { canBearFindings, canEditEvent, canShareEvent, canWithdrawEvent, loggingTeams } from '#lib/evidence/event.ts';
import { notesSharingForm } from '#lib/evidence/forms.ts';
import { historyOf } from '#lib/evidence/history.ts';
import { eventNumber, findNotes, getEvent, listContributors, listPromises } from '#lib/evidence/queries.server.ts';
import { canRecordFinding } from '#lib/findings/finding.ts';
import { markNotes } from '#lib/findings/passage.ts';
import { listFindingsOfEvent } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference, referencePath } from '#lib/reviews/reference.ts';
import { markingText } from '#lib/reviews/review.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const marked = url.searchParams.get('view') === 'marked';
	const { notes, ...found } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getEvent(trx, reviewId, eventNumber(params.event));
		const trail = await listTrail(trx, 'event', event.id, { limit: 30 });
		return {
			event: { ...event, reference: reference('E', event.number) },
			notes: await findNotes(trx, event.id),
			people: await listContributors(trx, event.id),
			promises: await listPromises(trx, event.id),
			findings: await listFindingsOfEvent(trx, event.id),
			history: historyOf(trail.entries),
			may: {
				edit: canEditEvent(actor, event),
				share: canShareEvent(actor, event),
				shareNotes: event.state === 'shared' && canEditEvent(actor, event),
				withdraw: canWithdrawEvent(actor, event),
				record:
					canBearFindings(event) &&
					loggingTeams(actor, reviewId).some((teamId) => canRecordFinding(actor, { reviewId, teamId }))
			}
		};
	});
	return {
		...found,
		marking: { text: markingText(found.event.sensitive, null), handling: found.event.handling },
		notes: notes && {
			shared: notes.shared,
			html:
				notes.notes === '' || marked
					? null
					: renderHtml(notes.notes, { referenceHref: (text) => referencePath(params.review, text), headingOffset: 2 }),
			runs: notes.notes === '' || !marked ? null : markNotes(notes.notes, found.findings)
		}
	};
};

export const actions: Actions = {
	notes: (event) =>
		act(event, notesSharingForm, async (trx, actor, input) => {
			const number = eventNumber(event.params.event);
			const shared = input.shared === 'members';
			await setNotesShared(trx, actor, reviewIdOf(actor, event.params.review), number, {
				revision: input.revision,
				shared
			});
			return {
				to: event.url.pathname,
				notice: shared
					? 'Every member of the review can read the notes.'
					: 'The notes are your department’s alone again.'
			};
		})
};
