import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { eventKinds } from '#lib/evidence/event.ts';
import { act } from '#lib/forms/act.server.ts';
import { confirmLinkForm, numberFrom, oneOfNames } from '#lib/recommendations/forms.ts';
import { canConfirmLink, type LinkStance, linkStances } from '#lib/recommendations/link.ts';
import { confirmLink } from '#lib/recommendations/link-commands.server.ts';
import { countLinksOfRecommendation, listLinksOfRecommendation } from '#lib/recommendations/link-queries.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { plainDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 50;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { id, number, title } = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		const filters = {
			stance: oneOfNames<LinkStance>(url.searchParams.get('stance'), linkStances),
			kindId: numberFrom(url.searchParams.get('kind')),
			sourceKind: oneOfNames(url.searchParams.get('source'), eventKinds),
			recheck: url.searchParams.get('recheck') === 'on'
		};
		const links = await listLinksOfRecommendation(trx, id, filters, {
			after: cursorFrom(url.searchParams.get('after')),
			limit: perPage + 1
		});
		const shown = links.slice(0, perPage);
		const last = shown.at(-1);
		return {
			number,
			title,
			filters,
			counts: await countLinksOfRecommendation(trx, id),
			kinds: await trx
				.selectFrom('findingKinds')
				.select(['id', 'label'])
				.where('reviewId', '=', reviewId)
				.orderBy('rank')
				.execute(),
			links: shown.map((link) => ({ ...link, mayConfirm: canConfirmLink(actor, link) })),
			nextHref: links.length > perPage && last ? nextPage(url, `${last.eventOn ?? ''}~${last.id}`) : null,
			firstHref: url.searchParams.has('after') ? nextPage(url, null) : null
		};
	});

export const actions: Actions = {
	confirm: (event) =>
		act(event, confirmLinkForm, async (trx, actor, input) => {
			await confirmLink(trx, actor, reviewIdOf(actor, event.params.review), input.linkId, input);
			return { to: event.url.pathname, notice: 'The tag is confirmed on the words as they are now.' };
		})
};

/** "2019-06-14~412", or "~412" after undated evidence. */
function cursorFrom(text: string | null) {
	const match = /^(\d{4}-\d{2}-\d{2})?~(\d{1,15})$/.exec(text ?? '');
	if (!match) return null;
	const eventOn = match[1] ?? null;
	const isRealDate = eventOn === null || plainDate(eventOn) !== eventOn;
	return isRealDate ? { eventOn, id: Number(match[2]) } : null;
}

function nextPage(url: URL, after: string | null): string {
	const query = new URLSearchParams(url.searchParams);
	if (after === null) query.delete('after');
	else query.set('after', after);
	return query.size === 0 ? url.pathname : `${url.pathname}?${query}`;
}
