import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { removeSection, returnToVersion } from '#lib/papers/commands.server.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, getSection, listSectionVersions } from '#lib/papers/queries.server.ts';
import { remarkFiltersFrom, type RemarkTab } from '#lib/papers/remarks.ts';
import { readRemarks } from '#lib/papers/remarks.server.ts';
import { changesBetween } from '#lib/papers/suggestions/changes.ts';
import {
	acceptByHand,
	acceptSuggestions,
	declineSuggestions,
	proposeSuggestions,
	suggestChanges,
	withdrawSuggestion
} from '#lib/papers/suggestions/commands.server.ts';
import {
	countSuggestions,
	getSuggestion,
	listCredits,
	listSuggestions,
	wordingOf
} from '#lib/papers/suggestions/queries.server.ts';
import { changeWindowEnd, openWindow } from '#lib/papers/windows/commands.server.ts';
import { listWindows } from '#lib/papers/windows/queries.server.ts';
import { addFinding, addPaper, freeze, withdraw, write } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const secretariat = () => world.secretariat.actor;
const official = () => world.official.actor;
const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
/** The same person some hours later. */
const later = (actor: Actor, hours: number): Actor => ({ ...actor, now: new Date(now.getTime() + hours * 3_600_000) });
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

const text = 'Parents did not know.\n\nThey repeated themselves.\n\nNobody wrote it down.';

type Made = { id: number; name: string; sectionId: number };

/** An exposure draft whose Summary has three paragraphs. */
async function exposed(body = text): Promise<Made> {
	const { id, name, sections } = await addPaper(world);
	await write(world, name, 'Summary', body);
	await freeze(world, name, 'exposure');
	return { id, name, sectionId: sections['Summary'] ?? 0 };
}

async function suggest(
	paper: Made,
	body: string,
	actor: Actor = official(),
	version = 2,
	because: string | null = null
): Promise<number[]> {
	const { ids } = await as(actor, (trx) =>
		suggestChanges(trx, actor, world.reviewId, paper.name, paper.sectionId, { version, body, because })
	);
	return ids;
}

const accept = (paper: Made, ids: number[], actor = secretariat()) =>
	as(actor, (trx) => acceptSuggestions(trx, actor, world.reviewId, paper.name, ids));

const section = (paper: Made) => as(secretariat(), (trx) => getSection(trx, paper.id, paper.sectionId));
const suggestion = (paper: Made, id: number, actor = secretariat()) =>
	as(actor, (trx) => getSuggestion(trx, paper.id, id));

async function listed(paper: Made, show: RemarkTab, actor = secretariat()): Promise<number[]> {
	const filters = remarkFiltersFrom(new URLSearchParams({ show }));
	const { rows } = await as(actor, (trx) => listSuggestions(trx, paper.id, actor.person.id, filters));
	return rows.map(({ id }) => id);
}

describe('suggesting', () => {
	test('makes one suggestion for each run of paragraphs that changed, with its author and reason', async () => {
		const paper = await exposed();
		const ids = await suggest(
			paper,
			'Parents did not know what was offered.\n\nThey repeated themselves.\n\nNobody wrote it down.\n\nSo it was lost.',
			official(),
			2,
			'Clearer'
		);
		const [first, second] = [await suggestion(paper, ids[0] ?? 0), await suggestion(paper, ids[1] ?? 0)];

		expect(ids).toHaveLength(2);
		expect(first).toMatchObject({
			index: 0,
			before: 'Parents did not know.',
			after: 'Parents did not know what was offered.',
			baseVersion: 2,
			because: 'Clearer',
			state: 'open',
			late: false,
			personId: world.official.personId,
			originAuthor: null
		});
		expect(second).toMatchObject({ index: 3, before: '', after: 'So it was lost.' });
		expect((await section(paper)).body).toBe(text);
		expect(await actsOn(world, 'paper', paper.id)).toContain('suggestion.made');
	});

	test('is for every member of an exposure draft, not for strangers, and not of a working draft for members', async () => {
		const paper = await exposed();
		for (const party of ['minister', 'privateOffice', 'specialAdviser', 'treasury', 'chair', 'secretariat'] as const) {
			expect(await suggest(paper, `${text}\n\nSaid by ${party}.`, world[party].actor)).toHaveLength(1);
		}
		const before = await countRows(world, 'suggestions');
		await expect(suggest(paper, `${text}\n\nUnasked.`, world.observer.actor)).rejects.toThrow(Forbidden);
		for (const actor of [world.outsider.actor, world.administrator]) {
			await expect(suggest(paper, `${text}\n\nMine.`, actor)).rejects.toThrow(NotFound);
		}
		const working = await addPaper(world);
		const hidden = { id: working.id, name: working.name, sectionId: working.sections['Summary'] ?? 0 };
		await expect(suggest(hidden, 'New.', official(), 1)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'suggestions')).toBe(before);
	});

	test('is for observers where a window asks their department', async () => {
		const paper = await exposed();
		await openFor(paper, 4, [world.teams.centre]);
		expect(await suggest(paper, `${text}\n\nAsked.`, world.observer.actor)).toHaveLength(1);
	});

	test('of the same change twice lays it down once', async () => {
		const paper = await exposed();
		expect(await suggest(paper, `${text}\n\nOnce.`)).toHaveLength(1);
		expect(await suggest(paper, `${text}\n\nOnce.`)).toEqual([]);
		expect(await suggest(paper, `${text}\n\nOnce.`, world.careOfficial.actor)).toHaveLength(1);
	});

	test('nothing, or what cannot be cited, is told beside the text', async () => {
		const paper = await exposed();
		const draft = await addFinding(world, { draft: true });
		await expect(suggest(paper, text)).rejects.toMatchObject({ field: 'body' });
		await expect(suggest(paper, `${text}\n\nSee this.[^${draft.finding}]`)).rejects.toThrow(Invalid);
		await expect(suggest(paper, `${text}\n\nSee this.[^F9999]`)).rejects.toThrow(Invalid);
		const shared = await addFinding(world);
		expect(await suggest(paper, `${text}\n\nSee this.[^${shared.finding}]`)).toHaveLength(1);
	});

	test('is held against the version that was read, though the section has moved on since', async () => {
		const paper = await exposed();
		await write(world, paper.name, 'Summary', `A new beginning.\n\n${text}`);
		const [id = 0] = await suggest(paper, text.replace('Nobody wrote it down.', 'Nobody wrote any of it down.'));
		expect(await suggestion(paper, id)).toMatchObject({ baseVersion: 2, index: 2, before: 'Nobody wrote it down.' });
		await accept(paper, [id]);
		expect((await section(paper)).body).toBe(
			`A new beginning.\n\n${text.replace('Nobody wrote it down.', 'Nobody wrote any of it down.')}`
		);
	});

	test('cannot claim a before that never stood there, nor a version that was never shown', async () => {
		const paper = await exposed();
		const propose = (baseVersion: number, before: string) =>
			as(official(), (trx, actor) =>
				proposeSuggestions(trx, actor, world.reviewId, paper.name, paper.sectionId, {
					baseVersion,
					changes: [{ index: 0, before, after: 'Other.' }],
					because: null,
					origin: null
				})
			);
		await expect(propose(2, 'Something else.')).rejects.toThrow(Conflict);
		await expect(propose(7, '')).rejects.toThrow(Conflict);
		// The first wording was gone before members saw the paper.
		await world.owner
			.updateTable('sectionVersions')
			.set({ savedAt: inHours(-1) })
			.where('sectionId', '=', paper.sectionId)
			.execute();
		await expect(propose(1, '')).rejects.toThrow(Conflict);
		expect(await as(official(), (trx) => wordingOf(trx, paper.sectionId, 1))).toBeNull();
		expect(await as(official(), (trx) => wordingOf(trx, paper.sectionId, 2))).toBe(text);
		expect(await as(world.outsider.actor, (trx) => wordingOf(trx, paper.sectionId, 2))).toBeNull();
	});

	test('keeps the name that a returned file gives, and reads the file in once', async () => {
		const paper = await exposed();
		const file = { author: 'A. Official', at: new Date('2026-03-15T09:00:00Z') };
		const readIn = () =>
			as(secretariat(), (trx, actor) =>
				proposeSuggestions(trx, actor, world.reviewId, paper.name, paper.sectionId, {
					baseVersion: 2,
					changes: changesBetween(paragraphsOf(text), paragraphsOf(`${text}\n\nFrom the file.`)),
					because: null,
					origin: file
				})
			);
		const { ids } = await readIn();
		expect(await suggestion(paper, ids[0] ?? 0)).toMatchObject({ originAuthor: 'A. Official', originAt: file.at });
		expect((await readIn()).ids).toEqual([]);
	});
});

describe('deciding', () => {
	test('accepting makes a new version that credits the author', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, text.replace('Parents did', 'Many parents did'));
		expect(await accept(paper, [id])).toEqual({ accepted: [id], left: [] });

		expect(await section(paper)).toMatchObject({ body: text.replace('Parents did', 'Many parents did'), version: 3 });
		const { actor } = world.secretariat;
		const [latest] = await as(actor, (trx) => listSectionVersions(trx, paper.sectionId));
		expect(latest).toMatchObject({ version: 3, why: 'suggestions', personName: actor.person.name });
		const credits = await as(actor, (trx) => listCredits(trx, paper.sectionId));
		expect(credits).toEqual([{ version: 3, id, author: expect.stringContaining('official of families') }]);
		expect(await suggestion(paper, id)).toMatchObject({
			state: 'accepted',
			acceptedVersion: 3,
			acceptedByHand: false,
			deciderName: actor.person.name
		});
		expect(await actsOn(world, 'paper', paper.id)).toContain('suggestion.accepted');
	});

	test('several at once make one version, and what does not fit stays open and is named', async () => {
		const paper = await exposed();
		const mine = await suggest(
			paper,
			'Parents did not know what was offered.\n\nThey repeated themselves.\n\nNobody wrote it down.\n\nSo it was lost.'
		);
		const theirs = await suggest(paper, text.replace('Parents did', 'Fathers did'), world.careOfficial.actor);
		const { accepted, left } = await accept(paper, [...mine, ...theirs]);

		expect(accepted).toEqual(mine);
		expect(left).toEqual([{ id: theirs[0], why: expect.stringContaining('by hand') }]);
		expect(await section(paper)).toMatchObject({
			version: 3,
			body: 'Parents did not know what was offered.\n\nThey repeated themselves.\n\nNobody wrote it down.\n\nSo it was lost.'
		});
		await expect(accept(paper, theirs)).rejects.toThrow(Conflict);
		expect((await suggestion(paper, theirs[0] ?? 0)).state).toBe('open');
	});

	test('by hand takes the words as edited, from the text that was seen', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, text.replace('Parents did', 'Fathers did'));
		await write(world, paper.name, 'Summary', text.replace('Parents did', 'Mothers did'));
		const { revision } = await section(paper);
		const byHand = (of: number, body: string) =>
			as(secretariat(), (trx, actor) =>
				acceptByHand(trx, actor, world.reviewId, paper.name, id, { body, revision: of })
			);
		const body = text.replace('Parents did', 'Mothers and fathers did');
		await expect(byHand(revision - 1, body)).rejects.toThrow(Conflict);
		await byHand(revision, body);
		expect(await section(paper)).toMatchObject({ body, version: 4 });
		expect(await suggestion(paper, id)).toMatchObject({ state: 'accepted', acceptedVersion: 4, acceptedByHand: true });
		await expect(byHand(revision + 1, text)).rejects.toThrow(Conflict);
	});

	test('by hand, where the words stand already, makes no version and is recorded', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, text.replace('Parents did', 'Fathers did'));
		const { revision } = await section(paper);
		await as(secretariat(), (trx, actor) =>
			acceptByHand(trx, actor, world.reviewId, paper.name, id, { body: text, revision })
		);
		expect(await section(paper)).toMatchObject({ version: 2, revision });
		expect((await actsOn(world, 'paper', paper.id)).filter((act) => act === 'suggestion.accepted')).toHaveLength(1);
	});

	test('declining gives a reason that its author reads', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, `${text}\n\nMore.`);
		const decline = () =>
			as(secretariat(), (trx, actor) =>
				declineSuggestions(trx, actor, world.reviewId, paper.name, { ids: [id], because: 'Too long' })
			);
		await decline();
		expect(await suggestion(paper, id, official())).toMatchObject({ state: 'declined', decidedBecause: 'Too long' });
		await expect(decline()).rejects.toThrow(Conflict);
		await expect(accept(paper, [id])).rejects.toThrow(Conflict);
		expect((await section(paper)).version).toBe(2);
	});

	test('is the secretariat’s alone; taking back is the author’s, and for whoever holds the post', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, `${text}\n\nMore.`);
		for (const { actor } of [world.official, world.chair, world.minister, world.observer]) {
			await expect(accept(paper, [id], actor)).rejects.toThrow(Forbidden);
		}
		const back = (actor: Actor) => as(actor, (trx) => withdrawSuggestion(trx, actor, world.reviewId, paper.name, id));
		for (const { actor } of [world.secretariat, world.careOfficial, world.minister]) {
			await expect(back(actor)).rejects.toThrow(Forbidden);
		}
		expect((await suggestion(paper, id)).state).toBe('open');
		const successor: Actor = { ...world.minister.actor, posts: official().posts };
		await back(successor);
		expect((await suggestion(paper, id)).state).toBe('withdrawn');
		await expect(back(official())).rejects.toThrow(Conflict);
	});

	test('a suggestion of another paper, or of none, is not there', async () => {
		const [paper, other] = [await exposed(), await exposed()];
		const [id = 0] = await suggest(other, `${text}\n\nMore.`);
		await expect(accept(paper, [id])).rejects.toThrow(NotFound);
		await expect(accept(paper, [])).rejects.toThrow(Invalid);
		await expect(suggestion(paper, id)).rejects.toThrow(NotFound);
	});

	test('on a section that was taken out waits, and stays readable for its author', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, `${text}\n\nMore.`);
		const { revision } = await section(paper);
		await as(secretariat(), (trx, actor) =>
			removeSection(trx, actor, world.reviewId, paper.name, { sectionId: paper.sectionId, revision })
		);
		await expect(accept(paper, [id])).rejects.toThrow('taken out');
		expect(await suggestion(paper, id, official())).toMatchObject({ heading: null, after: 'More.' });
	});

	test('what a finding has become since does not slip in: the suggestion stays open and says why', async () => {
		const paper = await exposed();
		const finding = await addFinding(world);
		const [id = 0] = await suggest(paper, `${text}\n\nSee.[^${finding.finding}]`);
		await withdraw(world, finding);
		await expect(accept(paper, [id])).rejects.toThrow('withdrawn');
		expect((await section(paper)).version).toBe(2);
	});

	test('a lodged paper takes no more suggestions', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, `${text}\n\nMore.`);
		await world.owner.updateTable('papers').set({ gate: 'lodged' }).where('id', '=', paper.id).execute();
		await expect(suggest(paper, `${text}\n\nLater.`)).rejects.toThrow(Conflict);
		await expect(accept(paper, [id])).rejects.toThrow(Conflict);
	});
});

async function openFor(paper: Made, hours: number, teamIds = [world.teams.families]): Promise<number> {
	return as(secretariat(), (trx, actor) =>
		openWindow(trx, actor, world.reviewId, paper.name, {
			snapshot: 1,
			opensAt: now,
			closesAt: inHours(hours),
			teamIds,
			asks: 'What is wrong in it?'
		})
	);
}

describe('a comment window', () => {
	test('puts what comes after it on the late list, and refuses nothing', async () => {
		const paper = await exposed();
		await openFor(paper, 2);
		const [inTime = 0] = await suggest(paper, `${text}\n\nIn time.`, later(official(), 1));
		const [late = 0] = await suggest(paper, `${text}\n\nLate.`, later(official(), 3));
		const [ours = 0] = await suggest(paper, `${text}\n\nOurs.`, later(secretariat(), 3));

		expect(await listed(paper, 'open')).toEqual([inTime, ours]);
		expect(await listed(paper, 'late')).toEqual([late]);
		expect(await listed(paper, 'mine', official())).toEqual([inTime, late]);
		expect(await as(secretariat(), (trx) => countSuggestions(trx, paper.id, world.official.personId))).toEqual({
			open: 2,
			late: 1,
			settled: 0,
			mine: 2,
			all: 3
		});
		const { late: lateOpen, window } = await as(later(official(), 3), async (trx, actor) =>
			readRemarks(trx, actor, await getPaper(trx, world.reviewId, paper.name))
		);
		expect(lateOpen).toBe(1);
		expect(window).toMatchObject({ state: 'closed', asked: true, counts: true });
		expect((await accept(paper, [late])).accepted).toEqual([late]);
	});

	test('that is extended takes in what came before its new end; closed early, it is late from then on', async () => {
		const paper = await exposed();
		const id = await openFor(paper, 2);
		const [late = 0] = await suggest(paper, `${text}\n\nLate.`, later(official(), 3));
		const change = (at: number, closesAt: Date | null, revision: number) =>
			as(later(secretariat(), at), (trx, actor) =>
				changeWindowEnd(trx, actor, world.reviewId, paper.name, id, { closesAt, revision })
			);
		await change(4, inHours(10), 1);
		expect(await listed(paper, 'late')).toEqual([]);
		expect(await listed(paper, 'open')).toEqual([late]);
		await expect(change(4, inHours(12), 1)).rejects.toThrow(Conflict);
		await change(5, null, 2);
		await expect(change(6, null, 3)).rejects.toThrow(Conflict);
		await suggest(paper, `${text}\n\nAfter that.`, later(official(), 6));
		expect(await listed(paper, 'late')).toHaveLength(1);
		const [window] = await as(secretariat(), (trx) => listWindows(trx, paper.id));
		expect(window).toMatchObject({ closesAt: inHours(5), snapshotNumber: 1, gate: 'exposure' });
		expect(await actsOn(world, 'paper', paper.id)).toEqual(
			expect.arrayContaining(['comment_window.opened', 'comment_window.changed'])
		);
	});

	test('is one at a time, on a snapshot of the paper, for departments of the review, and closes after it opens', async () => {
		const paper = await exposed();
		const open = (given: { snapshot?: number; closesAt?: Date; teamIds?: number[] }) =>
			as(secretariat(), (trx, actor) =>
				openWindow(trx, actor, world.reviewId, paper.name, {
					snapshot: 1,
					opensAt: now,
					closesAt: inHours(4),
					teamIds: [world.teams.care],
					asks: null,
					...given
				})
			);
		await expect(open({ snapshot: 9 })).rejects.toMatchObject({ field: 'snapshot' });
		await expect(open({ closesAt: inHours(-1) })).rejects.toMatchObject({ field: 'closesOn' });
		await expect(open({ teamIds: [] })).rejects.toMatchObject({ field: 'teamIds' });
		await expect(open({ teamIds: [999_999_999] })).rejects.toMatchObject({ field: 'teamIds' });
		await open({});
		await expect(open({})).rejects.toThrow(Conflict);
		await expect(
			as(official(), (trx, actor) =>
				changeWindowEnd(trx, actor, world.reviewId, paper.name, 1, { closesAt: null, revision: 1 })
			)
		).rejects.toThrow(Forbidden);
	});
});

describe('bringing an earlier wording back', () => {
	test('makes it a new version; nothing between is lost', async () => {
		const paper = await exposed();
		await write(world, paper.name, 'Summary', 'Something else.');
		const { revision } = await section(paper);
		const back = (version: number, of: number, actor = secretariat()) =>
			as(actor, (trx) =>
				returnToVersion(trx, actor, world.reviewId, paper.name, paper.sectionId, { version, revision: of })
			);
		await expect(back(2, revision - 1)).rejects.toThrow(Conflict);
		await expect(back(9, revision)).rejects.toThrow(NotFound);
		await expect(back(3, revision)).rejects.toThrow(Conflict);
		await expect(back(2, revision, world.chair.actor)).rejects.toThrow(Forbidden);
		expect(await back(2, revision)).toBe(4);
		expect(await section(paper)).toMatchObject({ body: text, version: 4 });
		const versions = await as(secretariat(), (trx) => listSectionVersions(trx, paper.sectionId));
		expect(versions.map(({ version, why, restoredVersion }) => ({ version, why, restoredVersion }))).toEqual([
			{ version: 4, why: 'restored', restoredVersion: 2 },
			{ version: 3, why: 'saved', restoredVersion: null },
			{ version: 2, why: 'saved', restoredVersion: null },
			{ version: 1, why: 'saved', restoredVersion: null }
		]);
		expect(await actsOn(world, 'paper', paper.id)).toContain('section.returned');
	});
});

describe('many at once', () => {
	test('fifty people suggest while the secretariat saves, and every suggestion is there', async () => {
		const paper = await exposed();
		const writers = [world.official, world.careOfficial, world.minister, world.treasury, world.specialAdviser];
		const made = await Promise.all([
			...Array.from({ length: 50 }, (_, index) =>
				suggest(paper, `${text}\n\nLine ${index}.`, writers[index % writers.length]?.actor)
			),
			write(world, paper.name, 'Summary', `${text}\n\nSaved meanwhile.`).then(() => [])
		]);
		const ids = made.flat();
		expect(new Set(ids).size).toBe(50);

		await accept(paper, ids.slice(0, 25));
		await accept(paper, ids.slice(25));
		const paragraphs = paragraphsOf((await section(paper)).body);
		expect(paragraphs).toHaveLength(54);
		expect(new Set(paragraphs).size).toBe(54);
	});

	test('accepting the same suggestion twice at once changes the text once', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, `${text}\n\nOnce.`);
		const outcomes = await Promise.allSettled([accept(paper, [id]), accept(paper, [id]), accept(paper, [id])]);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		for (const outcome of outcomes) {
			if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Conflict);
		}
		expect(await section(paper)).toMatchObject({ version: 3, body: `${text}\n\nOnce.` });
	});

	test('accepting and taking back at once, one of them happens', async () => {
		const paper = await exposed();
		const [id = 0] = await suggest(paper, `${text}\n\nOnce.`);
		const actor = official();
		const outcomes = await Promise.allSettled([
			accept(paper, [id]),
			as(actor, (trx) => withdrawSuggestion(trx, actor, world.reviewId, paper.name, id))
		]);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const { state } = await suggestion(paper, id);
		expect((await section(paper)).version).toBe(state === 'accepted' ? 3 : 2);
	});
});
