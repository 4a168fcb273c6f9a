import { asActor } from '#lib/db/asActor.server.ts';
import type { AdviceGiven } from '#lib/box/advice/commands.server.ts';
import { writeAdvice } from '#lib/box/advice/commands.server.ts';
import { listAdvice } from '#lib/box/advice/queries.server.ts';
import { askFromBox, type Question } from '#lib/box/questions/commands.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import type { Party, World } from './world.ts';

/** A row of advice on a recommendation; a test names what it is about. */
export function adviceOn(to: Recommendation, wanted: Partial<AdviceGiven> = {}): AdviceGiven {
	return {
		recommendationId: to.id,
		version: to.version,
		revision: null,
		stance: 'content',
		reason: 'It costs us nothing and helps families.',
		proposedText: null,
		stillHolds: false,
		row: 0,
		...wanted
	};
}

export function advise(of: World, to: Recommendation, wanted: Partial<AdviceGiven> = {}, by: Party = of.official) {
	return asActor(by.actor, (trx, actor) =>
		writeAdvice(trx, actor, of.reviewId, { teamId: by.teamId, items: [adviceOn(to, wanted)] })
	);
}

/** What a department advises, as one of its own reads it. */
export async function advice(of: World, to: Recommendation, by: Party = of.official) {
	return asActor(by.actor, async (trx) => (await listAdvice(trx, by.teamId, [to.id])).get(to.id));
}

export function question(of: World, wanted: Partial<Question> = {}): Question {
	return {
		version: 1,
		postId: of.minister.postId,
		conveyed: null,
		askedOf: 'officials',
		text: 'How many families is that?',
		...wanted
	};
}

export function ask(of: World, to: Recommendation, wanted: Partial<Question> = {}, by: Party = of.minister) {
	return asActor(by.actor, (trx, actor) =>
		askFromBox(trx, actor, of.reviewId, to.number, question(of, { version: to.version, ...wanted }))
	);
}
