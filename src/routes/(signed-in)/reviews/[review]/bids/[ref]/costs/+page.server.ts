import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { unitNames } from '#lib/bids/costs/amount.ts';
import { saveLines } from '#lib/bids/costs/commands.server.ts';
import { gridForm } from '#lib/bids/costs/forms.ts';
import { readCosts } from '#lib/bids/costs/queries.server.ts';
import { listFunded } from '#lib/bids/recommendations/queries.server.ts';
import { type Bid, getBid, getFiscalEvent } from '#lib/bids/queries.server.ts';
import { findMismatch } from '#lib/bids/shares/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Invalid } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const bid = await bidAt(trx, reviewIdOf(actor, params.review), params.ref);
		const asked = (name: string) => {
			const text = url.searchParams.get(name) ?? '';
			return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
		};
		const unit = unitNames.find((name) => name === url.searchParams.get('unit')) ?? 'thousands';
		const costs = await readCosts(trx, actor, bid, {
			optionId: asked('option'),
			teamId: asked('team'),
			unit,
			staff: url.searchParams.get('staff') !== 'no',
			page: asked('page') ?? 1
		});
		return {
			costs,
			mismatch: await findMismatch(trx, bid),
			standing: costs.team ? await standingSignatures(trx, bid) : null,
			agreements: await standingAgreements(trx, bid, costs.team ? [costs.team.teamId] : [])
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const { params, url } = event;
		const setting = await read(event.locals, async (trx, actor) => {
			const bid = await bidAt(trx, reviewIdOf(actor, params.review), params.ref);
			const recommendationIds = (await listFunded(trx, bid.id)).map(({ id }) => id);
			return { period: await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId), recommendationIds };
		});
		return act(event, gridForm(setting), async (trx, actor, { teamId, lines, removed, places }) => {
			const number = numberIn('B', params.ref) ?? 0;
			await saveLines(trx, actor, reviewIdOf(actor, params.review), number, { teamId, lines, removed }).catch(
				(cause: unknown) => {
					throw atPlace(cause, places);
				}
			);
			const to = `/reviews/${params.review}/bids/${params.ref.toUpperCase()}/costs${url.search}`;
			return { to, notice: words(lines.length, removed.length) };
		});
	}
};

function bidAt(trx: Trx, reviewId: number, ref: string): Promise<Bid> {
	return getBid(trx, reviewId, numberIn('B', ref) ?? 0);
}

/** The command counts the lines that it was given, the page those that it shows. */
function atPlace(cause: unknown, places: readonly number[]): unknown {
	if (!(cause instanceof Invalid)) return cause;
	const [, index, column] = /^lines\[(\d+)\]\.(\w+)$/.exec(cause.field) ?? [];
	const place = places[Number(index)];
	return column === undefined || place === undefined
		? cause
		: new Invalid(`lines[${place}].${column}`, `Line ${place + 1}: ${cause.message}`);
}

function words(saved: number, removed: number): string {
	const lines = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
	if (saved === 0 && removed === 0) return 'Nothing had changed.';
	if (saved === 0) return `${lines(removed)} removed.`;
	return removed === 0 ? `${lines(saved)} saved.` : `${lines(saved)} saved, ${lines(removed)} removed.`;
}
