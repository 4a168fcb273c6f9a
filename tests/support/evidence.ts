import { sql } from 'kysely';
import { asActor } from '#lib/db/asActor.server.ts';
import { type EventInput, logEvent, shareEvent } from '#lib/evidence/commands.server.ts';
import { getEvent, listContributors } from '#lib/evidence/queries.server.ts';
import { type FindingDetails, type PassageInput, recordFinding, shareFindings } from '#lib/findings/commands.server.ts';
import { getFinding } from '#lib/findings/queries.server.ts';
import type { Party, World } from './world.ts';

export const notes = `## What we heard

A midwife said that families wait six weeks for a first visit. A mother walked two miles to the clinic.

- The drop-in is open one morning a week.
`;

/** Everything an event needs; a test names what it is about. */
export function eventInput(wanted: Partial<EventInput> = {}): EventInput {
	return {
		title: 'Visit to the Quayside hub',
		kind: 'visit',
		status: 'written_up',
		startsOn: '2026-02-10',
		endsOn: null,
		dateNote: null,
		placeName: 'Quayside',
		placeCode: null,
		placeCodeYear: null,
		host: 'Quayside Families',
		visitingParty: null,
		sensitive: false,
		handling: null,
		basis: null,
		questionId: null,
		notes,
		people: [
			{
				id: null,
				role: 'Midwife',
				organisation: 'Quayside Maternity',
				headCount: 1,
				attribution: 'named',
				name: 'Wilhelmina Fairweather'
			}
		],
		promises: [],
		publisher: null,
		publishedOn: null,
		address: null,
		...wanted
	};
}

export type MadeEvent = { id: number; number: number; contributorId: number };

export async function draftEvent(
	world: World,
	wanted: Partial<EventInput> = {},
	by: Party = world.official
): Promise<MadeEvent> {
	return asActor(by.actor, async (trx) => {
		const { id, number } = await logEvent(trx, by.actor, world.reviewId, { ...eventInput(wanted), teamId: by.teamId });
		const [contributor] = await listContributors(trx, id);
		return { id, number, contributorId: contributor?.id ?? 0 };
	});
}

export async function sharedEvent(
	world: World,
	wanted: Partial<EventInput> & { notesShared?: boolean } = {},
	by: Party = world.official
): Promise<MadeEvent> {
	const { notesShared = true, ...rest } = wanted;
	const event = await draftEvent(world, rest, by);
	await asActor(by.actor, (trx) =>
		shareEvent(trx, by.actor, world.reviewId, event.number, { revision: 1, notes: notesShared })
	);
	return event;
}

export function passageInput(event: { number: number }, wanted: Partial<PassageInput> = {}): PassageInput {
	return {
		event: event.number,
		quote: 'families wait six weeks for a first visit',
		attribution: null,
		contributorId: null,
		consent: 'not_asked',
		...wanted
	};
}

export const noDetails: FindingDetails = {
	kindId: null,
	themeId: null,
	lifeStage: null,
	service: null,
	reach: null,
	scope: null,
	whoseView: null,
	nature: null
};

export type MadeFinding = { id: number; number: number };

type FindingWanted = Partial<FindingDetails> & { sentence?: string; passage?: Partial<PassageInput> };

export async function draftFinding(
	world: World,
	event: { number: number },
	{ sentence = 'Families wait six weeks for a first visit.', passage, ...details }: FindingWanted = {},
	by: Party = world.official
): Promise<MadeFinding> {
	return asActor(by.actor, (trx) =>
		recordFinding(trx, by.actor, world.reviewId, {
			...noDetails,
			...details,
			sentence,
			passage: passageInput(event, passage),
			teamId: by.teamId
		})
	);
}

/** The event must be shared. */
export async function sharedFinding(
	world: World,
	event: { number: number },
	wanted: FindingWanted = {},
	by: Party = world.official
): Promise<MadeFinding> {
	const finding = await draftFinding(world, event, wanted, by);
	await asActor(by.actor, (trx) =>
		shareFindings(trx, by.actor, world.reviewId, [{ number: finding.number, revision: null }])
	);
	return finding;
}

export async function eventAs(world: World, number: number, by: Party = world.official) {
	return asActor(by.actor, (trx) => getEvent(trx, world.reviewId, number));
}

export async function findingAs(world: World, number: number, by: Party = world.official) {
	return asActor(by.actor, (trx) => getFinding(trx, world.reviewId, number));
}

export type Told = { act: string; audience: string; content: string };

/** What the record says of a thing, oldest first, as the owner of the tables reads it. */
export async function toldOf(world: World, kind: 'event' | 'finding', id: number): Promise<Told[]> {
	const { rows } = await sql<Told>`select e.act, e.audience, c.content from audit_entries e
		join audit_content c on c.entry_id = e.id where e.record_kind = ${kind} and e.record_id = ${id} order by e.id`.execute(
		world.owner
	);
	return rows;
}
