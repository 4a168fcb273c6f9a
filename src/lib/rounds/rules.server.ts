import { createHash } from 'node:crypto';
import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { roundRulesSchema, type RoundRules } from './rules.ts';
import uk from './rules/uk.json' with { type: 'json' };

/** The rules that come with the application, checked when it starts. */
export const shippedRules: readonly RoundRules[] = [uk].map((data) => roundRulesSchema.parse(data));

export type KnownRules = {
	rules: RoundRules;
	/** Names the edition in an address and in a form: uk-1. */
	key: string;
	sha256: string;
	/** Null for rules that come with the application. */
	addedBy: string | null;
	addedAt: Date | null;
};

/** How many editions a review may keep. */
const mostEditions = 100;

/** Every edition that a review may use: those that come along first, then what it took in, the latest first. */
export async function listKnownRules(trx: Trx, reviewId: number): Promise<KnownRules[]> {
	const rows = await trx
		.selectFrom('roundRules')
		.innerJoin('people', 'people.id', 'roundRules.addedByPersonId')
		.select(['roundRules.content', 'roundRules.sha256', 'roundRules.addedAt', 'people.name'])
		.where('roundRules.reviewId', '=', reviewId)
		.orderBy('roundRules.id', 'desc')
		.limit(mostEditions)
		.execute();
	const own = rows.map(({ content, sha256, name, addedAt }) => {
		const rules = roundRulesSchema.parse(JSON.parse(content));
		return { rules, key: editionKey(rules), sha256, addedBy: name, addedAt };
	});
	const shipped = shippedRules.map((rules) => ({
		rules,
		key: editionKey(rules),
		sha256: sha256Of(rulesText(rules)),
		addedBy: null,
		addedAt: null
	}));
	return [...shipped, ...own];
}

/** @param key uk-1, as the address carries it. @throws NotFound */
export async function getKnownRules(trx: Trx, reviewId: number, key: string): Promise<KnownRules> {
	const found = (await listKnownRules(trx, reviewId)).find((known) => known.key === key);
	if (!found) throw new NotFound('These rules were not found');
	return found;
}

/**
 * Takes in rules that were read from a file. What the file says of having been tried is not believed.
 * @throws NotFound, Forbidden, Conflict, Invalid('file') where the review has that edition
 */
export async function importRules(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	read: RoundRules
): Promise<{ key: string }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'round.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat imports rules');
	const rules = { ...read, tried: false };
	const key = editionKey(rules);
	const known = await listKnownRules(trx, reviewId);
	const taken = new Invalid(
		'file',
		`“${rules.key}” is here already in edition ${rules.edition}: give the file another edition or another key`
	);
	if (known.some((each) => each.key === key)) throw taken;
	if (known.length >= mostEditions) throw new Conflict(`A review keeps ${mostEditions} editions of rules at most`);
	const content = rulesText(rules);
	const sha256 = sha256Of(content);
	const added = await trx
		.insertInto('roundRules')
		.values({
			reviewId,
			key: rules.key,
			edition: rules.edition,
			name: rules.name,
			content,
			sha256,
			addedByPersonId: actor.person.id,
			addedAt: actor.now
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!added) throw taken;
	await record(
		trx,
		grant,
		'round_rules.imported',
		{ reviewId, kind: 'round_rules', id: added.id, audience: 'members' },
		{ key: rules.key, edition: rules.edition, name: rules.name, sha256 }
	);
	return { key };
}

/** The text of which a round keeps a copy. */
export function rulesText(rules: RoundRules): string {
	return JSON.stringify(rules);
}

export function sha256Of(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function editionKey({ key, edition }: RoundRules): string {
	return `${key}-${edition}`;
}
