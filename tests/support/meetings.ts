import { asActor } from '#lib/db/asActor.server.ts';
import { planMeeting, recordAttendance } from '#lib/meetings/commands.server.ts';
import { getMeeting, type Meeting, readAgenda } from '#lib/meetings/queries.server.ts';
import { now, type World } from './world.ts';

export const meetingDetails = {
	title: 'Third meeting of the group',
	meetsOn: now.toISOString().slice(0, 10),
	startsAt: '10:00',
	place: 'Room 4, and by call'
};

/** A meeting of today with everything open on its agenda. */
export async function planned(world: World, wanted: Partial<typeof meetingDetails> = {}): Promise<Meeting> {
	const { actor } = world.secretariat;
	const { number } = await asActor(actor, (trx) =>
		planMeeting(trx, actor, world.reviewId, { ...meetingDetails, ...wanted, wholeAgenda: true })
	);
	return meeting(world, number);
}

export async function meeting(world: World, number: number): Promise<Meeting> {
	return asActor(world.secretariat.actor, (trx) => getMeeting(trx, world.reviewId, number));
}

/** The same, with the chair and both ministers in the room. */
export async function underWay(world: World): Promise<Meeting> {
	const { number } = await planned(world);
	const { actor } = world.secretariat;
	await asActor(actor, (trx) =>
		recordAttendance(trx, actor, world.reviewId, number, {
			rows: [world.chair, world.minister, world.careMinister].map(({ postId }) => ({
				postId,
				presence: 'present' as const,
				who: null
			})),
			alsoPresent: null
		})
	);
	return meeting(world, number);
}

export function agendaOf(world: World, of: Meeting) {
	return asActor(world.secretariat.actor, (trx) => readAgenda(trx, world.secretariat.actor, of));
}
