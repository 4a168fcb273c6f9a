import type { Actor } from '#lib/access/actor.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Invalid, NotFound } from '#lib/errors.ts';
import { type OptionKind, optionKinds } from '../bid.ts';
import { leadGrant, lockForLead, noteChange, onBid } from '../commands.server.ts';
import { listOptions } from '../queries.server.ts';

export type OptionInput = { kind: OptionKind; name: string; description: string; leadOnly: boolean };

/**
 * Saves an option. To prefer one is to put it in the preferred one's place, which takes this one's kind: a bid asks for
 * exactly one. @throws NotFound, Forbidden, Conflict; Invalid on `kind` or `leadOnly`
 */
export async function editOption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	optionId: number,
	{ revision, ...input }: OptionInput & { revision: number }
): Promise<void> {
	const { bid, options, option } = await lockOption(trx, actor, reviewId, number, optionId, revision);
	const changed = changes(plain(option), input);
	if (Object.keys(changed).length === 0) return;
	if (option.kind !== input.kind && option.kind === 'bau')
		throw new Invalid('kind', 'Business as usual stays: every other option is compared with it');
	if (option.kind !== input.kind && option.kind === 'preferred')
		throw new Invalid('kind', 'Make another option the preferred one instead: this one then takes its place');
	if (input.kind === 'bau' && option.kind !== 'bau') throw new Invalid('kind', 'A bid has one business as usual');
	if (input.leadOnly && !option.leadOnly && (await othersHaveLines(trx, optionId, bid.leadTeamId)))
		throw new Invalid('leadOnly', 'Another department has lines in this option, so it cannot be kept to the lead');

	const preferred = options.find(({ kind }) => kind === 'preferred');
	if (input.kind === 'preferred' && preferred && preferred.id !== optionId) {
		await trx
			.updateTable('bidOptions')
			.set({ kind: option.kind, revision: preferred.revision + 1 })
			.where('id', '=', preferred.id)
			.execute();
	}
	await trx
		.updateTable('bidOptions')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', optionId)
		.execute();
	await noteChange(trx, actor, bid, []);
	const said = option.leadOnly || input.leadOnly ? { option: optionId } : { option: optionId, ...changed };
	await record(trx, leadGrant(actor, bid), 'bid.option_saved', onBid(bid), said);
}

/** Takes an option out that has no lines. @throws NotFound, Forbidden, Conflict */
export async function removeOption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	optionId: number,
	revision: number
): Promise<void> {
	const { bid, option } = await lockOption(trx, actor, reviewId, number, optionId, revision);
	if (option.kind === 'bau' || option.kind === 'preferred')
		throw new Conflict(`A bid keeps its option of the kind “${optionKinds[option.kind].label}”.`);
	if ((await countLines(trx, optionId)) > 0)
		throw new Conflict('This option has lines. It can go once each department has taken out its own.');
	await trx.deleteFrom('bidOptions').where('id', '=', optionId).execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.option_saved', onBid(bid), { option: optionId, removed: true });
}

async function lockOption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	optionId: number,
	revision: number
) {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const options = await listOptions(trx, bid.id);
	const option = options.find(({ id }) => id === optionId);
	if (!option) throw new NotFound();
	if (option.revision !== revision)
		throw new Conflict('Somebody has changed this option since you opened it. Look at what is saved, then save again.');
	return { bid, options, option };
}

function plain({ kind, name, description, leadOnly }: OptionInput): OptionInput {
	return { kind, name, description, leadOnly };
}

async function countLines(trx: Trx, optionId: number, but: number | null = null): Promise<number> {
	let found = 0;
	for (const table of ['costLines', 'benefitLines'] as const) {
		const { count } = await trx
			.selectFrom(table)
			.select((row) => row.fn.countAll<number>().as('count'))
			.where('optionId', '=', optionId)
			.$if(but !== null, (query) => query.where('teamId', '<>', but ?? 0))
			.executeTakeFirstOrThrow();
		found += count;
	}
	return found;
}

async function othersHaveLines(trx: Trx, optionId: number, leadTeamId: number): Promise<boolean> {
	return (await countLines(trx, optionId, leadTeamId)) > 0;
}
