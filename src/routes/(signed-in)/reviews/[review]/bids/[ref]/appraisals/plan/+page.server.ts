import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { savePlan } from '#lib/bids/appraisal/commands.server.ts';
import { appraisalPlanSchema } from '#lib/bids/appraisal/plan.ts';
import { readPlan } from '#lib/bids/appraisal/queries.server.ts';
import { planField, planForm, planInitial, planOf } from '#lib/bids/appraisal/screen/plan-form.ts';
import { planChoices } from '#lib/bids/appraisal/screen/plan.server.ts';
import { canEditBid } from '#lib/bids/bid.ts';
import { bidRights, getBid } from '#lib/bids/queries.server.ts';
import { Invalid } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const { plan, revision } = await readPlan(trx, bid, actor.now.toISOString().slice(0, 10));
		const rights = await bidRights(trx, bid);
		return {
			revision,
			fullOn: plan.full.on,
			choices: await planChoices(trx, bid, plan),
			initial: planInitial(plan, rights.teamIds),
			may: { edit: canEditBid(actor, rights) }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, planForm, async (trx, actor, { revision, ...input }) => {
			const { plan, incomplete } = planOf(input);
			if (incomplete) throw new Invalid(incomplete.field, incomplete.message);
			const checked = appraisalPlanSchema.safeParse(plan);
			const [issue] = checked.error?.issues ?? [];
			if (!checked.success) throw new Invalid(planField(issue?.path ?? []), `This ${issue?.message ?? 'is not right'}`);
			const reviewId = reviewIdOf(actor, event.params.review);
			await savePlan(trx, actor, reviewId, numberIn('B', event.params.ref) ?? 0, { plan: checked.data, revision });
			return {
				to: `/reviews/${event.params.review}/bids/${event.params.ref}/appraisals`,
				notice: 'How the bid is appraised is saved. Appraisals made before stay as they are: run one anew.'
			};
		})
};
