import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { isMailOn } from './settings.ts';
import type { MailKind } from './table.ts';

export type NewMail = {
	/** What it is about, such as `letter:17:3`: under one key nothing is queued twice. */
	key: string;
	kind: MailKind;
	reviewId: number;
	letterId?: number | null;
	/** It goes to the address of this person's account. */
	toPersonId: number;
	subject: string;
	body: string;
	attachment?: { name: string; bytes: Uint8Array } | null;
};

/**
 * Queues a message in the transaction of the act that it belongs to: it goes out once that is committed.
 * @returns its number; null where mail is off, where it was queued before, or where the person has no open account
 */
export async function queueMail(trx: Trx, mail: NewMail): Promise<number | null> {
	if (!isMailOn()) return null;
	const { key, kind, reviewId, letterId = null, toPersonId, subject, body, attachment = null } = mail;
	const { rows } = await sql<{
		id: number | null;
	}>`select queue_mail(${key}, ${kind}, ${reviewId}, ${letterId}, ${toPersonId},
		${oneLine(subject)}, ${body}, ${attachment ? Buffer.from(attachment.bytes) : null}, ${attachment?.name ?? null}) as id`.execute(
		trx
	);
	return rows[0]?.id ?? null;
}

/** A subject of two lines would be a header of somebody's own making. */
function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
