import { beforeAll, describe, expect, test } from 'vitest';
import { addAction, changeAction, dropAction, finishAction } from '#lib/actions/commands.server.ts';
import { actionsCsv, exportActions } from '#lib/actions/export.server.ts';
import { actionFiltersFrom } from '#lib/actions/forms.ts';
import {
	countActions,
	getAction,
	listActionOwners,
	listActions,
	listActionsDueFrom,
	listActionsForExport
} from '#lib/actions/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { propose } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const details = (owner: Party) => ({
	text: 'Send the note on cost',
	ownerPostId: owner.postId,
	dueOn: '2026-03-20',
	reportBackTo: null,
	reportBackOn: null,
	recommendationId: null,
	meetingId: null
});

type Wanted = Partial<Parameters<typeof addAction>[3]>;

async function add(of: World, wanted: Wanted = {}, by: Party = of.secretariat) {
	const { number } = await asActor(by.actor, (trx) =>
		addAction(trx, by.actor, of.reviewId, { ...details(of.official), ...wanted })
	);
	return read(of, number);
}

function read(of: World, number: number) {
	return asActor(of.secretariat.actor, (trx) => getAction(trx, of.secretariat.actor, of.reviewId, number));
}

const filters = (query = '') => actionFiltersFrom(new URLSearchParams(query));
const none = { after: null, before: null };

describe('an action', () => {
	test('is given to a post by the secretariat, and is on record', async () => {
		const recommendation = await propose(world);
		const action = await add(world, {
			recommendationId: recommendation.id,
			reportBackTo: 'the group',
			reportBackOn: null
		});

		expect(action).toMatchObject({
			text: 'Send the note on cost',
			ownerPostId: world.official.postId,
			recommendationNumber: recommendation.number,
			reportBackTo: 'the group',
			state: 'open',
			revision: 1
		});
		expect(await actsOn(world, 'action', action.id)).toEqual(['action.added']);
	});

	test('is given by an official within the own department alone', async () => {
		await expect(add(world, {}, world.official)).resolves.toMatchObject({ ownerPostId: world.official.postId });

		const before = await countRows(world, 'actions');
		await expect(add(world, { ownerPostId: world.careOfficial.postId }, world.official)).rejects.toThrow(Forbidden);
		await expect(add(world, {}, world.minister)).rejects.toThrow(Forbidden);
		await expect(add(world, {}, world.observer)).rejects.toThrow(Forbidden);
		expect(await countRows(world, 'actions')).toBe(before);
	});

	test('is not given to a post outside the review, nor about a record of another', async () => {
		const other = await makeWorld();
		const elsewhere = await propose(other);
		await expect(add(world, { ownerPostId: world.outsider.postId })).rejects.toThrow(Invalid);
		await expect(add(world, { ownerPostId: world.observer.postId })).rejects.toThrow(Invalid);
		await expect(add(world, { recommendationId: elsewhere.id })).rejects.toThrow(Invalid);
		await expect(add(world, { meetingId: 987_654 })).rejects.toThrow(Invalid);
	});

	test('is done once, by the department that owns it, with what came of it', async () => {
		const action = await add(world);
		const done = { revision: action.revision, doneOn: '2026-03-15', outcome: 'The note went out.' };
		const finish = (party: Party) =>
			asActor(party.actor, (trx) => finishAction(trx, party.actor, world.reviewId, action.number, done));

		await expect(finish(world.careOfficial)).rejects.toThrow(Forbidden);
		await expect(finish(world.observer)).rejects.toThrow(Forbidden);
		await finish(world.privateOffice);
		expect(await read(world, action.number)).toMatchObject({ state: 'done', ...done, revision: 2 });
		await expect(finish(world.official)).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'action', action.id)).toEqual(['action.added', 'action.done']);
	});

	test('is dropped by the secretariat or the chair, with the reason', async () => {
		const action = await add(world);
		const drop = (party: Party) =>
			asActor(party.actor, (trx) =>
				dropAction(trx, party.actor, world.reviewId, action.number, { revision: 1, because: 'Overtaken' })
			);

		await expect(drop(world.official)).rejects.toThrow(Forbidden);
		await drop(world.chair);
		expect(await read(world, action.number)).toMatchObject({ state: 'dropped', droppedBecause: 'Overtaken' });
		await expect(drop(world.chair)).rejects.toThrow('closed already');
		expect(await actsOn(world, 'action', action.id)).toEqual(['action.added', 'action.dropped']);
	});

	test('is changed on the revision that was read, while it is open', async () => {
		const action = await add(world);
		const { text, ownerPostId, reportBackTo, reportBackOn } = details(world.careOfficial);
		const input = { text, ownerPostId, reportBackTo, reportBackOn };
		const change = (party: Party, revision: number) =>
			asActor(party.actor, (trx) =>
				changeAction(trx, party.actor, world.reviewId, action.number, { ...input, dueOn: '2026-04-01', revision })
			);

		await expect(change(world.official, 1)).rejects.toThrow(Forbidden);
		await change(world.secretariat, 1);
		expect(await read(world, action.number)).toMatchObject({
			dueOn: '2026-04-01',
			ownerPostId: world.careOfficial.postId,
			revision: 2
		});
		await expect(change(world.secretariat, 1)).rejects.toThrow('Somebody has changed this action');
		expect(await actsOn(world, 'action', action.id)).toEqual(['action.added', 'action.changed']);
	});

	test('of another review is not there', async () => {
		const other = await makeWorld();
		const action = await add(other);
		const { actor } = world.secretariat;
		await expect(asActor(actor, (trx) => getAction(trx, actor, other.reviewId, action.number))).rejects.toThrow(
			NotFound
		);
		await expect(
			asActor(actor, (trx) =>
				finishAction(trx, actor, other.reviewId, action.number, { revision: 1, doneOn: '2026-03-01', outcome: 'Done' })
			)
		).rejects.toThrow(NotFound);
	});
});

describe('the list', () => {
	test('is in the order of the days, overdue first, and pages by key without a gap', async () => {
		const own = await makeWorld();
		const { actor } = own.secretariat;
		for (let day = 1; day <= 33; day += 1) {
			await add(own, { dueOn: `2026-0${day < 20 ? 3 : 4}-${String((day % 20) + 1).padStart(2, '0')}` });
		}
		const list = (from: Parameters<typeof listActions>[4]) =>
			asActor(actor, (trx) => listActions(trx, actor, own.reviewId, filters(), from));
		const first = await list(none);
		const second = await list({ after: first.next, before: null });
		const again = await list({ after: null, before: second.previous });

		expect(first.rows).toHaveLength(30);
		expect(second.rows).toHaveLength(3);
		expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
		const days = [...first.rows, ...second.rows].map(({ dueOn }) => dueOn);
		expect(days).toEqual([...days].sort());
		expect(first.rows[0]?.state).toBe('overdue');
	});

	test('shows what is open, overdue, done or dropped, of a department, a meeting or a recommendation', async () => {
		const own = await makeWorld();
		const { actor } = own.secretariat;
		const recommendation = await propose(own);
		const overdue = await add(own, { dueOn: '2026-03-01' });
		const later = await add(own, { recommendationId: recommendation.id, ownerPostId: own.careOfficial.postId });
		const done = await add(own);
		await asActor(actor, (trx) =>
			finishAction(trx, actor, own.reviewId, done.number, { revision: 1, doneOn: '2026-03-02', outcome: 'Done' })
		);
		const numbers = async (query: string) =>
			(await asActor(actor, (trx) => listActions(trx, actor, own.reviewId, filters(query), none))).rows.map(
				({ number }) => number
			);

		expect(await numbers('')).toEqual([overdue.number, later.number]);
		expect(await numbers('show=overdue')).toEqual([overdue.number]);
		expect(await numbers('show=done')).toEqual([done.number]);
		expect(await numbers('show=dropped')).toEqual([]);
		expect(await numbers(`show=all&department=${own.departments.care}`)).toEqual([later.number]);
		expect(await numbers(`recommendation=R${recommendation.number}`)).toEqual([later.number]);
		expect(await numbers('meeting=M7')).toEqual([]);
		expect(await asActor(actor, (trx) => countActions(trx, actor, own.reviewId, filters('show=all')))).toBe(3);
	});

	test('tells a post, and the office that serves it, what is owed', async () => {
		const own = await makeWorld();
		const mine = await add(own, { ownerPostId: own.minister.postId });
		await add(own, { ownerPostId: own.careMinister.postId });
		const due = async (party: Party) =>
			(await asActor(party.actor, (trx) => listActionsDueFrom(trx, party.actor, own.reviewId))).map(
				({ number }) => number
			);

		expect(await due(own.minister)).toEqual([mine.number]);
		expect(await due(own.privateOffice)).toEqual([mine.number]);
		expect(await due(own.official)).toEqual([]);
	});

	test('offers every post but observers’, with who holds it', async () => {
		const { actor } = world.secretariat;
		const owners = await asActor(actor, (trx) => listActionOwners(trx, actor, world.reviewId));
		const posts = owners.map(({ postId }) => postId);
		expect(posts).toContain(world.treasury.postId);
		expect(posts).not.toContain(world.observer.postId);
		expect(owners.find(({ postId }) => postId === world.official.postId)?.holders).toEqual([
			world.official.actor.person.name
		]);
	});

	test('as a table holds its marking, and no formula', async () => {
		const own = await makeWorld();
		const { actor } = own.observer;
		await add(own, { text: '=HYPERLINK("http://127.0.0.1/","Send") the note' });
		await asActor(actor, (trx) => exportActions(trx, actor, own.reviewId, filters(), 'OFFICIAL'));
		const rows = await asActor(actor, (trx) => listActionsForExport(trx, actor, own.reviewId, filters(), 10));
		const csv = actionsCsv(rows, 'OFFICIAL');

		expect(csv.startsWith('\uFEFFmarking,action,text,')).toBe(true);
		expect(csv).toContain(`OFFICIAL,A${rows[0]?.number},"'=HYPERLINK(`);
		expect(await actsOn(own, 'review', own.reviewId)).toContain('action.list_exported');
	});
});
