import { beforeEach, expect, test } from 'vitest';
import { compareAppraisals } from '#lib/bids/appraisal/compare.ts';
import { runAppraisal, savePlan } from '#lib/bids/appraisal/commands.server.ts';
import { figuresIn } from '#lib/bids/appraisal/find-figure.ts';
import { getAppraisal, readPlan } from '#lib/bids/appraisal/queries.server.ts';
import { comparedView } from '#lib/bids/appraisal/screen/compared.server.ts';
import { listHeadlines } from '#lib/bids/appraisal/screen/headlines.server.ts';
import { planChoices } from '#lib/bids/appraisal/screen/plan.server.ts';
import { figureView, resultView } from '#lib/bids/appraisal/screen/result.server.ts';
import { benefitChoices, benefitField, benefitInitial } from '#lib/bids/benefits/form.server.ts';
import { benefitsView } from '#lib/bids/benefits/view.server.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import {
	addFallback,
	addJointBid,
	benefitInput,
	lineInput,
	saveAs,
	saveBenefitsAs,
	type StartedBid
} from '../support/bids.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let bid: StartedBid;

beforeEach(async () => {
	world = await makeWorld();
	bid = await addJointBid(world);
	await saveAs(world, bid, 'families', [lineInput(bid, { priceYear: 2022 })]);
	await saveBenefitsAs(world, bid, 'families', [
		benefitInput(bid, { cells: [{ year: 2022, pence: 150_000_000 }] }),
		benefitInput(bid, { description: 'Trust', kind: 'not_monetised', cells: [] })
	]);
});

test('a stored appraisal is read with its unit, price base, present-value year and edition beside each figure', async () => {
	const view = resultView(await appraised());
	expect(view.headline.npsv.text).toBe('£500,000');
	expect(view.headline.npsv.basis).toMatch(/^£, 2022-23 prices, present value in 2022-23, .+/);
	expect(view.headline.bcr.shown?.text).toBe('1.50');
	expect(view.bandNote?.advisory).toBe(true);
	expect(view.evidence).toEqual({ of: 1, without: 1 });
	expect(view.options.find(({ preferred }) => preferred)?.notMonetised).toMatchObject([{ description: 'Trust' }]);
	expect(view.financial.find(({ rows }) => rows.length > 0)?.total.total.text).toBe('£1m');
});

test('every figure of a full appraisal opens to something', async () => {
	await replan((plan) => ({ ...plan, full: { ...plan.full, on: true } }));
	const appraisal = await appraised();
	expect(resultView(appraisal).full?.monteCarlo.percentiles.length).toBeGreaterThan(0);
	for (const { key } of figuresIn(appraisal)) {
		const view = figureView(appraisal, key);
		expect(view?.figure.key, key).toBe(key);
		expect(
			view?.figure.inputs.filter((input) => input.text === '' || input.text === input.key),
			key
		).toEqual([]);
	}
	const net = figureView(appraisal, `options.${bid.preferred}.years.2022.cost`);
	expect(net?.lines).toMatchObject([{ description: 'Family hubs', years: [{ entered: '£1,000,000' }] }]);
	expect(figureView(appraisal, 'options.nothing')).toBeNull();
});

test('a bid that costs nothing has no ratio, and is told why', async () => {
	const content = await as(world.official, (trx) => getBid(trx, world.reviewId, bid.number));
	expect(content.title).toBe('Family hubs');
	const [id = 0] = (await as(world.official, (trx) => trx.selectFrom('costLines').select('id').execute())).map(
		(line) => line.id
	);
	await saveAs(world, bid, 'families', [], [{ id, revision: 1 }]);
	const view = resultView(await appraised());
	expect(view.headline.bcr.shown).toBeNull();
	expect(view.headline.bcr.absent).not.toBe('');
	expect(view.headline.band).toBeNull();
	expect(await headlines([1])).toEqual([[1, { npsv: '£1.5m', bcr: null, basis: view.basis }]]);
});

test('the list says what each came to, and two are laid side by side', async () => {
	await appraised();
	await replan((plan) => ({ ...plan, cases: { ...plan.cases, costUpPercent: '50' } }));
	await saveBenefitsAs(world, bid, 'families', [
		benefitInput(bid, { description: 'More', cells: [{ year: 2022, pence: 50_000_000 }] })
	]);
	await appraised();
	const found = await headlines([1, 2]);
	expect(found.map(([number, { npsv, bcr }]) => [number, npsv, bcr])).toEqual([
		[1, '£500,000', '1.50'],
		[2, '£1m', '2.00']
	]);
	expect(await headlines([])).toEqual([]);
	const [one, other] = [await stored(1), await stored(2)];
	const view = comparedView(compareAppraisals(one, other), one, other);
	const preferred = view.options.find(({ name }) => name === 'Family hubs');
	expect(preferred?.figures.map(({ label, difference }) => [label, difference])).toContainEqual([
		'Net present social value',
		'+£500,000'
	]);
	expect(view.editions.every(({ differs }) => !differs)).toBe(true);
	const shown = resultView(one);
	expect(shown.compared.map(({ name }) => name)).toEqual(['Family hubs']);
	expect(shown.baseline?.name).toBe('Business as usual');
});

test('the form of a plan offers every edition by its name and date', async () => {
	const choices = await as(world.official, async (trx) => {
		const found = await getBid(trx, world.reviewId, bid.number);
		return planChoices(trx, found, (await readPlan(trx, found, '2026-03-16')).plan);
	});
	expect(choices.editions.discount_rates[0]?.text).toMatch(/\(from 5 February 2026\)$/);
	expect(choices.projectTypes.length).toBeGreaterThan(0);
	expect(choices.teams).toHaveLength(2);
	expect(choices.years).toContainEqual({ value: '2022', text: '2022-23' });
});

test('the form of a benefit asks for the years of the appraisal and offers only one’s own department', async () => {
	const choices = await as(world.careOfficial, async (trx, party) =>
		benefitChoices(trx, party.actor, await getBid(trx, world.reviewId, bid.number))
	);
	expect(choices.teams.map(({ value }) => value)).toEqual([String(world.teams.care)]);
	expect(choices.years).toEqual(Array.from({ length: 10 }, (_, index) => 2022 + index));
	expect(benefitInitial(choices)).toMatchObject({ optionId: String(bid.preferred), teamId: String(world.teams.care) });
	expect(benefitField('lines[0].y2023', [{ year: 2022 }, { year: 2023 }])).toBe('cells[1].pence');
	expect(benefitField('lines[0].optionId', [])).toBe('optionId');
	const none = await as(world.minister, async (trx, party) =>
		benefitChoices(trx, party.actor, await getBid(trx, world.reviewId, bid.number))
	);
	expect(none.teams).toEqual([]);
});

test('benefits are added up by the money they are in, and what has no evidence is marked', async () => {
	const fallback = await addFallback(world, bid);
	await saveBenefitsAs(world, bid, 'families', [
		benefitInput(bid, { priceYear: null }),
		benefitInput(bid, { optionId: fallback })
	]);
	const view = await as(world.official, async (trx) =>
		benefitsView(await readContent(trx, await getBid(trx, world.reviewId, bid.number)), [])
	);
	const preferred = view.find(({ id }) => id === bid.preferred);
	expect(preferred?.totals).toEqual([
		{ prices: '2022-23 prices', pence: 150_000_000n },
		{ prices: 'nominal', pence: 100_000_000n }
	]);
	expect(preferred?.withoutEvidence).toBe(3);
	expect(preferred?.rows[0]).toMatchObject({ evidence: 'No evidence yet', evidenced: false });
	const partners = await as(world.careOfficial, async (trx) =>
		benefitsView(await readContent(trx, await getBid(trx, world.reviewId, bid.number)), [])
	);
	expect(partners.map(({ id }) => id)).not.toContain(fallback);
});

async function as<T>(party: Party, work: (trx: Trx, party: Party) => Promise<T>): Promise<T> {
	return asActor(party.actor, (trx) => work(trx, party));
}

async function stored(number: number) {
	return as(
		world.official,
		async (trx) => (await getAppraisal(trx, await getBid(trx, world.reviewId, bid.number), number)).appraisal
	);
}

async function appraised() {
	const { number } = await asActor(world.official.actor, (trx, actor) =>
		runAppraisal(trx, actor, world.reviewId, bid.number, { fallbacks: false })
	);
	return stored(number);
}

async function replan(
	change: (plan: Parameters<typeof savePlan>[4]['plan']) => Parameters<typeof savePlan>[4]['plan']
) {
	await asActor(world.official.actor, async (trx, actor) => {
		const { plan, revision } = await readPlan(trx, await getBid(trx, world.reviewId, bid.number), '2026-03-16');
		await savePlan(trx, actor, world.reviewId, bid.number, { plan: change(plan), revision });
	});
}

async function headlines(numbers: number[]) {
	return [...(await as(world.official, (trx) => listHeadlines(trx, bid.id, numbers)))];
}
