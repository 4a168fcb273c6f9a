import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { contentTypes, documentFormats } from '#lib/documents/filename.ts';
import { NotFound } from '#lib/errors.ts';
import { canMakePack } from '#lib/papers/packs/pack.ts';
import { getPack, listPackItems } from '#lib/papers/packs/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!/^[1-9]\d{0,5}$/.test(params.pack)) throw new NotFound('This pack was not found');
		const pack = await getPack(trx, reviewId, Number(params.pack));
		const mayMake = canMakePack(actor, reviewId);
		const { entries } = mayMake ? await listTrail(trx, 'pack', pack.id, { limit: 200 }) : { entries: [] };
		return {
			pack,
			marking: { text: pack.marking },
			items: (await listPackItems(trx, pack.id)).map((item) => ({ ...item, name: reference('P', item.paperNumber) })),
			formats: documentFormats.map((format) => ({ format, label: contentTypes[format].label })),
			taken: entries
				.filter((entry) => entry.act === 'pack.exported')
				.map(({ id, at, personName, postTitle, said }) => ({
					id,
					at,
					personName,
					postTitle,
					formats: Array.isArray(said?.formats) ? said.formats.map(String).join(', ') : '',
					zip: said?.format === 'zip'
				})),
			may: { make: mayMake, export: may(actor, 'pack.export', { reviewId }) }
		};
	});
