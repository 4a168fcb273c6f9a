import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { lodgingObstacles } from '#lib/papers/attention.ts';
import { freezeSnapshot } from '#lib/papers/commands.server.ts';
import { compareContents } from '#lib/papers/compare.ts';
import { readContent } from '#lib/papers/content.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { freezeForm } from '#lib/papers/forms.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { canFreezePaper, gates, gatesAhead } from '#lib/papers/paper.ts';
import { getPaper, getSnapshot, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const snapshots = await listSnapshots(trx, paper.id);
		const chosen = (name: string, otherwise: number | undefined) =>
			snapshots.find((each) => String(each.number) === url.searchParams.get(name))?.number ?? otherwise;
		const to = chosen('to', snapshots[0]?.number);
		const from = chosen('from', snapshots.find((each) => each.number < (to ?? 0))?.number);
		return {
			manuscript: await readManuscript(trx, paper),
			snapshots,
			before: from === undefined ? null : await getSnapshot(trx, paper.id, from),
			after: to === undefined ? null : await getSnapshot(trx, paper.id, to),
			mayFreeze: canFreezePaper(actor, paper)
		};
	});
	const { manuscript, snapshots, before, after, mayFreeze } = found;
	const { paper } = manuscript;
	const content = contentOf(manuscript);
	const seen = sha256(JSON.stringify(content));
	return {
		paper: { name: reference('P', paper.number), title: paper.title, gate: paper.gate },
		snapshots,
		marking: { text: content.marking },
		freeze: mayFreeze
			? {
					seen,
					sameAs: snapshots.find((each) => each.sha256 === seen)?.number ?? null,
					gates: gatesAhead(paper).map((gate) => ({
						value: gate,
						text: gates[gate].label,
						hint: `Seen by: ${gates[gate].seen.toLowerCase()}${gate === 'lodged' ? '. Its text is locked from then on' : ''}`
					})),
					obstacles: lodgingObstacles(manuscript, measurePaper(content))
				}
			: null,
		comparison: compare(before, after)
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, freezeForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			const { number } = await freezeSnapshot(trx, actor, reviewIdOf(actor, review), paper, input);
			return {
				to: `/reviews/${review}/papers/${paper}/snapshots/${number}`,
				notice: `Snapshot ${number} is frozen: ${gates[input.gate].label.toLowerCase()}.`
			};
		})
};

type Frozen = { number: number; content: string };

function compare(before: Frozen | null, after: Frozen | null) {
	if (!before || !after) return null;
	const [old, now] = [readContent(before.content), readContent(after.content)];
	return { from: before.number, to: after.number, sections: old && now ? compareContents(old, now) : null };
}
