import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditBid } from '#lib/bids/bid.ts';
import { bidRights } from '#lib/bids/queries.server.ts';
import { listTreasuryPositions } from '#lib/bids/treasury/queries.server.ts';
import { signingGrant, signShare, submitVersion } from '#lib/bids/versions/commands.server.ts';
import { signForm, submitForm } from '#lib/bids/versions/forms.ts';
import { getKnownBid, getVersionContent, listVersions } from '#lib/bids/versions/queries.server.ts';
import { listShares } from '#lib/bids/shares/queries.server.ts';
import { versionView } from '#lib/bids/versions/view.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = versionNumber(params.number);
		const { id, working } = await getKnownBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const content = await getVersionContent(trx, id, number);
		const versions = await listVersions(trx, id);
		const version = versions.find((each) => each.number === number);
		if (!version) error(404, 'This version was not found');
		const shares = working ? await listShares(trx, working) : [];
		const signed = version.signatures.map(({ teamId }) => teamId);
		const current = working !== null && versions[0]?.number === number && version.bidChanges === working.changes;
		const position = (await listTreasuryPositions(trx, id)).find((each) => each.version <= number);
		return {
			version: {
				number,
				sha256: version.sha256,
				frozenAt: version.frozenAt,
				frozenBy: version.frozenBy,
				submittedAt: version.submittedAt,
				submittedBy: version.submittedBy,
				signatures: version.signatures
			},
			outOfDate: working !== null && !current,
			unsigned: shares.filter(({ teamId }) => !signed.includes(teamId)).map(({ shortName }) => shortName),
			position: position ?? null,
			view: versionView(content, params.review),
			sign:
				current && working
					? shares
							.filter((share) => !signed.includes(share.teamId) && signingGrant(actor, working, share) !== null)
							.map(({ teamId, name, agreed }) => ({ teamId, name, agreed: agreed !== null }))
					: [],
			maySubmit: current && working !== null && !version.submittedAt && canEditBid(actor, await bidRights(trx, working))
		};
	});

export const actions: Actions = {
	sign: (event) =>
		act(event, signForm, async (trx, actor, input) => {
			const { review, ref, number } = event.params;
			const version = versionNumber(number);
			await signShare(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, {
				version,
				teamId: input.teamId
			});
			return { to: event.url.pathname, notice: `You have signed version ${version} for your department.` };
		}),
	submit: (event) =>
		act(event, submitForm, async (trx, actor) => {
			const { review, ref, number } = event.params;
			const version = versionNumber(number);
			await submitVersion(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, { version });
			return { to: event.url.pathname, notice: `Version ${version} is with the Treasury.` };
		})
};

/** 0, which no version has, where the address holds no number. */
function versionNumber(text: string): number {
	return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
