import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordDecision, recordLodgingFacts, reopenPaper } from '#lib/papers/lodging/commands.server.ts';
import { decisionForm, lodgingFactsForm, reopenForm } from '#lib/papers/lodging/forms.ts';
import { listLateChanges } from '#lib/papers/lodging/queries.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { canDecidePaper, canRecordFacts, canReopenPaper, gates } from '#lib/papers/paper.ts';
import { getPaper, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const snapshots = await listSnapshots(trx, paper.id);
		const late = await listLateChanges(trx, paper.id);
		const here = `/reviews/${params.review}/papers/${reference('P', paper.number)}`;
		const content = contentOf(await readManuscript(trx, paper));
		return {
			paper: {
				name: reference('P', paper.number),
				title: paper.title,
				gate: paper.gate,
				revision: paper.revision,
				reopenedAt: paper.reopenedAt
			},
			marking: { text: content.marking },
			facts: {
				lodgedWith: paper.lodgedWith ?? '',
				lodgedOn: paper.lodgedOn ?? '',
				committeeReference: paper.committeeReference ?? '',
				minuteReference: paper.minuteReference ?? ''
			},
			decidedOn: paper.decidedOn,
			history: [
				...snapshots.map((each) => ({
					id: `snapshot-${each.number}`,
					when: each.takenAt,
					who: each.postTitle ?? each.personName,
					act: `${gates[each.gate].label}: snapshot ${each.number}`,
					note: null,
					href: `${here}/snapshots/${each.number}`
				})),
				...late.map((each) => ({
					id: `late-${each.id}`,
					when: each.reopenedAt,
					who: each.who,
					act: `Reopened after it was ${gates[each.gate].label.toLowerCase()}`,
					note: `${each.because} Allowed by ${each.allowedBy}.`,
					href: undefined
				}))
			].sort((a, b) => b.when.getTime() - a.when.getTime()),
			may: {
				reopen: canReopenPaper(actor, paper),
				facts: canRecordFacts(actor, paper),
				decide: canDecidePaper(actor, paper)
			}
		};
	});

export const actions: Actions = {
	reopen: (event) =>
		act(event, reopenForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await reopenPaper(trx, actor, reviewIdOf(actor, review), paper, input);
			return {
				to: `/reviews/${review}/papers/${paper}`,
				notice: 'The text is open again. The next snapshot closes it.'
			};
		}),
	facts: (event) =>
		act(event, lodgingFactsForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await recordLodgingFacts(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: event.url.pathname, notice: 'Recorded. The text that was lodged is as it was.' };
		}),
	decide: (event) =>
		act(event, decisionForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			const { number } = await recordDecision(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: event.url.pathname, notice: `The decision is recorded: snapshot ${number}.` };
		})
};
