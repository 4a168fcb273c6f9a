import type { Actor } from '#lib/access/actor.ts';
import { runAppraisal, savePlan } from '#lib/bids/appraisal/commands.server.ts';
import { readPlan } from '#lib/bids/appraisal/queries.server.ts';
import { carriedOn } from '#lib/bids/benefits/benefit.ts';
import { saveBenefits, saveEvidence } from '#lib/bids/benefits/commands.server.ts';
import { getBid, getFiscalEvent } from '#lib/bids/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { addDays } from './calendar.ts';
import { type DemoBenefit, startInLifeBenefits } from './start-in-life-benefits.ts';
import { officialOf, type Story } from './story.ts';

/** Benefits of the bids with the findings under them, then one stored appraisal of each bid that has some. */
export function loadBenefits(story: Story): void {
	const { review, calendar, diary } = story;
	for (const bid of review.bids) {
		const benefits = startInLifeBenefits.filter((benefit) => benefit.bid === bid.key);
		for (const benefit of benefits) {
			diary.on(addDays(calendar.paperStarted, 1), officialOf(review, benefit.department), (trx, actor) =>
				putDown(story, trx, actor, benefit)
			);
		}
		if (benefits.length === 0) continue;
		const [lead] = bid.departments;
		diary.on(addDays(calendar.paperStarted, 2), officialOf(review, lead), (trx, actor) =>
			appraise(story, trx, actor, bid.key)
		);
	}
}

async function putDown(story: Story, trx: Trx, actor: Actor, benefit: DemoBenefit): Promise<void> {
	const { ledger } = story;
	const here = at(story, benefit.bid);
	const bid = await getBid(trx, ...here);
	const { firstYear } = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const cells = benefit.thousands.map((thousands, index) => ({ year: firstYear + index, pence: thousands * 100_000 }));
	const line = {
		id: null,
		revision: null,
		optionId: ledger.get('bidOption', `${benefit.bid} preferred`),
		recommendationId: null,
		description: benefit.description,
		kind: benefit.kind,
		priceYear: benefit.kind === 'not_monetised' ? null : firstYear,
		quintile: benefit.quintile ?? null,
		assumptionId: null,
		cells: carriedOn(cells, firstYear + 9)
	};
	const { ids } = await saveBenefits(trx, actor, ...here, {
		teamId: ledger.get('team', benefit.department),
		lines: [line],
		removed: []
	});
	for (const { finding, strength, note } of benefit.evidence) {
		await saveEvidence(trx, actor, ...here, ids[0] ?? 0, {
			finding: ledger.get('finding', finding),
			strength: strength ? { scale: strength[0], level: strength[1] } : null,
			note: note ?? null
		});
	}
}

/** The period lies after the last deflator that is published, so the plan says what inflation is assumed. */
async function appraise(story: Story, trx: Trx, actor: Actor, key: string): Promise<void> {
	const here = at(story, key);
	const bid = await getBid(trx, ...here);
	const { plan, revision } = await readPlan(trx, bid, story.calendar.today);
	await savePlan(trx, actor, ...here, {
		revision,
		plan: {
			...plan,
			deflatorExtension: { ratePercent: '2.0', owner: 'Chief economist, Families', source: 'Illustrative assumption' },
			full: {
				...plan.full,
				on: true,
				optimismBias: [{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '40' }],
				scenarios: [{ name: 'Slow recruitment', costPercent: '-10', benefitPercent: '-25', delayYears: 1 }]
			}
		}
	});
	await runAppraisal(trx, actor, ...here, { fallbacks: false });
}

function at({ review, ledger }: Story, bid: string): [reviewId: number, number: number] {
	return [ledger.get('review', review.slug), ledger.get('bid', bid)];
}
