import { asActor } from '#lib/db/asActor.server.ts';
import { recordUndertaking, type UndertakingInput } from '#lib/undertakings/commands.server.ts';
import type { OutcomeInput } from '#lib/delivery/commands.server.ts';
import { getUndertaking, type Undertaking } from '#lib/undertakings/queries.server.ts';
import { propose } from './recommendations.ts';
import type { Party, World } from './world.ts';

export function undertakingInput(world: World, wanted: Partial<UndertakingInput> = {}): UndertakingInput {
	return {
		place: 'commons',
		madeOn: '2026-03-02',
		source: 'HC Deb, 2 March 2026, column 412',
		link: null,
		words: 'We will publish the guidance before the summer.',
		madeByPostId: world.minister.postId,
		madeBy: null,
		ownerPostId: world.official.postId,
		dueOn: '2026-07-01',
		recommendationIds: [],
		...wanted
	};
}

export async function addUndertaking(
	world: World,
	wanted: Partial<UndertakingInput> = {},
	by: Party = world.secretariat
): Promise<Undertaking> {
	const { number } = await asActor(by.actor, (trx) =>
		recordUndertaking(trx, by.actor, world.reviewId, undertakingInput(world, wanted))
	);
	return undertakingAs(world, number);
}

export function undertakingAs(world: World, number: number, by: Party = world.secretariat): Promise<Undertaking> {
	return asActor(by.actor, (trx) => getUndertaking(trx, by.actor, world.reviewId, number));
}

/** A recommendation of Families that a committee has cleared on 3 March 2026. */
export async function agreed(world: World): Promise<{ id: number; number: number; version: number }> {
	const { id, number, version } = await propose(world);
	const { personId, postId } = world.secretariat;
	await world.owner
		.insertInto('decisions')
		.values({
			...{ reviewId: world.reviewId, kind: 'collective', recommendationId: id, version, postId },
			...{ decidedOn: '2026-03-03', source: 'Letter of 3 March 2026' },
			...{ recordedByPersonId: personId, recordedByPostId: postId }
		})
		.execute();
	return { id, number, version };
}

export const announcement = {
	version: 1,
	decidedOn: '2026-03-10',
	source: 'Oral statement',
	link: 'https://hansard.example/10-march',
	corrects: null,
	because: null
} satisfies OutcomeInput;

export const delivery = { ...announcement, decidedOn: '2026-03-14', source: 'Guidance in force', link: null };
