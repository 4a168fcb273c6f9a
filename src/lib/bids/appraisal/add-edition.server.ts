import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { Edition } from './edition.ts';
import { listKnownEditions, mostEditions } from './editions.server.ts';
import { parameterKinds } from './parameters.ts';

/**
 * Adds an edition of the values that appraisals use. Appraisals that were made keep the edition they used.
 * @throws NotFound, Forbidden, Conflict, Invalid('file') where the kind has an edition of that name
 */
export async function addEdition(trx: Trx, actor: Actor, reviewId: number, edition: Edition): Promise<{ id: number }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'parameter_edition.add', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat adds values for appraisal');
	const known = await listKnownEditions(trx, reviewId);
	const same = known.some(({ edition: { kind, edition: name } }) => kind === edition.kind && name === edition.edition);
	if (same) throw alreadyHere(edition);
	if (known.filter(({ id }) => id !== null).length >= mostEditions) {
		throw new Conflict(`A review keeps ${mostEditions} editions at most`);
	}
	const added = await trx
		.insertInto('parameterEditions')
		.values({
			reviewId,
			kind: edition.kind,
			edition: edition.edition,
			content: JSON.stringify(edition),
			addedByPersonId: actor.person.id,
			addedAt: actor.now
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!added) throw alreadyHere(edition);
	await record(
		trx,
		grant,
		'parameter_edition.added',
		{ reviewId, kind: 'parameter_edition', id: added.id, reference: null, audience: 'members' },
		{ kind: edition.kind, edition: edition.edition, source: edition.source }
	);
	return added;
}

function alreadyHere({ kind, edition }: Edition): Invalid {
	return new Invalid(
		'file',
		`${parameterKinds[kind].label}: the edition “${edition}” is here already. Give this one another name.`
	);
}
