import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';

/** The two lists of words that each review keeps for its own findings. */
export type Vocabulary = 'findingKinds' | 'themes';

/** Adds a kind, last in order, or a theme. @throws NotFound, Forbidden; the label's unique constraint */
export async function addWord(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	vocabulary: Vocabulary,
	label: string
): Promise<number> {
	const grant = requireGrant(actor, reviewId);
	const id = vocabulary === 'themes' ? await addTheme(trx, reviewId, label) : await addKind(trx, reviewId, label);
	await recordOn(trx, grant, reviewId, { [vocabulary]: [null, label] });
	return id;
}

/** @throws NotFound, Forbidden; the label's unique constraint */
export async function renameWord(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	vocabulary: Vocabulary,
	input: { id: number; label: string }
): Promise<void> {
	const { word, grant } = await lockWord(trx, actor, reviewId, vocabulary, input.id);
	if (word.label === input.label) return;
	await trx.updateTable(vocabulary).set({ label: input.label }).where('id', '=', word.id).execute();
	await recordOn(trx, grant, reviewId, { [vocabulary]: [word.label, input.label] });
}

/** Takes a word out of use, or back into it. Findings that have it keep it. @throws NotFound, Forbidden, Conflict */
export async function setWordRetired(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	vocabulary: Vocabulary,
	input: { id: number; retired: boolean }
): Promise<void> {
	const { word, grant } = await lockWord(trx, actor, reviewId, vocabulary, input.id);
	if ((word.retiredAt !== null) === input.retired) {
		throw new Conflict(input.retired ? `“${word.label}” is out of use already` : `“${word.label}” is in use already`);
	}
	await trx
		.updateTable(vocabulary)
		.set({ retiredAt: input.retired ? actor.now : null })
		.where('id', '=', word.id)
		.execute();
	await recordOn(trx, grant, reviewId, { [vocabulary]: word.label, retired: [!input.retired, input.retired] });
}

/** Moves a kind one place up or down among those in use. @throws NotFound, Forbidden, Conflict */
export async function moveKind(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { id: number; direction: 'up' | 'down' }
): Promise<void> {
	const { word, grant } = await lockWord(trx, actor, reviewId, 'findingKinds', input.id);
	const kinds = await trx
		.selectFrom('findingKinds')
		.select(['id', 'rank'])
		.where('reviewId', '=', reviewId)
		.where('retiredAt', 'is', null)
		.orderBy('rank')
		.orderBy('id')
		.forUpdate()
		.execute();
	const at = kinds.findIndex((kind) => kind.id === word.id);
	const to = input.direction === 'up' ? at - 1 : at + 1;
	if (at === -1 || to < 0 || to >= kinds.length) throw new Conflict(`“${word.label}” cannot be moved further`);

	const order = kinds.map((kind) => kind.id);
	order.splice(to, 0, ...order.splice(at, 1));
	for (const [index, id] of order.entries()) {
		const rank = index + 1;
		if (kinds.find((kind) => kind.id === id)?.rank === rank) continue;
		await trx.updateTable('findingKinds').set({ rank }).where('id', '=', id).execute();
	}
	await recordOn(trx, grant, reviewId, { findingKinds: word.label, moved: input.direction });
}

function requireGrant(actor: Actor, reviewId: number): Grant {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'vocabulary.edit', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat changes the kinds and themes of a review');
	return grant;
}

async function lockWord(trx: Trx, actor: Actor, reviewId: number, vocabulary: Vocabulary, id: number) {
	const word = await trx
		.selectFrom(vocabulary)
		.select(['id', 'label', 'retiredAt'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (!word) throw new NotFound('This review has no such word');
	return { word, grant: requireGrant(actor, reviewId) };
}

async function addKind(trx: Trx, reviewId: number, label: string): Promise<number> {
	const { rank } = await trx
		.selectFrom('findingKinds')
		.select((eb) => eb(eb.fn.coalesce(eb.fn.max('rank'), eb.val(0)), '+', 1).as('rank'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	const { id } = await trx
		.insertInto('findingKinds')
		.values({ reviewId, label, rank })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function addTheme(trx: Trx, reviewId: number, label: string): Promise<number> {
	const { id } = await trx.insertInto('themes').values({ reviewId, label }).returning('id').executeTakeFirstOrThrow();
	return id;
}

async function recordOn(trx: Trx, grant: Grant, reviewId: number, said: Record<string, unknown>): Promise<void> {
	await record(trx, grant, 'vocabulary.changed', { reviewId, kind: 'review', id: reviewId, audience: 'members' }, said);
}
