import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { onRecommendation } from '#lib/positions/commands.server.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { lockRound, type Round } from '../queries.server.ts';
import { readObstacles } from '../standings.server.ts';
import type { ClearanceForm, ClearanceOutcome } from '../table.ts';
import { clearanceOutcomes, weighObstacles } from './clearance.ts';
import { lockWaitingFile } from './files.server.ts';
import { listClearances, onCopy } from './queries.server.ts';

export type ClearanceInput = {
	outcome: ClearanceOutcome;
	/** The title of who decided: the chair of the committee, or Cabinet. */
	givenBy: string;
	givenIn: ClearanceForm;
	/** The letter or the minute. */
	source: string;
	givenOn: string;
	snapshotId: number;
	/** The letter or the minute itself, which waits to be recorded; null where its reference alone is known. */
	fileId: number | null;
	terms: string | null;
	/** Why a meeting cleared what letters had not settled. */
	because: string | null;
};

/**
 * Writes down what the committee's chair decided on one frozen copy: nothing else clears, and all replies in is not
 * clearance. A clearance is refused while a rule of the round stands in its way, but for those that the minute of a meeting
 * may override; it makes each recommendation agreed collectively, at the version in that copy.
 * @throws NotFound, Forbidden; Conflict where somebody has recorded it, and naming each rule that stands in the way; Invalid
 */
export async function recordClearance(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: ClearanceInput
): Promise<void> {
	const round = await lockRound(trx, actor, reviewId, name);
	if (!round) throw new NotFound('This write-round was not found');
	const grant = grantFor(actor, 'clearance.record', { reviewId });
	if (!grant) {
		throw new Forbidden(
			'Clearance is the act of the Cabinet committee’s chair, and the secretariat records it: nobody else clears'
		);
	}
	if (round.withdrawnAt) throw new Conflict('This write-round was withdrawn: there is nothing to clear');
	if (round.issuedOn === null) throw new Conflict('This write-round is not issued yet: nobody has been asked');
	await requireNotCleared(trx, round);

	if (input.givenOn > londonDate(actor.now)) {
		throw new Invalid('givenOn', 'The date of the letter or the meeting must be today or earlier');
	}
	if (input.givenOn < round.issuedOn) {
		throw new Invalid('givenOn', `The round was issued on ${plainDate(round.issuedOn)}: it was not cleared before`);
	}
	const cleared = await onCopy(trx, round, input.snapshotId);
	if (!cleared) {
		throw new Invalid(
			'snapshotId',
			`Select snapshot ${round.snapshot.number} of ${round.paper.reference}, or a later one that prints all that was asked`
		);
	}
	const file = input.fileId === null ? null : await lockWaitingFile(trx, round.id, input.fileId);
	const despite = input.outcome === 'cleared' ? await overriddenBy(trx, actor, cleared, input) : [];

	const { outcome, givenBy, givenIn, source, givenOn, snapshotId, terms } = input;
	const because = despite.length === 0 ? null : input.because;
	const { id } = await trx
		.insertInto('clearances')
		.values({
			reviewId,
			roundId: round.id,
			snapshotId,
			outcome,
			givenBy,
			givenIn,
			source,
			givenOn,
			terms,
			despite: despite.length === 0 ? null : despite.join('\n'),
			because,
			recordedByPersonId: actor.person.id,
			recordedByPostId: grant.postId,
			recordedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	if (file) {
		await trx.updateTable('clearanceFiles').set({ clearanceId: id }).where('id', '=', file.id).execute();
	}
	const agreed = outcome === 'cleared' ? cleared.recommendations : [];
	for (const { recommendationId, version } of agreed) {
		await trx
			.insertInto('decisions')
			.values({
				reviewId,
				kind: 'collective',
				recommendationId,
				version,
				postId: grant.postId,
				decidedOn: givenOn,
				source: `${source} (${givenBy})`.slice(0, 500),
				clearanceId: id,
				recordedByPersonId: actor.person.id,
				recordedByPostId: grant.postId,
				recordedAt: actor.now
			})
			// Another round has brought agreement to the very same words before.
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	for (const each of agreed) {
		const on = onRecommendation({ reviewId, id: each.recommendationId, number: each.number });
		await record(trx, grant, 'recommendation.collectively_agreed', on, {
			version: each.version,
			round: round.name,
			source,
			givenOn
		});
	}
	await record(
		trx,
		grant,
		'clearance.recorded',
		{ reviewId, kind: 'round', id: round.id, reference: round.name, audience: 'members' },
		{
			outcome,
			givenBy,
			givenIn,
			source,
			givenOn,
			snapshot: cleared.snapshot.number,
			sha256: cleared.snapshot.sha256,
			...(file ? { file: file.fileName, fileSha256: file.sha256 } : {}),
			recommendations: agreed.map((each) => `${each.reference}, version ${each.version}`),
			...(despite.length === 0 ? {} : { despite: despite.length, because })
		}
	);
}

/** Two people who record the same letter at once: the second is told who was first. */
async function requireNotCleared(trx: Trx, round: Round): Promise<void> {
	const before = (await listClearances(trx, round.id)).find(({ outcome }) => outcome === 'cleared');
	if (!before) return;
	throw new Conflict(
		`${before.recordedByName} has recorded this clearance already: ${clearanceOutcomes.cleared.label.toLowerCase()} on ${plainDate(before.givenOn)} by ${before.givenBy}. Nothing was recorded twice.`
	);
}

/** What a meeting decided in spite of. @throws Conflict naming what refuses the clearance, Invalid where no reason is given */
async function overriddenBy(trx: Trx, actor: Actor, round: Round, input: ClearanceInput): Promise<string[]> {
	// Silence counts as it did on the day of the decision, whenever it is written down.
	const then = new Date(Math.min(actor.now.getTime(), Date.parse(`${input.givenOn}T12:00:00Z`)));
	const obstacles = await readObstacles(trx, { ...actor, now: then }, round);
	if (obstacles === null) throw new Forbidden('Who does not see every reply cannot record a clearance');
	const { refusing, overridden } = weighObstacles(obstacles, input.givenIn);
	if (refusing.length > 0) {
		const list = refusing.map(({ words }) => words).join(' ');
		const meeting =
			input.givenIn === 'letter' && refusing.every(({ meetingMayOverride }) => meetingMayOverride)
				? ' A meeting may decide all the same: then record its minute.'
				: '';
		throw new Conflict(`This cannot be recorded as cleared. ${list}${meeting}`);
	}
	if (overridden.length > 0 && input.because === null) {
		throw new Invalid('because', 'Enter why the meeting cleared it although something stood in the way');
	}
	return overridden.map(({ words }) => words);
}
