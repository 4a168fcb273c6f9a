import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { confirmLinksForm, numberFrom } from '#lib/recommendations/forms.ts';
import { confirmLinks } from '#lib/recommendations/link-commands.server.ts';
import {
	countLinksToRecheck,
	type LinkToRecheck,
	listLinksToRecheck
} from '#lib/recommendations/link-queries.server.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 30;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const after = numberFrom(url.searchParams.get('after')) ?? 0;
		const links = await listLinksToRecheck(trx, actor, reviewId, perPage + 1, after);
		const shown = links.slice(0, perPage);
		return {
			count: await countLinksToRecheck(trx, actor, reviewId),
			links: shown.map((link) => ({ ...link, ...whatChanged(link) })),
			nextHref: links.length > perPage ? `${url.pathname}?after=${shown.at(-1)?.id}` : null,
			firstHref: after > 0 ? url.pathname : null
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, confirmLinksForm, async (trx, actor, input) => {
			await confirmLinks(trx, actor, reviewIdOf(actor, event.params.review), input.links);
			const count = input.links.length;
			return {
				to: event.url.pathname,
				notice: count === 1 ? 'The tag is confirmed.' : `${count} tags are confirmed.`
			};
		})
};

function whatChanged(link: LinkToRecheck) {
	return {
		findingParts:
			link.findingVersion === link.findingVersionConfirmed
				? null
				: difference(link.sentenceConfirmed ?? '', link.sentence ?? ''),
		recommendationParts:
			link.recommendationVersion === link.recommendationVersionConfirmed
				? null
				: difference(link.textConfirmed, link.textNow)
	};
}
