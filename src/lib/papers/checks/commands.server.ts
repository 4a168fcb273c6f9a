import type { Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type PaperContent, readContent } from '../content.ts';
import { contentOf, type Paper, workingVersion } from '../manuscript.ts';
import { isLodged, paperAudience } from '../paper.ts';
import { getSnapshot, lockPaper, readManuscript } from '../queries.server.ts';
import { canSeeCheck, type CheckKind, type CheckOutcome, checks, grantForCheck } from './check.ts';
import { sponsorTeams, wordsDigest } from './queries.server.ts';

export type CheckInput = {
	outcome: CheckOutcome;
	/** What it said, what has to change, or why it does not apply. */
	said: string;
	/** One for each question that the check asks. */
	answers: string[];
	clearedBy: string;
	clearedPost: string;
	clearedOn: string;
	/** The frozen copy that was cleared, or null for the text as it is now. */
	snapshot: number | null;
	/** The digest of the words that the page showed, for the text as it is now. */
	seen: string;
};

/**
 * Records a row of the check sheet on the words that it was given on.
 * @throws NotFound, Forbidden, Conflict when the words have changed since they were shown, Invalid
 */
export async function recordCheck(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	kind: CheckKind,
	input: CheckInput
): Promise<void> {
	const paper = await lockPaper(trx, reviewId, name);
	if (!paper || !canSeeCheck(actor, reviewId, kind)) throw new NotFound('This check was not found');
	const grant = grantForCheck(actor, reviewId, kind, await sponsorTeams(trx, paper));
	if (!grant) throw new Forbidden(`This check is recorded by ${checks[kind].recordedBy}`);
	if (isLodged(paper.gate)) throw new Conflict('This paper has been lodged: its check sheet stands as it was then');
	const { outcome, said, clearedBy, clearedPost, clearedOn } = input;
	const answers = answersFor(kind, input);
	if (clearedOn > actor.now.toISOString().slice(0, 10)) {
		throw new Invalid('clearedOn', 'The day on which it was cleared must be today or earlier');
	}
	const on = await wordsOf(trx, paper, input);

	await trx
		.insertInto('checkedWords')
		.values({ paperId: paper.id, reviewId, sha256: on.digest, content: JSON.stringify(on.content) })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await trx
		.insertInto('paperChecks')
		.values({
			reviewId,
			paperId: paper.id,
			kind,
			outcome,
			said,
			answers: JSON.stringify(answers),
			clearedBy,
			clearedPost,
			clearedOn,
			wordsSha256: on.digest,
			workingVersion: on.workingVersion,
			snapshotNumber: input.snapshot,
			personId: actor.person.id,
			postId: grant.postId,
			recordedAt: actor.now
		})
		.execute();
	const audience = checks[kind].confidential ? 'secretariat' : paperAudience(paper.gate);
	await record(
		trx,
		grant,
		'check.recorded',
		{ reviewId, kind: 'paper', id: paper.id, reference: reference('P', paper.number), audience },
		{ check: checks[kind].label, outcome, version: on.workingVersion, snapshot: input.snapshot }
	);
}

function answersFor(kind: CheckKind, input: CheckInput): string[] {
	const { questions } = checks[kind];
	if (input.outcome !== 'cleared') return [];
	const answers = questions.map((_, index) => input.answers[index]?.trim() ?? '');
	const missing = answers.indexOf('');
	if (missing >= 0) throw new Invalid(`answers[${missing}]`, `Answer question ${missing + 1}, if only with “None”`);
	return answers;
}

async function wordsOf(
	trx: Trx,
	paper: Paper,
	input: CheckInput
): Promise<{ content: PaperContent; digest: string; workingVersion: number | null }> {
	if (input.snapshot !== null) {
		const content = readContent((await getSnapshot(trx, paper.id, input.snapshot)).content);
		if (!content) throw new Conflict('This snapshot cannot be read');
		return { content, digest: wordsDigest(content), workingVersion: null };
	}
	const manuscript = await readManuscript(trx, paper);
	const content = contentOf(manuscript);
	const digest = wordsDigest(content);
	if (digest !== input.seen) {
		throw new Conflict('The text has changed since you opened this page: look at what changed, then record it again');
	}
	return { content, digest, workingVersion: workingVersion(manuscript) };
}
