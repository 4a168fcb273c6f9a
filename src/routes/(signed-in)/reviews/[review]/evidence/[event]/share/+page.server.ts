import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { canShareEvent } from '#lib/evidence/event.ts';
import { shareEventForm } from '#lib/evidence/forms.ts';
import { eventNumber, findNotes, getEvent } from '#lib/evidence/queries.server.ts';
import { shareEventWithFindings } from '#lib/findings/commands.server.ts';
import { canShareFinding } from '#lib/findings/finding.ts';
import { listFindingsOfEvent } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getEvent(trx, reviewId, eventNumber(params.event));
		const name = reference('E', event.number);
		if (event.state !== 'draft') throw new Conflict(`${name} is ${event.state} already`);
		if (!canShareEvent(actor, event)) {
			throw new Forbidden('Only the officials of the department that leads this evidence may share it');
		}
		const drawn = await listFindingsOfEvent(trx, event.id);
		const findings = new Map(
			drawn
				.filter((finding) => canShareFinding(actor, { ...finding, reviewId }))
				.map((finding) => [finding.number, finding])
		);
		return {
			event: { reference: name, title: event.title, revision: event.revision },
			hasNotes: Boolean((await findNotes(trx, event.id))?.notes),
			findings: [...findings.values()].map(({ number, sentence, eventCount }) => ({ number, sentence, eventCount }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, shareEventForm, async (trx, actor, input) => {
			const number = eventNumber(event.params.event);
			await shareEventWithFindings(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			const name = reference('E', number);
			const count = input.findings.length;
			const withFindings = count === 0 ? '' : ` with ${count} ${count === 1 ? 'finding' : 'findings'}`;
			return {
				to: `/reviews/${event.params.review}/evidence/${name}`,
				notice: `${name} is shared with every member of the review${withFindings}.`
			};
		})
};
