import { redirect } from '@sveltejs/kit';
import { read, requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { act, refusal } from '#lib/forms/act.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { noteLook, receiveReplyFile, recordReply } from '#lib/rounds/replies/commands.server.ts';
import { dropForm, nilReturnForm, seenForm } from '#lib/rounds/replies/forms.ts';
import { listDrops } from '#lib/rounds/replies/queries.server.ts';
import { readGrid } from '#lib/rounds/replies/shown.server.ts';
import { dateTime, longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		const grid = await readGrid(trx, actor, round);
		const drops = await listDrops(trx, round.id);
		return {
			...grid,
			due: round.replyBy === null ? null : longDate(round.replyBy),
			withdrawn: round.withdrawnAt !== null,
			copy: round.snapshot.number,
			paper: round.paper,
			drops: drops
				.filter(({ addresseeId }) => grid.rows.some((row) => row.addresseeId === addresseeId && row.mayRecord))
				.map(({ id, fileName, addresseeId, personName, receivedAt }) => ({
					id,
					fileName,
					department: grid.rows.find((row) => row.addresseeId === addresseeId)?.shortName ?? '',
					received: `${dateTime(receivedAt)}, by ${personName}`
				}))
		};
	});

export const actions: Actions = {
	drop: async (event) => {
		const actor = requireActor(event.locals);
		const form = await parseForm(event.request, dropForm);
		if (!form.ok) return form.failure;
		const { review, ref } = event.params;
		const { file, addresseeId } = form.input;
		let id: number;
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			id = await receiveReplyFile(actor, reviewIdOf(actor, review), ref, {
				addresseeId,
				file: { name: file.name, bytes }
			});
		} catch (cause) {
			if (cause instanceof UnreadableFile) return refuse(form.state, 422, { file: [cause.message] });
			if (cause instanceof Busy) {
				return refuse(form.state, 429, { file: ['Many files are being read. Try again in a minute.'] });
			}
			return refusal(cause, form.state);
		}
		redirect(303, `${event.url.pathname}/dropped/${id}`);
	},
	nil: (event) =>
		act(event, nilReturnForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const said = {
				...input,
				stance: 'nil_return',
				exceptions: [],
				comments: [],
				text: null,
				snapshotId: null
			} as const;
			await recordReply(trx, actor, reviewIdOf(actor, review), ref, said, null);
			return { to: event.url.pathname, notice: 'The nil return is given: content, without comments.' };
		}),
	seen: (event) =>
		act(event, seenForm, async (trx, actor, { reply }) => {
			const { review, ref } = event.params;
			await noteLook(trx, actor, reviewIdOf(actor, review), ref, reply);
			return { to: event.url.pathname, notice: 'Marked as seen.' };
		})
};
