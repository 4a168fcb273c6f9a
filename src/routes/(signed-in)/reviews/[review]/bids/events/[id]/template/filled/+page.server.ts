import { filledFor } from '#lib/bids/template/filled.server.ts';
import type { PageServerLoad } from './$types';

const mostShown = 300;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const of = url.searchParams.get('of');
	const { event, template, bids, filled } = await filledFor(locals, params, of);
	const named = (references: string[]) => references.join(', ');
	const notFilled = filled.flatMap((file) => file.notFilled);
	return {
		of: of ?? '',
		event: { id: event.id, name: event.name },
		template: template.fileName,
		bids: bids.map(({ content }) => ({ name: content.reference, title: content.title })),
		files: filled.length,
		cells: filled.reduce((sum, file) => sum + file.filled, 0),
		totals: filled
			.flatMap((file) => file.totals.map((total) => ({ bids: named(file.references), ...total })))
			.slice(0, mostShown),
		notFilled: notFilled.slice(0, mostShown),
		notFilledCount: notFilled.length
	};
};
