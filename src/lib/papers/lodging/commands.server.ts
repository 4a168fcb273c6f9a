import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { changes } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { recordOn } from '../commands.server.ts';
import type { Paper } from '../manuscript.ts';
import { canDecidePaper, canRecordFacts, canReopenPaper, isLodged } from '../paper.ts';
import { getSnapshot, listSnapshots, lockPaper } from '../queries.server.ts';

/**
 * Opens the words of a final or lodged paper to changes again. What was frozen stays; the next snapshot closes them.
 * @param input.allowedBy who gave leave, as it will be printed in the history
 * @throws NotFound, Forbidden, Conflict
 */
export async function reopenPaper(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { because: string; allowedBy: string; revision: number }
): Promise<void> {
	const { paper, grant } = await lockStanding(trx, actor, reviewId, name, input.revision);
	if (!canReopenPaper(actor, paper)) {
		throw new Conflict(
			paper.reopenedAt === null
				? 'Only a final or lodged text, before its decision, is reopened'
				: 'This text is open to changes already'
		);
	}
	const { because, allowedBy } = input;
	const [latest] = await listSnapshots(trx, paper.id);
	await trx
		.insertInto('lateChanges')
		.values({
			reviewId,
			paperId: paper.id,
			gate: paper.gate,
			snapshotNumber: latest?.number ?? null,
			because,
			allowedBy,
			personId: actor.person.id,
			postId: grant.postId,
			reopenedAt: actor.now
		})
		.execute();
	await trx
		.updateTable('papers')
		.set({ gate: 'final', reopenedAt: actor.now, revision: paper.revision + 1, updatedAt: actor.now })
		.where('id', '=', paper.id)
		.execute();
	await recordOn(trx, grant, 'paper.reopened', paper, { because, allowedBy, gate: paper.gate });
}

export type LodgingFacts = {
	lodgedWith: string | null;
	lodgedOn: string | null;
	committeeReference: string | null;
	minuteReference: string | null;
};

/** Records what only becomes known once a paper has been lodged; no frozen word changes. @throws NotFound, Forbidden, Conflict */
export async function recordLodgingFacts(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: LodgingFacts & { revision: number }
): Promise<void> {
	const { paper, grant } = await lockStanding(trx, actor, reviewId, name, input.revision);
	if (!canRecordFacts(actor, paper)) throw new Conflict('These are recorded once the paper has been lodged');
	const { revision, ...facts } = input;
	await trx
		.updateTable('papers')
		.set({ ...facts, revision: revision + 1, updatedAt: actor.now })
		.where('id', '=', paper.id)
		.execute();
	await recordOn(trx, grant, 'paper.facts_recorded', paper, changes({ ...paper }, facts));
}

/**
 * Records the decision on a lodged paper, under the reference of its minute, and freezes the lodged words at that gate.
 * @throws NotFound, Forbidden, Conflict
 */
export async function recordDecision(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { decidedOn: string; minuteReference: string; revision: number }
): Promise<{ number: number }> {
	const { paper, grant } = await lockStanding(trx, actor, reviewId, name, input.revision);
	if (!canDecidePaper(actor, paper)) {
		throw new Conflict(
			isLodged(paper.gate) ? 'Nothing is decided on this paper' : 'A decision is recorded on a lodged paper'
		);
	}
	const [latest] = await listSnapshots(trx, paper.id);
	if (!latest) throw new Conflict('This paper has no snapshot');
	const { content, sha256, marking } = await getSnapshot(trx, paper.id, latest.number);
	const number = latest.number + 1;
	const { decidedOn, minuteReference } = input;
	await trx
		.insertInto('snapshots')
		.values({
			reviewId,
			paperId: paper.id,
			number,
			gate: 'decided',
			content,
			sha256,
			marking,
			personId: actor.person.id,
			postId: grant.postId,
			takenAt: actor.now
		})
		.execute();
	await trx
		.updateTable('papers')
		.set({ gate: 'decided', decidedOn, minuteReference, revision: paper.revision + 1, updatedAt: actor.now })
		.where('id', '=', paper.id)
		.execute();
	await recordOn(trx, grant, 'paper.decided', paper, { decidedOn, minuteReference, snapshot: number });
	return { number };
}

async function lockStanding(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	revision: number
): Promise<{ paper: Paper; grant: Grant }> {
	const paper = await lockPaper(trx, reviewId, name);
	if (!paper) throw new NotFound('This paper was not found');
	const grant = grantFor(actor, 'paper.freeze', { reviewId });
	if (!grant) throw new Forbidden();
	if (paper.revision !== revision) throw new Conflict('Somebody has changed this paper since you opened this page');
	return { paper, grant };
}
