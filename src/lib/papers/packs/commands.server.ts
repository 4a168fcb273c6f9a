import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { lockReview } from '#lib/reviews/queries.server.ts';
import { highestMarking } from './pack.ts';
import { getPack, listPackItems, listSnapshotChoices } from './queries.server.ts';

/** Puts frozen copies of papers together for a meeting. A pack never changes: another one takes its place. @throws NotFound, Forbidden, Invalid */
export async function makePack(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { title: string; meetingOn: string | null; items: readonly { snapshotId: number }[] }
): Promise<number> {
	const review = await trx.selectFrom('reviews').select('id').where('id', '=', reviewId).executeTakeFirst();
	if (!review) throw new NotFound();
	const grant = grantFor(actor, 'pack.make', { reviewId });
	if (!grant) throw new Forbidden();
	// Numbers follow one another without a gap, so packs of a review are made one at a time.
	await lockReview(trx, reviewId);
	const choices = await listSnapshotChoices(trx, reviewId);
	const chosen = input.items.map(({ snapshotId }, index) => {
		const found = choices.find((choice) => choice.id === snapshotId);
		if (!found) throw new Invalid(`items[${index}].snapshotId`, 'Select a paper from the list');
		return found;
	});

	const { last } = await trx
		.selectFrom('packs')
		.select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('last'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	const number = last + 1;
	const marking = highestMarking(chosen.map((each) => each.marking));
	const { id } = await trx
		.insertInto('packs')
		.values({
			reviewId,
			number,
			title: input.title,
			meetingOn: input.meetingOn,
			marking,
			personId: actor.person.id,
			postId: grant.postId,
			madeAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('packItems')
		.values(
			chosen.map(({ id: snapshotId, paperId }, index) => ({
				packId: id,
				reviewId,
				position: index + 1,
				paperId,
				snapshotId
			}))
		)
		.execute();
	await record(
		trx,
		grant,
		'pack.made',
		{ reviewId, kind: 'pack', id, audience: 'members' },
		{ number, title: input.title, items: chosen.map(itemName) }
	);
	return number;
}

/** Records that a pack leaves; called before its bytes are handed over. @throws NotFound, Forbidden */
export async function recordPackExport(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { format: string; formats: readonly string[]; bytesSha256: string }
): Promise<void> {
	const pack = await getPack(trx, reviewId, number);
	const grant = grantFor(actor, 'pack.export', { reviewId });
	if (!grant) throw new Forbidden();
	const items = (await listPackItems(trx, pack.id)).map(({ paperNumber, snapshotNumber }) =>
		itemName({ paperNumber, number: snapshotNumber })
	);
	await record(
		trx,
		grant,
		'pack.exported',
		{ reviewId, kind: 'pack', id: pack.id, audience: 'secretariat' },
		{ number, ...input, items }
	);
}

/** "P2, snapshot 3" */
function itemName({ paperNumber, number }: { paperNumber: number; number: number }): string {
	return `${reference('P', paperNumber)}, snapshot ${number}`;
}
