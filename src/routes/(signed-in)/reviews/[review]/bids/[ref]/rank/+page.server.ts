import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { confide } from '#lib/bids/record/commands.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { confidenceForm } from '#lib/bids/record/forms.ts';
import { findConfidence, lastVersionRanks } from '#lib/bids/record/queries.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBidToEdit(trx, actor, params);
		const kept = await findConfidence(trx, bid.id);
		return {
			kept: {
				seen: String(kept?.revision ?? 0),
				priorityRank: kept?.priorityRank === null || kept === undefined ? '' : String(kept.priorityRank),
				fallback: kept?.fallback ?? ''
			},
			standing: (await lastVersionRanks(trx, bid.id)) ? await standingSignatures(trx, bid) : null
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, confidenceForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await confide(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return {
				to: `/reviews/${review}/bids/${ref}`,
				notice: 'Your rank and fall-back are saved. Only your department reads them.'
			};
		})
};
