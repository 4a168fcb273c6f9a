import type { Trx } from '#lib/db/asActor.server.ts';
import type { Succession } from './succession.ts';

/** What a department went over into, and what came to it, the newest first; each under its name of the day before. */
export async function listSuccessions(
	trx: Trx,
	departmentId: number
): Promise<{ became: Succession[]; came: Succession[] }> {
	const found = await trx
		.selectFrom('departmentSuccessions as succession')
		.innerJoin('departmentsToday as successor', 'successor.id', 'succession.successorId')
		.innerJoin('departmentNames as former', (join) =>
			join
				.onRef('former.departmentId', '=', 'succession.departmentId')
				.onRef('former.since', '<', 'succession.since')
				.on((eb) => eb.or([eb('former.until', 'is', null), eb('former.until', '>=', eb.ref('succession.since'))]))
		)
		.select([
			'succession.departmentId',
			'former.name as departmentName',
			'succession.successorId',
			'successor.name as successorName',
			'succession.since',
			'succession.isWhole'
		])
		.where((eb) =>
			eb.or([eb('succession.departmentId', '=', departmentId), eb('succession.successorId', '=', departmentId)])
		)
		.orderBy('succession.since', 'desc')
		.orderBy('succession.departmentId')
		.orderBy('succession.successorId')
		.execute();
	return {
		became: found.filter((each) => each.departmentId === departmentId),
		came: found.filter((each) => each.successorId === departmentId)
	};
}

/** Whether a department ended by going over into another. */
export async function isEnded(trx: Trx, departmentId: number): Promise<boolean> {
	const found = await trx
		.selectFrom('departmentSuccessions')
		.select('successorId')
		.where('departmentId', '=', departmentId)
		.where('isWhole', '=', true)
		.executeTakeFirst();
	return found !== undefined;
}

/** The posts of a department, by title. */
export async function listPostsOf(trx: Trx, departmentId: number): Promise<{ id: number; title: string }[]> {
	return trx
		.selectFrom('posts')
		.select(['id', 'title'])
		.where('departmentId', '=', departmentId)
		.orderBy('title')
		.orderBy('id')
		.execute();
}
