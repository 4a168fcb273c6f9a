import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Nation } from '#lib/timetable/working-days.ts';
import { listAllNeeds } from './needs.server.ts';
import { chased, isChaseDay, lateFrom } from './reminders.ts';

/** How much waits for the signed-in person in a review, and how much of it is late and to be chased today. */
export type Waiting = { reviewId: number; count: number; late: number };

/** Counts exactly what the person's own first page shows, under the same rules of what exists for them. */
export async function countWaiting(
	trx: Trx,
	actor: Actor,
	reviews: { reviewId: number; nation: Nation }[],
	today: string
): Promise<Waiting[]> {
	const needs = await listAllNeeds(trx, actor);
	return reviews.map(({ reviewId, nation }) => {
		const slug = actor.memberships.find((membership) => membership.reviewId === reviewId)?.reviewSlug;
		const found = needs.find(({ review }) => review.slug === slug)?.needs ?? [];
		return {
			reviewId,
			count: found.reduce((sum, each) => sum + each.count, 0),
			late: found
				.flatMap(({ kind, items }) => items.map(({ date }) => ({ date, patience: chased[kind]?.patience })))
				.filter(
					({ date, patience }) =>
						date && patience !== undefined && isChaseDay(lateFrom(date, patience, nation), today, nation)
				).length
		};
	});
}
