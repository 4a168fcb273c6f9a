import { type Actor, grantFor } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { canConfirmLink, canMakeLink, canRemoveLink, eitherEnd, type LinkStance } from './link.ts';

export type Tag = { stance: LinkStance; note: string | null };

/** The versions of both ends that were on the person's screen. */
export type SeenVersions = { findingVersion: number; recommendationVersion: number };

/**
 * Tags a finding to a recommendation of the same review, confirmed on the versions of this moment.
 * @throws NotFound, Forbidden, Conflict for a withdrawn finding; the constraint `links_key` where the tag exists
 */
export async function makeLink(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	findingId: number,
	input: Tag & { recommendationId: number }
): Promise<number> {
	const finding = await lockFinding(trx, reviewId, findingId);
	if (!finding) throw new NotFound('This finding was not found');
	const recommendation = await holdRecommendation(trx, reviewId, input.recommendationId);
	const ends = endsOf(reviewId, finding, recommendation);
	if (!canMakeLink(actor, ends)) throw new Forbidden();
	if (finding.state === 'withdrawn') throw new Conflict('This finding has been withdrawn, so it can be tagged no more');
	const { id } = await insertLink(trx, reviewId, finding, recommendation, input);
	await recordLink(trx, actor, 'link.make', 'link.made', { id, reviewId, finding, recommendation }, input);
	return id;
}

/**
 * Tags several findings in one act; those that are tagged to the recommendation already stay as they are.
 * @returns how many tags were made and how many were there
 * @throws NotFound, Forbidden, Invalid on `findings`
 */
export async function tagFindings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	findingIds: readonly number[],
	input: Tag & { recommendationId: number }
): Promise<{ made: number; already: number }> {
	const wanted = [...new Set(findingIds)].sort((one, other) => one - other);
	const findings = [];
	for (const findingId of wanted) {
		const finding = await lockFinding(trx, reviewId, findingId);
		if (!finding) throw new NotFound('One of these findings was not found');
		findings.push(finding);
	}
	const recommendation = await holdRecommendation(trx, reviewId, input.recommendationId);
	const refused = findings.filter((finding) => !canMakeLink(actor, endsOf(reviewId, finding, recommendation)));
	if (findings.length > 0 && refused.length === findings.length) throw new Forbidden();
	if (refused.length > 0) {
		throw new Invalid(
			'findings',
			`${names(refused)}: another department’s, and so is the recommendation. Untick them.`
		);
	}
	const withdrawn = findings.filter((finding) => finding.state === 'withdrawn');
	if (withdrawn.length > 0)
		throw new Invalid('findings', `${names(withdrawn)}: withdrawn, so tagged no more. Untick them.`);

	const tagged = await trx
		.selectFrom('links')
		.select('findingId')
		.where('recommendationId', '=', recommendation.id)
		.where('findingId', 'in', wanted)
		.where('removedAt', 'is', null)
		.execute();
	const fresh = findings.filter((finding) => !tagged.some((link) => link.findingId === finding.id));
	const made = [];
	for (const finding of fresh) {
		const { id } = await insertLink(trx, reviewId, finding, recommendation, input);
		made.push({ id, reviewId, finding, recommendation });
	}
	for (const link of made) await recordLink(trx, actor, 'link.make', 'link.made', link, input);
	return { made: made.length, already: findings.length - fresh.length };
}

/** Changes what a tag says, not what it was confirmed on. @throws NotFound, Forbidden, Conflict */
export async function changeLink(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	linkId: number,
	input: Tag & { revision: number }
): Promise<void> {
	const link = await lockLink(trx, reviewId, linkId);
	if (!link) throw new NotFound('This tag was not found');
	if (!canMakeLink(actor, link)) throw new Forbidden();
	requireHere(link);
	if (link.revision !== input.revision) throw new Conflict('Somebody has changed this tag since you opened it');
	await trx
		.updateTable('links')
		.set({ stance: input.stance, note: input.note, revision: input.revision + 1 })
		.where('id', '=', linkId)
		.execute();
	await recordLink(trx, actor, 'link.make', 'link.changed', await withEnds(trx, link), {
		stance: [link.stance, input.stance],
		note: [link.note, input.note]
	});
}

/** Says that a tag still holds on the versions that were on screen. @throws NotFound, Forbidden, Conflict when an end has moved since */
export async function confirmLink(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	linkId: number,
	seen: SeenVersions
): Promise<void> {
	await confirmLinks(trx, actor, reviewId, [{ linkId, ...seen }]);
}

/** As `confirmLink` for several tags: all of them or, where one refuses, none. */
export async function confirmLinks(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	links: readonly (SeenVersions & { linkId: number })[]
): Promise<void> {
	const confirmed = [];
	for (const seen of [...links].sort((one, other) => one.linkId - other.linkId)) {
		const link = await lockLink(trx, reviewId, seen.linkId);
		if (!link) throw new NotFound('This tag was not found');
		if (!canConfirmLink(actor, link)) throw new Forbidden();
		requireHere(link);
		const ends = await withEnds(trx, link);
		if (link.findingState === 'withdrawn') {
			throw new Conflict(`${reference('F', ends.finding.number)} has been withdrawn: remove the tag instead`);
		}
		if (
			link.findingVersionCurrent !== seen.findingVersion ||
			link.recommendationVersionCurrent !== seen.recommendationVersion
		) {
			throw new Conflict(
				`${reference('F', ends.finding.number)} or ${reference('R', ends.recommendation.number)} has changed again since you looked. Read the words below, then confirm.`
			);
		}
		await trx
			.updateTable('links')
			.set({
				findingVersionConfirmed: seen.findingVersion,
				recommendationVersionConfirmed: seen.recommendationVersion,
				confirmedAt: actor.now,
				revision: link.revision + 1
			})
			.where('id', '=', seen.linkId)
			.execute();
		confirmed.push({ ends, seen });
	}
	for (const { ends, seen } of confirmed) {
		await recordLink(trx, actor, 'link.confirm', 'link.confirmed', ends, {
			findingVersion: seen.findingVersion,
			recommendationVersion: seen.recommendationVersion
		});
	}
}

/** Takes a tag away; the same finding may be tagged again later. @throws NotFound, Forbidden, Conflict */
export async function removeLink(trx: Trx, actor: Actor, reviewId: number, linkId: number): Promise<void> {
	const end = await trx
		.selectFrom('links')
		.select('findingId')
		.where('reviewId', '=', reviewId)
		.where('id', '=', linkId)
		.executeTakeFirst();
	// A finding counts its tags, so it is locked first, as every act on a finding does.
	if (end) await lockFinding(trx, reviewId, end.findingId);
	const link = end && (await lockLink(trx, reviewId, linkId));
	if (!link) throw new NotFound('This tag was not found');
	if (!canRemoveLink(actor, link)) throw new Forbidden();
	requireHere(link);
	await trx
		.updateTable('links')
		.set({ removedAt: actor.now, revision: link.revision + 1 })
		.where('id', '=', linkId)
		.execute();
	await recordLink(trx, actor, 'link.remove', 'link.removed', await withEnds(trx, link), { stance: link.stance });
}

type Finding = { id: number; number: number; teamId: number; state: string; sharedAt: Date | null };
type Target = { id: number; number: number; leadTeamId: number };
type Ends = { id: number; reviewId: number; finding: Finding; recommendation: Target };

async function lockFinding(trx: Trx, reviewId: number, findingId: number): Promise<Finding | undefined> {
	return trx
		.selectFrom('findings')
		.select(['id', 'number', 'teamId', 'state', 'sharedAt'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', findingId)
		.forUpdate()
		.executeTakeFirst();
}

/** Keeps the words from moving until the tag is written: a change that overtook it would flag nothing. */
async function holdRecommendation(trx: Trx, reviewId: number, recommendationId: number): Promise<Target> {
	const found = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'leadTeamId'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', recommendationId)
		.forShare()
		.executeTakeFirst();
	if (!found) throw new Invalid('recommendationId', 'Select a recommendation of this review');
	return found;
}

async function lockLink(trx: Trx, reviewId: number, linkId: number) {
	return trx
		.selectFrom('links')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('id', '=', linkId)
		.forUpdate()
		.executeTakeFirst();
}

type LockedLink = NonNullable<Awaited<ReturnType<typeof lockLink>>>;

function requireHere(link: LockedLink): void {
	if (link.removedAt) throw new Conflict('Somebody has removed this tag since you opened the page');
}

async function insertLink(trx: Trx, reviewId: number, finding: Finding, recommendation: Target, { stance, note }: Tag) {
	return trx
		.insertInto('links')
		.values({ reviewId, findingId: finding.id, recommendationId: recommendation.id, stance, note })
		.returning('id')
		.executeTakeFirstOrThrow();
}

async function withEnds(trx: Trx, link: LockedLink): Promise<Ends> {
	const finding = await trx
		.selectFrom('findings')
		.select(['id', 'number', 'teamId', 'state', 'sharedAt'])
		.where('id', '=', link.findingId)
		.executeTakeFirstOrThrow();
	const recommendation = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'leadTeamId'])
		.where('id', '=', link.recommendationId)
		.executeTakeFirstOrThrow();
	return { id: link.id, reviewId: link.reviewId, finding, recommendation };
}

function endsOf(reviewId: number, finding: Finding, recommendation: Target) {
	return { reviewId, findingTeamId: finding.teamId, recommendationLeadTeamId: recommendation.leadTeamId };
}

function names(findings: Finding[]): string {
	return findings.map((finding) => reference('F', finding.number)).join(', ');
}

/** A draft finding is its own department's, so what is said of its tags is too. */
async function recordLink(
	trx: Trx,
	actor: Actor,
	act: Act,
	event: AuditEvent,
	{ id, reviewId, finding, recommendation }: Ends,
	said: Record<string, unknown>
): Promise<void> {
	const grant = grantFor(actor, act, eitherEnd(endsOf(reviewId, finding, recommendation)));
	await record(
		trx,
		grant,
		event,
		{
			reviewId,
			kind: 'link',
			id,
			reference: reference('R', recommendation.number),
			audience: finding.sharedAt ? 'members' : 'team',
			teamId: finding.teamId
		},
		{ finding: reference('F', finding.number), recommendation: reference('R', recommendation.number), ...said }
	);
}
