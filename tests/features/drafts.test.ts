import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editSection, removeSection } from '#lib/papers/commands.server.ts';
import { dropDraft, keepDraft, keepMine, saveJoined, takeJoined } from '#lib/papers/drafts/commands.server.ts';
import { joinedBody, meet } from '#lib/papers/drafts/draft.ts';
import { findDraft, findWording, listDrafted } from '#lib/papers/drafts/queries.server.ts';
import type { Section } from '#lib/papers/manuscript.ts';
import { getSection, listSectionVersions } from '#lib/papers/queries.server.ts';
import { listVisits, visitSection } from '#lib/papers/visits.server.ts';
import { addPaper, addRecommendation, notTakenForward } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const secretariat = () => world.secretariat.actor;
/** The same person some time later, or in another window. */
const later = (seconds: number): Actor => ({ ...secretariat(), now: new Date(now.getTime() + seconds * 1000) });

const first = 'Hubs are open to all parents.\n\nMoney is short this year.';

type Place = { id: number; name: string; sectionId: number };

async function place(body = first): Promise<Place> {
	const paper = await addPaper(world);
	const sectionId = paper.sections.Consideration ?? 0;
	const here = { id: paper.id, name: paper.name, sectionId };
	await save(here, body, await stored(here));
	return here;
}

async function stored({ id, sectionId }: Place): Promise<Section> {
	return as(secretariat(), (trx) => getSection(trx, id, sectionId));
}

async function save({ name, sectionId }: Place, body: string, from: { revision: number }, actor = secretariat()) {
	await as(actor, (trx) =>
		editSection(trx, actor, world.reviewId, name, sectionId, {
			heading: 'Consideration',
			body,
			annex: false,
			revision: from.revision
		})
	);
}

async function keep(
	{ name, sectionId }: Place,
	body: string,
	from: { revision: number; version: number },
	actor = secretariat()
) {
	const { revision, version } = from;
	return as(actor, (trx) =>
		keepDraft(trx, actor, world.reviewId, name, sectionId, {
			heading: 'Consideration',
			body,
			annex: false,
			revision,
			version
		})
	);
}

const draftOf = ({ sectionId }: Place, actor = secretariat()) => as(actor, (trx) => findDraft(trx, actor, sectionId));

/** A draft of mine on a text that has been saved again since. */
async function crossed(mine: string, theirs: string) {
	const here = await place();
	const began = await stored(here);
	await keep(here, mine, began, later(5));
	await saveBySomebodyElse(here, theirs, began);
	const section = await stored(here);
	const draft = await draftOf(here);
	const join = {
		revision: section.revision,
		keptAt: draft?.savedAt.toISOString() ?? '',
		heading: 'Consideration',
		annex: false,
		choices: []
	};
	return { here, section, join };
}

/** Another person of the secretariat: the same rights, a draft of their own. */
async function saveBySomebodyElse(here: Place, body: string, from: { revision: number }) {
	await save(here, body, from, await colleague());
}

let colleagueMade: Promise<Actor> | null = null;
function colleague(): Promise<Actor> {
	colleagueMade ??= makeColleague();
	return colleagueMade;
}

async function makeColleague(): Promise<Actor> {
	const { id } = await world.owner
		.insertInto('people')
		.values({ name: 'Asha Rahman' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { postId } = world.secretariat;
	await world.owner.updateTable('posts').set({ severalHolders: true }).where('id', '=', postId).execute();
	await world.owner.insertInto('holdings').values({ postId, personId: id, since: now }).execute();
	return { ...secretariat(), person: { id, name: 'Asha Rahman' } };
}

describe('a draft', () => {
	test('is kept for the person alone, is not audited, and says nothing to the paper', async () => {
		const here = await place();
		const before = await actsOn(world, 'paper', here.id);
		const section = await stored(here);
		expect(await keep(here, `${first}\n\nMore to come.`, section)).toEqual(now);

		expect(await draftOf(here)).toMatchObject({ body: `${first}\n\nMore to come.`, version: section.version });
		expect(await draftOf(here, await colleague())).toBeUndefined();
		for (const { actor } of [world.chair, world.official, world.outsider]) {
			const rows = await as(actor, (trx) => trx.selectFrom('sectionDrafts').selectAll().execute());
			expect(rows).toEqual([]);
		}
		expect(await as(secretariat(), (trx, actor) => listDrafted(trx, actor, here.id))).toEqual([here.sectionId]);
		expect(await actsOn(world, 'paper', here.id)).toEqual(before);
		expect(await stored(here)).toEqual(section);
	});

	test('is replaced by the next one, and ends when it says what is stored', async () => {
		const here = await place();
		const section = await stored(here);
		await keep(here, 'One.', section);
		await keep(here, 'Two.', section, later(4));
		expect(await draftOf(here)).toMatchObject({ body: 'Two.', savedAt: later(4).now });
		expect(await keep(here, first, section)).toBeNull();
		expect(await draftOf(here)).toBeUndefined();
	});

	test('ends when the section is saved, also where nothing differs, but nobody else’s does', async () => {
		const here = await place();
		const section = await stored(here);
		await keep(here, 'Mine.', section);
		await keep(here, 'A colleague’s.', section, await colleague());
		await save(here, 'Mine, saved.', section);
		expect(await draftOf(here)).toBeUndefined();
		expect(await draftOf(here, await colleague())).toMatchObject({ body: 'A colleague’s.' });

		await keep(here, 'Mine again.', section);
		await save(here, 'Mine, saved.', await stored(here));
		expect(await draftOf(here)).toBeUndefined();
	});

	test('can be dropped, once', async () => {
		const here = await place();
		await keep(here, 'Mine.', await stored(here));
		const drop = () =>
			as(secretariat(), (trx, actor) => dropDraft(trx, actor, world.reviewId, here.name, here.sectionId));
		await drop();
		await drop();
		expect(await draftOf(here)).toBeUndefined();
	});

	test('is refused to those who may not edit, and to them alone', async () => {
		const here = await place();
		const section = await stored(here);
		await expect(keep(here, 'Mine.', section, world.chair.actor)).rejects.toThrow(Forbidden);
		await expect(keep(here, 'Mine.', section, world.official.actor)).rejects.toThrow(NotFound);
		await expect(keep(here, 'Mine.', section, world.outsider.actor)).rejects.toThrow(NotFound);
		await expect(keep({ ...here, sectionId: 999_999_999 }, 'Mine.', section)).rejects.toThrow(NotFound);
		expect(await draftOf(here, world.chair.actor)).toBeUndefined();
	});

	test('holds what is too long to save, up to a limit that is told', async () => {
		const here = await place();
		const section = await stored(here);
		const long = 'é'.repeat(100 * 1024);
		await keep(here, long, section);
		expect((await draftOf(here))?.body).toBe(long);
		await expect(keep(here, 'é'.repeat(300 * 1024), section)).rejects.toThrow(Invalid);
		expect((await draftOf(here))?.body).toBe(long);
	});

	test('outlives the section being taken out and the paper being lodged', async () => {
		const here = await place();
		const section = await stored(here);
		await as(secretariat(), (trx, actor) =>
			removeSection(trx, actor, world.reviewId, here.name, { sectionId: here.sectionId, revision: section.revision })
		);
		await keep(here, 'Typed while it was taken out.', section);
		expect(await draftOf(here)).toMatchObject({ body: 'Typed while it was taken out.' });

		const lodged = await place();
		const was = await stored(lodged);
		await lodge(lodged);
		await expect(save(lodged, 'Too late.', was)).rejects.toThrow(Conflict);
		await keep(lodged, 'Too late.', was);
		expect(await draftOf(lodged)).toMatchObject({ body: 'Too late.' });
		expect((await stored(lodged)).body).toBe(first);
	});

	test('is kept when what it places is not taken forward in the middle of writing', async () => {
		const here = await place();
		const section = await stored(here);
		const { id, recommendation } = await addRecommendation(world);
		const body = `Ministers are invited to:\n\n::recommendation ${recommendation}`;
		await keep(here, body, section);
		await notTakenForward(world, id);
		await expect(save(here, body, section)).rejects.toThrow(/not taken forward/);
		expect(await draftOf(here)).toMatchObject({ body });
	});
});

describe('a draft on words that have been saved again since', () => {
	const mine = 'Hubs are open to all parents.\n\nMoney is very short this year.';
	const theirs = 'Hubs are open to most parents.\n\nMoney is short this year.';

	test('is joined paragraph by paragraph and saved as one', async () => {
		const { here, join } = await crossed(mine, theirs);
		await as(secretariat(), (trx, actor) => saveJoined(trx, actor, world.reviewId, here.name, here.sectionId, join));
		expect((await stored(here)).body).toBe('Hubs are open to most parents.\n\nMoney is very short this year.');
		expect(await draftOf(here)).toBeUndefined();
		const versions = await as(secretariat(), (trx) => listSectionVersions(trx, here.sectionId));
		expect(versions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
		expect(versions[1]).toMatchObject({ body: theirs, personName: 'Asha Rahman' });
	});

	test('keeps both of two wordings of one paragraph until the person chooses', async () => {
		const { here, join } = await crossed('Hubs are open to some parents.\n\nMoney is short this year.', theirs);
		await as(secretariat(), (trx, actor) => takeJoined(trx, actor, world.reviewId, here.name, here.sectionId, join));
		expect(await draftOf(here)).toMatchObject({
			body: 'Hubs are open to most parents.\n\nHubs are open to some parents.\n\nMoney is short this year.',
			revision: join.revision
		});

		const { here: other, join: shown } = await crossed(
			'Hubs are open to some parents.\n\nMoney is short this year.',
			theirs
		);
		await as(secretariat(), (trx, actor) =>
			saveJoined(trx, actor, world.reviewId, other.name, other.sectionId, { ...shown, choices: ['mine'] })
		);
		expect((await stored(other)).body).toBe('Hubs are open to some parents.\n\nMoney is short this year.');
	});

	test('can be set against the stored words as it is', async () => {
		const { here, section, join } = await crossed(mine, theirs);
		await as(secretariat(), (trx, actor) => keepMine(trx, actor, world.reviewId, here.name, here.sectionId, join));
		expect(await draftOf(here)).toMatchObject({ body: mine, revision: section.revision, version: section.version });
	});

	test('is joined only with the words that were shown, and only as it was shown', async () => {
		const { here, join } = await crossed(mine, theirs);
		await saveBySomebodyElse(here, 'A third text.', await stored(here));
		for (const act of [saveJoined, takeJoined, keepMine]) {
			await expect(
				as(secretariat(), (trx, actor) => act(trx, actor, world.reviewId, here.name, here.sectionId, join))
			).rejects.toThrow(/saved this section again/);
		}
		const now2 = { ...join, revision: (await stored(here)).revision };
		await keep(here, `${mine} And more.`, { revision: 1, version: 2 }, later(60));
		for (const act of [saveJoined, takeJoined, keepMine]) {
			await expect(
				as(secretariat(), (trx, actor) => act(trx, actor, world.reviewId, here.name, here.sectionId, now2))
			).rejects.toThrow(/another window/);
		}
		expect(await draftOf(here)).toMatchObject({ body: `${mine} And more.` });
	});

	test('whose joined text is too long to save is kept whole', async () => {
		const long = (word: string) => `${word} `.repeat(10_000).trim();
		const { here, join } = await crossed(`${first}\n\n${long('mine')}`, `${first}\n\n${long('theirs')}`);
		await expect(
			as(secretariat(), (trx, actor) => saveJoined(trx, actor, world.reviewId, here.name, here.sectionId, join))
		).rejects.toThrow(/too long/);
		await as(secretariat(), (trx, actor) => takeJoined(trx, actor, world.reviewId, here.name, here.sectionId, join));
		const draft = await draftOf(here);
		expect(draft?.body).toContain(long('mine'));
		expect(draft?.body).toContain(long('theirs'));
	});

	test('is nobody else’s to join', async () => {
		const { here, join } = await crossed(mine, theirs);
		const before = await countRows(world, 'sectionVersions');
		for (const act of [saveJoined, takeJoined, keepMine]) {
			await expect(
				as(world.chair.actor, (trx, actor) => act(trx, actor, world.reviewId, here.name, here.sectionId, join))
			).rejects.toThrow(Forbidden);
			await expect(
				as(await colleague(), (trx, actor) => act(trx, actor, world.reviewId, here.name, here.sectionId, join))
			).rejects.toThrow(NotFound);
		}
		expect(await countRows(world, 'sectionVersions')).toBe(before);
	});
});

describe('who has a section open', () => {
	const visit = (here: Place, actor: Actor, seconds = 90) =>
		as(actor, (trx) => visitSection(trx, actor, world.reviewId, here.name, here.sectionId, seconds));
	const seenBy = (here: Place, actor: Actor) => as(actor, (trx) => listVisits(trx, actor, here.id));

	test('is told to others with the moment it began, and ends by itself', async () => {
		const here = await place();
		const asha = await colleague();
		await visit(here, asha);
		await visit(here, { ...asha, now: new Date(now.getTime() + 60_000) });

		expect(await seenBy(here, later(120))).toEqual([
			{
				sectionId: here.sectionId,
				personName: 'Asha Rahman',
				department: expect.stringContaining('Centre'),
				since: now
			}
		]);
		expect(await seenBy(here, asha)).toEqual([]);
		expect(await seenBy(here, later(200))).toEqual([]);
	});

	test('begins anew after it has ended, and ends at once on leaving', async () => {
		const here = await place();
		const asha = await colleague();
		await visit(here, asha);
		await visit(here, { ...asha, now: later(500).now });
		expect((await seenBy(here, later(510)))[0]?.since).toEqual(later(500).now);
		await visit(here, { ...asha, now: later(520).now }, 0);
		expect(await seenBy(here, later(521))).toEqual([]);
	});

	test('is for those who write, told to the secretariat and the chair', async () => {
		const here = await place();
		await expect(visit(here, world.chair.actor)).rejects.toThrow(Forbidden);
		await expect(visit(here, world.official.actor)).rejects.toThrow(NotFound);
		await visit(here, secretariat());
		expect(await seenBy(here, world.chair.actor)).toHaveLength(1);
		expect(await seenBy(here, world.official.actor)).toEqual([]);
	});
});

describe('fifty people saving one section', () => {
	const people = 50;

	test(
		'each with a paragraph of their own: no word is lost and the history is exact',
		{ timeout: 240_000 },
		async () => {
			const base = Array.from({ length: people }, (_, index) => `Paragraph ${index} says what council ${index} found.`);
			const here = await place(base.join('\n\n'));
			const began = await stored(here);
			const writers = await Promise.all(
				Array.from({ length: people }, async (_, index) => saveUntilDone(here, began, index, base))
			);
			const after = await stored(here);

			for (let index = 0; index < people; index += 1) {
				expect(after.body.split(`Writer ${index} adds a point.`)).toHaveLength(2);
				expect(after.body.split(`Paragraph ${index} now says`)).toHaveLength(2);
			}
			expect(after.body.split('\n\n')).toHaveLength(people * 2);
			expect(after.version).toBe(began.version + people);
			expect(after.revision).toBe(began.revision + people);

			const versions = await as(secretariat(), (trx) => listSectionVersions(trx, here.sectionId));
			expect(versions.map(({ version }) => version)).toEqual(
				Array.from({ length: after.version }, (_, index) => after.version - index)
			);
			// Each wording is what its writer saved, and holds all that the one before it held.
			expect(new Set(versions.slice(0, people).map(({ body }) => body))).toEqual(new Set(writers));
			for (const [index, { body }] of versions.slice(0, people - 1).entries()) {
				const before = versions[index + 1]?.body.match(/Writer \d+ adds/g) ?? [];
				expect(body.match(/Writer \d+ adds/g)).toEqual(expect.arrayContaining(before));
			}
			const edits = (await actsOn(world, 'paper', here.id)).filter((act) => act === 'section.edited');
			expect(edits).toHaveLength(people + 1);
		}
	);

	/**
	 * One person writes, is told that somebody was quicker, accepts the proposal as it stands and saves again. The points
	 * added are so much alike that they are proposed as two wordings of one, of which both are kept.
	 */
	async function saveUntilDone(here: Place, began: Section, index: number, base: readonly string[]): Promise<string> {
		const own = base.map((paragraph, at) => (at === index ? paragraph.replace('says', 'now says') : paragraph));
		let text = [...own, `Writer ${index} adds a point.`].join('\n\n');
		let from = { revision: began.revision, version: began.version };
		for (;;) {
			try {
				await save(here, text, from);
				return text;
			} catch (cause) {
				if (!(cause instanceof Conflict)) throw cause;
			}
			const { section, wording } = await as(secretariat(), async (trx) => ({
				section: await getSection(trx, here.id, here.sectionId),
				wording: await findWording(trx, here.sectionId, from.version)
			}));
			const joined = meet(wording ?? null, section, { heading: section.heading, body: text });
			text = joinedBody(joined, []);
			from = { revision: section.revision, version: section.version };
		}
	}
});

/** What a paper must have before it is lodged is tested elsewhere. */
async function lodge({ id }: Place) {
	await world.owner.updateTable('papers').set({ gate: 'lodged' }).where('id', '=', id).execute();
}
