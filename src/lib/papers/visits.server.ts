import { sql } from 'kysely';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { getPaper, getSection } from './queries.server.ts';

/** Who has a section open, since when. */
export type Visit = { sectionId: number; personName: string; department: string | null; since: Date };

/** A page that beats goes on for this long after its last beat; one that cannot is believed for a while. In seconds. */
export const visitLasts = { beating: 90, opened: 600 } as const;

/**
 * Says that the person has this section open, until it ends by itself. Not audited.
 * @param seconds how long from now; none ends the visit. @throws NotFound, Forbidden
 */
export async function visitSection(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	seconds: number
): Promise<{ revision: number }> {
	const paper = await getPaper(trx, reviewId, name);
	const { revision } = await getSection(trx, paper.id, sectionId);
	const grant = grantFor(actor, 'paper.edit', { reviewId });
	if (!grant) throw new Forbidden();
	const { now } = actor;
	const visit = { postId: grant.postId, endsAt: new Date(now.getTime() + seconds * 1000) };
	await trx
		.insertInto('sectionVisits')
		.values({ ...visit, sectionId, paperId: paper.id, personId: actor.person.id, since: now })
		.onConflict((conflict) =>
			conflict.columns(['sectionId', 'personId']).doUpdateSet({
				...visit,
				since: sql<Date>`case when section_visits.ends_at > ${now} then section_visits.since else ${now} end`
			})
		)
		.execute();
	return { revision };
}

/** Who else has sections of a paper open now, the longest first. */
export async function listVisits(trx: Trx, actor: Actor, paperId: number): Promise<Visit[]> {
	return trx
		.selectFrom('sectionVisits')
		.innerJoin('people', 'people.id', 'sectionVisits.personId')
		.leftJoin('posts', 'posts.id', 'sectionVisits.postId')
		.leftJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select([
			'sectionVisits.sectionId',
			'people.name as personName',
			'departmentsToday.shortName as department',
			'sectionVisits.since'
		])
		.where('sectionVisits.paperId', '=', paperId)
		.where('sectionVisits.personId', '<>', actor.person.id)
		.where('sectionVisits.endsAt', '>', actor.now)
		.orderBy('sectionVisits.since')
		.limit(100)
		.execute();
}
