import type { Actor } from '#lib/access/actor.ts';
import type { Control } from '#lib/bids/bid.ts';
import { addOption, addPartner, startBid } from '#lib/bids/commands.server.ts';
import { addAssumption, saveLines } from '#lib/bids/costs/commands.server.ts';
import { addFiscalEvent, setEnvelope } from '#lib/bids/events/commands.server.ts';
import { editOption } from '#lib/bids/options/commands.server.ts';
import { nameFinanceLead } from '#lib/bids/partners/commands.server.ts';
import { getBid, listCostLines, listOptions } from '#lib/bids/queries.server.ts';
import { chooseRecommendations } from '#lib/bids/recommendations/commands.server.ts';
import { confide, editBid, releaseBid, setOutcomes } from '#lib/bids/record/commands.server.ts';
import { explainMismatch } from '#lib/bids/shares/commands.server.ts';
import { findMismatch } from '#lib/bids/shares/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { addDays } from './calendar.ts';
import { type DemoBid, type DemoFiscalEvent, isoDate } from './shape.ts';
import { financeLeadOf, holderOf, officialOf, secretariatOf, type Story } from './story.ts';

/** Bids: a fiscal event by the secretariat, each bid by its lead, each share by its own department. */
export function loadBids(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	for (const event of review.fiscalEvents) {
		diary.on(calendar.agreed, secretariatOf(review), (trx, actor) => startEvent(story, trx, actor, event));
	}
	for (const bid of review.bids) {
		const [lead, ...partners] = bid.departments;
		diary.on(calendar.paperStarted, officialOf(review, lead), (trx, actor) => startOne(story, trx, actor, bid));
		for (const partner of partners) {
			diary.on(calendar.paperStarted, officialOf(review, lead), (trx, actor) =>
				addPartner(trx, actor, ...at(story, bid), ledger.get('team', partner))
			);
		}
		for (const department of bid.departments) {
			diary.on(addDays(calendar.paperStarted, 1), officialOf(review, department), (trx, actor) =>
				writeShare(story, trx, actor, bid, department)
			);
		}
		const { explanation } = bid;
		if (explanation) {
			const director = holderOf(review, financeLeadOf(explanation.by));
			diary.on(addDays(calendar.paperStarted, 1), director, async (trx, actor) => {
				const mismatch = await findMismatch(trx, await getBid(trx, ...at(story, bid)));
				if (!mismatch) throw new Error(`${bid.key} has nothing to explain`);
				const { headlinePence, linesPence } = mismatch;
				const words = { headlinePence, linesPence, explanation: explanation.words };
				await explainMismatch(trx, actor, ...at(story, bid), words);
			});
		}
		if (!bid.released) continue;
		diary.on(calendar.paperFrozen, officialOf(review, lead), (trx, actor) => releaseBid(trx, actor, ...at(story, bid)));
	}
}

async function startEvent(story: Story, trx: Trx, actor: Actor, event: DemoFiscalEvent): Promise<void> {
	const { review, calendar, ledger } = story;
	const reviewId = ledger.get('review', review.slug);
	const firstYear = firstYearAfter(calendar.today) + event.firstYear;
	const { id } = await addFiscalEvent(trx, actor, reviewId, {
		name: event.name,
		firstYear,
		lastYear: firstYearAfter(calendar.today) + event.lastYear,
		capitalLastYear: firstYearAfter(calendar.today) + event.capitalLastYear,
		returnDueOn: isoDate(event.returnDueOn, calendar.today),
		guidance: event.guidance
	});
	ledger.set('fiscalEvent', event.key, id);
	const pence = (control: Control, index: number) => {
		const millions = event.envelope[control]?.[index];
		return millions === undefined ? null : millions * 100_000_000;
	};
	const years = Array.from({ length: event.capitalLastYear - event.firstYear + 1 }, (_, index) => ({
		year: firstYear + index,
		rdel: pence('rdel', index),
		cdel: pence('cdel', index),
		ame: pence('ame', index)
	}));
	await setEnvelope(trx, actor, reviewId, id, { revision: 1, years });
}

async function startOne(story: Story, trx: Trx, actor: Actor, bid: DemoBid): Promise<void> {
	const { review, calendar, ledger } = story;
	const reviewId = ledger.get('review', review.slug);
	const started = await startBid(trx, actor, reviewId, {
		fiscalEventId: ledger.get('fiscalEvent', bid.fiscalEvent),
		title: bid.title
	});
	ledger.set('bid', bid.key, started.number);
	const here = at(story, bid);
	const revision = async () => (await getBid(trx, ...here)).revision;

	await editBid(trx, actor, ...here, {
		revision: await revision(),
		title: bid.title,
		sensitive: true,
		handling: null,
		headlinePence: bid.headline === undefined ? null : bid.headline * 100_000_000,
		record: bid.record
	});
	await chooseRecommendations(trx, actor, ...here, {
		revision: await revision(),
		recommendationIds: bid.recommendations.map((key) => ledger.get('recommendationId', key))
	});
	if (bid.outcomes.length > 0) {
		const outcomes = bid.outcomes.map(({ targetYear, ...outcome }) => ({
			...outcome,
			targetYear: firstYearAfter(calendar.today) + targetYear
		}));
		await setOutcomes(trx, actor, ...here, { revision: await revision(), outcomes });
	}
	await describeOptions(story, trx, actor, bid, started.id);
	if (bid.rank !== undefined) {
		const kept = { seen: 0, priorityRank: bid.rank, fallback: bid.fallback ?? null };
		await confide(trx, actor, ...here, kept);
	}
}

async function describeOptions(story: Story, trx: Trx, actor: Actor, bid: DemoBid, bidId: number): Promise<void> {
	const here = at(story, bid);
	for (const option of await listOptions(trx, bidId)) {
		const { id, kind, revision } = option;
		story.ledger.set('bidOption', `${bid.key} ${kind}`, id);
		const words = kind === 'bau' ? { name: option.name, description: bid.bau } : bid.preferred;
		await editOption(trx, actor, ...here, id, { kind, ...words, leadOnly: false, revision });
	}
	for (const { key, leadOnly = false, ...option } of bid.options) {
		const { id } = await addOption(trx, actor, ...here, { ...option, leadOnly });
		story.ledger.set('bidOption', `${bid.key} ${key}`, id);
	}
}

/** A department names who signs for it, writes its own lines and says what they rest on. */
async function writeShare(story: Story, trx: Trx, actor: Actor, bid: DemoBid, department: string): Promise<void> {
	const { ledger, calendar } = story;
	const teamId = ledger.get('team', department);
	const here = at(story, bid);
	await nameFinanceLead(trx, actor, ...here, { teamId, postId: ledger.get('post', financeLeadOf(department)) });
	const firstYear = firstYearAfter(calendar.today);
	const lines = bid.lines
		.filter((line) => line.department === department)
		.map((line) => ({
			id: null,
			revision: null,
			optionId: ledger.get('bidOption', `${bid.key} ${line.option}`),
			recommendationId: line.recommendation === undefined ? null : ledger.get('recommendationId', line.recommendation),
			description: line.description,
			flow: line.flow ?? 'cost',
			budget: line.budget,
			baseline: line.baseline ?? false,
			priceYear: null,
			steadyStatePence: line.steadyState === undefined ? null : line.steadyState * 100_000,
			cells: line.thousands.map((thousands, index) => ({
				year: firstYear + index,
				pence: thousands * 100_000,
				staffHundredths: (line.staff?.[index] ?? 0) * 100 || null,
				assumptionId: null
			}))
		}));
	await saveLines(trx, actor, ...here, { teamId, lines, removed: [] });
	for (const { department: whose, finding, lines: named, ...words } of bid.assumptions ?? []) {
		if (whose !== department) continue;
		const preferred = ledger.get('bidOption', `${bid.key} preferred`);
		const stored = await listCostLines(trx, (await getBid(trx, ...here)).id);
		const resting = stored.filter((line) => line.optionId === preferred && named.includes(line.description));
		const cells = resting.flatMap(({ id, cells }) => cells.map(({ year }) => ({ lineId: id, year })));
		const findingId = finding === undefined ? null : ledger.get('findingId', finding);
		await addAssumption(trx, actor, ...here, { ...words, teamId, findingId, cells });
	}
}

function at({ review, ledger }: Story, bid: DemoBid): [reviewId: number, number: number] {
	return [ledger.get('review', review.slug), ledger.get('bid', bid.key)];
}

/** The first financial year that begins after a day. @param date ISO */
function firstYearAfter(date: string): number {
	const year = Number(date.slice(0, 4));
	return date.slice(5) < '04-01' ? year : year + 1;
}
