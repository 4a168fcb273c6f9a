import { createHash, randomBytes } from 'node:crypto';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import type { MarkJob } from '#lib/documents/word/mark.ts';
import { markDocument } from '#lib/documents/word/word.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { recordOn } from '../commands.server.ts';
import { readContent } from '../content.ts';
import { contentOf, workingVersion } from '../manuscript.ts';
import { isLodged } from '../paper.ts';
import { getPaper, getSnapshot, readManuscript } from '../queries.server.ts';
import { markPaper, type Remarks, type Sent } from './marking.ts';
import { listOpenComments, listOpenSuggestions, versionsHolding } from './queries.server.ts';

export type ForComment = {
	/** null for the working text. */
	snapshot: number | null;
	suggestions: boolean;
	comments: boolean;
};

/** A copy for comment that is ready to be made. */
export type CopyForComment = {
	model: DocumentModel;
	job: MarkJob;
	sent: Sent;
	snapshot: number | null;
	/** The parts of the file's name, before its ending. */
	name: (string | null)[];
};

/**
 * Reads what a copy for comment needs. Making it comes after the transaction.
 * @throws NotFound, Forbidden, Conflict once the paper is lodged
 */
export async function loadForComment(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: ForComment
): Promise<CopyForComment> {
	const paper = await getPaper(trx, reviewId, name);
	if (!grantFor(actor, 'paper.send_for_comment', { reviewId })) throw new Forbidden();
	if (isLodged(paper.gate)) throw new Conflict('This paper has been lodged: its text is locked');
	const remarks: Remarks = {
		suggestions: input.suggestions ? await listOpenSuggestions(trx, paper.id) : [],
		comments: input.comments ? await listOpenComments(trx, paper.id) : []
	};
	const { content, copy, which } = await wordsOf(trx, actor, paper, input.snapshot);
	const versions = await versionsHolding(trx, content.sections);
	const { model, marks, sent } = markPaper(content, copy, versions, remarks);
	const token = randomBytes(12).toString('hex');
	return {
		model,
		job: { token, marks: marks.marks, comments: sent.comments },
		sent,
		snapshot: input.snapshot,
		name: [name, which, 'for comment', content.title]
	};
}

/** Makes the file, in other threads. @throws Busy, DocumentTooLarge, RenderFailed */
export async function makeForComment({ model, job }: CopyForComment): Promise<Uint8Array> {
	return markDocument(await renderDocument(model, 'docx'), job);
}

/** Keeps a copy that goes out; called before its bytes are handed over. @throws NotFound, Forbidden, Conflict */
export async function keepCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ job, sent, snapshot }: Pick<CopyForComment, 'job' | 'sent' | 'snapshot'>,
	bytes: Uint8Array
): Promise<void> {
	const paper = await getPaper(trx, reviewId, name);
	const grant = grantFor(actor, 'paper.send_for_comment', { reviewId });
	if (!grant) throw new Forbidden();
	if (isLodged(paper.gate)) throw new Conflict('This paper has been lodged: its text is locked');
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await trx
		.insertInto('wordCopies')
		.values({
			reviewId,
			paperId: paper.id,
			token: job.token,
			snapshotNumber: snapshot,
			sent: JSON.stringify(sent),
			bytes: Buffer.from(bytes),
			sha256,
			personId: actor.person.id,
			postId: grant.postId,
			madeAt: actor.now
		})
		.execute();
	await recordOn(trx, grant, 'paper.sent_for_comment', paper, {
		snapshot,
		sections: sent.sections.map(({ id, version }) => ({ id, version })),
		suggestions: sent.revisions.length,
		comments: sent.comments.length,
		bytesSha256: sha256
	});
}

async function wordsOf(trx: Trx, actor: Actor, paper: Awaited<ReturnType<typeof getPaper>>, number: number | null) {
	if (number === null) {
		const manuscript = await readManuscript(trx, paper);
		const version = workingVersion(manuscript);
		return {
			content: contentOf(manuscript),
			copy: { kind: 'working' as const, version, at: actor.now },
			which: `version ${version}`
		};
	}
	const snapshot = await getSnapshot(trx, paper.id, number);
	const content = readContent(snapshot.content);
	if (!content) throw new NotFound('The text of this snapshot cannot be read');
	return { content, copy: { kind: 'snapshot' as const, ...snapshot }, which: `snapshot ${number}` };
}
