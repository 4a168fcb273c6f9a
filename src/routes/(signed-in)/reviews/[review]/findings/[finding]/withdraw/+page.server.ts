import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { withdrawForm } from '#lib/evidence/forms.ts';
import { withdrawFinding } from '#lib/findings/commands.server.ts';
import { canWithdrawFinding } from '#lib/findings/finding.ts';
import { findingNumber, getFinding } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const finding = await getFinding(trx, reviewIdOf(actor, params.review), findingNumber(params.finding));
		const name = reference('F', finding.number);
		if (finding.state === 'withdrawn') throw new Conflict(`${name} is withdrawn already`);
		if (!canWithdrawFinding(actor, finding)) {
			throw new Forbidden('Only the officials of the department that recorded this finding may withdraw it');
		}
		return {
			finding: {
				reference: name,
				sentence: finding.sentence,
				revision: finding.revision,
				linkCount: finding.linkCount
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, withdrawForm, async (trx, actor, input) => {
			const number = findingNumber(event.params.finding);
			await withdrawFinding(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			const name = reference('F', number);
			return { to: `/reviews/${event.params.review}/findings/${name}`, notice: `${name} is withdrawn.` };
		})
};
