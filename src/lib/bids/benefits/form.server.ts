import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { readPlan } from '../appraisal/queries.server.ts';
import { canEditShare, optionKinds } from '../bid.ts';
import { amountText } from '../costs/amount.ts';
import {
	type BenefitLine,
	type Bid,
	bidRights,
	getFiscalEvent,
	listBidDepartments,
	listOptions
} from '../queries.server.ts';
import { listFunded } from '../recommendations/queries.server.ts';
import { type BenefitCell, nominal, pricesText, quintiles, yearsAsked } from './benefit.ts';

const preferred = `${optionKinds.preferred.label}:`;

type Choice = { value: string; text: string };

/** What the form of a benefit offers to choose from. */
export type BenefitChoices = {
	options: Choice[];
	/** The departments that the person speaks for. */
	teams: Choice[];
	years: number[];
	/** The year after which the appraisal ends, and whose amounts it leaves out. */
	lastYear: number;
	prices: Choice[];
	recommendations: Choice[];
	assumptions: Choice[];
	quintiles: Choice[];
};

/** @param line the benefit that is changed, with what it holds already; undefined for a new one */
export async function benefitChoices(trx: Trx, actor: Actor, bid: Bid, line?: BenefitLine): Promise<BenefitChoices> {
	const rights = await bidRights(trx, bid);
	const { plan } = await readPlan(trx, bid, actor.now.toISOString().slice(0, 10));
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const lastYear = plan.startYear + plan.horizonYears - 1;
	const departments = await listBidDepartments(trx, bid);
	const own = departments.filter(({ teamId }) => (line ? teamId === line.teamId : canEditShare(actor, rights, teamId)));
	const priceYears = [
		event.firstYear - 1,
		event.firstYear,
		plan.priceYear,
		...(line?.priceYear ? [line.priceYear] : [])
	];
	return {
		options: (await listOptions(trx, bid.id)).map(({ id, kind, name }) => ({
			value: String(id),
			text: `${optionKinds[kind].label}: ${name}`
		})),
		teams: own.map(({ teamId, name }) => ({ value: String(teamId), text: name })),
		years: yearsAsked(event.firstYear, lastYear, line?.cells ?? []),
		lastYear,
		prices: [
			...[...new Set(priceYears)]
				.sort((a, b) => a - b)
				.map((year) => ({ value: String(year), text: pricesText(year) })),
			{ value: nominal, text: 'Nominal: the money of each year as it will be paid' }
		],
		recommendations: (await listFunded(trx, bid.id)).map(({ id, reference, title }) => ({
			value: String(id),
			text: `${reference} ${title}`
		})),
		assumptions: await listAssumptionChoices(
			trx,
			bid.id,
			own.map(({ teamId }) => teamId)
		),
		quintiles: Object.entries(quintiles).map(([value, { label }]) => ({ value, text: label }))
	};
}

/** What the fields hold at first. */
export function benefitInitial({ years, teams, options, prices }: BenefitChoices, line?: BenefitLine) {
	const [team] = teams;
	return {
		description: line?.description ?? '',
		optionId: line ? String(line.optionId) : (options.find(({ text }) => text.startsWith(preferred))?.value ?? ''),
		teamId: teams.length === 1 && team ? team.value : '',
		kind: line?.kind ?? '',
		cells: years.map((year) => ({ year, pence: amountOf(year, line?.cells ?? []) })),
		repeatUntil: '',
		priceYear: line ? String(line.priceYear ?? nominal) : (prices[1]?.value ?? nominal),
		recommendationId: String(line?.recommendationId ?? ''),
		quintile: String(line?.quintile ?? ''),
		assumptionId: String(line?.assumptionId ?? '')
	};
}

/** What an error of the command about a year is about on the form, where amounts are rows. */
export function benefitField(field: string, cells: readonly { year: number }[]): string {
	const name = field.replace(/^lines\[0\]\./, '');
	const year = /^y(\d{4})$/.exec(name)?.[1];
	if (year === undefined) return name;
	const index = cells.findIndex((cell) => cell.year === Number(year));
	return index === -1 ? 'repeatUntil' : `cells[${index}].pence`;
}

function amountOf(year: number, cells: readonly BenefitCell[]): string {
	return amountText(cells.find((cell) => cell.year === year)?.pence ?? null, 'pounds');
}

async function listAssumptionChoices(trx: Trx, bidId: number, teamIds: readonly number[]): Promise<Choice[]> {
	if (teamIds.length === 0) return [];
	const rows = await trx
		.selectFrom('assumptions')
		.select(['id', 'number', 'text'])
		.where('bidId', '=', bidId)
		.where('teamId', 'in', teamIds)
		.orderBy('number')
		.execute();
	return rows.map(({ id, number, text }) => ({ value: String(id), text: `A${number} ${short(text)}` }));
}

function short(text: string): string {
	return text.length <= 90 ? text : `${text.slice(0, 89).trimEnd()}…`;
}
