import { beforeAll, expect, test } from 'vitest';
import { addAction, dropAction, finishAction } from '#lib/actions/commands.server.ts';
import { getAction } from '#lib/actions/queries.server.ts';
import { type ReportInput, reportAction } from '#lib/actions/reports/commands.server.ts';
import { reportFiltersFrom } from '#lib/actions/reports/forms.ts';
import { countReports, listReportOwners, listReports, listReportsOn } from '#lib/actions/reports/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

function add(wanted: { reportBackOn?: string | null; owner?: Party } = {}, of = world) {
	const { actor } = of.secretariat;
	const { reportBackOn = '2026-03-20', owner = of.official } = wanted;
	return asActor(actor, (trx) =>
		addAction(trx, actor, of.reviewId, {
			...{ text: 'Write the note', ownerPostId: owner.postId, dueOn: '2026-03-18' },
			...{ reportBackTo: 'the group', reportBackOn, recommendationId: null, meetingId: null }
		})
	);
}

const said: ReportInput = {
	revision: 1,
	reportedOn: '2026-03-16',
	reportedTo: 'the group',
	words: 'The note is with the Treasury.',
	nextOn: null
};

function report(number: number, by: Party, input: Partial<ReportInput> = {}, of = world) {
	return asActor(by.actor, (trx) => reportAction(trx, by.actor, of.reviewId, number, { ...said, ...input }));
}

test('the department that owns an action reports back on it, once for each day', async () => {
	const { id, number } = await add();
	const before = await countRows(world, 'action_reports');
	await expect(report(number, world.careOfficial)).rejects.toThrow(Forbidden);
	await expect(report(number, world.observer)).rejects.toThrow(Forbidden);
	expect(await countRows(world, 'action_reports')).toBe(before);
	await report(number, world.privateOffice);
	expect(await asActor(world.observer.actor, (trx) => listReportsOn(trx, id))).toMatchObject([
		{ dueOn: '2026-03-20', words: said.words }
	]);
	await expect(report(number, world.official)).rejects.toThrow('Somebody has changed');
	await expect(report(number, world.official, { revision: 2 })).rejects.toThrow('already');
	expect(await actsOn(world, 'action', id)).toEqual(['action.added', 'action.reported']);
});

test('a report may name the day of the next one, which is due then', async () => {
	const { id, number } = await add();
	await report(number, world.official, { nextOn: '2026-04-20' });
	const action = await asActor(world.observer.actor, (trx) =>
		getAction(trx, world.observer.actor, world.reviewId, number)
	);
	expect(action).toMatchObject({ reportBackOn: '2026-04-20', revision: 2 });
	await report(number, world.official, { revision: 2 });
	expect(await asActor(world.observer.actor, (trx) => listReportsOn(trx, id))).toHaveLength(2);
});

test('what is done still owes its report; what was dropped, or names no day, owes none', async () => {
	const { actor } = world.secretariat;
	const done = await add();
	const outcome = { revision: 1, doneOn: '2026-03-16', outcome: 'Written' };
	await asActor(actor, (trx) => finishAction(trx, actor, world.reviewId, done.number, outcome));
	await report(done.number, world.official, { revision: 2 });
	const dropped = await add();
	const because = { revision: 1, because: 'Overtaken' };
	await asActor(actor, (trx) => dropAction(trx, actor, world.reviewId, dropped.number, because));
	await expect(report(dropped.number, world.secretariat, { revision: 2 })).rejects.toThrow(Conflict);
	const silent = await add({ reportBackOn: null });
	await expect(report(silent.number, world.secretariat)).rejects.toThrow('No day of report');
});

test('an action of another review is not there', async () => {
	const other = await makeWorld();
	const { number } = await add({}, other);
	await expect(report(number, world.secretariat, {}, other)).rejects.toThrow(NotFound);
});

test('the board tells what is due, overdue and reported, by owner', async () => {
	const own = await makeWorld();
	const overdue = await add({ reportBackOn: '2026-03-10' }, own);
	const due = await add({ owner: own.careOfficial }, own);
	const reported = await add({}, own);
	await report(reported.number, own.official, { nextOn: '2026-05-01' }, own);
	await add({ reportBackOn: null }, own);
	const { actor } = own.observer;
	const list = (query: string) =>
		asActor(actor, async (trx) => {
			const filters = reportFiltersFrom(new URLSearchParams(query));
			const page = await listReports(trx, actor, own.reviewId, filters, { after: null, before: null });
			return page.rows.map(({ number, state }) => [number, state]);
		});
	expect(await list('')).toEqual([
		[overdue.number, 'overdue'],
		[due.number, 'due'],
		[reported.number, 'due']
	]);
	expect(await list('show=overdue')).toEqual([[overdue.number, 'overdue']]);
	expect(await list('show=reported')).toEqual([[reported.number, 'reported']]);
	expect(await list(`show=all&department=${own.departments.care}`)).toEqual([[due.number, 'due']]);
	expect(await list(`show=all&owner=${own.careOfficial.postId}`)).toEqual([[due.number, 'due']]);
	const counts = await asActor(actor, (trx) =>
		countReports(trx, actor, own.reviewId, reportFiltersFrom(new URLSearchParams()))
	);
	expect(counts).toEqual({ due: 3, overdue: 1, reported: 1, all: 4 });
	const owners = await asActor(actor, (trx) => listReportOwners(trx, actor, own.reviewId));
	expect(owners.map(({ ownerPostId, ...count }) => [ownerPostId, count.due, count.overdue, count.reported])).toEqual([
		[own.official.postId, 2, 1, 1],
		[own.careOfficial.postId, 1, 0, 0]
	]);
	const needs = await asActor(own.official.actor, (trx) => listNeeds(trx, own.official.actor));
	expect(needs.flatMap((each) => each.needs).find(({ kind }) => kind === 'report_back')?.items).toHaveLength(1);
});
