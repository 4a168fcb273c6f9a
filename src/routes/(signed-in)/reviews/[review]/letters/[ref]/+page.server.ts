import { redirect } from '@sveltejs/kit';
import { read, requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Refused as RefusedByPdf } from '#lib/documents/refusal.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { act, refusal } from '#lib/forms/act.server.ts';
import { leaveNotice } from '#lib/forms/notice.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { renderHtml } from '#lib/documents/html.ts';
import { listLatestAnswers } from '#lib/letters/answers/queries.server.ts';
import { clearLetter, receiveLetter, signLetter } from '#lib/letters/commands.server.ts';
import { clearForm, issueForm, receiveForm, sendForm, signForm } from '#lib/letters/forms.ts';
import {
	canClearLetter,
	canEditLetter,
	canEditSchedule,
	canIssueLetter,
	canReceiveLetter,
	canRecordLetterAnswer,
	canSignLetter,
	canWithdrawLetter,
	clearanceLost,
	stageOf,
	waysOfIssue
} from '#lib/letters/letter.ts';
import { aroundSchedule } from '#lib/letters/merge.ts';
import { addMessage, issueOn } from '#lib/letters/post/commands.server.ts';
import { messageForm } from '#lib/letters/post/forms.ts';
import { findPost, listMessages, listPeople } from '#lib/letters/post/queries.server.ts';
import { sendNow } from '#lib/letters/post/send.server.ts';
import { getLetter, holderOf, listAsks, listLetterVersions, readLetterToPrint } from '#lib/letters/queries.server.ts';
import { readMessage } from '#lib/mail/message/read.server.ts';
import { isMailOn } from '#lib/mail/settings.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { dateTime, londonDate, longDate } from '#lib/ui/dates.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const letter = await getLetter(trx, reviewId, numberIn('L', params.ref));
		const printed = await readLetterToPrint(trx, letter);
		const versions = await listLetterVersions(trx, letter.id);
		const cleared = versions.find(({ version }) => version === letter.clearedVersion);
		const latest = versions.find(({ version }) => version === letter.version);
		const changed = cleared && latest && cleared !== latest ? { before: cleared, now: latest } : null;
		const [before = '', after] = aroundSchedule(letter.text);
		const stage = stageOf(letter);
		const post = letter.queuedAt ? await findPost(trx, letter.id) : null;
		const stuck = post?.state === 'failed';
		const asks = await listAsks(trx, letter.id);
		const answers = await listLatestAnswers(trx, letter.id);
		const { sendsLetters } = await getSettings(trx, reviewId);
		const mayIssue = canIssueLetter(actor, letter) && (stage === 'signed' || stuck);
		const recipient = mayIssue
			? (await listPeople(trx, letter.id)).find(({ side }) => side === 'addressee')
			: undefined;
		return {
			letter: {
				number: letter.number,
				kind: letter.kind,
				version: letter.version,
				revision: letter.revision,
				departmentName: letter.departmentName,
				senderTitle: letter.senderTitle,
				addressee: letter.addressee,
				copiedTo: letter.copiedTo,
				subject: letter.subject,
				replyBy: letter.replyBy,
				batch: letter.batch,
				withdrawn: letter.withdrawnAt && {
					on: londonDate(letter.withdrawnAt),
					because: letter.withdrawnBecause ?? ''
				}
			},
			stage,
			letterhead: printed.letterhead,
			signature: printed.signature,
			body: { before: renderHtml(before), after: after === undefined ? null : renderHtml(after) },
			schedule: asks.map((ask) => ({
				...ask,
				changedSince: ask.version < ask.materialVersion,
				answer: answers.find(({ recommendationId }) => recommendationId === ask.recommendationId) ?? null
			})),
			steps: [
				{ name: 'Written', done: dateTime(letter.createdAt), by: 'By the secretariat' },
				{
					name: 'Cleared by the sender’s office',
					done: letter.clearedVersion === letter.version && letter.clearedAt ? dateTime(letter.clearedAt) : null,
					by: letter.clearedBy && `${letter.clearedBy}, on version ${letter.clearedVersion}`
				},
				{
					name: 'Signed',
					done: letter.signedVersion === letter.version && letter.signedOn ? longDate(letter.signedOn) : null,
					by: letter.signedBy
				},
				{
					name: 'Issued',
					done: letter.issuedAt && longDate(londonDate(letter.issuedAt)),
					by: letter.issuedHow && waysOfIssue[letter.issuedHow].label
				},
				{ name: 'Received', done: letter.receivedOn && longDate(letter.receivedOn), by: null }
			],
			changed: changed && {
				version: cleared?.version ?? 0,
				parts: [
					{ label: 'Subject', before: changed.before.subject, after: changed.now.subject },
					{ label: 'Addressee', before: changed.before.addressee, after: changed.now.addressee },
					{ label: 'Copied to', before: changed.before.copiedTo, after: changed.now.copiedTo },
					{ label: 'Answer by', before: changed.before.replyBy ?? '', after: changed.now.replyBy ?? '' },
					{ label: 'What is asked', before: changed.before.schedule, after: changed.now.schedule },
					{ label: 'Words', before: changed.before.text, after: changed.now.text }
				]
					.filter(({ before, after }) => before !== after)
					.map(({ label, before, after }) => ({ label, parts: difference(before, after) }))
			},
			versions: versions.map(({ version, savedAt, personName }) => ({ version, saved: dateTime(savedAt), personName })),
			messages: (await listMessages(trx, letter.id)).map(({ id, fileName, addedAt, addedByName, confirmedAt }) => ({
				id,
				fileName,
				added: `${addedByName}, ${dateTime(addedAt)}`,
				confirmed: confirmedAt !== null
			})),
			post: post && { ...post, queuedAt: dateTime(post.queuedAt) },
			recipient: recipient && { name: recipient.name, address: recipient.address },
			holder: (await holderOf(trx, letter.senderPostId, actor.now)) ?? '',
			today: londonDate(actor.now),
			warning: clearanceLost(letter),
			may: {
				edit: canEditLetter(actor, letter),
				schedule: canEditSchedule(actor, letter),
				clear: canClearLetter(actor, letter),
				sign: canSignLetter(actor, letter),
				issue: mayIssue,
				send: mayIssue && stage === 'signed' && sendsLetters && isMailOn() && recipient !== undefined,
				receive: canReceiveLetter(actor, letter),
				answer: canRecordLetterAnswer(actor, letter),
				withdraw: canWithdrawLetter(actor, letter)
			}
		};
	});

export const actions: Actions = {
	clear: (event) =>
		act(event, clearForm, async (trx, actor, input) => {
			const { reviewId, number, here } = place(event.params, actor);
			await clearLetter(trx, actor, reviewId, number, input);
			return { to: here, notice: `Version ${input.version} is cleared. Next, record the signature.` };
		}),
	sign: (event) =>
		act(event, signForm(londonDate(new Date())), async (trx, actor, input) => {
			const { reviewId, number, here } = place(event.params, actor);
			await signLetter(trx, actor, reviewId, number, input);
			return { to: here, notice: 'The signature is recorded. Next, the letter goes out.' };
		}),
	issue: (event) =>
		act(event, issueForm(londonDate(new Date())), async (trx, actor, input) => {
			const { reviewId, number, here } = place(event.params, actor);
			await issueOn(trx, actor, reviewId, number, input);
			return { to: here, notice: 'The letter is issued.' };
		}),
	receive: (event) =>
		act(event, receiveForm(londonDate(new Date())), async (trx, actor, input) => {
			const { reviewId, number, here } = place(event.params, actor);
			await receiveLetter(trx, actor, reviewId, number, input);
			return { to: here, notice: 'It is recorded that the letter was received.' };
		}),
	send: async (event) => {
		const actor = requireActor(event.locals);
		const { reviewId, number, here } = place(event.params, actor);
		const form = await parseForm(event.request, sendForm);
		if (!form.ok) return form.failure;
		try {
			await sendNow(actor, reviewId, number, form.input.version);
		} catch (cause) {
			if (cause instanceof Busy) return refuse(form.state, 429, busy);
			if (cause instanceof RefusedByPdf) return refuse(form.state, 422, { '': [cause.message] });
			return refusal(cause, form.state);
		}
		leaveNotice(event.cookies, 'The letter is in the outbox. It counts as issued once it has gone out.');
		redirect(303, here);
	},
	message: async (event) => {
		const actor = requireActor(event.locals);
		const { reviewId, number, here } = place(event.params, actor);
		const form = await parseForm(event.request, messageForm);
		if (!form.ok) return form.failure;
		let id: number;
		try {
			const { file } = form.input;
			const bytes = new Uint8Array(await file.arrayBuffer());
			const facts = await readMessage(bytes);
			id = await asActor(actor, (trx) => addMessage(trx, actor, reviewId, number, { name: file.name, bytes, facts }));
		} catch (cause) {
			if (cause instanceof UnreadableFile) return refuse(form.state, 422, { file: [cause.message] });
			if (cause instanceof Busy) return refuse(form.state, 429, { file: [busy] });
			return refusal(cause, form.state);
		}
		redirect(303, `${here}/sent/${id}`);
	}
};

const busy = 'Many files are being made or read at the moment. Try again in a minute.';

function place(params: { review: string; ref: string }, actor: Actor) {
	const number = numberIn('L', params.ref) ?? 0;
	return {
		reviewId: reviewIdOf(actor, params.review),
		number,
		here: `/reviews/${params.review}/letters/${reference('L', number)}`
	};
}
