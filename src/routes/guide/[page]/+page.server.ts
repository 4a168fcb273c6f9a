import { error } from '@sveltejs/kit';
import { renderHtml } from '#lib/documents/html.ts';
import { listGuides } from '../guide.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	const guide = listGuides().find(({ key }) => key === params.page);
	if (!guide) error(404, 'This page was not found');
	const { title, text } = guide;
	return { person: locals.actor?.person ?? null, guide: { title, html: renderHtml(text, { headingOffset: 1 }) } };
};
