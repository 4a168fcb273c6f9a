import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { NotFound } from '#lib/errors.ts';
import { readSheet } from '#lib/papers/checks/queries.server.ts';
import { compareContents } from '#lib/papers/compare.ts';
import { findSide, snapshotLabel } from '#lib/papers/compared.server.ts';
import { contentOf, workingVersion } from '#lib/papers/manuscript.ts';
import { getPaper, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { manuscript, snapshots, from, to, sheet } = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const manuscript = await readManuscript(trx, paper);
		const snapshots = await listSnapshots(trx, paper.id);
		const side = (name: string, otherwise: string) =>
			findSide(trx, manuscript, snapshots, url.searchParams.get(name) ?? otherwise);
		const [from, to] = [await side('from', String(snapshots[0]?.number ?? 'working')), await side('to', 'working')];
		if (!from || !to) throw new NotFound('These words are not kept as a snapshot of this paper');
		const sheet = await readSheet(trx, actor, paper, contentOf(manuscript));
		return { manuscript, snapshots, from, to, sheet };
	});
	const { paper } = manuscript;
	const sections = from.content && to.content ? compareContents(from.content, to.content) : null;
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		// The page shows both, so it is marked as the higher.
		marking: { text: from.marking.length > to.marking.length ? from.marking : to.marking },
		sides: [
			{ value: 'working', text: `Working text, version ${workingVersion(manuscript)}` },
			...snapshots.map((row) => ({ value: String(row.number), text: snapshotLabel(row) })),
			...[from, to]
				.filter((side) => /^[0-9a-f]{64}$/.test(side.value))
				.map((side) => ({ value: side.value, text: side.label }))
		],
		clearers: sheet.flatMap(({ kind, entry }) =>
			entry
				? [{ kind, by: entry.clearedBy, post: entry.clearedPost, on: entry.clearedOn, digest: entry.wordsSha256 }]
				: []
		),
		from: { value: from.value, label: from.label },
		to: { value: to.value, label: to.label },
		sections,
		changed: sections?.filter((section) => section.change !== 'same').length ?? 0
	};
};
