import { sql } from 'kysely';
import { type Actor, hasRole } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { log } from '#lib/log.server.ts';
import { type Reading, unrecorded } from './reading.ts';

/**
 * Keeps that somebody has opened a copy of a paper, in a transaction of its own after the page's: the page neither waits
 * for it nor fails with it. At most once a minute for one person and copy.
 */
export function noteReading(actor: Actor, reading: Reading): void {
	if (hasRole(actor, reading.reviewId, ...unrecorded) || !isDue(actor, reading)) return;
	const writing = write(actor, reading).finally(() => underWay.delete(writing));
	underWay.add(writing);
}

/** Waits for what is being written: before the database closes, and in tests. */
export async function readingsNoted(): Promise<void> {
	await Promise.all(underWay);
}

const underWay = new Set<Promise<void>>();
/** When each was last written by this process, in milliseconds; the database holds the same rule for several processes. */
const written = new Map<string, number>();
const mostKept = 5000;

function isDue(actor: Actor, { paperId, copy, copyNumber, takenAs }: Reading): boolean {
	const key = [actor.person.id, paperId, copy, copyNumber, takenAs].join(' ');
	const now = actor.now.getTime();
	if (now - (written.get(key) ?? -Infinity) < 60_000) return false;
	if (written.size >= mostKept) written.clear();
	written.set(key, now);
	return true;
}

async function write(actor: Actor, { paperId, copy, copyNumber, takenAs }: Reading): Promise<void> {
	try {
		await asActor(actor, (trx) =>
			sql`select note_reading(${paperId}, ${copy}, ${copyNumber}, ${takenAs ?? ''})`.execute(trx)
		);
	} catch (cause) {
		log('warn', 'paper.reading_not_kept', { message: cause instanceof Error ? cause.message : String(cause) });
	}
}
