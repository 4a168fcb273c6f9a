import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editEvent, logEvent, setNotesShared, shareEvent, withdrawEvent } from '#lib/evidence/commands.server.ts';
import { eventForm } from '#lib/evidence/forms.ts';
import {
	findNotes,
	getEvent,
	listContributors,
	listDraftEvents,
	listEvents,
	listEventsToWriteUp,
	listOpenPromises,
	listPromises,
	lookUpEvents
} from '#lib/evidence/queries.server.ts';
import { readEventFilters } from '#lib/evidence/filters.ts';
import { draftEvent, eventAs, eventInput, notes, sharedEvent, toldOf } from '../support/evidence.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const everything = readEventFilters(new URLSearchParams());

function filtered(query: string) {
	return readEventFilters(new URLSearchParams(query));
}

function edit(by: Party, number: number, wanted: Parameters<typeof eventInput>[0], revision = 1) {
	return asActor(by.actor, (trx) =>
		editEvent(trx, by.actor, world.reviewId, number, { ...eventInput(wanted), revision })
	);
}

function share(by: Party, number: number, revision = 1, withNotes = true) {
	return asActor(by.actor, (trx) => shareEvent(trx, by.actor, world.reviewId, number, { revision, notes: withNotes }));
}

function withdraw(by: Party, number: number, revision = 1) {
	return asActor(by.actor, (trx) =>
		withdrawEvent(trx, by.actor, world.reviewId, number, { revision, reason: 'The host asked us to.' })
	);
}

async function peopleOf(by: Party, eventId: number) {
	return asActor(by.actor, (trx) => listContributors(trx, eventId));
}

describe('logging evidence', () => {
	test('keeps everything that was written down, as a draft of one department', async () => {
		const { id, number } = await draftEvent(world, {
			endsOn: '2026-02-11',
			dateNote: 'early in the week',
			placeCode: 'E09000019',
			placeCodeYear: 2023,
			visitingParty: 'The minister and two officials',
			sensitive: true,
			handling: 'Not for publication',
			basis: 'chatham_house',
			promises: [{ id: null, text: 'Send the report', owner: 'Families', dueOn: '2026-05-01', metOn: null }]
		});

		const event = await eventAs(world, number);
		expect(event).toMatchObject({
			number,
			teamId: world.teams.families,
			title: 'Visit to the Quayside hub',
			startsOn: '2026-02-10',
			endsOn: '2026-02-11',
			placeCode: 'E09000019',
			placeCodeYear: 2023,
			sensitive: true,
			basis: 'chatham_house',
			state: 'draft',
			revision: 1
		});
		expect(await asActor(world.official.actor, (trx) => findNotes(trx, id))).toEqual({
			notes,
			version: 1,
			shared: false
		});
		expect(await peopleOf(world.official, id)).toMatchObject([{ role: 'Midwife', name: 'Wilhelmina Fairweather' }]);
		expect(await asActor(world.official.actor, (trx) => listPromises(trx, id))).toMatchObject([
			{ text: 'Send the report', dueOn: '2026-05-01', metOn: null }
		]);
		expect(await actsOn(world, 'event', id)).toEqual(['event.logged']);
	});

	test('needs a title, a kind and a date alone; the status follows from the date', async () => {
		const { actor } = world.official;
		const bare = (startsOn: string) =>
			asActor(actor, (trx) =>
				logEvent(trx, actor, world.reviewId, {
					...eventInput({ startsOn, status: null, placeName: null, host: null, notes: null, people: [] }),
					teamId: null
				})
			);
		const held = await bare('2026-03-16');
		const planned = await bare('2026-03-17');

		expect(await eventAs(world, held.number)).toMatchObject({ status: 'held', teamId: world.teams.families });
		expect((await eventAs(world, planned.number)).status).toBe('planned');
		expect(planned.number).toBe(held.number + 1);
	});

	test('is refused to everybody but officials, for their own department, and writes nothing', async () => {
		const before = await countRows(world, 'evidence_events');
		const log = (by: Party, teamId: number | null) =>
			asActor(by.actor, (trx) => logEvent(trx, by.actor, world.reviewId, { ...eventInput(), teamId }));

		for (const party of [world.minister, world.privateOffice, world.specialAdviser, world.treasury, world.observer]) {
			await expect(log(party, null)).rejects.toThrow(Forbidden);
		}
		await expect(log(world.official, world.teams.care)).rejects.toThrow(Forbidden);
		await expect(log(world.outsider, null)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'evidence_events')).toBe(before);
	});

	test('is refused above the ceiling of the review, and for a question of another review', async () => {
		const low = await makeWorld();
		await low.owner.updateTable('reviews').set({ markingCeiling: 'official' }).where('id', '=', low.reviewId).execute();
		const { actor } = low.official;
		const log = (wanted: Parameters<typeof eventInput>[0]) =>
			asActor(actor, (trx) => logEvent(trx, actor, low.reviewId, { ...eventInput(wanted), teamId: null }));
		const foreign = await world.owner
			.selectFrom('questions')
			.select('id')
			.where('reviewId', '=', world.reviewId)
			.executeTakeFirstOrThrow();

		await expect(log({ sensitive: true })).rejects.toThrow(Invalid);
		await expect(log({ questionId: foreign.id })).rejects.toThrow(Invalid);
		expect(await asActor(actor, (trx) => listEvents(trx, low.reviewId, everything))).toMatchObject({ count: 0 });
	});

	test('is refused in a closed review', async () => {
		const closed = await makeWorld();
		await closed.owner.updateTable('reviews').set({ state: 'closed' }).where('id', '=', closed.reviewId).execute();
		const actor = await closed.reload(closed.official.actor);
		await expect(
			asActor(actor, (trx) => logEvent(trx, actor, closed.reviewId, { ...eventInput(), teamId: null }))
		).rejects.toThrow(Forbidden);
	});
});

describe('the form', () => {
	const posted = { title: 'A visit', kind: 'visit', startsOn: '2026-02-10', people: [], promises: [] };
	const errorsOf = (wanted: Record<string, unknown>) => {
		const parsed = eventForm.safeParse({ ...posted, ...wanted });
		return parsed.success
			? {}
			: Object.fromEntries(parsed.error.issues.map((one) => [one.path.join('.'), one.message]));
	};

	test('takes a title, a kind and a date', () => {
		expect(errorsOf({})).toEqual({});
	});

	test.each([
		[{ title: undefined }, 'title', 'Enter a title'],
		[{ title: 'x'.repeat(201) }, 'title', 'Title must be 200 characters or fewer'],
		[{ title: 'TOP SECRET visit' }, 'title', 'nothing above OFFICIAL'],
		[{ notes: 'It is SECRET that' }, 'notes', 'nothing above OFFICIAL'],
		[{ handling: 'SECRET' }, 'handling', 'nothing above OFFICIAL'],
		[{ kind: 'party' }, 'kind', 'Select what kind'],
		[{ startsOn: '2026-02-30' }, 'startsOn', 'must be a real date'],
		[{ endsOn: '2026-02-09' }, 'endsOn', 'Last day must be the first day or later'],
		[{ placeCode: 'X123' }, 'placeCode', 'a letter and eight digits'],
		[{ placeCode: 'e09000019' }, 'placeCodeYear', 'Enter the year of the boundaries'],
		[{ placeCodeYear: '2023' }, 'placeCode', 'Enter the code that the year belongs to'],
		[{ questionId: 'one' }, 'questionId', 'Select the question from the list'],
		[{ address: 'javascript:alert(1)' }, 'address', 'starts with https://'],
		[{ notes: '>'.repeat(2000) }, 'notes', 'more than 20 deep'],
		[{ notes: '*a_'.repeat(9000) }, 'notes', 'too many * or _ signs'],
		[{ notes: 'é'.repeat(60_000) }, 'notes', 'too long'],
		[{ people: [{ organisation: 'A charity' }] }, 'people.0.role', 'Enter the role'],
		[{ people: [{ role: 'Parents', headCount: '0' }] }, 'people.0.headCount', 'must be 1 or more'],
		[{ promises: [{ dueOn: '2026-05-01' }] }, 'promises.0.text', 'Enter what was promised']
	])('refuses %j beside the field', (wanted, field, message) => {
		expect(errorsOf(wanted)[field]).toContain(message);
	});

	test('takes notes of just under 100 KB', () => {
		expect(errorsOf({ notes: `${'A line of notes.\n\n'.repeat(5600)}` })).toEqual({});
	});
});

describe('editing evidence', () => {
	test('keeps the people and promises that stay, and drops those that go', async () => {
		const { id, number, contributorId } = await draftEvent(world, {
			promises: [{ id: null, text: 'Send the report', owner: null, dueOn: null, metOn: null }]
		});
		const [promise] = await asActor(world.official.actor, (trx) => listPromises(trx, id));
		await edit(world.official, number, {
			title: 'Second visit to Quayside',
			notes: 'New notes.',
			people: [
				{ id: contributorId, role: 'Midwife', organisation: null, headCount: 2, attribution: null, name: null },
				{ id: null, role: 'Mothers', organisation: null, headCount: 6, attribution: 'unattributed', name: null }
			],
			promises: [{ id: promise?.id ?? 0, text: 'Send the report', owner: null, dueOn: null, metOn: '2026-03-01' }]
		});

		expect(await eventAs(world, number)).toMatchObject({ title: 'Second visit to Quayside', revision: 2 });
		expect(await peopleOf(world.official, id)).toMatchObject([
			{ id: contributorId, attribution: 'role_only', headCount: 2, name: null },
			{ role: 'Mothers', attribution: 'unattributed' }
		]);
		expect(await asActor(world.official.actor, (trx) => findNotes(trx, id))).toMatchObject({
			notes: 'New notes.',
			version: 2
		});
		expect(await asActor(world.official.actor, (trx) => listPromises(trx, id))).toMatchObject([
			{ id: promise?.id, metOn: '2026-03-01' }
		]);

		await edit(world.official, number, { title: 'Second visit to Quayside', notes: 'New notes.', people: [] }, 2);
		expect(await peopleOf(world.official, id)).toEqual([]);
		expect((await asActor(world.official.actor, (trx) => findNotes(trx, id)))?.version).toBe(2);
		expect(await actsOn(world, 'event', id)).toEqual(['event.logged', 'event.edited', 'event.edited']);
	});

	test('is refused from an older revision, to others, and for rows of other evidence; nothing is written', async () => {
		const { number } = await sharedEvent(world);
		const other = await draftEvent(world);
		const before = await eventAs(world, number);
		const stolen = {
			id: other.contributorId,
			role: 'X',
			organisation: null,
			headCount: null,
			attribution: null,
			name: null
		};

		await expect(edit(world.official, number, { title: 'Late' }, 1)).rejects.toThrow(Conflict);
		await expect(edit(world.careOfficial, number, { title: 'Theirs' }, 2)).rejects.toThrow(Forbidden);
		await expect(edit(world.secretariat, number, { title: 'Ours' }, 2)).rejects.toThrow(Forbidden);
		await expect(edit(world.official, number, { title: 'Stolen', people: [stolen] }, 2)).rejects.toThrow(Invalid);
		await expect(edit(world.outsider, number, { title: 'No' }, 2)).rejects.toThrow(NotFound);
		expect(await eventAs(world, number)).toEqual(before);
	});
});

describe('what others see', () => {
	test('a draft is there for its own department alone', async () => {
		const { id, number } = await draftEvent(world);
		for (const party of [world.minister, world.privateOffice, world.specialAdviser, world.cabinetPrivateOffice]) {
			expect((await eventAs(world, number, party)).title).toBe('Visit to the Quayside hub');
		}
		for (const party of [world.careOfficial, world.careMinister, world.secretariat, world.chair, world.treasury]) {
			await expect(eventAs(world, number, party)).rejects.toThrow(NotFound);
			expect(await asActor(party.actor, (trx) => findNotes(trx, id))).toBeNull();
			expect(await peopleOf(party, id)).toEqual([]);
			await expect(share(party, number)).rejects.toThrow(NotFound);
		}
		await expect(asActor(world.outsider.actor, (trx) => getEvent(trx, world.otherReviewId, number))).rejects.toThrow(
			NotFound
		);
	});

	test('sharing shows it to members, the notes by a tick of their own, names to its department alone', async () => {
		const open = await sharedEvent(world, { notesShared: true });
		const kept = await sharedEvent(world, { notesShared: false });

		for (const party of [world.careOfficial, world.observer, world.treasury]) {
			expect((await eventAs(world, open.number, party)).state).toBe('shared');
			expect((await asActor(party.actor, (trx) => findNotes(trx, open.id)))?.notes).toBe(notes);
			expect(await asActor(party.actor, (trx) => findNotes(trx, kept.id))).toBeNull();
			expect(await peopleOf(party, open.id)).toMatchObject([{ role: 'Midwife', name: null }]);
		}
		expect(await peopleOf(world.minister, open.id)).toMatchObject([{ name: 'Wilhelmina Fairweather' }]);
		expect(await actsOn(world, 'event', open.id)).toEqual(['event.logged', 'event.shared']);
	});

	test('sharing cannot happen twice, from an older revision, or by another department', async () => {
		const { number } = await sharedEvent(world);
		await expect(share(world.official, number, 2)).rejects.toThrow('shared already');
		const draft = await draftEvent(world);
		await expect(share(world.official, draft.number, 7)).rejects.toThrow(Conflict);
		await expect(share(world.minister, draft.number)).rejects.toThrow(Forbidden);
		expect((await eventAs(world, draft.number)).state).toBe('draft');
	});

	test('the notes can be shared later, and taken back', async () => {
		const { id, number } = await sharedEvent(world, { notesShared: false });
		const set = (by: Party, shared: boolean, revision: number) =>
			asActor(by.actor, (trx) => setNotesShared(trx, by.actor, world.reviewId, number, { revision, shared }));
		const seen = () => asActor(world.careOfficial.actor, (trx) => findNotes(trx, id));

		await expect(set(world.careOfficial, true, 2)).rejects.toThrow(Forbidden);
		await set(world.official, true, 2);
		expect((await seen())?.notes).toBe(notes);
		await expect(set(world.official, true, 3)).rejects.toThrow(Conflict);
		await set(world.official, false, 3);
		expect(await seen()).toBeNull();
	});
});

describe('withdrawing evidence', () => {
	test('leaves a tombstone without words; they stay with the department', async () => {
		const { id, number } = await sharedEvent(world, {
			title: 'Roundtable at Thornbury Lane',
			placeName: 'Thornbury',
			handling: 'Not for publication',
			promises: [{ id: null, text: 'Write back', owner: null, dueOn: null, metOn: null }]
		});
		await withdraw(world.official, number, 2);

		const seen = await eventAs(world, number, world.careOfficial);
		expect(seen).toMatchObject({
			title: 'Withdrawn evidence',
			kind: 'visit',
			startsOn: '2026-02-10',
			placeName: null,
			host: null,
			handling: null,
			state: 'withdrawn',
			withdrawnBecause: 'The host asked us to.'
		});
		const theirs = await asActor(world.careOfficial.actor, async (trx) => ({
			notes: await findNotes(trx, id),
			people: await listContributors(trx, id),
			promises: await listPromises(trx, id)
		}));
		expect(theirs).toEqual({ notes: null, people: [], promises: [] });
		expect((await asActor(world.official.actor, (trx) => findNotes(trx, id)))?.notes).toBe(notes);

		const told = await toldOf(world, 'event', id);
		expect(told.map(({ act, audience }) => [act, audience])).toEqual([
			['event.logged', 'team'],
			['event.shared', 'members'],
			['event.edited', 'team'],
			['event.withdrawn', 'members']
		]);
		const readByAll = told.filter((one) => one.audience === 'members').map((one) => one.content);
		expect(readByAll.join()).not.toContain('Thornbury');
		expect(told[2]?.content).toContain('Roundtable at Thornbury Lane');
	});

	test('cannot happen twice, and nothing is changed afterwards', async () => {
		const { id, number } = await sharedEvent(world);
		await expect(withdraw(world.careOfficial, number, 2)).rejects.toThrow(Forbidden);
		await expect(withdraw(world.official, number, 1)).rejects.toThrow(Conflict);
		await withdraw(world.official, number, 2);
		await expect(withdraw(world.official, number, 3)).rejects.toThrow(Conflict);
		await expect(edit(world.official, number, { title: 'Back again' }, 3)).rejects.toThrow(Conflict);
		await expect(share(world.official, number, 3)).rejects.toThrow(Conflict);
		expect((await actsOn(world, 'event', id)).filter((act) => act === 'event.withdrawn')).toHaveLength(1);
	});

	test('a draft’s withdrawal stays within its department', async () => {
		const { id, number } = await draftEvent(world);
		await withdraw(world.official, number);
		await expect(eventAs(world, number, world.careOfficial)).rejects.toThrow(NotFound);
		expect((await toldOf(world, 'event', id)).every((one) => one.audience === 'team')).toBe(true);
	});
});

test('the record holds neither notes nor names, and no words of shared evidence', async () => {
	const { id, number } = await sharedEvent(world, { host: 'The Harbour Trust' });
	await edit(world.official, number, { host: 'The Lighthouse Trust', notes: `${notes}\nOne more line.` }, 2);
	const told = await toldOf(world, 'event', id);
	const everything = told.map((one) => one.content).join('\n');
	for (const text of ['six weeks', 'One more line', 'Wilhelmina']) expect(everything).not.toContain(text);
	expect(told.at(-1)).toMatchObject({ act: 'event.edited', audience: 'members' });
	expect(told.at(-1)?.content).not.toContain('Trust');
	expect(told.at(-1)?.content).toContain('"host"');
});

describe('the list', () => {
	let own: World;
	beforeAll(async () => {
		own = await makeWorld();
		for (let day = 1; day <= 28; day += 1) {
			const startsOn = `2026-01-${String(day).padStart(2, '0')}`;
			for (const kind of ['visit', 'roundtable'] as const) {
				await sharedEvent(own, {
					startsOn,
					kind,
					title: `Event of day ${day}`,
					placeName: day === 3 ? '100% Quay_side' : 'Inland'
				});
			}
		}
		await draftEvent(own, { title: 'A zeppelin flight', status: 'held', startsOn: '2025-12-24' });
		await draftEvent(own, { title: 'Care draft', startsOn: '2025-12-23' }, own.careOfficial);
	});
	const list = (query = '', cursor: Parameters<typeof listEvents>[3] = {}, by: Party = own.official) =>
		asActor(by.actor, (trx) => listEvents(trx, own.reviewId, filtered(query), cursor));

	test('pages both ways without losing or repeating a row', async () => {
		const first = await list();
		expect(first).toMatchObject({ count: 57, previous: null });
		expect(first.events).toHaveLength(50);
		const second = await list('', { after: first.next });
		expect(second.events.map((event) => event.title).at(-1)).toBe('A zeppelin flight');
		expect(second.next).toBeNull();
		const numbers = [...first.events, ...second.events].map((event) => event.number);
		expect(new Set(numbers).size).toBe(57);
		const dates = [...first.events, ...second.events].map((event) => event.startsOn);
		expect(dates).toEqual([...dates].sort().reverse());

		const back = await list('', { before: second.previous });
		expect(back.events.map((event) => event.number)).toEqual(first.events.map((event) => event.number));
		expect(back.previous).toBeNull();
	});

	test('is narrowed by every filter of its address', async () => {
		const counted = async (query: string) => (await list(query)).count;
		expect(await counted('kind=visit')).toBe(29);
		expect(await counted('kind=visit&from=2026-01-10&to=2026-01-12')).toBe(3);
		expect(await counted('state=draft')).toBe(1);
		expect(await counted('status=held')).toBe(1);
		expect(await counted('place=100%25%20quay_')).toBe(2);
		expect(await counted('place=%25')).toBe(2);
		expect(await counted('words=zeppelin')).toBe(1);
		expect(await counted('words=midwife')).toBe(57);
		expect(await counted(`team=${own.teams.care}`)).toBe(0);
		expect(await counted('kind=nonsense&from=yesterday&team=-1&question=99999999999999')).toBe(0);
		expect(await counted('kind=nonsense&from=2026-13-45&team=x')).toBe(57);
	});

	test('leaves out what others may not see', async () => {
		expect((await list('', {}, own.careOfficial)).count).toBe(57);
		expect((await list('state=draft', {}, own.careOfficial)).events.map((event) => event.title)).toEqual([
			'Care draft'
		]);
		expect((await list('words=zeppelin', {}, own.careOfficial)).count).toBe(0);
		expect((await list('', {}, own.observer)).count).toBe(56);
	});

	test('work lists are one’s own', async () => {
		const { actor } = own.official;
		await draftEvent(own, {
			status: 'held',
			startsOn: '2025-12-20',
			promises: [
				{ id: null, text: 'Kept', owner: null, dueOn: '2026-01-01', metOn: '2026-01-02' },
				{ id: null, text: 'Send a letter', owner: null, dueOn: '2026-01-05', metOn: null }
			]
		});
		const mine = await asActor(actor, async (trx) => ({
			drafts: await listDraftEvents(trx, actor, own.reviewId),
			toWriteUp: await listEventsToWriteUp(trx, actor, own.reviewId),
			promises: await listOpenPromises(trx, actor, own.reviewId),
			found: await lookUpEvents(trx, own.reviewId, 'zeppelin')
		}));
		expect(mine.drafts.map((event) => event.startsOn)).toEqual(['2025-12-20', '2025-12-24']);
		expect(mine.toWriteUp.map((event) => event.startsOn)).toEqual(['2025-12-20', '2025-12-24']);
		expect(mine.promises.map((promise) => promise.text)).toEqual(['Send a letter']);
		expect(mine.found).toHaveLength(1);
		const theirs = await asActor(own.observer.actor, (trx) => listDraftEvents(trx, own.observer.actor, own.reviewId));
		expect(theirs).toEqual([]);
	});
});
