import { redirect } from '@sveltejs/kit';
import { read, requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act, refusal } from '#lib/forms/act.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { mailboxWords } from '#lib/mail/message/message.ts';
import { recordClearance } from '#lib/rounds/clearance/commands.server.ts';
import {
	type ClearanceFile,
	getWaitingFile,
	listWaitingFiles,
	putClearanceFileAside,
	receiveClearanceFile
} from '#lib/rounds/clearance/files.server.ts';
import { clearanceFileForm, clearanceForm, fileAsideForm } from '#lib/rounds/clearance/forms.ts';
import { proposeFrom } from '#lib/rounds/clearance/proposed.ts';
import { canRecordClearance } from '#lib/rounds/clearance/clearance.ts';
import { listClearableCopies } from '#lib/rounds/clearance/queries.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import { readObstacles } from '#lib/rounds/standings.server.ts';
import { gates } from '#lib/papers/paper.ts';
import { kindOfType, replyFileKinds } from '#lib/rounds/replies/file-kind.ts';
import { dateTime, londonDate, plainDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canManageRounds(actor, reviewId)) {
			throw new Forbidden('Clearance is the act of the Cabinet committee’s chair, and the secretariat records it');
		}
		if (!canRecordClearance(actor, round)) {
			throw new Conflict('Nothing can be recorded on this round: it is not issued, withdrawn, or cleared already');
		}
		const copies = await listClearableCopies(trx, round);
		const today = londonDate(actor.now);
		const earliest = round.issuedOn ?? today;
		const wanted = Number(url.searchParams.get('file') ?? 0);
		const file = wanted === 0 ? null : await getWaitingFile(trx, round.id, wanted);
		return {
			file: file && shown(file),
			waiting: (await listWaitingFiles(trx, round.id))
				.filter(({ id }) => id !== file?.id)
				.map(({ id, fileName, addedByName, addedAt }) => ({
					id,
					fileName,
					added: `${dateTime(addedAt)}, by ${addedByName}`
				})),
			initial: {
				...proposeFrom(file?.facts ?? null, { from: earliest, to: today }),
				fileId: file ? String(file.id) : '',
				givenBy: `${round.committee.chair}, chair of the ${round.committee.name}`,
				snapshotId: String(round.snapshot.id),
				givenIn: 'letter'
			},
			earliest,
			today,
			copies: copies.map(({ id, number, takenAt, gate }) => ({
				value: String(id),
				text: `Snapshot ${number}, ${gates[gate].label.toLowerCase()}, frozen on ${plainDate(londonDate(takenAt))}`
			})),
			paper: `${round.paper.reference} ${round.paper.title}`,
			recommendations: round.recommendations.map(({ reference, title, version }) => ({ reference, title, version })),
			obstacles: ((await readObstacles(trx, actor, round)) ?? []).map(({ words, meetingMayOverride }) => ({
				words,
				meetingMayOverride
			}))
		};
	});

export const actions: Actions = {
	record: (event) =>
		act(event, clearanceForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await recordClearance(trx, actor, reviewIdOf(actor, review), ref, input);
			const notice = {
				cleared: `${ref} is recorded as cleared. Its recommendations are agreed collectively.`,
				refused: `${ref} is recorded as not cleared.`,
				to_committee: `${ref} goes to a meeting.`
			}[input.outcome];
			return { to: `/reviews/${review}/rounds/${ref}/clearance`, notice };
		}),
	drop: async (event) => {
		const actor = requireActor(event.locals);
		const form = await parseForm(event.request, clearanceFileForm);
		if (!form.ok) return form.failure;
		const { review, ref } = event.params;
		const { file } = form.input;
		let id: number;
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			id = await receiveClearanceFile(actor, reviewIdOf(actor, review), ref, { name: file.name, bytes });
		} catch (cause) {
			if (cause instanceof UnreadableFile) return refuse(form.state, 422, { file: [cause.message] });
			if (cause instanceof Busy) {
				return refuse(form.state, 429, { file: ['Many files are being read. Try again in a minute.'] });
			}
			return refusal(cause, form.state);
		}
		redirect(303, `${event.url.pathname}?file=${id}`);
	},
	aside: (event) =>
		act(event, fileAsideForm, async (trx, actor, { fileId }) => {
			const { review, ref } = event.params;
			await putClearanceFileAside(trx, actor, reviewIdOf(actor, review), ref, fileId);
			return { to: event.url.pathname, notice: 'The file is put aside. Nothing was recorded.' };
		})
};

/** What the page shows of a file that waits. */
function shown({ id, fileName, mediaType, sha256, facts, addedAt, addedByName }: ClearanceFile) {
	const message = facts?.kind === 'message' ? facts.message : null;
	return {
		id,
		fileName,
		kind: replyFileKinds[kindOfType(mediaType)].label,
		sha256,
		added: `${dateTime(addedAt)}, by ${addedByName}`,
		message: message && {
			from: message.from ? mailboxWords(message.from) : 'It names nobody',
			subject: message.subject,
			sent: message.sentAt === null ? 'It says no date' : dateTime(new Date(message.sentAt))
		},
		words: facts === null ? null : facts.kind === 'message' ? facts.message.text : facts.text
	};
}
