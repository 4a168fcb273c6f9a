import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { readFrozen } from '#lib/papers/frozen.server.ts';
import { canExportPaper } from '#lib/papers/paper.ts';
import { getPaper, getSnapshot } from '#lib/papers/queries.server.ts';
import { noteReading } from '#lib/papers/readers/note-reading.server.ts';
import { cardsOf, knownIn, sectionHtml } from '#lib/papers/screen.server.ts';
import { reference, referencePath } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, paper, snapshot, frozen, mayExport } = await read(locals, async (trx, actor) => {
		const found = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const number = Number(/^[1-9]\d{0,5}$/.exec(params.number)?.[0] ?? 0);
		const snapshot = await getSnapshot(trx, found.id, number);
		return {
			actor,
			paper: found,
			snapshot,
			frozen: await readFrozen(trx, found.reviewId, snapshot.content),
			mayExport: canExportPaper(actor, found.reviewId)
		};
	});
	const { id: paperId, reviewId } = paper;
	noteReading(actor, { paperId, reviewId, copy: 'snapshot', copyNumber: snapshot.number, takenAs: null });
	const { content: stored, ...row } = snapshot;
	const content = frozen?.content ?? null;
	const known = content ? knownIn(content, params.review) : null;
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		snapshot: row,
		marking: { text: row.marking },
		intact: sha256(stored) === row.sha256,
		withheld: frozen?.withheld ?? [],
		text:
			content && known
				? {
						title: content.title,
						byline: content.byline,
						committee: content.committee,
						meetingOn: content.meetingOn,
						sections: content.sections.map(({ key, heading, body, annex }) => ({
							key,
							heading,
							annex,
							html: sectionHtml(body, known)
						})),
						evidence: content.evidence.map((each) => ({
							...each,
							href: referencePath(params.review, each.reference) ?? ''
						})),
						cards: cardsOf(content)
					}
				: null,
		may: { export: mayExport }
	};
};
