import { getEvent, listContributors } from '#lib/evidence/queries.server.ts';
import {
	addPassage,
	answerAccuracy,
	askAccuracy,
	recordFinding,
	relateFindings,
	shareFindings,
	withdrawConsent,
	withdrawFinding
} from '#lib/findings/commands.server.ts';
import { getFinding, listAccuracyChecks, listFindingKinds, listPassages } from '#lib/findings/queries.server.ts';
import { addWord } from '#lib/findings/vocabulary.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { addDays, earliest, latest, type Calendar } from './calendar.ts';
import { sharedOn } from './load-evidence.ts';
import type { DemoFinding, DemoPassage, DemoReview } from './shape.ts';
import { officialOf, secretariatOf, type Story } from './story.ts';

/** Findings: recorded once the evidence can be read, shared the next day, then checked and related. */
export function loadFindings(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	const reviewId = () => ledger.get('review', review.slug);
	const number = (key: string) => ledger.get('finding', key);

	for (const { key, label } of review.themes) {
		diary.on(calendar.opened, secretariatOf(review), async (trx, actor) => {
			ledger.set('theme', key, await addWord(trx, actor, reviewId(), 'themes', label));
		});
	}
	for (const finding of review.findings) {
		const official = officialOf(review, finding.team);
		const shared = sharedFindingOn(finding, review, calendar);

		diary.on(recordedOn(finding, review, calendar), official, async (trx, actor) => {
			const [first, ...others] = await passagesOf(story, trx, finding.passages);
			if (!first) throw new Error(`${finding.key} rests on nothing`);
			const kinds = await listFindingKinds(trx, reviewId());
			const made = await recordFinding(trx, actor, reviewId(), {
				sentence: finding.sentence,
				passage: first,
				teamId: ledger.get('team', finding.team),
				provenance: review.provenance,
				kindId: kinds.find(({ label }) => label === finding.kind)?.id ?? null,
				themeId: finding.theme === undefined ? null : ledger.get('theme', finding.theme),
				lifeStage: finding.lifeStage ?? null,
				service: finding.service ?? null,
				reach: finding.reach ?? null,
				scope: finding.scope ?? null,
				whoseView: finding.whoseView ?? null,
				nature: finding.nature
			});
			ledger.set('finding', finding.key, made.number);
			ledger.set('findingId', finding.key, made.id);
			for (const passage of others) await addPassage(trx, actor, reviewId(), made.number, passage);
		});

		if (finding.state === 'draft') continue;
		diary.on(shared, official, (trx, actor) =>
			shareFindings(trx, actor, reviewId(), [{ number: number(finding.key), revision: null }])
		);
		if (finding.accuracy) {
			const { department, outcome, note } = finding.accuracy;
			diary.on(shared, official, (trx, actor) =>
				askAccuracy(trx, actor, reviewId(), number(finding.key), { teamId: ledger.get('team', department), body: null })
			);
			diary.on(notTooLate(addDays(shared, 3), calendar), officialOf(review, department), async (trx, actor) => {
				const [check] = await listAccuracyChecks(trx, ledger.get('findingId', finding.key));
				await answerAccuracy(trx, actor, reviewId(), number(finding.key), { checkId: check?.id ?? 0, outcome, note });
			});
		}
	}
	for (const { key, team, relations = [] } of review.findings) {
		for (const { to, kind } of relations) {
			const ends = review.findings.filter((finding) => finding.key === key || finding.key === to);
			const shared = ends.map((finding) => sharedFindingOn(finding, review, calendar));
			diary.on(latest(calendar.opened, ...shared), officialOf(review, team), (trx, actor) =>
				relateFindings(trx, actor, reviewId(), number(key), { kind, to: number(to) })
			);
		}
	}
}

/** Words that were taken back, and findings that had to go with them. */
export function loadWithdrawnFindings({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const { key, team, passages, withdrawnReason } of review.findings) {
		const official = officialOf(review, team);
		if (passages.some(({ consent }) => consent === 'withdrawn')) {
			diary.on(addDays(calendar.withdrawn, -1), official, async (trx, actor) => {
				const stored = await listPassages(trx, [ledger.get('findingId', key)]);
				for (const [index, { consent }] of passages.entries()) {
					if (consent !== 'withdrawn') continue;
					await withdrawConsent(trx, actor, reviewId(), ledger.get('finding', key), stored[index]?.id ?? 0);
				}
			});
		}
		if (withdrawnReason === undefined) continue;
		diary.on(calendar.withdrawn, official, async (trx, actor) => {
			const { revision } = await getFinding(trx, reviewId(), ledger.get('finding', key));
			const reason = withdrawnReason;
			await withdrawFinding(trx, actor, reviewId(), ledger.get('finding', key), { revision, reason });
		});
	}
}

/** The day on which every member sees a finding; of one that stays a draft, the day after it was recorded. */
export function sharedFindingOn(finding: DemoFinding, review: DemoReview, calendar: Calendar): string {
	return notTooLate(addDays(recordedOn(finding, review, calendar), 1), calendar);
}

function recordedOn(finding: DemoFinding, review: DemoReview, calendar: Calendar): string {
	const days = finding.passages.map((passage) => {
		const event = review.events.find(({ key }) => key === passage.event);
		if (!event) throw new Error(`There is no event ${passage.event}`);
		return addDays(sharedOn(event, calendar), 1);
	});
	return notTooLate(latest(calendar.gathering, ...days), calendar);
}

/** Nothing is done after the last day of the story. */
function notTooLate(date: string, calendar: Calendar): string {
	return earliest(date, addDays(calendar.withdrawn, -1));
}

async function passagesOf({ review, ledger }: Story, trx: Trx, passages: readonly DemoPassage[]) {
	const found = [];
	for (const { event: key, quote, attribution, contributor, consent } of passages) {
		const event = await getEvent(trx, ledger.get('review', review.slug), ledger.get('event', key));
		const people = await listContributors(trx, event.id);
		found.push({
			event: event.number,
			quote: quote ?? null,
			attribution,
			contributorId: contributor === undefined ? null : (people[contributor]?.id ?? null),
			// What is taken back was given once.
			consent: consent === 'not_asked' ? ('not_asked' as const) : ('given' as const)
		});
	}
	return found;
}
