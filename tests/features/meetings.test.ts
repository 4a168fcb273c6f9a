import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { addAction, changeAction } from '#lib/actions/commands.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	cancelMeeting,
	correctMinute,
	decideItem,
	decidePassing,
	editMeeting,
	holdMeeting,
	noteItem,
	planMeeting,
	recordAttendance,
	setAgenda
} from '#lib/meetings/commands.server.ts';
import { exportMeeting, loadMinute } from '#lib/meetings/export.server.ts';
import { readMinute } from '#lib/meetings/minute.ts';
import { confirmNotedPosition, recordMeetingPositions } from '#lib/meetings/positions.server.ts';
import {
	getMeeting,
	listAttendance,
	listCorrections,
	listMeetings,
	listMeetingsToMinute,
	listNotedPositions,
	type Meeting
} from '#lib/meetings/queries.server.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { listAnswers, listGroupAgreements } from '#lib/positions/queries.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import { agendaOf, meeting, meetingDetails, planned, underWay } from '../support/meetings.ts';
import { at, draft, propose, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const blank = { reason: null, proposedText: null, conditions: [] };

/** Every member of this small group is content. */
async function everybodyContent(of: World, to: Recommendation): Promise<void> {
	for (const party of [of.minister, of.careMinister]) {
		await asActor(party.actor, (trx) =>
			recordPosition(trx, party.actor, of.reviewId, to.number, {
				...blank,
				postId: party.postId,
				conveyed: 'self',
				version: to.version,
				stance: 'content'
			})
		);
	}
}

async function itemOf(of: World, held: Meeting, to: Recommendation): Promise<number> {
	const { recommendations } = await agendaOf(of, held);
	return recommendations.find(({ recommendationId }) => recommendationId === to.id)?.id ?? 0;
}

function said(to: Recommendation, by: Party, more: Partial<Parameters<typeof recordMeetingPositions>[4][number]> = {}) {
	return {
		...blank,
		row: 0,
		recommendationId: to.id,
		postId: by.postId,
		version: to.version,
		stance: 'content' as const,
		...more
	};
}

function record(of: World, party: Party, on: Meeting, cells: Parameters<typeof recordMeetingPositions>[4]) {
	return asActor(party.actor, (trx) => recordMeetingPositions(trx, party.actor, of.reviewId, on.number, cells));
}

async function decide(
	of: World,
	party: Party,
	on: Meeting,
	to: Recommendation,
	outcome: 'recommended' | 'deferred' | 'reworded' | 'not_taken_forward',
	words: string | null = null,
	version = to.version
) {
	const item = await itemOf(of, on, to);
	return asActor(party.actor, (trx) =>
		decideItem(trx, party.actor, of.reviewId, on.number, { item, version, outcome, words })
	);
}

async function hold(of: World, on: Meeting, party = of.secretariat) {
	const { revision } = await meeting(of, on.number);
	return asActor(party.actor, (trx) => holdMeeting(trx, party.actor, of.reviewId, on.number, revision));
}

describe('planning', () => {
	test('puts what the group has not agreed on the agenda, under its chair, and is on record', async () => {
		const own = await makeWorld();
		await draft(own);
		const open = await propose(own);
		const made = await planned(own);

		expect(made).toMatchObject({ ...meetingDetails, number: 1, state: 'planned', chairPostId: own.chair.postId });
		expect((await agendaOf(own, made)).recommendations.map(({ number }) => number)).toEqual([open.number]);
		expect(await actsOn(own, 'meeting', made.id)).toEqual(['meeting.planned']);
	});

	test('is the secretariat’s and the chair’s, and needs a chair', async () => {
		const plan = (party: Party) =>
			asActor(party.actor, (trx) =>
				planMeeting(trx, party.actor, world.reviewId, { ...meetingDetails, wholeAgenda: false })
			);
		const before = await countRows(world, 'meetings');
		for (const party of [world.official, world.minister, world.privateOffice, world.treasury, world.observer]) {
			await expect(plan(party)).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'meetings')).toBe(before);
		await expect(plan(world.chair)).resolves.toMatchObject({ number: expect.any(Number) });

		const chairless = await makeWorld();
		await chairless.owner
			.updateTable('reviews')
			.set({ chairPostId: null })
			.where('id', '=', chairless.reviewId)
			.execute();
		const { actor } = chairless.secretariat;
		await expect(
			asActor(actor, (trx) => planMeeting(trx, actor, chairless.reviewId, { ...meetingDetails, wholeAgenda: false }))
		).rejects.toThrow(Conflict);
	});

	test('is changed on the revision that was read, and cancelled with a reason', async () => {
		const made = await planned(world);
		const { actor } = world.secretariat;
		const edit = (revision: number) =>
			asActor(actor, (trx) =>
				editMeeting(trx, actor, world.reviewId, made.number, { ...meetingDetails, place: 'Room 9', revision })
			);
		await edit(made.revision);
		await expect(edit(made.revision)).rejects.toThrow('Somebody has changed this meeting');
		expect(await meeting(world, made.number)).toMatchObject({ place: 'Room 9' });

		const cancel = (revision: number) =>
			asActor(actor, (trx) =>
				cancelMeeting(trx, actor, world.reviewId, made.number, { revision, because: 'A vote in the House' })
			);
		await cancel(2);
		expect(await meeting(world, made.number)).toMatchObject({
			state: 'cancelled',
			cancelledBecause: 'A vote in the House'
		});
		await expect(cancel(3)).rejects.toThrow('was cancelled');
		expect(await actsOn(world, 'meeting', made.id)).toEqual(['meeting.planned', 'meeting.edited', 'meeting.cancelled']);
	});

	test('of another review is not there', async () => {
		const other = await makeWorld();
		const made = await planned(other);
		const { actor } = world.secretariat;
		await expect(asActor(actor, (trx) => getMeeting(trx, other.reviewId, made.number))).rejects.toThrow(NotFound);
		await expect(
			asActor(actor, (trx) => holdMeeting(trx, actor, other.reviewId, made.number, made.revision))
		).rejects.toThrow(NotFound);
		await expect(record(other, world.secretariat, made, [])).rejects.toThrow(NotFound);
	});

	test('is listed with the latest day first, by key', async () => {
		const own = await makeWorld();
		for (let day = 1; day <= 22; day += 1) {
			await planned(own, { meetsOn: `2026-04-${String(day).padStart(2, '0')}` });
		}
		const { actor } = own.official;
		const list = (from: Parameters<typeof listMeetings>[2]) =>
			asActor(actor, (trx) => listMeetings(trx, own.reviewId, from));
		const first = await list({ after: null, before: null });
		const second = await list({ after: first.next, before: null });
		const back = await list({ after: null, before: second.previous });

		expect(first.rows.map(({ meetsOn }) => meetsOn).slice(0, 2)).toEqual(['2026-04-22', '2026-04-21']);
		expect(second.rows.map(({ meetsOn }) => meetsOn)).toEqual(['2026-04-02', '2026-04-01']);
		expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
	});
});

describe('the agenda', () => {
	test('has what every member is content with first, then what is owed, then what is debated', async () => {
		const own = await makeWorld();
		const debated = await propose(own, { title: 'Debated' });
		const owed = await propose(own, { title: 'Owed' });
		const passing = await propose(own, { title: 'Passing' });
		await everybodyContent(own, passing);
		await asActor(own.minister.actor, (trx) =>
			recordPosition(trx, own.minister.actor, own.reviewId, debated.number, {
				...blank,
				postId: own.minister.postId,
				conveyed: 'self',
				version: debated.version,
				stance: 'not_content',
				reason: 'It costs too much.'
			})
		);
		const { recommendations } = await agendaOf(own, await planned(own));

		expect(recommendations.map(({ title, route }) => [title, route])).toEqual([
			['Passing', 'passes'],
			['Owed', 'owed'],
			['Debated', 'debate']
		]);
		expect(recommendations.map(({ owing, objecting }) => [owing.length, objecting])).toEqual([
			[0, []],
			[2, []],
			[1, [own.minister.postId]]
		]);
		expect(owed.number).toBeLessThan(passing.number);
	});

	test('is set with other items, keeps what was decided, and takes nothing that is not with the group', async () => {
		const own = await makeWorld();
		const { actor } = own.secretariat;
		const first = await propose(own);
		const second = await propose(own);
		const emerging = await draft(own);
		const made = await underWay(own);
		const set = async (recommendationIds: number[], items: Parameters<typeof setAgenda>[4]['items'] = []) => {
			const { revision } = await meeting(own, made.number);
			return asActor(actor, (trx) =>
				setAgenda(trx, actor, own.reviewId, made.number, { revision, recommendationIds, items })
			);
		};
		const item = { id: null, title: 'Any other business', note: null, atEnd: true, row: 0 };

		await expect(set([emerging.id])).rejects.toThrow(Invalid);
		await set([first.id], [item, { ...item, title: 'Last minute', atEnd: false, row: 1 }]);
		let agenda = await agendaOf(own, made);
		expect(agenda.recommendations.map(({ recommendationId }) => recommendationId)).toEqual([first.id]);
		expect([agenda.opening, agenda.closing].map((items) => items.map(({ title }) => title))).toEqual([
			['Last minute'],
			['Any other business']
		]);

		await decide(own, own.secretariat, made, first, 'deferred', 'The costs are not in.');
		await set([second.id], [{ ...item, id: agenda.closing[0]?.id ?? 0, title: 'Next meeting' }]);
		agenda = await agendaOf(own, made);
		expect(agenda.recommendations.map(({ recommendationId }) => recommendationId)).toEqual([first.id, second.id]);
		expect([...agenda.opening, ...agenda.closing].map(({ title }) => title)).toEqual(['Next meeting']);
		await expect(set([], [{ ...item, id: 987_654 }])).rejects.toThrow(Invalid);
		await expect(
			asActor(own.official.actor, (trx) =>
				setAgenda(trx, own.official.actor, own.reviewId, made.number, { revision: 1, recommendationIds: [], items: [] })
			)
		).rejects.toThrow(Forbidden);
	});
});

describe('who came', () => {
	test('is recorded from the day on, and again when it was wrong', async () => {
		const own = await makeWorld();
		const made = await planned(own, { meetsOn: '2026-03-17' });
		const attend = (party: Party, presence: 'present' | 'apologies', on = party.actor) =>
			asActor(on, (trx, actor) =>
				recordAttendance(trx, actor, own.reviewId, made.number, {
					rows: [{ postId: own.minister.postId, presence, who: 'A. Deputy' }],
					alsoPresent: 'Two officials'
				})
			);
		await expect(attend(own.secretariat, 'present')).rejects.toThrow('from that day on');
		const onTheDay = at(own.secretariat.actor, '2026-03-17T09:00:00Z');
		await attend(own.secretariat, 'present', onTheDay);
		await attend(own.secretariat, 'apologies', onTheDay);

		const { actor } = own.secretariat;
		const came = await asActor(actor, (trx) => listAttendance(trx, actor, made));
		expect(came.map(({ postId, chairs }) => [postId, chairs])).toEqual([
			[own.chair.postId, true],
			[own.minister.postId, false],
			[own.careMinister.postId, false]
		]);
		expect(came.find(({ postId }) => postId === own.minister.postId)).toMatchObject({
			presence: 'apologies',
			who: null
		});
		expect(await meeting(own, made.number)).toMatchObject({ alsoPresent: 'Two officials' });
		expect(await actsOn(own, 'meeting', made.id)).toEqual([
			'meeting.planned',
			'meeting.attendance_recorded',
			'meeting.attendance_recorded'
		]);
		await expect(attend(own.minister, 'present', at(own.minister.actor, '2026-03-17T09:00:00Z'))).rejects.toThrow(
			Forbidden
		);
	});
});

describe('what members say', () => {
	test('is noted by the secretariat in the minister’s name, and waits for the office', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const made = await underWay(own);
		await record(own, own.secretariat, made, [
			said(to, own.minister, {
				stance: 'content_subject_to',
				reason: 'Content if the cost is shown.',
				conditions: [{ text: 'A line on cost', grade: 'condition' }]
			}),
			said(to, own.careMinister, { row: 1 })
		]);

		const { actor } = own.secretariat;
		const answers = await asActor(actor, (trx) => listAnswers(trx, to.id));
		expect(answers).toHaveLength(2);
		expect(answers.find(({ postId }) => postId === own.minister.postId)).toMatchObject({
			stance: 'content_subject_to',
			conveyed: 'meeting',
			holderName: own.minister.actor.person.name,
			recordedByName: actor.person.name,
			conditions: [{ text: 'A line on cost' }]
		});
		expect((await actsOn(own, 'recommendation', to.id)).slice(-2)).toEqual(['position.noted', 'position.noted']);
		const { rows } = await sql<{ behalf: string }>`select on_behalf_of_post_id as behalf from audit_entries
			where act = 'position.noted' and record_id = ${to.id} order by id limit 1`.execute(own.owner);
		expect(Number(rows[0]?.behalf)).toBe(own.minister.postId);

		const waiting = (party: Party) => asActor(party.actor, (trx) => listNotedPositions(trx, party.actor, own.reviewId));
		expect(await waiting(own.privateOffice)).toMatchObject([
			{ meetingNumber: made.number, conditions: ['A line on cost'] }
		]);
		expect(await waiting(own.careMinister)).toHaveLength(1);
		expect(await waiting(own.secretariat)).toEqual([]);
	});

	test('is confirmed once, by the office whose minister said it', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const made = await underWay(own);
		await record(own, own.secretariat, made, [said(to, own.minister)]);
		const waiting = () =>
			asActor(own.privateOffice.actor, (trx) => listNotedPositions(trx, own.privateOffice.actor, own.reviewId));
		const [noted] = await waiting();
		const confirm = (party: Party) =>
			asActor(party.actor, (trx) => confirmNotedPosition(trx, party.actor, own.reviewId, noted?.answerId ?? 0));

		await expect(confirm(own.careMinister)).rejects.toThrow(Forbidden);
		await expect(confirm(own.secretariat)).rejects.toThrow(Forbidden);
		await confirm(own.privateOffice);
		expect(await waiting()).toEqual([]);
		await expect(confirm(own.minister)).rejects.toThrow('confirmed already');
		expect((await actsOn(own, 'recommendation', to.id)).at(-1)).toBe('position.confirmed');
		const { recommendations } = await agendaOf(own, made);
		expect(recommendations[0]?.members.find(({ postId }) => postId === own.minister.postId)?.answer?.here).toBe(
			'confirmed'
		);
	});

	test('is corrected by another answer, after which there is nothing to confirm', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const made = await underWay(own);
		await record(own, own.secretariat, made, [said(to, own.minister)]);
		const { actor } = own.privateOffice;
		const [noted] = await asActor(actor, (trx) => listNotedPositions(trx, actor, own.reviewId));
		await asActor(actor, (trx) =>
			recordPosition(trx, actor, own.reviewId, to.number, {
				...blank,
				postId: own.minister.postId,
				conveyed: 'call',
				version: to.version,
				stance: 'not_yet',
				reason: 'The minister asked for time.'
			})
		);
		expect(await asActor(actor, (trx) => listNotedPositions(trx, actor, own.reviewId))).toEqual([]);
		await expect(
			asActor(actor, (trx) => confirmNotedPosition(trx, actor, own.reviewId, noted?.answerId ?? 0))
		).rejects.toThrow('answered again since');
	});

	test('is recorded by an office for its own minister alone, and needs no confirming', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const made = await underWay(own);
		const before = await countRows(own, 'answers');
		await expect(record(own, own.privateOffice, made, [said(to, own.careMinister)])).rejects.toThrow(Forbidden);
		await expect(record(own, own.official, made, [said(to, own.minister)])).rejects.toThrow(Forbidden);
		await expect(record(own, own.chair, made, [said(to, own.minister)])).rejects.toThrow(Forbidden);
		expect(await countRows(own, 'answers')).toBe(before);

		await record(own, own.privateOffice, made, [said(to, own.minister)]);
		const { actor } = own.privateOffice;
		expect(await asActor(actor, (trx) => listNotedPositions(trx, actor, own.reviewId))).toEqual([]);
		expect((await actsOn(own, 'recommendation', to.id)).at(-1)).toBe('position.recorded');
	});

	test('is refused beside its field, all or nothing', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const elsewhere = await propose(own);
		const made = await underWay(own);
		const { actor } = own.secretariat;
		await asActor(actor, (trx) =>
			setAgenda(trx, actor, own.reviewId, made.number, {
				revision: made.revision,
				recommendationIds: [to.id],
				items: []
			})
		);
		await asActor(actor, (trx) =>
			recordAttendance(trx, actor, own.reviewId, made.number, {
				rows: [{ postId: own.careMinister.postId, presence: 'apologies', who: null }],
				alsoPresent: null
			})
		);
		const before = await countRows(own, 'answers');
		const field = async (...cells: Parameters<typeof recordMeetingPositions>[4]) =>
			record(own, own.secretariat, made, cells).then(
				() => 'done',
				(cause: unknown) => (cause instanceof Invalid ? cause.field : String(cause))
			);
		expect(await field(said(to, own.minister), said(elsewhere, own.minister, { row: 4 }))).toBe('cells[4].stance');
		expect(await field(said(to, own.minister, { version: 9, row: 2 }))).toBe('cells[2].stance');
		expect(await field(said(to, own.careMinister, { row: 3 }))).toBe('cells[3].stance');
		expect(await field(said(to, own.minister, { stance: 'not_content' }))).toBe('cells[0].reason');
		expect(await field(said(to, own.minister, { stance: 'content_if_reworded', reason: 'So' }))).toBe('cells[0].words');
		expect(await field(said(to, own.minister), said(to, own.minister))).toContain('recorded twice');
		expect(await countRows(own, 'answers')).toBe(before);
	});
});

describe('a decision', () => {
	test('recommends a version as the chair sums up: by the chair, or written down by the secretariat', async () => {
		const own = await makeWorld();
		const [first, second] = [await propose(own), await propose(own)];
		const made = await underWay(own);
		await decide(own, own.chair, made, first, 'recommended');
		await decide(own, own.secretariat, made, second, 'recommended', 'With thanks to officials.');

		const { actor } = own.secretariat;
		const [byChair] = await asActor(actor, (trx) => listGroupAgreements(trx, first));
		const [byOffice] = await asActor(actor, (trx) => listGroupAgreements(trx, second));
		expect(byChair).toMatchObject({ version: 1, decidedOn: made.meetsOn, recordedByName: own.chair.actor.person.name });
		expect(byChair?.source).toBe(`M${made.number} ${made.title}, 16 March 2026, as the chair summed up`);
		expect(byOffice?.source).toContain('written down by the secretariat');
		expect(byOffice?.postTitle).toBe(byChair?.postTitle);
		expect((await recommendation(own, second.number)).state).toBe('recommended');
		expect((await actsOn(own, 'recommendation', second.id)).at(-1)).toBe('agreement.recorded');
		expect((await actsOn(own, 'meeting', made.id)).at(-1)).toBe('meeting.decided');

		await expect(decide(own, own.chair, made, first, 'recommended')).rejects.toThrow('decided on');
		await expect(decide(own, own.chair, made, first, 'deferred', 'Later')).rejects.toThrow('decided on');
	});

	test('needs somebody in the chair, the words that were read, and the right', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const made = await planned(own);
		await expect(decide(own, own.secretariat, made, to, 'recommended')).rejects.toThrow('who took the chair');
		await expect(decide(own, own.minister, made, to, 'deferred', 'Later')).rejects.toThrow(Forbidden);
		await expect(decide(own, own.privateOffice, made, to, 'recommended')).rejects.toThrow(Forbidden);
		const chaired = await underWay(own);
		await expect(decide(own, own.chair, chaired, to, 'recommended', null, 2)).rejects.toThrow('words have changed');
		expect((await recommendation(own, to.number)).state).toBe('proposed');
		expect((await agendaOf(own, chaired)).recommendations[0]?.decision).toBeNull();

		const ahead = await planned(own, { meetsOn: '2026-03-17' });
		await expect(decide(own, own.chair, ahead, to, 'deferred', 'Later')).rejects.toThrow('from that day on');
	});

	test('defers and asks for other words with words of its own, and may be changed; not taken forward is final', async () => {
		const own = await makeWorld();
		const to = await propose(own);
		const made = await underWay(own);
		await decide(own, own.secretariat, made, to, 'deferred', 'The costs are not in.');
		await decide(own, own.secretariat, made, to, 'reworded', 'Say who pays.');
		expect((await agendaOf(own, made)).recommendations[0]?.decision).toMatchObject({
			outcome: 'reworded',
			words: 'Say who pays.',
			version: 1
		});
		expect((await recommendation(own, to.number)).state).toBe('proposed');

		await decide(own, own.secretariat, made, to, 'not_taken_forward', 'The law has changed.');
		expect(await recommendation(own, to.number)).toMatchObject({
			state: 'not_taken_forward',
			notTakenForwardBecause: 'The law has changed.'
		});
		await expect(decide(own, own.secretariat, made, to, 'deferred', 'Later')).rejects.toThrow(Conflict);
	});

	test('on everything that passes without debate is one act, and stops when somebody changes their mind', async () => {
		const own = await makeWorld();
		const [first, second] = [await propose(own), await propose(own)];
		await everybodyContent(own, first);
		await everybodyContent(own, second);
		const made = await underWay(own);
		const wanted = (await agendaOf(own, made)).recommendations.map(({ id, version }) => ({ item: id, version }));
		const pass = (party: Party) =>
			asActor(party.actor, (trx) => decidePassing(trx, party.actor, own.reviewId, made.number, wanted));

		await expect(pass(own.minister)).rejects.toThrow(Forbidden);
		await record(own, own.secretariat, made, [said(second, own.minister, { stance: 'not_yet', reason: 'Wait' })]);
		await expect(pass(own.secretariat)).rejects.toThrow('no longer passes');
		expect((await recommendation(own, first.number)).state).toBe('proposed');

		await record(own, own.secretariat, made, [said(second, own.minister)]);
		await expect(pass(own.secretariat)).rejects.toThrow('no longer passes');
		const { actor } = own.chair;
		await asActor(actor, (trx) =>
			decidePassing(
				trx,
				actor,
				own.reviewId,
				made.number,
				wanted.filter(({ item }) => item === wanted[0]?.item)
			)
		);
		expect((await recommendation(own, first.number)).state).toBe('recommended');
		await expect(pass(own.secretariat)).rejects.toThrow(Conflict);
	});
});

describe('the minute', () => {
	async function held(own: World) {
		const { actor } = own.secretariat;
		const to = await propose(own);
		const made = await underWay(own);
		await asActor(actor, (trx) =>
			setAgenda(trx, actor, own.reviewId, made.number, {
				revision: made.revision,
				recommendationIds: [to.id],
				items: [{ id: null, title: 'Any other business', note: null, atEnd: true, row: 0 }]
			})
		);
		const { closing } = await agendaOf(own, made);
		await asActor(actor, (trx) =>
			noteItem(trx, actor, own.reviewId, made.number, { item: closing[0]?.id ?? 0, words: 'None was raised.' })
		);
		await record(own, own.secretariat, made, [
			said(to, own.minister, { stance: 'not_yet', reason: 'The costs are not in.' }),
			said(to, own.careMinister, { row: 1 })
		]);
		await decide(own, own.secretariat, made, to, 'deferred', 'Until the costs are in.');
		const action = await asActor(actor, (trx) =>
			addAction(trx, actor, own.reviewId, {
				text: 'Bring the costs',
				ownerPostId: own.official.postId,
				dueOn: '2026-03-30',
				reportBackTo: 'the group',
				reportBackOn: null,
				recommendationId: to.id,
				meetingId: made.id
			})
		);
		await hold(own, made);
		return { to, made: await meeting(own, made.number), action };
	}

	test('freezes what was said, decided and asked for, under a digest', async () => {
		const own = await makeWorld();
		const { to, made, action } = await held(own);
		const content = readMinute(made.minute ?? '');

		expect(made.state).toBe('held');
		expect(made.minuteSha256).toBe(sha256(made.minute ?? ''));
		expect(content.attendance.map(({ presence }) => presence)).toEqual(['present', 'present', 'present']);
		expect(content.recommendations).toMatchObject([
			{
				reference: `R${to.number}`,
				version: 1,
				route: 'debate',
				decision: { outcome: 'deferred', words: 'Until the costs are in.', version: 1 }
			}
		]);
		expect(content.recommendations[0]?.positions.map(({ stance, here }) => [stance, here])).toEqual([
			['not_yet', 'noted'],
			['content', 'noted']
		]);
		expect(content.closing).toMatchObject([{ title: 'Any other business', decision: { words: 'None was raised.' } }]);
		expect(content.actions).toMatchObject([{ reference: `A${action.number}`, reportBack: 'the group' }]);
		expect((await actsOn(own, 'meeting', made.id)).at(-1)).toBe('meeting.held');
		await expect(hold(own, made)).rejects.toThrow(Conflict);
	});

	test('stays as it was whatever happens later; corrections stand beside it', async () => {
		const own = await makeWorld();
		const { made, action, to } = await held(own);
		const { actor } = own.secretariat;
		await asActor(actor, (trx) =>
			changeAction(trx, actor, own.reviewId, action.number, {
				text: 'Something else',
				ownerPostId: own.official.postId,
				dueOn: '2026-05-01',
				reportBackTo: null,
				reportBackOn: null,
				revision: 1
			})
		);
		await everybodyContent(own, to);
		const content = await asActor(actor, async (trx) =>
			loadMinute(trx, actor, await getMeeting(trx, own.reviewId, made.number))
		);
		expect(content).toEqual(readMinute(made.minute ?? ''));

		const correct = (party: Party) =>
			asActor(party.actor, (trx) => correctMinute(trx, party.actor, own.reviewId, made.number, 'It was in Room 5.'));
		await expect(correct(own.minister)).rejects.toThrow(Forbidden);
		await correct(own.secretariat);
		expect(await asActor(actor, (trx) => listCorrections(trx, made.id))).toMatchObject([
			{ text: 'It was in Room 5.', personName: actor.person.name }
		]);
		expect((await actsOn(own, 'meeting', made.id)).at(-1)).toBe('meeting.corrected');

		await expect(decide(own, own.secretariat, made, to, 'deferred', 'Again')).rejects.toThrow(Conflict);
		await expect(record(own, own.secretariat, made, [said(to, own.minister)])).rejects.toThrow(Conflict);
		await expect(
			asActor(actor, (trx) =>
				addAction(trx, actor, own.reviewId, {
					text: 'Too late',
					ownerPostId: own.official.postId,
					dueOn: '2026-03-30',
					reportBackTo: null,
					reportBackOn: null,
					recommendationId: null,
					meetingId: made.id
				})
			)
		).rejects.toThrow(Conflict);
	});

	test('is held by the tables themselves', async () => {
		const own = await makeWorld();
		const { made } = await held(own);
		for (const statement of [
			sql`update meetings set title = 'Another' where id = ${made.id}`,
			sql`update meeting_items set words = 'Another' where meeting_id = ${made.id}`,
			sql`delete from meeting_items where meeting_id = ${made.id}`,
			sql`insert into meeting_attendance (review_id, meeting_id, post_id, presence)
				values (${own.reviewId}, ${made.id}, ${own.observer.postId}, 'present')`
		]) {
			await expect(statement.execute(own.owner)).rejects.toThrow('a held meeting is not changed');
		}
	});

	test('is frozen by those who run the meeting, once it is known who came', async () => {
		const own = await makeWorld();
		const made = await planned(own);
		await expect(hold(own, made)).rejects.toThrow('Record who came');
		await expect(hold(own, made, own.official)).rejects.toThrow(Forbidden);
		const ready = await underWay(own);
		const { actor } = own.secretariat;
		await expect(
			asActor(actor, (trx) => holdMeeting(trx, actor, own.reviewId, ready.number, ready.revision - 1))
		).rejects.toThrow('Somebody has changed this meeting');
		const open = await asActor(actor, (trx) => listMeetingsToMinute(trx, actor, own.reviewId));
		expect(open.map(({ number }) => number)).toEqual([made.number, ready.number]);
		await hold(own, ready, own.chair);
		expect((await meeting(own, ready.number)).state).toBe('held');
	});

	test('is a document in three formats with its corrections, and each copy is on record', async () => {
		const own = await makeWorld();
		const { made, to } = await held(own);
		const { actor } = own.secretariat;
		await asActor(actor, (trx) => correctMinute(trx, actor, own.reviewId, made.number, 'It was in Room 5.'));
		const { model } = await asActor(own.observer.actor, (trx) =>
			exportMeeting(trx, own.observer.actor, own.reviewId, made.number, { of: 'minute', format: 'pdf' })
		);
		const words = JSON.stringify(model);
		for (const part of [
			`R${to.number}`,
			'Decision: Deferred, on version 1.',
			'Until the costs are in.',
			'Not yet (noted in the meeting, to be confirmed)',
			'Bring the costs',
			'It was in Room 5.',
			'None was raised.'
		]) {
			expect(words).toContain(part);
		}
		expect(model.properties.snapshot?.sha256).toBe(made.minuteSha256);
		for (const format of ['docx', 'odt', 'pdf'] as const) {
			expect((await renderDocument(model, format)).byteLength).toBeGreaterThan(1000);
		}
		expect((await actsOn(own, 'meeting', made.id)).at(-1)).toBe('meeting.exported');
		await expect(
			asActor(own.outsider.actor, (trx) =>
				exportMeeting(trx, own.outsider.actor, own.reviewId, made.number, { of: 'agenda', format: 'pdf' })
			)
		).rejects.toThrow(NotFound);
	});

	test('and the agenda lists what passes without debate first', async () => {
		const own = await makeWorld();
		const debated = await propose(own, { title: 'One to debate' });
		const passing = await propose(own, { title: 'One that passes' });
		await everybodyContent(own, passing);
		const made = await planned(own, { meetsOn: '2026-04-01' });
		const { actor } = own.official;
		const { model } = await asActor(actor, (trx) =>
			exportMeeting(trx, actor, own.reviewId, made.number, { of: 'agenda', format: 'docx' })
		);
		const headings = model.blocks.flatMap((block) =>
			block.type === 'heading' ? block.runs.flatMap((run) => (run.type === 'text' ? [run.text] : [])) : []
		);
		expect(headings).toEqual([
			'Passing without debate',
			`R${passing.number} One that passes`,
			'No objection, answers owed',
			`R${debated.number} One to debate`
		]);
	});
});
