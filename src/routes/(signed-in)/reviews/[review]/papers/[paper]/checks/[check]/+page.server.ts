import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import {
	canRecordCheck,
	canSeeCheck,
	type CheckKind,
	checkKinds,
	checkOutcomes,
	checks,
	checkState
} from '#lib/papers/checks/check.ts';
import { recordCheck } from '#lib/papers/checks/commands.server.ts';
import { checkForm } from '#lib/papers/checks/forms.ts';
import {
	givenOn,
	listEntries,
	readCheckedContent,
	sponsorTeams,
	wordsDigest
} from '#lib/papers/checks/queries.server.ts';
import { compareContents } from '#lib/papers/compare.ts';
import { contentOf, workingVersion } from '#lib/papers/manuscript.ts';
import { gates, isLodged } from '#lib/papers/paper.ts';
import { getPaper, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const kind = kindOf(params.check);
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!canSeeCheck(actor, paper.reviewId, kind)) throw new NotFound('This check was not found');
		const manuscript = await readManuscript(trx, paper);
		const content = contentOf(manuscript);
		const seen = wordsDigest(content);
		const entries = await listEntries(trx, paper.id, kind);
		const [latest] = entries;
		const state = checkState(latest ?? null, seen);
		const before = latest && state === 'stale' ? await readCheckedContent(trx, paper.id, latest) : null;
		const mayRecord =
			!isLodged(paper.gate) && canRecordCheck(actor, paper.reviewId, kind, await sponsorTeams(trx, paper));
		const snapshots = mayRecord ? await listSnapshots(trx, paper.id) : [];
		return {
			paper: { name: reference('P', paper.number), title: paper.title },
			marking: { text: content.marking },
			kind,
			state,
			entries: entries.map((entry) => ({ ...entry, on: givenOn(entry) })),
			changed: before ? compareContents(before, content).filter((section) => section.change !== 'same') : [],
			record: mayRecord
				? {
						seen,
						initial: {
							outcome: latest?.outcome ?? '',
							said: latest?.said ?? '',
							answers: latest?.answers ?? [],
							clearedBy: latest?.clearedBy ?? actor.person.name,
							clearedPost: latest?.clearedPost ?? actor.posts[0]?.title ?? '',
							clearedOn: londonDate(actor.now),
							on: 'text'
						},
						on: [
							{ value: 'text', text: `The text as it is now (version ${workingVersion(manuscript)})` },
							...snapshots.slice(0, 20).map((each) => ({
								value: String(each.number),
								text: `Snapshot ${each.number}, ${gates[each.gate].label.toLowerCase()}`
							}))
						],
						outcomes: Object.entries(checkOutcomes).map(([value, { label, said }]) => ({
							value,
							text: label,
							hint: `Say below: ${said.charAt(0).toLowerCase()}${said.slice(1)}`
						}))
					}
				: null
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, checkForm, async (trx, actor, { on, ...input }) => {
			const { review, paper, check } = event.params;
			const kind = kindOf(check);
			const snapshot = on === 'text' ? null : Number(on);
			await recordCheck(trx, actor, reviewIdOf(actor, review), paper, kind, { ...input, snapshot });
			return {
				to: `/reviews/${review}/papers/${paper}/checks#${kind}`,
				notice: `${checks[kind].label}: recorded.`
			};
		})
};

function kindOf(name: string): CheckKind {
	const kind = checkKinds.find((each) => each === name);
	if (!kind) throw new NotFound('This check was not found');
	return kind;
}
