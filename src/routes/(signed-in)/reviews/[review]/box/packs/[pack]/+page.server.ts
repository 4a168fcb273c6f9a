import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { answersFor, seesBox } from '#lib/box/box.ts';
import { getBoxPack, listSheet } from '#lib/box/packs/queries.server.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const pack = await getBoxPack(trx, reviewId, numberFrom(params.pack));
		const rows = await listSheet(trx, pack);
		return {
			pack,
			rows: rows.map(({ place, number, title, version, moved, gone, since }) => ({
				place,
				reference: reference('R', number),
				title,
				version,
				moved: moved && { version: moved.version, meaning: moved.meaning },
				gone,
				since: since && { tag: stanceTag(since.stance), on: londonDate(since.givenAt) }
			})),
			may: { open: seesBox(actor, reviewId, pack), record: answersFor(actor, reviewId, pack.postId) }
		};
	});
