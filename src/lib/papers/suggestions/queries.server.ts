import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';

/** The text of a section in one version, where the person has seen it or could have; else null. */
export async function wordingOf(trx: Trx, sectionId: number, version: number): Promise<string | null> {
	const { rows } = await sql<{ body: string }>`select body from section_wording(${sectionId}, ${version})`.execute(trx);
	return rows[0]?.body ?? null;
}
