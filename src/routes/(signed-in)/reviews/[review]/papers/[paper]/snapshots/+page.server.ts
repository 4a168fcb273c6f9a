import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { lodgingObstacles, readerObstacles } from '#lib/papers/attention.ts';
import { checkObstacles, readSheet } from '#lib/papers/checks/queries.server.ts';
import { freezeSnapshot } from '#lib/papers/commands.server.ts';
import { snapshotLabel } from '#lib/papers/compared.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { freezeForm } from '#lib/papers/forms.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { canFreezePaper, gates, gatesAhead } from '#lib/papers/paper.ts';
import { getPaper, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { listChanges } from '#lib/papers/slots/refresh.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const manuscript = await readManuscript(trx, paper);
		return {
			manuscript,
			sheet: await readSheet(trx, actor, paper, contentOf(manuscript)),
			snapshots: await listSnapshots(trx, paper.id),
			stale: canFreezePaper(actor, paper) ? (await listChanges(trx, manuscript)).map(({ key }) => key) : [],
			mayFreeze: canFreezePaper(actor, paper)
		};
	});
	const { manuscript, sheet, snapshots, stale, mayFreeze } = found;
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
					obstacles: lodgingObstacles(manuscript, measurePaper(content)),
					kept: [...new Set(gatesAhead(paper).flatMap((gate) => readerObstacles(manuscript, gate)))],
					stale,
					unchecked: checkObstacles(sheet, 'lodged')
				}
			: null,
		sides: [
			{ value: 'working', text: 'Working text' },
			...snapshots.map((row) => ({ value: String(row.number), text: snapshotLabel(row) }))
		]
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
