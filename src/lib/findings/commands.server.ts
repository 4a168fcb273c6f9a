import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, digestWords, record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { shareEvent } from '#lib/evidence/commands.server.ts';
import {
	type Attribution,
	attributionUnder,
	canBearFindings,
	loggingTeams,
	type Provenance,
	strictestAttribution
} from '#lib/evidence/event.ts';
import { nextNumber } from '#lib/evidence/number.server.ts';
import { findNotes, lockEvent } from '#lib/evidence/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import {
	type AccuracyOutcome,
	canAnswerAccuracy,
	canWithdrawConsent,
	mutualKinds,
	type Nature,
	type Reach,
	type RelationKind
} from './finding.ts';
import { findQuote } from './passage.ts';
import { lockFinding, lockFindings } from './queries.server.ts';

export type FindingDetails = {
	kindId: number | null;
	themeId: number | null;
	lifeStage: string | null;
	service: string | null;
	reach: Reach | null;
	scope: string | null;
	whoseView: string | null;
	nature: Nature | null;
};

export type PassageInput = {
	/** The event's number. */
	event: number;
	/** An exact part of the event's notes; null rests on the event as a whole. */
	quote: string | null;
	/** Where the quotation began when it was chosen, for words that stand in the notes more than once. */
	near?: number | null;
	/** null takes what the person agreed to, or by role only. */
	attribution: Attribution | null;
	/** Who said it, one of the people met at the event. */
	contributorId: number | null;
	consent: 'given' | 'not_asked';
};

/**
 * Records a draft finding that rests on one event. Place, date and source type come from the event.
 * @param input.teamId the department whose finding it is; null is that of the evidence where the actor works for it
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function recordFinding(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: FindingDetails & {
		sentence: string;
		passage: PassageInput;
		teamId?: number | null;
		provenance?: Provenance | null;
	}
): Promise<{ id: number; number: number; reference: string }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const event = await lockBearingEvent(trx, reviewId, input.passage.event);
	const own = loggingTeams(actor, reviewId).includes(event.teamId) ? event.teamId : null;
	const wanted = input.teamId ?? own;
	const grant = grantFor(actor, 'finding.record', { reviewId, ...(wanted === null ? {} : { teamIds: [wanted] }) });
	if (!grant) throw new Forbidden('Only officials record findings, each for their own department');
	requireHeld(event);
	await requireWords(trx, reviewId, input);

	const number = await nextNumber(trx, reviewId, 'F');
	const details = detailsOf(input);
	const { id } = await trx
		.insertInto('findings')
		.values({
			reviewId,
			number,
			teamId: grant.teamId,
			sentence: input.sentence,
			...details,
			provenance: input.provenance ?? null,
			createdAt: actor.now,
			updatedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const finding = { id, reviewId, number, teamId: grant.teamId, sharedAt: null };
	await saveVersion(trx, actor, grant, finding, 1, input.sentence);
	const said = await savePassage(trx, actor, finding, event, input.passage);
	await recordOn(trx, grant, 'finding.recorded', finding, {
		...changes({}, details),
		version: 1,
		sentence: textDigest(input.sentence),
		...said
	});
	return { id, number, reference: reference('F', number) };
}

/**
 * Lets a finding rest on one more passage, of the same event or another.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function addPassage(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: PassageInput
): Promise<void> {
	const event = await lockBearingEvent(trx, reviewId, input.event);
	const { finding, grant } = await lockFor(trx, actor, reviewId, number, 'finding.edit');
	requireHeld(event);
	if (finding.state === 'shared' && event.state !== 'shared') {
		throw new Conflict(`F${number} is shared: share E${event.number} before the finding rests on it`);
	}
	const same = await trx
		.selectFrom('passages')
		.select('id')
		.where('findingId', '=', finding.id)
		.where('eventId', '=', event.id)
		.where('quote', 'is not distinct from', input.quote)
		.where('consent', '<>', 'withdrawn')
		.executeTakeFirst();
	if (same) throw new Conflict(`F${number} rests on this passage of E${event.number} already`);

	const said = await savePassage(trx, actor, finding, event, input);
	await recordOn(trx, grant, 'passage.added', finding, said);
}

/**
 * A change of the sentence makes a new version, and everything linked to the finding asks for a re-check; other changes
 * do not.
 * @returns whether the sentence changed
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function editFinding(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: FindingDetails & { sentence: string; revision: number }
): Promise<{ reworded: boolean }> {
	const { finding, grant } = await lockFor(trx, actor, reviewId, number, 'finding.edit');
	requireCurrent(finding, input.revision);
	await requireWords(trx, reviewId, input, finding);

	const details = detailsOf(input);
	const reworded = finding.sentence !== input.sentence;
	const version = finding.version + (reworded ? 1 : 0);
	await trx
		.updateTable('findings')
		.set({ ...details, sentence: input.sentence, version, revision: finding.revision + 1, updatedAt: actor.now })
		.where('id', '=', finding.id)
		.execute();
	if (reworded) await saveVersion(trx, actor, grant, finding, version, input.sentence);
	await recordOn(trx, grant, reworded ? 'finding.reworded' : 'finding.edited', finding, {
		...told(changes(finding, details), finding.sharedAt !== null),
		...(reworded ? { version: [finding.version, version], sentence: textDigest(input.sentence) } : {})
	});
	return { reworded };
}

/**
 * Sets the same words on many findings at once, or on none; null leaves a field of each as it is.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function editFindingsInBulk(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { findings: number[] } & Omit<FindingDetails, 'scope' | 'whoseView'>
): Promise<void> {
	const { findings: numbers, ...wanted } = input;
	const locked = await lockAll(trx, actor, reviewId, numbers, 'finding.edit');
	await requireWords(trx, reviewId, input);
	const set = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));

	for (const { finding } of locked) {
		await trx
			.updateTable('findings')
			.set({ ...set, revision: finding.revision + 1, updatedAt: actor.now })
			.where('id', '=', finding.id)
			.execute();
	}
	for (const { finding, grant } of locked) {
		await recordOn(trx, grant, 'finding.edited', finding, told(changes(finding, set), finding.sharedAt !== null));
	}
}

/**
 * Shows draft findings to every member, all or none.
 * @param findings numbers, each with the revision that was looked at; null where only the number was ticked
 * @throws NotFound, Forbidden, Conflict: an event that one of them rests on has to be shared first
 */
export async function shareFindings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	findings: { number: number; revision: number | null }[]
): Promise<void> {
	const numbers = findings.map((finding) => finding.number);
	await lockEventsUnder(trx, reviewId, numbers);
	const locked = await lockAll(trx, actor, reviewId, numbers, 'finding.share');
	for (const { finding } of locked) {
		if (finding.state === 'shared') throw new Conflict(`F${finding.number} is shared already`);
		const seen = findings.find(({ number }) => number === finding.number);
		if (seen?.revision !== null) requireCurrent(finding, seen?.revision ?? 0);
	}
	await requireSharedEvents(
		trx,
		locked.map(({ finding }) => finding.id)
	);

	for (const { finding } of locked) {
		await trx
			.updateTable('findings')
			.set({ state: 'shared', sharedAt: actor.now, revision: finding.revision + 1, updatedAt: actor.now })
			.where('id', '=', finding.id)
			.execute();
	}
	for (const { finding, grant } of locked) {
		await recordOn(trx, grant, 'finding.shared', { ...finding, sharedAt: actor.now });
	}
}

/** Shares an event and the ticked drafts that rest on it in one act. @throws NotFound, Forbidden, Conflict */
export async function shareEventWithFindings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; notes: boolean; findings: number[] }
): Promise<void> {
	await shareEvent(trx, actor, reviewId, number, input);
	await shareFindings(
		trx,
		actor,
		reviewId,
		input.findings.map((finding) => ({ number: finding, revision: null }))
	);
}

/**
 * Leaves a tombstone: reference, date and reason. Its wordings stay with its own department; every link to it asks for a
 * re-check.
 * @throws NotFound, Forbidden, Conflict
 */
export async function withdrawFinding(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; reason: string }
): Promise<void> {
	const { finding, grant } = await lockFor(trx, actor, reviewId, number, 'finding.withdraw');
	requireCurrent(finding, input.revision);

	await trx
		.updateTable('findings')
		.set({
			sentence: null,
			service: null,
			lifeStage: null,
			scope: null,
			whoseView: null,
			state: 'withdrawn',
			withdrawnAt: actor.now,
			withdrawnBecause: input.reason,
			revision: finding.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', finding.id)
		.execute();
	await recordOn(trx, grant, 'finding.withdrawn', finding, { reason: input.reason });
}

/**
 * Erases a quotation whose speaker took back their words: that something was said remains as a fact.
 * The notes of the event are not touched.
 * @throws NotFound, Forbidden, Conflict
 */
export async function withdrawConsent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	passageId: number
): Promise<void> {
	const finding = await lockFinding(trx, reviewId, number);
	if (!finding) throw new NotFound(`There is no finding F${number} that you may see in this review`);
	const passage = await trx
		.selectFrom('passages as passage')
		.innerJoin('evidenceEvents as event', 'event.id', 'passage.eventId')
		.select(['passage.id', 'passage.quote', 'passage.consent', 'event.teamId as eventTeamId', 'event.number as event'])
		.where('passage.id', '=', passageId)
		.where('passage.findingId', '=', finding.id)
		.forUpdate(['passage'])
		.executeTakeFirst();
	if (!passage) throw new NotFound(`F${number} does not rest on this passage`);
	const grant = grantFor(actor, 'finding.edit', { reviewId, teamIds: [finding.teamId, passage.eventTeamId] });
	if (!grant || !canWithdrawConsent(actor, finding, passage)) {
		throw new Forbidden('Only the department of the evidence or of the finding records this');
	}
	if (passage.consent === 'withdrawn') throw new Conflict('It is recorded already that consent was withdrawn');

	await trx
		.updateTable('passages')
		.set({ consent: 'withdrawn', quote: null, startsAt: null, endsAt: null, contributorId: null })
		.where('id', '=', passage.id)
		.execute();
	await recordOn(trx, grant, 'passage.consent_withdrawn', finding, { event: reference('E', passage.event) });
}

/** @throws NotFound, Forbidden, Conflict, Invalid */
export async function relateFindings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { kind: RelationKind; to: number }
): Promise<void> {
	if (input.to === number) throw new Invalid('to', 'Enter another finding than this one');
	const both = await lockFindings(trx, reviewId, [number, input.to]);
	const from = both.find((finding) => finding.number === number);
	const to = both.find((finding) => finding.number === input.to);
	if (!from) throw new NotFound(`There is no finding F${number} that you may see in this review`);
	if (!to) throw new Invalid('to', `There is no finding F${input.to} that you may see in this review`);
	const grant = requireGrant(actor, 'finding.relate', from);
	requireNotWithdrawn(from);
	if (to.state === 'withdrawn') throw new Invalid('to', `F${input.to} is withdrawn`);
	const there = await trx
		.selectFrom('findingRelations')
		.select('id')
		.where('kind', '=', input.kind)
		.where('removedAt', 'is', null)
		.where((eb) => {
			const same = eb.and([eb('fromFindingId', '=', from.id), eb('toFindingId', '=', to.id)]);
			const mirrored = eb.and([eb('fromFindingId', '=', to.id), eb('toFindingId', '=', from.id)]);
			return mutualKinds.has(input.kind) ? eb.or([same, mirrored]) : same;
		})
		.executeTakeFirst();
	if (there) throw new Conflict(`F${number} and F${input.to} are related in this way already`);

	await trx
		.insertInto('findingRelations')
		.values({ reviewId, fromFindingId: from.id, toFindingId: to.id, kind: input.kind, createdAt: actor.now })
		.execute();
	await recordOn(trx, grant, 'finding.related', audienceOfBoth(from, to), {
		kind: input.kind,
		to: reference('F', to.number)
	});
}

/** Takes a relation away again, from either end. @throws NotFound, Forbidden */
export async function removeRelation(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	relationId: number
): Promise<void> {
	const finding = await lockFinding(trx, reviewId, number);
	if (!finding) throw new NotFound(`There is no finding F${number} that you may see in this review`);
	const relation = await trx
		.selectFrom('findingRelations')
		.selectAll()
		.where('id', '=', relationId)
		.where((eb) => eb.or([eb('fromFindingId', '=', finding.id), eb('toFindingId', '=', finding.id)]))
		.where('removedAt', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!relation) throw new NotFound('This relation is not there any more');
	const grant = requireGrant(actor, 'finding.relate', finding);

	await trx.updateTable('findingRelations').set({ removedAt: actor.now }).where('id', '=', relation.id).execute();
	const other = await trx
		.selectFrom('findings')
		.selectAll()
		.where('id', '=', relation.fromFindingId === finding.id ? relation.toFindingId : relation.fromFindingId)
		.executeTakeFirstOrThrow();
	await recordOn(trx, grant, 'finding.unrelated', audienceOfBoth(finding, other), {
		kind: relation.kind,
		to: reference('F', other.number)
	});
}

/**
 * Shows a shared finding to the department or body that it is about, before it is cited.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function askAccuracy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { teamId: number | null; body: string | null }
): Promise<void> {
	const { finding, grant } = await lockFor(trx, actor, reviewId, number, 'accuracy.ask');
	if (finding.state === 'draft') throw new Conflict(`Share F${number} first: nobody else can see it before it is`);
	const body = await bodyAsked(trx, reviewId, input);
	const open = await trx
		.selectFrom('accuracyChecks')
		.select('id')
		.where('findingId', '=', finding.id)
		.where('body', '=', body)
		.where('findingVersion', '=', finding.version)
		.where('answeredAt', 'is', null)
		.executeTakeFirst();
	if (open) throw new Conflict(`${body} has been asked about this wording already`);

	await trx
		.insertInto('accuracyChecks')
		.values({
			reviewId,
			findingId: finding.id,
			findingVersion: finding.version,
			body,
			teamId: input.teamId,
			askedAt: actor.now
		})
		.execute();
	await recordOn(trx, grant, 'accuracy.asked', finding, { body, version: finding.version });
}

/** @throws NotFound, Forbidden, Conflict */
export async function answerAccuracy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { checkId: number; outcome: AccuracyOutcome; note: string | null }
): Promise<void> {
	const finding = await lockFinding(trx, reviewId, number);
	if (!finding) throw new NotFound(`There is no finding F${number} that you may see in this review`);
	const check = await trx
		.selectFrom('accuracyChecks')
		.selectAll()
		.where('id', '=', input.checkId)
		.where('findingId', '=', finding.id)
		.forUpdate()
		.executeTakeFirst();
	if (!check) throw new NotFound(`F${number} has no such check of accuracy`);
	const grant =
		check.teamId === null
			? grantFor(actor, 'accuracy.ask', { reviewId, teamIds: [finding.teamId] })
			: grantFor(actor, 'accuracy.answer', { reviewId, teamIds: [check.teamId] });
	if (!grant) throw new Forbidden(`This is for ${check.body} to answer`);
	requireNotWithdrawn(finding);
	if (!canAnswerAccuracy(actor, check, finding)) throw new Conflict('This check of accuracy is answered already');

	await trx
		.updateTable('accuracyChecks')
		.set({ outcome: input.outcome, note: input.note, answeredAt: actor.now })
		.where('id', '=', check.id)
		.execute();
	await recordOn(trx, grant, 'accuracy.answered', finding, {
		body: check.body,
		outcome: input.outcome,
		version: check.findingVersion
	});
}

type LockedFinding = NonNullable<Awaited<ReturnType<typeof lockFinding>>>;
type LockedEvent = NonNullable<Awaited<ReturnType<typeof lockEvent>>>;
type Granted = { finding: LockedFinding; grant: Grant };

async function lockFor(trx: Trx, actor: Actor, reviewId: number, number: number, act: Act): Promise<Granted> {
	const finding = await lockFinding(trx, reviewId, number);
	if (!finding) throw new NotFound(`There is no finding F${number} that you may see in this review`);
	const grant = requireGrant(actor, act, finding);
	requireNotWithdrawn(finding);
	return { finding, grant };
}

/** Evidence is locked before what rests on it, everywhere: withdrawing it reaches the findings in that order too. */
async function lockEventsUnder(trx: Trx, reviewId: number, numbers: number[]): Promise<void> {
	await trx
		.selectFrom('evidenceEvents')
		.select('id')
		.where('id', 'in', (eb) =>
			eb
				.selectFrom('passages')
				.innerJoin('findings', 'findings.id', 'passages.findingId')
				.select('passages.eventId')
				.where('findings.reviewId', '=', reviewId)
				.where('findings.number', 'in', [0, ...numbers])
		)
		.orderBy('id')
		.forUpdate()
		.execute();
}

async function lockAll(trx: Trx, actor: Actor, reviewId: number, numbers: number[], act: Act): Promise<Granted[]> {
	const locked = await lockFindings(trx, reviewId, numbers);
	const missing = numbers.find((number) => !locked.some((finding) => finding.number === number));
	if (missing !== undefined) throw new NotFound(`There is no finding F${missing} that you may see in this review`);
	const granted = locked.map((finding) => ({ finding, grant: requireGrant(actor, act, finding) }));
	locked.forEach(requireNotWithdrawn);
	return granted;
}

function requireGrant(actor: Actor, act: Act, finding: LockedFinding): Grant {
	const grant = grantFor(actor, act, { reviewId: finding.reviewId, teamIds: [finding.teamId] });
	if (!grant) throw new Forbidden(`Only the officials of the department that recorded F${finding.number} may do this`);
	return grant;
}

function requireNotWithdrawn(finding: LockedFinding): void {
	if (finding.state === 'withdrawn') {
		throw new Conflict(`F${finding.number} is withdrawn: nothing in it can be changed any more`);
	}
}

function requireCurrent(finding: LockedFinding, revision: number): void {
	if (finding.revision !== revision) {
		throw new Conflict('Somebody has changed this finding since you opened it. What you typed is still here.');
	}
}

async function lockBearingEvent(trx: Trx, reviewId: number, number: number): Promise<LockedEvent> {
	const event = await lockEvent(trx, reviewId, number);
	if (!event) throw new NotFound(`There is no evidence E${number} that you may see in this review`);
	return event;
}

function requireHeld(event: LockedEvent): void {
	if (canBearFindings(event)) return;
	if (event.state === 'withdrawn') throw new Conflict(`E${event.number} is withdrawn: no finding can rest on it`);
	if (event.status === 'cancelled') throw new Conflict(`E${event.number} was cancelled: nothing was heard there`);
	throw new Conflict(`E${event.number} is still planned: change its status to held before drawing findings from it`);
}

/** A word taken out of use stays where it stands, and is given to nothing new. */
async function requireWords(
	trx: Trx,
	reviewId: number,
	wanted: { kindId: number | null; themeId: number | null },
	before: { kindId: number | null; themeId: number | null } = { kindId: null, themeId: null }
): Promise<void> {
	if (wanted.kindId !== null && wanted.kindId !== before.kindId) {
		const kind = await trx
			.selectFrom('findingKinds')
			.select('retiredAt')
			.where('reviewId', '=', reviewId)
			.where('id', '=', wanted.kindId)
			.executeTakeFirst();
		if (kind?.retiredAt !== null) throw new Invalid('kindId', 'Select a kind that this review uses');
	}
	if (wanted.themeId !== null && wanted.themeId !== before.themeId) {
		const theme = await trx
			.selectFrom('themes')
			.select('retiredAt')
			.where('reviewId', '=', reviewId)
			.where('id', '=', wanted.themeId)
			.executeTakeFirst();
		if (theme?.retiredAt !== null) throw new Invalid('themeId', 'Select a theme that this review uses');
	}
}

function detailsOf(input: FindingDetails): FindingDetails {
	const { kindId, themeId, lifeStage, service, reach, scope, whoseView, nature } = input;
	return { kindId, themeId, lifeStage, service, reach, scope, whoseView, nature };
}

type OfFinding = { id: number; reviewId: number; number: number; teamId: number; sharedAt: Date | null };
type Said = Record<string, unknown>;

async function saveVersion(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	finding: { id: number; reviewId: number },
	version: number,
	sentence: string
): Promise<void> {
	await trx
		.insertInto('findingVersions')
		.values({
			findingId: finding.id,
			reviewId: finding.reviewId,
			version,
			sentence,
			personId: actor.person.id,
			postId: grant.postId,
			savedAt: actor.now
		})
		.execute();
}

async function savePassage(
	trx: Trx,
	actor: Actor,
	finding: { id: number; reviewId: number },
	event: LockedEvent,
	input: PassageInput
): Promise<Said> {
	const place = input.quote === null ? null : await placeOf(trx, event, input.quote, input.near ?? 0);
	const agreed = await agreedAttribution(trx, event, input.contributorId);
	const attribution = attributionUnder(
		event.basis,
		strictestAttribution(input.attribution ?? agreed ?? 'role_only', agreed ?? 'named')
	);
	await trx
		.insertInto('passages')
		.values({
			reviewId: finding.reviewId,
			findingId: finding.id,
			eventId: event.id,
			quote: input.quote,
			startsAt: place?.startsAt ?? null,
			endsAt: place?.endsAt ?? null,
			notesVersion: place?.notesVersion ?? null,
			attribution,
			contributorId: input.contributorId,
			consent: input.consent,
			createdAt: actor.now
		})
		.execute();
	return {
		event: reference('E', event.number),
		quote: input.quote === null ? null : textDigest(input.quote),
		attribution,
		consent: input.consent
	};
}

async function placeOf(trx: Trx, event: LockedEvent, quote: string, near: number) {
	const held = await findNotes(trx, event.id);
	if (!held) throw new Invalid('quote', `The notes of E${event.number} stay with the department that wrote them`);
	const span = findQuote(held.notes, quote, near);
	if (!span) {
		throw new Invalid(
			'quote',
			`These words are not in the notes of E${event.number}. Copy them exactly, or leave the box empty.`
		);
	}
	return { ...span, notesVersion: held.version };
}

async function agreedAttribution(
	trx: Trx,
	event: LockedEvent,
	contributorId: number | null
): Promise<Attribution | null> {
	if (contributorId === null) return null;
	const contributor = await trx
		.selectFrom('contributors')
		.select('attribution')
		.where('id', '=', contributorId)
		.where('eventId', '=', event.id)
		.executeTakeFirst();
	if (!contributor) throw new Invalid('contributorId', `Select one of the people met at E${event.number}`);
	return contributor.attribution;
}

async function requireSharedEvents(trx: Trx, findingIds: number[]): Promise<void> {
	const passages = await trx
		.selectFrom('passages')
		.select('eventId')
		.distinct()
		.where('findingId', 'in', [0, ...findingIds])
		.execute();
	const events = await trx
		.selectFrom('evidenceEvents')
		.select(['id', 'number', 'state'])
		.where('id', 'in', [0, ...passages.map((passage) => passage.eventId)])
		.orderBy('id')
		.execute();
	const withdrawn = events.filter((event) => event.state === 'withdrawn').map((event) => reference('E', event.number));
	if (withdrawn.length > 0) {
		throw new Conflict(`A finding that rests on withdrawn evidence cannot be shared: ${withdrawn.join(', ')}`);
	}
	const drafts = events.filter((event) => event.state === 'draft').map((event) => reference('E', event.number));
	if (drafts.length > 0) {
		throw new Conflict(`Share ${drafts.join(', ')} first: a finding can be shared once its evidence is`);
	}
}

async function bodyAsked(
	trx: Trx,
	reviewId: number,
	input: { teamId: number | null; body: string | null }
): Promise<string> {
	if (input.teamId === null) {
		if (input.body === null) throw new Invalid('body', 'Enter the name of the body');
		return input.body;
	}
	const team = await trx
		.selectFrom('teams')
		.innerJoin('departmentsToday as department', 'department.id', 'teams.departmentId')
		.select('department.name')
		.where('teams.reviewId', '=', reviewId)
		.where('teams.id', '=', input.teamId)
		.executeTakeFirst();
	if (!team) throw new Invalid('teamId', 'Select a department of this review');
	return team.name;
}

const words = new Set(['scope', 'whoseView', 'service', 'lifeStage']);

/**
 * What an entry says of changed columns. Every member reads an entry on a shared finding, and goes on reading it when the
 * finding is withdrawn: so it carries digests where there were words.
 */
function told(changed: Record<string, [unknown, unknown]>, shared: boolean): Said {
	return shared ? digestWords(changed, words) : changed;
}

/** That two findings are related is for members to read once both are shared. */
function audienceOfBoth(finding: OfFinding, other: OfFinding): OfFinding {
	return other.sharedAt === null ? { ...finding, sharedAt: null } : finding;
}

async function recordOn(trx: Trx, grant: Grant, what: AuditEvent, finding: OfFinding, said: Said = {}): Promise<void> {
	const { id, reviewId, teamId, number, sharedAt } = finding;
	const audience = sharedAt === null ? 'team' : 'members';
	await record(
		trx,
		grant,
		what,
		{ reviewId, kind: 'finding', id, reference: reference('F', number), audience, teamId },
		said
	);
}
