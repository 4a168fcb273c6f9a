import { grantFor } from '#lib/access/actor.ts';
import type { Actor, Grant } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { recordOn } from '../commands.server.ts';
import type { Paper } from '../manuscript.ts';
import { lockPaper } from '../queries.server.ts';

export type WindowInput = {
	snapshot: number;
	opensAt: Date;
	closesAt: Date;
	teamIds: number[];
	asks: string | null;
};

/**
 * Opens a comment window on a frozen snapshot, now or at a moment ahead. A paper has one window at a time.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function openWindow(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: WindowInput
): Promise<number> {
	const { paper, grant } = await lockForWindows(trx, actor, reviewId, name);
	const opensAt = input.opensAt > actor.now ? input.opensAt : actor.now;
	if (input.closesAt <= opensAt) throw new Invalid('closesOn', 'The window must close after it opens');
	const snapshot = await trx
		.selectFrom('snapshots')
		.select('number')
		.where('paperId', '=', paper.id)
		.where('number', '=', input.snapshot)
		.executeTakeFirst();
	if (!snapshot) throw new Invalid('snapshot', 'Select a snapshot of this paper');
	const other = await trx
		.selectFrom('commentWindows')
		.select('id')
		.where('paperId', '=', paper.id)
		.where('closesAt', '>', actor.now)
		.executeTakeFirst();
	if (other) throw new Conflict('This paper has a comment window already: close that one first, or extend it');
	await checkTeams(trx, reviewId, input.teamIds);

	const { id } = await trx
		.insertInto('commentWindows')
		.values({
			reviewId,
			paperId: paper.id,
			snapshotNumber: snapshot.number,
			opensAt,
			closesAt: input.closesAt,
			asks: input.asks,
			personId: actor.person.id,
			postId: grant.postId,
			createdAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('commentWindowTeams')
		.values(input.teamIds.map((teamId) => ({ windowId: id, reviewId, teamId })))
		.execute();
	await recordOn(trx, grant, 'comment_window.opened', paper, {
		window: id,
		snapshot: snapshot.number,
		opens: opensAt,
		closes: input.closesAt,
		teams: input.teamIds
	});
	return id;
}

/**
 * Extends a window, closes it early, or opens it again by giving it a later end: what then came before the end is in time.
 * @param input.closesAt null closes it now. @throws NotFound, Forbidden, Conflict, Invalid('closesOn')
 */
export async function changeWindowEnd(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	windowId: number,
	input: { closesAt: Date | null; revision: number }
): Promise<void> {
	const { paper, grant } = await lockForWindows(trx, actor, reviewId, name);
	const window = await trx
		.selectFrom('commentWindows')
		.select(['id', 'opensAt', 'closesAt', 'revision'])
		.where('paperId', '=', paper.id)
		.where('id', '=', windowId)
		.forUpdate()
		.executeTakeFirst();
	if (!window) throw new NotFound('This comment window was not found');
	if (window.revision !== input.revision) throw new Conflict('Somebody has changed this comment window');
	if (input.closesAt === null && window.closesAt <= actor.now) throw new Conflict('This window has closed already');
	// A window that is closed before it opens never was one; it closes as it would have opened.
	const closesAt = input.closesAt ?? (actor.now > window.opensAt ? actor.now : window.opensAt);
	if (input.closesAt !== null && (closesAt <= actor.now || closesAt <= window.opensAt)) {
		throw new Invalid('closesOn', 'The new end must be a moment to come. To close the window now, use its own button');
	}
	const later = await trx
		.selectFrom('commentWindows')
		.select('id')
		.where('paperId', '=', paper.id)
		.where('id', '<>', windowId)
		.where('opensAt', '>=', window.opensAt)
		.executeTakeFirst();
	if (later && closesAt > window.closesAt) {
		throw new Conflict('A later window of this paper has taken its place: extend that one');
	}
	await trx
		.updateTable('commentWindows')
		.set({ closesAt, revision: window.revision + 1 })
		.where('id', '=', windowId)
		.execute();
	await recordOn(trx, grant, 'comment_window.changed', paper, {
		window: windowId,
		closes: [window.closesAt, closesAt]
	});
}

async function lockForWindows(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string
): Promise<{ paper: Paper; grant: Grant }> {
	const paper = await lockPaper(trx, reviewId, name);
	if (!paper) throw new NotFound('This paper was not found');
	const grant = grantFor(actor, 'comment_window.manage', { reviewId });
	if (!grant) throw new Forbidden();
	return { paper, grant };
}

async function checkTeams(trx: Trx, reviewId: number, teamIds: readonly number[]): Promise<void> {
	const wrong = new Invalid('teamIds', 'Select departments of this review');
	if (teamIds.length === 0) throw wrong;
	const known = await trx
		.selectFrom('teams')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('id', 'in', teamIds)
		.execute();
	if (known.length !== teamIds.length) throw wrong;
}
