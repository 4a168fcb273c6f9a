import { hasRole } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents, canStartBid } from '#lib/bids/bid.ts';
import { listFiscalEvents } from '#lib/bids/events/queries.server.ts';
import { bidFiltersFrom } from '#lib/bids/list/filters.ts';
import { countBids, listBids } from '#lib/bids/list/queries.server.ts';
import { latestTreasuryPositions } from '#lib/bids/treasury/queries.server.ts';
import { addressWith } from '#lib/evidence/address.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const filters = bidFiltersFrom(url.searchParams);
		const { rows, previous, next } = await listBids(trx, reviewId, filters, {
			after: numberFrom(url.searchParams.get('after')),
			before: numberFrom(url.searchParams.get('before'))
		});
		const positions = await latestTreasuryPositions(
			trx,
			rows.map(({ id }) => id)
		);
		const events = await listFiscalEvents(trx, reviewId);
		const teams = await listTeams(trx, reviewId);
		const event = events.find(({ id }) => id === filters.fiscalEventId);
		const team = teams.find(({ id }) => id === filters.teamId);
		const turn = (change: Record<string, string | null>) => addressWith(url, { after: null, before: null, ...change });
		return {
			bids: rows.map((bid) => ({
				...bid,
				name: reference('B', bid.number),
				position: positions.get(bid.id) ?? null
			})),
			count: await countBids(trx, reviewId, filters),
			filters,
			active: [
				...(event ? [{ text: `Fiscal event: ${event.name}`, removeHref: turn({ event: null }) }] : []),
				...(team ? [{ text: `Department: ${team.shortName}`, removeHref: turn({ department: null }) }] : [])
			],
			events: events.map(({ id, name }) => ({ value: String(id), text: name })),
			teams: teams.map(({ id, name }) => ({ value: String(id), text: name })),
			previousHref: previous === null ? null : turn({ before: String(previous) }),
			nextHref: next === null ? null : turn({ after: String(next) }),
			may: {
				start: canStartBid(actor, reviewId),
				manageEvents: canManageFiscalEvents(actor, reviewId),
				seePortfolio: hasRole(actor, reviewId, 'secretariat', 'chair')
			}
		};
	});
