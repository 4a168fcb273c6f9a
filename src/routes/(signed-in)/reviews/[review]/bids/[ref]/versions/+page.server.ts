import type { Actor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditBid } from '#lib/bids/bid.ts';
import { type Bid, bidRights, listOptions } from '#lib/bids/queries.server.ts';
import { freezeBid } from '#lib/bids/versions/commands.server.ts';
import { freezeForm } from '#lib/bids/versions/forms.ts';
import { contentToFreeze } from '#lib/bids/versions/frozen.server.ts';
import { type BidVersion, getKnownBid, listVersions } from '#lib/bids/versions/queries.server.ts';
import { hindrancesOf } from '#lib/bids/versions/readiness.server.ts';
import { listShares } from '#lib/bids/shares/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const bid = await getKnownBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const versions = await listVersions(trx, bid.id);
		return {
			versions: versions.map((version) => ({
				number: version.number,
				sha256: version.sha256,
				frozenAt: version.frozenAt,
				frozenBy: version.frozenBy,
				submittedAt: version.submittedAt,
				submittedBy: version.submittedBy,
				signatures: version.signatures,
				outOfDate: bid.working !== null && version.bidChanges !== bid.working.changes
			})),
			work: bid.working ? await ofWork(trx, actor, bid.working, versions) : null
		};
	});

export const actions: Actions = {
	freeze: (event) =>
		act(event, freezeForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const { version } = await freezeBid(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, input);
			return {
				to: `/reviews/${review}/bids/${ref}/versions/${version}`,
				notice: `Version ${version} is frozen. The finance lead of each department can sign it now.`
			};
		})
};

/** Who signs, what stands in the way, and what the lead may choose from. */
async function ofWork(trx: Trx, actor: Actor, bid: Bid, versions: readonly BidVersion[]) {
	const options = await listOptions(trx, bid.id);
	const ordinary = options.filter(({ leadOnly }) => !leadOnly).map(({ id }) => id);
	const content = await contentToFreeze(trx, bid, { options: ordinary, ranked: false });
	const shares = await listShares(trx, bid);
	const current = versions[0]?.bidChanges === bid.changes ? versions[0] : null;
	return {
		changes: bid.changes,
		latest: versions[0]?.number ?? 0,
		current: current && { number: current.number, submitted: current.submittedAt !== null },
		hindrances: await hindrancesOf(trx, bid.id, content, shares),
		shares: shares.map(({ financeLead, ...share }) => ({
			...share,
			financeLead: financeLead?.title ?? null,
			signed: current?.signatures.find(({ teamId }) => teamId === share.teamId) ?? null
		})),
		options: options.map(({ id, kind, name, leadOnly }) => ({ id, kind, name, leadOnly })),
		mayFreeze: canEditBid(actor, await bidRights(trx, bid))
	};
}
