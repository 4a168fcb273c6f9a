import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	addSection,
	arrangeSections,
	editSection,
	moveSection,
	removeSection,
	restoreSection
} from '#lib/papers/commands.server.ts';
import { composePaper } from '#lib/papers/compose.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { outlineText } from '#lib/papers/outline.ts';
import { getPaper, listSections, readManuscript } from '#lib/papers/queries.server.ts';
import { addPaper, write } from '../support/papers.ts';
import { actsOn, makeWorld, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const secretariat = () => world.secretariat.actor;

type Made = Awaited<ReturnType<typeof addPaper>>;

async function outline({ id }: Made): Promise<string> {
	const { sections } = await as(secretariat(), (trx) => listSections(trx, id));
	return sections.map(({ heading, level, annex }) => `${annex ? 'annex ' : ''}${heading} ${level}`).join(', ');
}

async function seen({ id }: Made): Promise<string> {
	return outlineText((await as(secretariat(), (trx) => listSections(trx, id))).sections);
}

/** Gives the sections of a new paper an order and levels: "Consideration 1, Summary 2". */
async function arrange(made: Made, wanted: string, from?: string, actor = secretariat()): Promise<void> {
	const order = wanted.split(', ').map((place) => {
		const [, heading = '', level] = /^(.*) (\d)$/.exec(place) ?? [];
		return { id: made.sections[heading] ?? 0, level: Number(level) };
	});
	const input = { order, seen: from ?? (await seen(made)) };
	await as(actor, (trx) => arrangeSections(trx, actor, world.reviewId, made.name, input));
}

const start = 'Summary 1, Recommendation 1, Consideration 1, Background 1';
const nested = 'Consideration 1, Summary 2, Recommendation 3, Background 1';

describe('the order of the sections', () => {
	test('is set at once, levels included, and recorded once', async () => {
		const made = await addPaper(world);
		await arrange(made, nested);
		expect(await outline(made)).toBe('Consideration 1, Summary 2, Recommendation 3, annex Background 1');
		expect((await actsOn(world, 'paper', made.id)).filter((act) => act === 'section.moved')).toHaveLength(1);
	});

	test('is refused as a whole where it is none of this paper, or has changed meanwhile', async () => {
		const made = await addPaper(world);
		const other = await addPaper(world);
		const stale = await seen(made);
		for (const wanted of [
			'Summary 1, Recommendation 1, Consideration 1',
			'Summary 2, Recommendation 1, Consideration 1, Background 1',
			'Summary 1, Recommendation 3, Consideration 1, Background 1',
			'Background 1, Summary 1, Recommendation 1, Consideration 1',
			'Summary 1, Summary 1, Consideration 1, Background 1'
		]) {
			await expect(arrange(made, wanted)).rejects.toThrow(Invalid);
		}
		await expect(arrange({ ...made, sections: other.sections }, start)).rejects.toThrow(Invalid);
		await arrange(made, nested);
		await expect(arrange(made, start, stale)).rejects.toThrow(Conflict);
		expect(await outline(made)).toBe('Consideration 1, Summary 2, Recommendation 3, annex Background 1');
	});

	test('is the secretariat’s', async () => {
		const made = await addPaper(world);
		await expect(arrange(made, nested, undefined, world.chair.actor)).rejects.toThrow(Forbidden);
		await expect(arrange(made, nested, undefined, world.official.actor)).rejects.toThrow(NotFound);
		expect(await outline(made)).toBe('Summary 1, Recommendation 1, Consideration 1, annex Background 1');
	});
});

describe('a section with others below it', () => {
	test('moves with them, in and out by one level, and no further than it can', async () => {
		const made = await addPaper(world);
		const move = (heading: string, direction: 'up' | 'down' | 'in' | 'out') =>
			as(secretariat(), (trx, actor) =>
				moveSection(trx, actor, world.reviewId, made.name, { sectionId: made.sections[heading] ?? 0, direction })
			);
		await move('Recommendation', 'in');
		expect(await outline(made)).toBe('Summary 1, Recommendation 2, Consideration 1, annex Background 1');
		await move('Summary', 'down');
		expect(await outline(made)).toBe('Consideration 1, Summary 1, Recommendation 2, annex Background 1');
		await expect(move('Recommendation', 'up')).rejects.toThrow(Conflict);
		await expect(move('Consideration', 'in')).rejects.toThrow(Conflict);
		await expect(move('Background', 'in')).rejects.toThrow(Conflict);
		await move('Recommendation', 'out');
		expect(await outline(made)).toBe('Consideration 1, Summary 1, Recommendation 1, annex Background 1');
	});

	test('leaves them where they are when it is taken out, and comes back alone', async () => {
		const made = await addPaper(world);
		await arrange(made, nested);
		const sectionId = made.sections.Summary ?? 0;
		await as(secretariat(), (trx, actor) =>
			removeSection(trx, actor, world.reviewId, made.name, { sectionId, revision: 1 })
		);
		expect(await outline(made)).toBe('Consideration 1, Recommendation 2, annex Background 1');
		await as(secretariat(), (trx, actor) => restoreSection(trx, actor, world.reviewId, made.name, sectionId));
		expect(await outline(made)).toBe('Consideration 1, Recommendation 2, Summary 1, annex Background 1');
	});

	test('takes them along when it becomes an annex', async () => {
		const made = await addPaper(world);
		await arrange(made, nested);
		await as(secretariat(), (trx, actor) =>
			editSection(trx, actor, world.reviewId, made.name, made.sections.Summary ?? 0, {
				heading: 'Summary',
				body: '',
				annex: true,
				revision: 1
			})
		);
		expect(await outline(made)).toBe('Consideration 1, annex Summary 1, annex Recommendation 2, annex Background 1');
	});

	test('a new section stands at the end, on the first level', async () => {
		const made = await addPaper(world);
		await arrange(made, nested);
		await as(secretariat(), (trx, actor) =>
			addSection(trx, actor, world.reviewId, made.name, { heading: 'Costs', annex: false })
		);
		expect(await outline(made)).toContain('Recommendation 3, Costs 1, annex');
	});

	test('is printed with the headings of its level, and its own headings below them', async () => {
		const made = await addPaper(world);
		await arrange(made, nested);
		await write(world, made.name, 'Summary', '### Detail\n\nWords.');
		const content = await as(secretariat(), async (trx) =>
			contentOf(await readManuscript(trx, await getPaper(trx, world.reviewId, made.name)))
		);
		const { blocks } = composePaper(content, { kind: 'working', version: 1, at: now });
		const headings = blocks.flatMap((block) =>
			block.type === 'heading'
				? [`${block.level} ${block.runs.map((run) => ('text' in run ? run.text : '')).join('')}`]
				: []
		);
		expect(headings).toEqual(['1 Consideration', '2 Summary', '3 Detail', '3 Recommendation']);
	});
});
