import { sql } from 'kysely';
import { randomUUID, createHash } from 'node:crypto';
import type { Grant } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Audience, AuditEvent } from './catalogue.ts';

export type AuditedRecord = {
	/** null for people, posts and departments, which belong to no review. */
	reviewId: number | null;
	kind: string;
	id: number | null;
	/** The working reference that the history shows, such as F104. */
	reference?: string | null;
	/** Who reads the entry; 'team' needs the team. */
	audience: Audience;
	teamId?: number | null;
};

/**
 * Appends an entry to the chain of the record's review. Call it last in a command: it locks the head of the chain.
 * @param said what changed, before and after; text that may have to be erased goes in as textDigest()
 */
export async function record(
	trx: Trx,
	by: Grant | null,
	event: AuditEvent,
	on: AuditedRecord,
	said: Record<string, unknown> = {}
): Promise<void> {
	await sql`select record_audit(${on.reviewId}, ${by?.postId ?? null}, ${by?.onBehalfOfPostId ?? null}, ${event}, ${on.kind},
		${on.id}, ${on.reference ?? null}, ${on.audience}, ${on.teamId ?? null}, ${JSON.stringify(said)})`.execute(trx);
}

/** Notes, quotations and names of contributors are recorded as a salted digest, so that erasing them erases them. */
export function textDigest(text: string): { salt: string; sha256: string } {
	const salt = randomUUID();
	return {
		salt,
		sha256: createHash('sha256')
			.update(salt + text)
			.digest('hex')
	};
}

/** The fields of a record that differ, as { field: [before, after] }. */
export function changes<T extends Record<string, unknown>>(
	before: T,
	after: Partial<T>
): Record<string, [unknown, unknown]> {
	const changed: Record<string, [unknown, unknown]> = {};
	for (const [field, value] of Object.entries(after)) {
		if (JSON.stringify(before[field] ?? null) !== JSON.stringify(value ?? null))
			changed[field] = [before[field] ?? null, value ?? null];
	}
	return changed;
}

/**
 * Changes as every member may go on reading them when the record is withdrawn: digests where there were words.
 * @param words the fields that hold words
 */
export function digestWords(changed: Changed, words: ReadonlySet<string>): Record<string, [unknown, unknown]> {
	return Object.fromEntries(
		Object.entries(changed).map(([field, [before, after]]) => [
			field,
			words.has(field) ? [digestOf(before), digestOf(after)] : [before, after]
		])
	);
}

function digestOf(value: unknown) {
	return typeof value === 'string' ? textDigest(value) : null;
}

type Changed = Record<string, [unknown, unknown]>;
