import type { Trx } from '#lib/db/asActor.server.ts';
import { formerName } from './succession.ts';

/** Where a department is called something else from a day on; the first day of its newest name corrects that name. */
export async function nameSince(
	trx: Trx,
	departmentId: number,
	since: string,
	{ name, shortName }: { name: string; shortName: string }
): Promise<void> {
	const newest = await newestName(trx, departmentId);
	if (since <= newest.since) {
		await trx
			.updateTable('departmentNames')
			.set({ name, shortName })
			.where('departmentId', '=', departmentId)
			.where('until', 'is', null)
			.execute();
		return;
	}
	await trx
		.updateTable('departmentNames')
		.set({ until: since })
		.where('departmentId', '=', departmentId)
		.where('until', 'is', null)
		.execute();
	await trx.insertInto('departmentNames').values({ departmentId, since, name, shortName }).execute();
}

/** Has all that went over into a department, however many steps ago, follow the names that it has from a day on. */
export async function carryName(trx: Trx, departmentId: number, since: string): Promise<void> {
	const names = await trx
		.selectFrom('departmentNames')
		.select(['since', 'name', 'shortName'])
		.where('departmentId', '=', departmentId)
		.where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', since)]))
		.orderBy('since')
		.execute();
	for (const { since: begins, ...name } of names) {
		await carryOn(trx, departmentId, begins > since ? begins : since, name);
	}
}

/** The newest name of a department, which is today's unless another is to come. */
export async function newestName(trx: Trx, departmentId: number) {
	return trx
		.selectFrom('departmentNames')
		.select(['since', 'name', 'shortName'])
		.where('departmentId', '=', departmentId)
		.where('until', 'is', null)
		.executeTakeFirstOrThrow();
}

async function carryOn(
	trx: Trx,
	departmentId: number,
	since: string,
	to: { name: string; shortName: string }
): Promise<void> {
	const predecessors = await trx
		.selectFrom('departmentSuccessions as succession')
		// What it was called on the last day before it went over.
		.innerJoin('departmentNames as former', (join) =>
			join.onRef('former.departmentId', '=', 'succession.departmentId').onRef('former.until', '=', 'succession.since')
		)
		.select(['succession.departmentId', 'former.name', 'former.shortName'])
		.where('succession.successorId', '=', departmentId)
		.where('succession.isWhole', '=', true)
		.orderBy('succession.departmentId')
		.execute();
	for (const { departmentId: id, ...former } of predecessors) {
		await nameSince(trx, id, since, formerName(to, former));
		await carryOn(trx, id, since, to);
	}
}
