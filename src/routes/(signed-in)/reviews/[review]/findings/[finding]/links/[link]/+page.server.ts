import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { getFinding } from '#lib/findings/queries.server.ts';
import { changeLinkForm, numberFrom, removeLinkForm } from '#lib/recommendations/forms.ts';
import { canMakeLink } from '#lib/recommendations/link.ts';
import { changeLink, removeLink } from '#lib/recommendations/link-commands.server.ts';
import { listLinksOfFinding } from '#lib/recommendations/link-queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const finding = await getFinding(trx, reviewId, numberIn('F', params.finding) ?? 0);
		const link = (await listLinksOfFinding(trx, finding.id)).find((one) => one.id === numberFrom(params.link));
		if (!link) throw new NotFound('This tag was not found: somebody may have removed it');
		if (!canMakeLink(actor, link)) throw new Forbidden('Only officials of either end and the secretariat change a tag');
		return { finding: { number: finding.number, sentence: finding.sentence, state: finding.state }, link };
	});

export const actions: Actions = {
	change: (event) =>
		act(event, changeLinkForm, async (trx, actor, { linkId, ...input }) => {
			await changeLink(trx, actor, reviewIdOf(actor, event.params.review), linkId, input);
			return { to: findingPath(event.params), notice: 'The tag is changed.' };
		}),
	remove: (event) =>
		act(event, removeLinkForm, async (trx, actor, input) => {
			await removeLink(trx, actor, reviewIdOf(actor, event.params.review), input.linkId);
			return { to: findingPath(event.params), notice: 'The tag is removed.' };
		})
};

function findingPath(params: { review: string; finding: string }): string {
	return `/reviews/${params.review}/findings/${reference('F', numberIn('F', params.finding) ?? 0)}`;
}
