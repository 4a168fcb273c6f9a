import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { lockForLead, onBid } from '../commands.server.ts';
import { type Bid, listOptions, lockBid } from '../queries.server.ts';
import { contentToFreeze } from './frozen.server.ts';
import { blocking } from './readiness.ts';
import { hindrancesOf } from './readiness.server.ts';
import { listShares } from '../shares/queries.server.ts';

/**
 * Freezes a bid for signature: what was chosen for the Treasury, as text with its digest.
 * @param input.options the options to take over; those that only the lead knows of are out unless they are named
 * @param input.after the number of the last version that the page showed, 0 for none
 * @throws NotFound, Forbidden, Invalid, Conflict when something is missing, or when somebody froze it meanwhile
 */
export async function freezeBid(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { options: readonly number[]; ranked: boolean; after: number }
): Promise<{ version: number; sha256: string }> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const grant = grantFor(actor, 'bid.edit', { reviewId, teamIds: [bid.leadTeamId] });
	if (!grant) throw new Forbidden();
	const options = await listOptions(trx, bid.id);
	const chosen = options.filter(({ id }) => input.options.includes(id));
	if (!chosen.some(({ kind }) => kind === 'preferred'))
		throw new Invalid('options', 'The preferred option goes in: select it');
	const latest = await latestVersion(trx, bid.id);
	if ((latest?.number ?? 0) !== input.after)
		throw new Conflict(`Somebody has frozen version ${latest?.number} since you opened this page: look at it first`);

	const frozen = await contentToFreeze(trx, bid, { options: chosen.map(({ id }) => id), ranked: input.ranked });
	const blocks = blocking(await hindrancesOf(trx, bid.id, frozen, await listShares(trx, bid)));
	if (blocks.length > 0)
		throw new Conflict(`This bid cannot be frozen yet. ${blocks.map(({ text }) => text).join(' ')}`);
	const content = JSON.stringify(frozen);
	const digest = sha256(content);
	if (latest?.sha256 === digest && latest.bidChanges === bid.changes)
		throw new Conflict(`Version ${latest.number} holds this very bid already`);

	const version = input.after + 1;
	await trx
		.insertInto('bidVersions')
		.values({
			reviewId,
			bidId: bid.id,
			number: version,
			bidNumber: bid.number,
			fiscalEventId: bid.fiscalEventId,
			leadTeamId: bid.leadTeamId,
			title: bid.title,
			content,
			sha256: digest,
			bidChanges: bid.changes,
			frozenByPersonId: actor.person.id,
			frozenByPostId: grant.postId,
			frozenAt: actor.now
		})
		.execute();
	await record(trx, grant, 'bid.frozen', onBid(bid), { version, sha256: digest });
	return { version, sha256: digest };
}

/**
 * Signs a department's share on a version, from the very post that the department named as its finance lead.
 * @throws NotFound, Forbidden, Conflict when the bid has moved on, or when it is signed already
 */
export async function signShare(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; teamId: number }
): Promise<void> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const version = await getVersionRow(trx, bid.id, input.version);
	const share = (await listShares(trx, bid)).find(({ teamId }) => teamId === input.teamId);
	if (!share) throw new NotFound();
	const grant = signingGrant(actor, bid, share);
	if (!grant) throw new Forbidden('Only the post that the department named as its finance lead signs');
	await requireCurrent(trx, bid, version);
	const signed = await signedTeams(trx, version.id);
	if (signed.includes(share.teamId))
		throw new Conflict(`${share.shortName} has signed version ${version.number} already`);

	await trx
		.insertInto('bidSignatures')
		.values({
			reviewId,
			bidId: bid.id,
			versionId: version.id,
			teamId: share.teamId,
			personId: actor.person.id,
			postId: grant.postId,
			signedAt: actor.now
		})
		.execute();
	await record(trx, grant, 'bid.signed', onBid(bid, share.teamId), { version: version.number, sha256: version.sha256 });
}

/**
 * Submits a version that every department has signed: from then on the Treasury has it.
 * @throws NotFound, Forbidden, Conflict when the bid has moved on, a signature is missing, or it was submitted already
 */
export async function submitVersion(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number }
): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const version = await getVersionRow(trx, bid.id, input.version);
	const grant = grantFor(actor, 'bid.submit', { reviewId, teamIds: [bid.leadTeamId] });
	if (!grant) throw new Forbidden();
	if (version.submittedAt) throw new Conflict(`Version ${version.number} has been submitted already`);
	await requireCurrent(trx, bid, version);
	const signed = await signedTeams(trx, version.id);
	const unsigned = (await listShares(trx, bid)).filter(({ teamId }) => !signed.includes(teamId));
	if (unsigned.length > 0)
		throw new Conflict(
			`Version ${version.number} is not signed by ${unsigned.map(({ shortName }) => shortName).join(', ')} yet`
		);

	await trx
		.updateTable('bidVersions')
		.set({ submittedByPersonId: actor.person.id, submittedByPostId: grant.postId, submittedAt: actor.now })
		.where('id', '=', version.id)
		.execute();
	await record(trx, grant, 'bid.submitted', onBid(bid), { version: version.number, sha256: version.sha256 });
}

/** The right to sign a share: from the finance lead's post and no other of the person's. */
export function signingGrant(
	actor: Actor,
	bid: { reviewId: number; withdrawnAt: Date | null },
	share: { teamId: number; financeLead: { postId: number } | null }
) {
	if (!share.financeLead || bid.withdrawnAt) return null;
	const { postId } = share.financeLead;
	const subject = { reviewId: bid.reviewId, teamIds: [share.teamId] };
	const grant = grantFor({ ...actor, actingPostId: postId }, 'bid.sign', subject);
	return grant?.postId === postId ? grant : null;
}

type VersionRow = { id: number; number: number; sha256: string; bidChanges: number; submittedAt: Date | null };

function latestVersion(trx: Trx, bidId: number): Promise<VersionRow | undefined> {
	return versionRows(trx, bidId).orderBy('number', 'desc').limit(1).executeTakeFirst();
}

async function getVersionRow(trx: Trx, bidId: number, number: number): Promise<VersionRow> {
	const version = await versionRows(trx, bidId).where('number', '=', number).executeTakeFirst();
	if (!version) throw new NotFound('This version was not found');
	return version;
}

function versionRows(trx: Trx, bidId: number) {
	return trx
		.selectFrom('bidVersions')
		.select(['id', 'number', 'sha256', 'bidChanges', 'submittedAt'])
		.where('bidId', '=', bidId);
}

/** @throws Conflict where the version is not the last one, or not the bid as it now stands */
async function requireCurrent(trx: Trx, bid: Bid, version: VersionRow): Promise<void> {
	const latest = await latestVersion(trx, bid.id);
	if (latest && latest.number !== version.number)
		throw new Conflict(`Version ${latest.number} has taken the place of version ${version.number}`);
	if (version.bidChanges !== bid.changes)
		throw new Conflict(`The bid has changed since version ${version.number}: it must be frozen again`);
}

async function signedTeams(trx: Trx, versionId: number): Promise<number[]> {
	const rows = await trx.selectFrom('bidSignatures').select('teamId').where('versionId', '=', versionId).execute();
	return rows.map(({ teamId }) => teamId);
}
