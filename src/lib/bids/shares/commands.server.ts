import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { noteChange, onBid } from '../commands.server.ts';
import { bidRights, lockBid } from '../queries.server.ts';
import { findMismatch } from './queries.server.ts';

/**
 * A department agrees to its own share as it stands. It holds while the share does not change.
 * @param changes the share's count of changes that the agreement was read on
 * @throws NotFound, Forbidden, Conflict where the share has changed since
 */
export async function agreeShare(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ teamId, changes }: { teamId: number; changes: number }
): Promise<void> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const rights = await bidRights(trx, bid);
	const grant = grantFor(actor, 'bid.agree_share', { reviewId, teamIds: [teamId] });
	if (!grant || rights.withdrawn || !rights.teamIds.includes(teamId)) throw new Forbidden();
	const share = await trx
		.selectFrom('bidShares')
		.select('changes')
		.where('bidId', '=', bid.id)
		.where('teamId', '=', teamId)
		.executeTakeFirstOrThrow();
	if (share.changes !== changes) {
		throw new Conflict('This share has changed since you opened the page. Read what it is now, then agree it.');
	}
	await trx
		.insertInto('shareAgreements')
		.values({ reviewId, bidId: bid.id, teamId, changes, personId: actor.person.id, postId: grant.postId })
		.execute();
	await record(trx, grant, 'bid.share_agreed', onBid(bid, teamId), { team: teamId, changes });
}

/**
 * Says why the headline is not the sum of the lines. It stands while both figures are those that were read; any
 * department of the bid may say it.
 * @throws NotFound, Forbidden, Conflict where a figure has changed since, Invalid where they do not differ
 */
export async function explainMismatch(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { headlinePence: number; linesPence: number; explanation: string }
): Promise<void> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const rights = await bidRights(trx, bid);
	const grant = grantFor(actor, 'bid.edit_share', { reviewId, teamIds: [...rights.teamIds] });
	if (!grant || rights.withdrawn) throw new Forbidden();
	const mismatch = await findMismatch(trx, bid);
	if (!mismatch) throw new Invalid('explanation', 'The headline is the sum of the lines: there is nothing to explain');
	if (mismatch.headlinePence !== input.headlinePence || mismatch.linesPence !== input.linesPence) {
		throw new Conflict('The figures have changed since you opened the page. Read them again, then explain them.');
	}
	await trx
		.insertInto('mismatchExplanations')
		.values({ ...input, reviewId, bidId: bid.id, personId: actor.person.id, postId: grant.postId })
		.execute();
	// A version prints the explanation.
	await noteChange(trx, actor, bid, []);
	await record(trx, grant, 'bid.mismatch_explained', onBid(bid), input);
}
