import type { Trx } from '#lib/db/asActor.server.ts';
import { financialYear } from '../../bid.ts';
import { type Bid, getFiscalEvent, listBidDepartments } from '../../queries.server.ts';
import type { EditionOf } from '../edition.ts';
import { listEditions } from '../editions.server.ts';
import { type ParameterKind, parameterKindNames } from '../parameters.ts';
import type { AppraisalPlan } from '../plan.ts';
import { partialDate } from './dates.ts';

export type Choice = { value: string; text: string };

export type EditionChoices = Record<ParameterKind, Choice[]>;

/** What the form of a plan offers to choose from. */
export type PlanChoices = {
	years: Choice[];
	editions: EditionChoices;
	projectTypes: Choice[];
	programmes: Choice[];
	teams: Choice[];
};

/** What the form of a plan offers: editions, types of works, departments of the bid. */
export async function planChoices(trx: Trx, bid: Bid, plan: AppraisalPlan): Promise<PlanChoices> {
	const known = await listEditions(trx, bid.reviewId);
	const { firstYear, capitalLastYear } = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const first = Math.min(firstYear - 5, plan.startYear, plan.presentValueYear, plan.priceYear);
	const last = Math.max(capitalLastYear + 5, plan.startYear, plan.presentValueYear, plan.priceYear);
	const typesIn = known.filter((edition): edition is EditionOf<'optimism_bias'> => edition.kind === 'optimism_bias');
	const barnettIn = known.filter((edition): edition is EditionOf<'barnett'> => edition.kind === 'barnett');
	return {
		years: Array.from({ length: last - first + 1 }, (_, index) => ({
			value: String(first + index),
			text: financialYear(first + index)
		})),
		editions: await editionChoices(trx, bid.reviewId),
		projectTypes: unique(
			typesIn.flatMap(({ content }) =>
				content.types.map(({ key, name, raises }) => ({
					value: key,
					text: `${name} (${raises === 'capital' ? 'capital' : 'operating cost'})`
				}))
			)
		),
		programmes: unique(
			barnettIn.flatMap(({ content }) => content.programmes.map(({ key, name }) => ({ value: key, text: name })))
		),
		teams: (await listBidDepartments(trx, bid)).map(({ teamId, name }) => ({ value: String(teamId), text: name }))
	};
}

/** Every edition that the review knows, by name and date, the latest first. */
export async function editionChoices(trx: Trx, reviewId: number): Promise<EditionChoices> {
	const known = await listEditions(trx, reviewId);
	const of = (kind: ParameterKind) =>
		known
			.filter((edition) => edition.kind === kind)
			.map(({ edition, startsOn }) => ({
				value: edition,
				text: startsOn === null ? edition : `${edition} (from ${partialDate(startsOn)})`
			}));
	return Object.fromEntries(parameterKindNames.map((kind) => [kind, of(kind)])) as EditionChoices;
}

function unique(choices: readonly Choice[]): Choice[] {
	return choices.filter(({ value }, index) => choices.findIndex((each) => each.value === value) === index);
}
