import { type Actor, may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { ownerChoices } from '#lib/actions/owner-choices.ts';
import { listActionOwners } from '#lib/actions/queries.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { tickCondition } from '#lib/positions/commands.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { assignCondition, proposeWords, settleCondition } from '#lib/rounds/ledger/commands.server.ts';
import { assignForm, settleForm, tickForm, wordsForm } from '#lib/rounds/ledger/forms.ts';
import { canAssign, canProposeWords, canSettle, canTick } from '#lib/rounds/ledger/ledger.ts';
import { dayReasons, isOverdue } from '#lib/rounds/ledger/needed-by.ts';
import { getCondition } from '#lib/rounds/ledger/queries.server.ts';
import { londonDate, longDate } from '#lib/ui/dates.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const condition = await getCondition(trx, reviewId, numberIn('C', params.condition));
		const { recommendation, proposedWords } = condition;
		const rights = {
			assign: canAssign(actor, condition),
			words: canProposeWords(actor, condition),
			settle: canSettle(actor, condition),
			tick: canTick(actor, condition)
		};
		const owners = rights.assign ? ownerChoices(await listActionOwners(trx, actor, reviewId)) : [];
		const versions = versionsWithMeaningOfToday(recommendation);
		return {
			condition: {
				name: condition.name,
				text: condition.text,
				grade: condition.grade,
				state: condition.state,
				late: condition.late,
				departmentName: condition.departmentName,
				askerTitle: condition.askerTitle,
				round: condition.roundNumber === null ? null : reference('W', condition.roundNumber),
				ownerPostId: condition.ownerPostId,
				ownerTitle: condition.ownerTitle,
				namedDay: condition.namedDay,
				neededBy:
					condition.neededBy === null
						? null
						: `${longDate(condition.neededBy.on)}, ${dayReasons[condition.neededBy.because]}`,
				overdue: isOverdue(condition, londonDate(actor.now)),
				metVersion: condition.metVersion,
				ticked:
					condition.tickedAt === null
						? null
						: {
								on: longDate(londonDate(condition.tickedAt)),
								by: condition.tickedByTitle,
								name: condition.tickedByName
							},
				handled: condition.handled,
				handledBy: condition.handledByTitle,
				handledOn: condition.handledAt === null ? null : longDate(londonDate(condition.handledAt)),
				revision: condition.revision
			},
			recommendation: {
				name: reference('R', recommendation.number),
				title: recommendation.title,
				text: recommendation.text,
				version: recommendation.version,
				materialVersion: recommendation.materialVersion
			},
			words:
				proposedWords === null
					? null
					: {
							text: proposedWords,
							by: condition.wordsByTitle ?? condition.askerTitle,
							parts: difference(recommendation.text, proposedWords)
						},
			versions: versions.map((version) => ({ value: String(version), text: `Version ${version}` })),
			owners,
			trail: await listTrail(trx, 'condition', condition.id, { limit: 20 }),
			may: { ...rights, edit: may(actor, 'recommendation.edit', { reviewId }) }
		};
	});

export const actions: Actions = {
	tick: (event) =>
		act(event, tickForm, async (trx, actor, { version }) => {
			const { reviewId, number, name, here } = place(event.params, actor);
			await tickCondition(trx, actor, reviewId, number, version);
			return { to: here, notice: `${name} is marked as met by version ${version}.` };
		}),
	assign: (event) =>
		act(event, assignForm, async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event.params, actor);
			await assignCondition(trx, actor, reviewId, number, input);
			const { neededBy } = await getCondition(trx, reviewId, number);
			const said = input.ownerPostId === null ? 'has no owner now' : 'has an owner, who finds it under Needs me';
			return { to: here, notice: `${name} ${said}${neededBy ? `, needed by ${longDate(neededBy.on)}` : ''}.` };
		}),
	words: (event) =>
		act(event, wordsForm, async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event.params, actor);
			await proposeWords(trx, actor, reviewId, number, input);
			return { to: here, notice: `Words that would meet ${name} are saved.` };
		}),
	settle: (event) =>
		act(event, settleForm, async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event.params, actor);
			await settleCondition(trx, actor, reviewId, number, input);
			const { state, departmentName } = await getCondition(trx, reviewId, number);
			const notice =
				state === 'to_tick' ? `${name} waits for the tick of ${departmentName}.` : `${name} is dealt with.`;
			return { to: here, notice };
		})
};

/** Oldest first; only words that mean what they mean today can meet a condition. */
function versionsWithMeaningOfToday({ version, materialVersion }: { version: number; materialVersion: number }) {
	return Array.from({ length: version - materialVersion + 1 }, (_, index) => materialVersion + index).slice(-50);
}

function place(params: { review: string; condition: string }, actor: Actor) {
	const number = numberIn('C', params.condition) ?? 0;
	const name = reference('C', number);
	return {
		reviewId: reviewIdOf(actor, params.review),
		number,
		name,
		here: `/reviews/${params.review}/conditions/${name}`
	};
}
