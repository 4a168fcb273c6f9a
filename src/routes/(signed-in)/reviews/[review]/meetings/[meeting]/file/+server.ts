import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { exportMeeting } from '#lib/meetings/export.server.ts';
import { meetingFormats } from '#lib/meetings/formats.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = meetingFormats.find((each) => each.format === url.searchParams.get('format'))?.format;
	const of = (['agenda', 'minute'] as const).find((each) => each === url.searchParams.get('of'));
	if (!format || !of) error(404, 'This document was not found');
	const { model, meeting } = await read(locals, (trx, actor) =>
		exportMeeting(trx, actor, reviewIdOf(actor, params.review), numberIn('M', params.meeting), { of, format })
	);
	const bytes = await renderDocument(model, format);
	const name = documentFilename([of, reference('M', meeting.number), meeting.title, meeting.meetsOn], format);
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
};
