import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listEnvelopes, listFiscalEvents } from '#lib/bids/events/queries.server.ts';
import { affordability } from '#lib/bids/portfolio/affordability.ts';
import { moveInPortfolio, rankPortfolio } from '#lib/bids/portfolio/commands.server.ts';
import { moveForm, rankForm } from '#lib/bids/portfolio/forms.ts';
import { valuePictures } from '#lib/bids/portfolio/picture.server.ts';
import { listPortfolio, listWithdrawn, requirePortfolio } from '#lib/bids/portfolio/queries.server.ts';
import { portfolioTotals } from '#lib/bids/portfolio/totals.ts';
import { NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		requirePortfolio(actor, reviewId);
		const events = await listFiscalEvents(trx, reviewId);
		const wanted = numberFrom(url.searchParams.get('event'));
		const event = wanted === null ? events[0] : events.find(({ id }) => id === wanted);
		if (wanted !== null && !event) throw new NotFound('This fiscal event was not found');
		const bids = event ? await listPortfolio(trx, reviewId, event.id) : [];
		const envelopes = event ? await listEnvelopes(trx, event.id) : [];
		return {
			event: event ?? null,
			events: events.map(({ id, name }) => ({ value: String(id), text: name })),
			bids,
			withdrawn: event ? await listWithdrawn(trx, event.id) : [],
			envelopes,
			used: affordability(bids, envelopes).used,
			totals: portfolioTotals(bids),
			pictures: valuePictures(bids),
			mayRank: may(actor, 'portfolio.rank', { reviewId })
		};
	});

export const actions: Actions = {
	rank: (event) =>
		act(event, rankForm, async (trx, actor, input) => {
			await rankPortfolio(trx, actor, reviewIdOf(actor, event.params.review), eventOf(event.url), input);
			return { to: addressOf(event.url) };
		}),
	move: (event) =>
		act(event, moveForm, async (trx, actor, input) => {
			await moveInPortfolio(trx, actor, reviewIdOf(actor, event.params.review), eventOf(event.url), input);
			return { to: addressOf(event.url) };
		})
};

function eventOf(url: URL): number {
	return numberFrom(url.searchParams.get('event')) ?? 0;
}

function addressOf(url: URL): string {
	return `${url.pathname}?event=${eventOf(url)}`;
}
