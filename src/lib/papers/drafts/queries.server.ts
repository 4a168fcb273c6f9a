import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Draft } from './draft.ts';

/** The person's own draft of a section. */
export async function findDraft(trx: Trx, actor: Actor, sectionId: number): Promise<Draft | undefined> {
	return trx
		.selectFrom('sectionDrafts')
		.select(['heading', 'body', 'annex', 'revision', 'version', 'savedAt'])
		.where('sectionId', '=', sectionId)
		.where('personId', '=', actor.person.id)
		.executeTakeFirst();
}

/** The sections of a paper in which the person has words that are not saved. */
export async function listDrafted(trx: Trx, actor: Actor, paperId: number): Promise<number[]> {
	const drafts = await trx
		.selectFrom('sectionDrafts')
		.select('sectionId')
		.where('paperId', '=', paperId)
		.where('personId', '=', actor.person.id)
		.execute();
	return drafts.map((draft) => draft.sectionId);
}

/** The key with which the person's browser locks away what it could not send; 32 bytes in hexadecimal. */
export async function getBrowserKey(trx: Trx): Promise<string> {
	const { rows } = await sql<{ key: string }>`select app_browser_key() as key`.execute(trx);
	return rows[0]?.key ?? '';
}

export type SavedWording = { heading: string; body: string; personName: string; savedAt: Date };

/** One wording of a section, with who saved it. */
export async function findWording(trx: Trx, sectionId: number, version: number): Promise<SavedWording | undefined> {
	return trx
		.selectFrom('sectionVersions')
		.innerJoin('people', 'people.id', 'sectionVersions.personId')
		.select(['sectionVersions.heading', 'sectionVersions.body', 'people.name as personName', 'sectionVersions.savedAt'])
		.where('sectionVersions.sectionId', '=', sectionId)
		.where('sectionVersions.version', '=', version)
		.executeTakeFirst();
}
