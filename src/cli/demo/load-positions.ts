import { recordAgreement, recordPosition } from '#lib/positions/commands.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { addDays, type Calendar } from './calendar.ts';
import { holderOf, type Story } from './story.ts';

/** Positions: given by the ministers themselves or recorded by their offices, over some days. */
export function loadPositions({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const [index, position] of review.positions.entries()) {
		const { recommendation, post, recordedBy, stance, conveyed } = position;
		const first = answeringDay(calendar, index / review.positions.length);
		const date = (position.afterEdits ?? 0) > 0 ? calendar.answeredAgain : first;
		diary.on(date, holderOf(review, recordedBy ?? post), async (trx, actor) => {
			const number = ledger.get('recommendation', recommendation);
			const { version } = await getRecommendation(trx, reviewId(), number);
			await recordPosition(trx, actor, reviewId(), number, {
				postId: ledger.get('post', post),
				conveyed,
				version,
				stance,
				reason: position.reason ?? null,
				proposedText: position.proposedWords ?? null,
				conditions: position.conditions ?? []
			});
		});
	}
}

/** What the chair records as agreed by the group, where no meeting of the demo does. */
export function loadAgreement({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	if (review.meetings) return;
	for (const { key, state } of review.recommendations) {
		if (state !== 'recommended') continue;
		diary.on(calendar.agreed, holderOf(review, review.chair), async (trx, actor) => {
			const number = ledger.get('recommendation', key);
			const { version } = await getRecommendation(trx, reviewId(), number);
			const source = 'Third meeting of the group';
			await recordAgreement(trx, actor, reviewId(), number, { version, decidedOn: calendar.agreed, source });
		});
	}
}

function answeringDay({ answering: [first, last] }: Calendar, part: number): string {
	const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
	return addDays(first, Math.floor(part * (days + 1)));
}
