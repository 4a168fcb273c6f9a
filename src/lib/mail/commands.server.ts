import { sql } from 'kysely';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { mailStates } from './mail.ts';
import { getDigest } from './queries.server.ts';
import type { Digest, MailState } from './table.ts';

/**
 * Sends a message that failed again, or cancels one that waits or has failed.
 * @param reviewId the review whose secretariat decides; null for an administrator
 * @throws NotFound, Forbidden, Conflict
 */
export async function decideMail(
	trx: Trx,
	actor: Actor,
	reviewId: number | null,
	mailId: number,
	wanted: 'queued' | 'cancelled'
): Promise<void> {
	const grant = reviewId === null ? null : grantFor(actor, 'mail.manage', { reviewId });
	if (reviewId === null ? !actor.isAdministrator : grant === null) throw new Forbidden();
	const { rows } = await sql<{ outcome: 'done' | MailState | null }>`
		select decide_mail(${mailId}, ${reviewId}, ${wanted}) as outcome`.execute(trx);
	const outcome = rows[0]?.outcome ?? null;
	if (outcome === null) throw new NotFound('This message was not found');
	if (outcome !== 'done') {
		throw new Conflict(`Nothing to do: this message is in the state “${mailStates[outcome].label}” by now`);
	}
	await record(trx, grant, wanted === 'queued' ? 'mail.retried' : 'mail.cancelled', {
		reviewId,
		kind: 'mail',
		id: mailId,
		audience: reviewId === null ? 'administrators' : 'secretariat'
	});
}

/** Chooses how often the signed-in person hears what waits for them. */
export async function chooseDigest(trx: Trx, actor: Actor, digest: Digest): Promise<void> {
	const personId = actor.person.id;
	const before = await getDigest(trx, personId);
	if (before === digest) return;
	await trx
		.insertInto('mailPreferences')
		.values({ personId, digest })
		.onConflict((conflict) => conflict.column('personId').doUpdateSet({ digest }))
		.execute();
	await record(
		trx,
		null,
		'mail.digest_chosen',
		{ reviewId: null, kind: 'person', id: personId, audience: 'administrators' },
		{ digest: [before, digest] }
	);
}

/** Says whether this review reminds its members of what waits for them. @throws NotFound, Forbidden, Conflict */
export async function setReminders(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { sendsReminders: boolean; revision: number }
): Promise<void> {
	const review = await trx
		.selectFrom('reviews')
		.select('slug')
		.where('id', '=', reviewId)
		.forUpdate()
		.executeTakeFirst();
	if (!review) throw new NotFound('This review was not found');
	const grant = grantFor(actor, 'mail.manage', { reviewId });
	if (!grant) throw new Forbidden();
	await trx
		.insertInto('reviewSettings')
		.values({ reviewId })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const before = await trx
		.selectFrom('reviewSettings')
		.select(['sendsReminders', 'revision'])
		.where('reviewId', '=', reviewId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	const { revision, sendsReminders } = input;
	if (before.revision !== revision) throw new Conflict('Somebody has changed the settings since you opened them');
	await trx
		.updateTable('reviewSettings')
		.set({ sendsReminders, revision: revision + 1 })
		.where('reviewId', '=', reviewId)
		.execute();
	await record(
		trx,
		grant,
		'mail.reminders_set',
		{ reviewId, kind: 'review', id: reviewId, reference: review.slug, audience: 'members' },
		{ sendsReminders: [before.sendsReminders, sendsReminders] }
	);
}
