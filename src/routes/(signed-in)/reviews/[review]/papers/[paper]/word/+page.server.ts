import { redirect } from '@sveltejs/kit';
import { read, requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { Forbidden } from '#lib/errors.ts';
import { refusal } from '#lib/forms/act.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { canUseWord, gates, isLodged } from '#lib/papers/paper.ts';
import { getPaper, listSnapshots } from '#lib/papers/queries.server.ts';
import { countsIn } from '#lib/papers/word/found.ts';
import { returnedFileForm } from '#lib/papers/word/forms.ts';
import { listWordCopies, listWordReturns } from '#lib/papers/word/queries.server.ts';
import { receiveFile } from '#lib/papers/word/receive.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { dateTime } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { paper, snapshots, copies, returns } = await read(locals, async (trx, actor) => {
		const found = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!canUseWord(actor, found))
			throw new Forbidden('Copies for comment are for the secretariat, until a paper is lodged');
		return {
			paper: found,
			snapshots: await listSnapshots(trx, found.id),
			copies: await listWordCopies(trx, found.id),
			returns: await listWordReturns(trx, found.id)
		};
	});
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		sources: [
			{ value: 'working', text: 'The working text' },
			...snapshots
				.filter(({ gate }) => !isLodged(gate))
				.map(({ number, gate, takenAt }) => ({
					value: String(number),
					text: `Snapshot ${number}, ${gates[gate].label.toLowerCase()}, ${dateTime(takenAt)}`
				}))
		],
		copies: copies.map(({ id, snapshotNumber, madeAt, personName, returns: back }) => ({
			id,
			of: snapshotNumber === null ? 'Working text' : `Snapshot ${snapshotNumber}`,
			made: dateTime(madeAt),
			personName,
			back
		})),
		returns: returns.map(({ id, fileName, receivedAt, personName, state, found }) => ({
			id,
			fileName,
			received: dateTime(receivedAt),
			personName,
			waiting: state === 'waiting',
			...countsIn(found)
		}))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireActor(event.locals);
		const form = await parseForm(event.request, returnedFileForm);
		if (!form.ok) return form.failure;
		const { review, paper } = event.params;
		const { file } = form.input;
		let id: number;
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			id = await receiveFile(actor, reviewIdOf(actor, review), paper, { name: file.name, bytes });
		} catch (cause) {
			if (cause instanceof UnreadableFile) return refuse(form.state, 422, { file: [cause.message] });
			if (cause instanceof Busy)
				return refuse(form.state, 429, { file: ['Many files are being read. Try again in a minute.'] });
			return refusal(cause, form.state);
		}
		redirect(303, `${event.url.pathname}/${id}`);
	}
};
