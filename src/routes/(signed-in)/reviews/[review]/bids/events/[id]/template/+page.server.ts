import { redirect } from '@sveltejs/kit';
import { read, requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents } from '#lib/bids/bid.ts';
import { unitNames, units } from '#lib/bids/costs/amount.ts';
import { getFiscalEvent } from '#lib/bids/queries.server.ts';
import { placeForm } from '#lib/bids/returns/forms.ts';
import { headingsOf } from '#lib/bids/returns/propose.ts';
import { addTemplate, mapTemplate, placeTemplate } from '#lib/bids/template/commands.server.ts';
import { templateFileForm, templateMappingForm } from '#lib/bids/template/forms.ts';
import { bidFields, lineTargets } from '#lib/bids/template/mapping.ts';
import { findTemplate, listSubmittedBids, listWorkingBids } from '#lib/bids/template/queries.server.ts';
import { Busy } from '#lib/documents/render.server.ts';
import { columnName } from '#lib/documents/sheets/grid.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { act, refusal } from '#lib/forms/act.server.ts';
import { leaveNotice } from '#lib/forms/notice.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { dateTime } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getFiscalEvent(trx, reviewId, eventIn(params.id));
		const template = await findTemplate(trx, event.id);
		const sheet = template?.grid.sheets.find(({ name }) => name === template.mapping.sheet);
		const submitted = await listSubmittedBids(trx, reviewId, event.id);
		const working = await listWorkingBids(trx, reviewId, event.id);
		return {
			event: { id: event.id, name: event.name },
			may: { manage: canManageFiscalEvents(actor, reviewId) },
			template: template && {
				name: template.fileName,
				sha256: template.sha256,
				added: dateTime(template.addedAt),
				personName: template.personName,
				revision: template.revision,
				sheets: template.grid.sheets.map(({ name, hidden }) => ({
					value: name,
					text: hidden ? `${name} (hidden)` : name
				})),
				mapping: template.mapping,
				columns: sheet
					? headingsOf(sheet, template.mapping.headingRow).map((heading, index) => ({
							letter: columnName(index + 1),
							heading,
							target: template.mapping.columns[index] ?? ''
						}))
					: []
			},
			choices: {
				targets: lineTargets(event),
				fields: bidFields.map(({ value, text }) => ({ value, text })),
				units: unitNames.map((value) => ({ value, text: `${units[value].label}, ${units[value].name}` }))
			},
			submitted: submitted.map(({ bidNumber, number, title }) => ({
				name: reference('B', bidNumber),
				title,
				version: number
			})),
			working: working.map(({ number, title }) => ({ name: reference('B', number), title }))
		};
	});

export const actions: Actions = {
	upload: async (event) => {
		const actor = requireActor(event.locals);
		const form = await parseForm(event.request, templateFileForm);
		if (!form.ok) return form.failure;
		const { file } = form.input;
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			const reviewId = reviewIdOf(actor, event.params.review);
			await addTemplate(actor, reviewId, eventIn(event.params.id), { name: file.name, bytes });
		} catch (cause) {
			if (cause instanceof UnreadableFile) return refuse(form.state, 422, { file: [cause.message] });
			if (cause instanceof Busy)
				return refuse(form.state, 429, { file: ['Many files are being read. Try again in a minute.'] });
			return refusal(cause, form.state);
		}
		leaveNotice(event.cookies, 'The blank return is read. Check below where its figures go.');
		redirect(303, event.url.pathname);
	},
	place: (event) =>
		act(event, placeForm, async (trx, actor, input) => {
			await placeTemplate(trx, actor, reviewIdOf(actor, event.params.review), eventIn(event.params.id), input);
			return { to: event.url.pathname };
		}),
	map: (event) =>
		act(event, templateMappingForm, async (trx, actor, input) => {
			await mapTemplate(trx, actor, reviewIdOf(actor, event.params.review), eventIn(event.params.id), input);
			return { to: event.url.pathname, notice: 'Saved where the figures go' };
		})
};

function eventIn(id: string): number {
	return /^[1-9]\d{0,15}$/.test(id) ? Number(id) : 0;
}
