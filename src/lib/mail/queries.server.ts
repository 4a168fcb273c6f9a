import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Digest, MailKind, MailState } from './table.ts';

export const pageLength = 50;

/** What may be known of a message: to whom, of what kind and what became of it. Never its words or what it encloses. */
export type ListedMail = {
	id: number;
	kind: MailKind;
	toAddress: string;
	state: MailState;
	attempts: number;
	failedBecause: string | null;
	queuedAt: Date;
	nextAttemptAt: Date;
	sentAt: Date | null;
};

/**
 * One page of the mail, newest first.
 * @param reviewId the mail of one review, for its secretariat; null for all there is, for administrators
 * @param filter.after the number of the last message on the page before
 */
export async function listMail(
	trx: Trx,
	reviewId: number | null,
	{ state = null, after = null }: { state?: MailState | null; after?: number | null } = {}
): Promise<{ items: ListedMail[]; next: number | null }> {
	const { rows } =
		await sql<ListedMail>`select id, kind, to_address, state, attempts, failed_because, queued_at, next_attempt_at, sent_at
		from mail_page(${reviewId}, ${state}, ${after}, ${pageLength + 1})`.execute(trx);
	const items = rows.slice(0, pageLength);
	return { items, next: rows.length > pageLength ? (items.at(-1)?.id ?? null) : null };
}

/** How many messages are in each state. */
export async function countMail(trx: Trx, reviewId: number | null): Promise<Partial<Record<MailState, number>>> {
	const { rows } = await sql<{
		state: MailState;
		count: number;
	}>`select state, count from mail_counts(${reviewId})`.execute(trx);
	return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

/** How often the signed-in person wants to hear what waits for them. */
export async function getDigest(trx: Trx, personId: number): Promise<Digest> {
	const row = await trx
		.selectFrom('mailPreferences')
		.select('digest')
		.where('personId', '=', personId)
		.executeTakeFirst();
	return row?.digest ?? 'daily';
}

/** Whether a review reminds its members; off until its secretariat says otherwise. */
export async function getReminders(trx: Trx, reviewId: number): Promise<{ sendsReminders: boolean; revision: number }> {
	const row = await trx
		.selectFrom('reviewSettings')
		.select(['sendsReminders', 'revision'])
		.where('reviewId', '=', reviewId)
		.executeTakeFirst();
	return row ?? { sendsReminders: false, revision: 1 };
}
