import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { insertSection, lockFor, recordOn } from '../commands.server.ts';
import { isLaterEdition, nextEdition, type Profile } from '../profile.ts';
import { listEditions } from '../profiles.server.ts';
import { listSections } from '../queries.server.ts';
import type { ProfileOrigin } from '../table.ts';

/** How many editions a review may keep of all its kinds of paper together. */
const mostEditions = 300;

/**
 * Takes in a profile that was read from a file: a new kind of paper, or a later edition of one that is known.
 * @throws NotFound, Forbidden, Conflict, Invalid('file')
 */
export async function importProfile(trx: Trx, actor: Actor, reviewId: number, profile: Profile): Promise<void> {
	const grant = await grantToEdit(trx, actor, reviewId);
	const [latest] = await listEditions(trx, reviewId, profile.key);
	if (latest && !isLaterEdition(profile.edition, latest.profile.edition)) {
		throw new Invalid(
			'file',
			`“${profile.key}” is here already in edition ${latest.profile.edition}: a file must carry a later edition than that, or another key`
		);
	}
	await addEdition(trx, actor, reviewId, grant, 'import', { ...profile, tried: false });
}

/**
 * Lays down what a form says as the next edition of a kind of paper. Papers that were started keep the one they have.
 * @param input.base the edition that was on the page. @throws NotFound, Forbidden, Conflict
 */
export async function changeProfile(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	key: string,
	input: { base: string; words: Profile }
): Promise<Profile> {
	const grant = await grantToEdit(trx, actor, reviewId);
	const [latest] = await listEditions(trx, reviewId, key);
	if (!latest) throw new NotFound('This profile was not found');
	const { edition } = latest.profile;
	if (edition !== input.base) throw new Conflict(`Somebody has saved edition ${edition} of this profile since`);
	const profile = { ...input.words, key, edition: nextEdition(edition), tried: false };
	await addEdition(trx, actor, reviewId, grant, 'change', profile);
	return profile;
}

/** Lays down what a form says as a kind of paper of its own. @throws NotFound, Forbidden, Conflict, Invalid('name') */
export async function copyProfile(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { words: Profile }
): Promise<Profile> {
	const grant = await grantToEdit(trx, actor, reviewId);
	const key = keyOf(input.words.name);
	if ((await listEditions(trx, reviewId, key)).length > 0) {
		throw new Invalid('name', 'There is a profile of this name already: give the copy a name of its own');
	}
	const profile = { ...input.words, key, edition: '1', tried: false };
	await addEdition(trx, actor, reviewId, grant, 'copy', profile);
	return profile;
}

/**
 * Moves a paper to another edition of the profile that it was started from. No word of it changes; sections that the
 * edition adds are laid down empty or with the words that they start with.
 * @throws NotFound, Forbidden, Conflict
 */
export async function adoptProfile(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { edition: string; revision: number }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	if (paper.revision !== input.revision) throw new Conflict('Somebody has changed the details of this paper');
	const before = paper.profile;
	const editions = await listEditions(trx, reviewId, before.key);
	const after = editions.find(({ profile }) => profile.edition === input.edition)?.profile;
	if (!after) throw new NotFound('This edition was not found');
	if (after.edition === before.edition) throw new Conflict('This paper uses that edition already');
	if (!after.committee && paper.committee !== null) {
		throw new Conflict('That edition goes to no committee: take the committee out of the paper’s details first');
	}

	const { sections } = await listSections(trx, paper.id);
	const added = sectionsAdded(before, after, sections);
	let rank = sections.reduce((last, section) => Math.max(last, section.rank), 0);
	for (const { heading, starter, annex } of added) {
		rank += 1;
		await insertSection(trx, actor, grant, paper, { rank, heading, body: starter, annex });
	}
	await trx
		.updateTable('papers')
		.set({ profile: JSON.stringify(after), revision: paper.revision + 1, updatedAt: actor.now })
		.where('id', '=', paper.id)
		.execute();
	await recordOn(trx, grant, 'paper.profile_changed', paper, {
		profile: after.key,
		edition: [before.edition, after.edition],
		sectionsAdded: added.map((section) => section.heading)
	});
}

/** The sections that an edition adds to another and that a paper does not have; what its authors took out stays out. */
export function sectionsAdded(
	before: Profile,
	after: Profile,
	sections: readonly { heading: string }[]
): Profile['sections'] {
	const known = [...before.sections, ...sections].map((section) => section.heading);
	return after.sections.filter(({ heading }) => !known.includes(heading));
}

async function grantToEdit(trx: Trx, actor: Actor, reviewId: number): Promise<Grant> {
	const review = await trx.selectFrom('reviews').select('id').where('id', '=', reviewId).executeTakeFirst();
	if (!review) throw new NotFound();
	const grant = grantFor(actor, 'profile.edit', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat changes profiles');
	return grant;
}

const events: Record<ProfileOrigin, AuditEvent> = {
	import: 'profile.imported',
	change: 'profile.changed',
	copy: 'profile.copied'
};

async function addEdition(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	grant: Grant,
	origin: ProfileOrigin,
	profile: Profile
): Promise<void> {
	const { count } = await trx
		.selectFrom('profiles')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	if (count >= mostEditions) throw new Conflict(`A review keeps ${mostEditions} editions of profiles at most`);
	const { key, edition } = profile;
	const inserted = await trx
		.insertInto('profiles')
		.values({
			reviewId,
			key,
			edition,
			content: JSON.stringify(profile),
			origin,
			personId: actor.person.id,
			postId: grant.postId,
			addedAt: actor.now
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!inserted) throw new Conflict(`Somebody has saved edition ${edition} of this profile since`);
	await record(
		trx,
		grant,
		events[origin],
		{ reviewId, kind: 'profile', id: inserted.id, reference: null, audience: 'members' },
		{ profile: key, name: profile.name, edition }
	);
}

/** "Our committee’s paper" becomes our_committee_s_paper. */
function keyOf(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^[_0-9]+|_+$/g, '')
		.slice(0, 60);
	if (plain.length < 3) throw new Invalid('name', 'Give it a name with three letters or more');
	return plain;
}
