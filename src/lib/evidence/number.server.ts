import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { ReferenceKind } from '#lib/reviews/reference.ts';

/** Takes the next number of a kind in a review. It is spent when the transaction commits, and never given again. */
export async function nextNumber(trx: Trx, reviewId: number, kind: ReferenceKind): Promise<number> {
	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, ${kind}) as number`.execute(trx);
	const number = rows[0]?.number;
	if (number === undefined) throw new Error(`No number for ${kind} in review ${reviewId}`);
	return number;
}
