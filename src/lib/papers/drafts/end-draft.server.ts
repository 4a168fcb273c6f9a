import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';

/** Ends the person's draft of a section: it has been saved, or dropped. */
export async function endDraft(trx: Trx, actor: Actor, sectionId: number): Promise<void> {
	await trx
		.deleteFrom('sectionDrafts')
		.where('sectionId', '=', sectionId)
		.where('personId', '=', actor.person.id)
		.execute();
}
