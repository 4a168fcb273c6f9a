import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import { changes, record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { onCondition } from '#lib/positions/commands.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { isClosed, wordsPost } from './ledger.ts';
import { type LedgerEntry, lockCondition } from './queries.server.ts';

/**
 * Says which post deals with a condition, and by when. Without a day, the day follows from its round or the Cabinet date.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function assignCondition(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, ownerPostId, neededBy }: { revision: number; ownerPostId: number | null; neededBy: string | null }
): Promise<void> {
	const { condition, grant } = await lockFor(trx, actor, reviewId, number, 'condition.assign', revision);
	const said = changes({ ownerPostId: condition.ownerPostId, neededBy: condition.namedDay }, { ownerPostId, neededBy });
	if (Object.keys(said).length === 0) return;
	if (ownerPostId !== null && !(await isMemberPost(trx, reviewId, ownerPostId))) {
		throw new Invalid('ownerPostId', 'Select a post of this review');
	}
	if (neededBy !== null && neededBy !== condition.namedDay && neededBy < londonDate(actor.now)) {
		throw new Invalid('neededBy', 'The day by which it is needed must be today or later');
	}
	await trx
		.updateTable('conditions')
		.set({ ownerPostId, neededBy, revision: revision + 1 })
		.where('id', '=', condition.id)
		.execute();
	await record(trx, grant, 'condition.assigned', onCondition(condition), said);
}

/** Words of the recommendation that would meet a condition, from who asked for it or from who asks for agreement. @throws NotFound, Forbidden, Conflict, Invalid */
export async function proposeWords(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, words }: { revision: number; words: string }
): Promise<void> {
	const { condition, grant } = await lockFor(trx, actor, reviewId, number, 'condition.propose_words', revision);
	if (words === condition.proposedWords) return;
	if (words === condition.recommendation.text) {
		throw new Invalid('words', 'These are the words as they are now: change what would meet the condition');
	}
	await trx
		.updateTable('conditions')
		.set({
			proposedWords: words,
			wordsByPostId: grant.onBehalfOfPostId ?? grant.postId,
			revision: revision + 1
		})
		.where('id', '=', condition.id)
		.execute();
	await record(trx, grant, 'condition.words_proposed', onCondition(condition), {
		words: textDigest(words),
		against: condition.recommendation.version
	});
}

/**
 * Says how a condition is met: “we think version 3 meets it”, which waits for the asker's own tick, and in words what was
 * done. Remarks that nobody insists on may be dealt with in words alone. A tick on words that have changed since is gone.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function settleCondition(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, version, handled }: { revision: number; version: number | null; handled: string | null }
): Promise<void> {
	const { condition, grant } = await lockFor(trx, actor, reviewId, number, 'condition.settle', revision);
	if (version === null && condition.grade === 'condition') {
		throw new Invalid('version', 'Select the version that meets it: the department that asked ticks that version');
	}
	if (version === null && handled === null) throw new Invalid('handled', 'Enter how it was dealt with');
	const { recommendation } = condition;
	if (version !== null && (version > recommendation.version || version < recommendation.materialVersion)) {
		throw new Invalid('version', `Select a version with the meaning of today: ${versionsNow(recommendation)}`);
	}
	await trx
		.updateTable('conditions')
		.set({
			metVersion: version,
			tickedAt: null,
			tickedByPersonId: null,
			tickedByPostId: null,
			handled,
			handledAt: handled === null ? null : actor.now,
			handledByPostId: handled === null ? null : grant.postId,
			revision: revision + 1
		})
		.where('id', '=', condition.id)
		.execute();
	await record(trx, grant, 'condition.settled', onCondition(condition), {
		version,
		handled: handled === null ? null : textDigest(handled)
	});
}

type ConditionAct = Extract<Act, 'condition.assign' | 'condition.propose_words' | 'condition.settle'>;

async function lockFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	act: ConditionAct,
	revision: number
): Promise<{ condition: LedgerEntry; grant: Grant }> {
	const condition = await lockCondition(trx, reviewId, number);
	if (!condition) throw new NotFound('This condition was not found');
	const grant = grantFor(actor, act, { reviewId, ...inNameOf(actor, act, condition) });
	if (!grant) throw new Forbidden(refusals[act]);
	if (isClosed(condition)) {
		throw new Conflict(
			condition.state === 'met'
				? 'Its asker has marked this condition as met'
				: 'This condition no longer stands: the department has answered again, or the round was withdrawn'
		);
	}
	if (condition.revision !== revision) {
		throw new Conflict('Somebody has changed this condition since you opened it. Look at what is saved, then go on.');
	}
	return { condition, grant };
}

const refusals: Record<ConditionAct, string> = {
	'condition.assign': 'Only the secretariat gives a condition to an owner',
	'condition.propose_words': 'Words are proposed by who asked for the condition, and by who asks for agreement',
	'condition.settle': 'Only the secretariat and the owner of a condition say how it is met'
};

function inNameOf(actor: Actor, act: ConditionAct, condition: LedgerEntry): { postId?: number } {
	if (act === 'condition.assign') return {};
	if (act === 'condition.propose_words') return { postId: wordsPost(actor, condition) ?? 0 };
	return { postId: condition.ownerPostId ?? 0 };
}

async function isMemberPost(trx: Trx, reviewId: number, postId: number): Promise<boolean> {
	const member = await trx
		.selectFrom('memberships')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('postId', '=', postId)
		.where('role', '<>', 'observer')
		.where('endedAt', 'is', null)
		.executeTakeFirst();
	return member !== undefined;
}

function versionsNow({ version, materialVersion }: LedgerEntry['recommendation']): string {
	return version === materialVersion ? `version ${version}` : `version ${materialVersion} to ${version}`;
}
