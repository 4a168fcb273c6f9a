import * as z from 'zod';
import { grantFor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { runAppraisal } from '#lib/bids/appraisal/commands.server.ts';
import type { Appraisal } from '#lib/bids/appraisal/appraisal.ts';
import { listAppraisals } from '#lib/bids/appraisal/queries.server.ts';
import { listHeadlines } from '#lib/bids/appraisal/screen/headlines.server.ts';
import { resultView } from '#lib/bids/appraisal/screen/result.server.ts';
import { canEditBid } from '#lib/bids/bid.ts';
import { bidRights, findBid, listOptions } from '#lib/bids/queries.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import * as fields from '#lib/forms/fields.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 20;

const runForm = z.object({ fallbacks: fields.checkbox() });

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = numberIn('B', params.ref) ?? 0;
		const bid = await findBid(trx, reviewId, number);
		if (!bid) {
			const { content, version } = await getLastSubmitted(trx, reviewId, number);
			// Only this application writes what a version holds, and its digest is of these very characters.
			const appraisal = content.appraisal as Appraisal | null;
			return { submitted: { version, view: appraisal && resultView(appraisal) }, work: null };
		}
		const rights = await bidRights(trx, bid);
		const before = numberFrom(url.searchParams.get('before'));
		const all = await listAppraisals(trx, bid);
		const older = all.filter((each) => before === null || each.number < before);
		const rows = older.slice(0, perPage);
		const headlines = await listHeadlines(
			trx,
			bid.id,
			rows.map((row) => row.number)
		);
		const last = rows.at(-1);
		return {
			submitted: null,
			work: {
				rows: rows.map(({ id: _, sha256: __, ...row }) => ({ ...row, headline: headlines.get(row.number) ?? null })),
				count: all.length,
				newer: before !== null,
				olderThan: last && older.length > rows.length ? last.number : null,
				may: {
					run:
						!rights.withdrawn && grantFor(actor, 'appraisal.run', { reviewId, teamIds: [...rights.teamIds] }) !== null,
					plan: canEditBid(actor, rights)
				},
				fallbacks: (await listOptions(trx, bid.id)).filter(({ leadOnly }) => leadOnly).map(({ name }) => name)
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, runForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const made = await runAppraisal(trx, actor, reviewId, numberIn('B', event.params.ref) ?? 0, input);
			return {
				to: `/reviews/${event.params.review}/bids/${event.params.ref}/appraisals/${made.number}`,
				notice: `Appraisal ${made.number} is kept.`
			};
		})
};
