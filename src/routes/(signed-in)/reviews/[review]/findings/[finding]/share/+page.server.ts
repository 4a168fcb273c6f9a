import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { shareFindings } from '#lib/findings/commands.server.ts';
import { canShareFinding } from '#lib/findings/finding.ts';
import { stateForm } from '#lib/findings/forms.ts';
import { findingNumber, getFinding, listPassages } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const finding = await getFinding(trx, reviewIdOf(actor, params.review), findingNumber(params.finding));
		const name = reference('F', finding.number);
		if (finding.state !== 'draft') throw new Conflict(`${name} is ${finding.state} already`);
		if (!canShareFinding(actor, finding)) {
			throw new Forbidden('Only the officials of the department that recorded this finding may share it');
		}
		const passages = await listPassages(trx, [finding.id]);
		const drafts = new Map(
			passages
				.filter((passage) => passage.eventState === 'draft')
				.map((passage) => [passage.eventNumber, { number: passage.eventNumber, title: passage.eventTitle }])
		);
		return {
			finding: { reference: name, sentence: finding.sentence, revision: finding.revision },
			quotes: passages.filter((passage) => passage.quote !== null).length,
			unsharedEvents: [...drafts.values()]
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, stateForm, async (trx, actor, { revision }) => {
			const number = findingNumber(event.params.finding);
			await shareFindings(trx, actor, reviewIdOf(actor, event.params.review), [{ number, revision }]);
			const name = reference('F', number);
			return {
				to: `/reviews/${event.params.review}/findings/${name}`,
				notice: `${name} is shared with every member of the review.`
			};
		})
};
