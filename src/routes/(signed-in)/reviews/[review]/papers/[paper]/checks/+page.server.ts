import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canRecordCheck } from '#lib/papers/checks/check.ts';
import { givenOn, readSheet, sponsorTeams } from '#lib/papers/checks/queries.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { isLodged } from '#lib/papers/paper.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const content = contentOf(await readManuscript(trx, paper));
		const teams = await sponsorTeams(trx, paper);
		const rows = await readSheet(trx, actor, paper, content);
		return {
			paper: { name: reference('P', paper.number), title: paper.title, gate: paper.gate },
			marking: { text: content.marking },
			rows: rows.map((row) => ({
				...row,
				on: row.entry ? givenOn(row.entry) : null,
				may: !isLodged(paper.gate) && canRecordCheck(actor, paper.reviewId, row.kind, teams)
			}))
		};
	});
