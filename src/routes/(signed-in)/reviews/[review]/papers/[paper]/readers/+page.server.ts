import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { listReaders } from '#lib/papers/readers/queries.server.ts';
import { copyInWords, takenInWords } from '#lib/papers/readers/reading.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const rows = await listReaders(trx, actor, reviewId, params.paper);
		const paper = await getPaper(trx, reviewId, params.paper);
		return {
			paper: { name: reference('P', paper.number), title: paper.title, gate: paper.gate },
			readers: new Set(rows.map((row) => row.personId)).size,
			readings: rows.map(({ personId, copy, copyNumber, takenAs, ...row }) => ({
				...row,
				key: [personId, copy, copyNumber, takenAs].join(' '),
				what: copyInWords({ copy, copyNumber }),
				how: takenInWords(takenAs)
			}))
		};
	});
