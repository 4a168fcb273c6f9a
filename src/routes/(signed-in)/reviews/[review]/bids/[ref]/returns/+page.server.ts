import { redirect } from '@sveltejs/kit';
import { read, requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditShare } from '#lib/bids/bid.ts';
import { bidRights, getBid, listBidDepartments } from '#lib/bids/queries.server.ts';
import { receiveReturn } from '#lib/bids/returns/commands.server.ts';
import { returnFileForm } from '#lib/bids/returns/forms.ts';
import { listReturns } from '#lib/bids/returns/queries.server.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { refusal } from '#lib/forms/act.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { dateTime } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const rights = await bidRights(trx, bid);
		const departments = await listBidDepartments(trx, bid);
		const returns = await listReturns(trx, bid.id);
		return {
			shares: departments
				.filter(({ teamId }) => canEditShare(actor, rights, teamId))
				.map(({ teamId, name }) => ({ value: String(teamId), text: name })),
			returns: returns.map(({ id, fileName, receivedAt, personName, state, outcome, teamId }) => ({
				id,
				fileName,
				received: dateTime(receivedAt),
				personName,
				state,
				outcome,
				department: departments.find((each) => each.teamId === teamId)?.shortName ?? ''
			}))
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const actor = requireActor(event.locals);
		const form = await parseForm(event.request, returnFileForm);
		if (!form.ok) return form.failure;
		const { review, ref } = event.params;
		const { file, teamId } = form.input;
		let id: number;
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			const number = numberIn('B', ref) ?? 0;
			id = await receiveReturn(actor, reviewIdOf(actor, review), number, teamId, { name: file.name, bytes });
		} catch (cause) {
			if (cause instanceof UnreadableFile) return refuse(form.state, 422, { file: [cause.message] });
			if (cause instanceof Busy)
				return refuse(form.state, 429, { file: ['Many files are being read. Try again in a minute.'] });
			return refusal(cause, form.state);
		}
		redirect(303, `${event.url.pathname}/${id}`);
	}
};
