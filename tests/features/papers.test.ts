import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { closeRenderer, renderDocument } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { attentionFor, claimsWithoutEvidence, isArgued, lodgingObstacles } from '#lib/papers/attention.ts';
import {
	acceptWording,
	addSection,
	editPaperDetails,
	editSection,
	freezeSnapshot,
	moveSection,
	recordExport,
	removeSection,
	restoreSection,
	startPaper
} from '#lib/papers/commands.server.ts';
import { compareContents } from '#lib/papers/compare.ts';
import { composePaper } from '#lib/papers/compose.ts';
import { readContent } from '#lib/papers/content.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { loadExport, type Wanted } from '#lib/papers/export.server.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf, type Manuscript } from '#lib/papers/manuscript.ts';
import { declineViews } from '#lib/papers/opposing/commands.server.ts';
import type { Gate } from '#lib/papers/paper.ts';
import {
	countPapers,
	getPaper,
	getSection,
	getSnapshot,
	listPapers,
	listSections,
	listSectionVersions,
	listSnapshots,
	papersPerPage,
	readManuscript,
	searchCitable,
	suggestCitable
} from '#lib/papers/queries.server.ts';
import { checkOdf } from '../support/odf.ts';
import { checkOoxml } from '../support/ooxml.ts';
import { checkPdf } from '../support/pdf.ts';
import {
	addFinding,
	addPaper,
	addPassage,
	addRecommendation,
	clearChecks,
	notTakenForward,
	reword,
	rewordRecommendation,
	tag,
	withdraw,
	write
} from '../support/papers.ts';
import { actsOn, countRows, makeWorld, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});
afterAll(closeRenderer);

const secretariat = () => world.secretariat.actor;
const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);

async function manuscript(name: string, actor = secretariat()): Promise<Manuscript> {
	return as(actor, async (trx) => readManuscript(trx, await getPaper(trx, world.reviewId, name)));
}

async function hashOf(name: string): Promise<string> {
	return sha256(JSON.stringify(contentOf(await manuscript(name))));
}

async function freeze(name: string, gate: Gate, seen?: string) {
	const hash = seen ?? (await hashOf(name));
	return as(secretariat(), (trx, actor) => freezeSnapshot(trx, actor, world.reviewId, name, { gate, seen: hash }));
}

async function accept(name: string, reference: string, version: number): Promise<void> {
	await as(secretariat(), (trx, actor) => acceptWording(trx, actor, world.reviewId, name, { reference, version }));
}

async function exported(name: string, wanted: Wanted, actor = secretariat()) {
	const { model, name: file } = await as(actor, (trx) => loadExport(trx, actor, world.reviewId, name, wanted));
	return { model, file, docx: checkOoxml(await renderDocument(model, 'docx')) };
}

async function text(name: string, wanted: Wanted, format: 'html' | 'markdown'): Promise<string> {
	const { model } = await as(secretariat(), (trx, actor) => loadExport(trx, actor, world.reviewId, name, wanted));
	return new TextDecoder().decode(await renderDocument(model, format));
}

describe('starting a paper', () => {
	test('makes the sections of its profile and keeps a copy of it', async () => {
		const { actor } = world.secretariat;
		const started = await as(actor, (trx) =>
			startPaper(trx, actor, world.reviewId, {
				profile: 'uk_cabinet_committee',
				title: 'Start in life',
				sponsorPostId: world.chair.postId,
				committee: 'Families Committee',
				meetingOn: '2026-06-10'
			})
		);
		const paper = await as(actor, (trx) => getPaper(trx, world.reviewId, started.reference));
		const { sections } = await as(actor, (trx) => listSections(trx, started.id));

		expect(paper).toMatchObject({ title: 'Start in life', gate: 'working', committee: 'Families Committee' });
		expect(paper.profile).toMatchObject({ key: 'uk_cabinet_committee', longestPages: 3, numberedParagraphs: true });
		expect(sections.map((section) => section.heading)).toEqual([
			'Summary',
			'Recommendation',
			'Consideration',
			'Background'
		]);
		expect(sections.map((section) => section.annex)).toEqual([false, false, false, true]);
		expect(await actsOn(world, 'paper', started.id)).toEqual(['paper.started']);
		expect(
			(await as(actor, (trx) => listSectionVersions(trx, sections[0]?.id ?? 0))).map(({ version }) => version)
		).toEqual([1]);
	});

	test('is the secretariat’s alone', async () => {
		const before = await countRows(world, 'papers');
		const input = {
			profile: 'interim_update',
			title: 'Mine',
			sponsorPostId: null,
			committee: null,
			meetingOn: null
		};
		for (const { actor } of [world.official, world.chair, world.minister, world.observer, world.treasury]) {
			await expect(as(actor, (trx) => startPaper(trx, actor, world.reviewId, input))).rejects.toThrow(Forbidden);
		}
		for (const actor of [world.outsider.actor, world.administrator]) {
			await expect(as(actor, (trx) => startPaper(trx, actor, world.reviewId, input))).rejects.toThrow(NotFound);
		}
		expect(await countRows(world, 'papers')).toBe(before);
	});

	test('asks for a profile there is, a sponsor of the review, and no committee for an update', async () => {
		const { actor } = world.secretariat;
		const input = {
			profile: 'uk_cabinet_committee',
			title: 'T',
			sponsorPostId: null,
			committee: null,
			meetingOn: null
		};
		for (const [wrong, field] of [
			[{ ...input, profile: 'nonsense' }, 'profile'],
			[{ ...input, sponsorPostId: world.outsider.postId }, 'sponsorPostId'],
			[{ ...input, profile: 'interim_update', committee: 'A committee' }, 'committee']
		] as const) {
			await expect(as(actor, (trx) => startPaper(trx, actor, world.reviewId, wrong))).rejects.toMatchObject({ field });
		}
	});
});

describe('the list of papers', () => {
	test('is walked page by page, newest first, forwards and back, without a gap', async () => {
		const own = await makeWorld();
		const names: string[] = [];
		for (let index = 0; index < papersPerPage + 2; index++) names.unshift((await addPaper(own)).name);
		const page = (from?: { after: number | null; before: number | null }) =>
			asActor(own.secretariat.actor, (trx) => listPapers(trx, own.reviewId, from));
		const named = (rows: { number: number }[]) => rows.map(({ number }) => `P${number}`);

		const first = await page();
		expect(named(first.rows)).toEqual(names.slice(0, papersPerPage));
		expect(first.previous).toBeNull();
		const second = await page({ after: first.next, before: null });
		expect(named(second.rows)).toEqual(names.slice(papersPerPage));
		expect(second.next).toBeNull();
		const back = await page({ after: null, before: second.previous });
		expect(back).toEqual({ ...first, previous: null });
		expect(await asActor(own.secretariat.actor, (trx) => countPapers(trx, own.reviewId))).toBe(papersPerPage + 2);
	});
});

describe('a working paper', () => {
	test('is there for the secretariat and the chair; for others it does not exist until the exposure draft', async () => {
		const { name, id, sections } = await addPaper(world);
		const summary = sections.Summary ?? 0;
		const others = [world.official, world.minister, world.privateOffice, world.specialAdviser, world.treasury];
		for (const { actor } of [world.secretariat, world.chair]) {
			expect((await as(actor, (trx) => getPaper(trx, world.reviewId, name))).id).toBe(id);
		}
		for (const { actor } of [...others, world.observer, world.outsider]) {
			await expect(as(actor, (trx) => getPaper(trx, world.reviewId, name))).rejects.toThrow(NotFound);
			expect((await as(actor, (trx) => listPapers(trx, world.reviewId))).rows.map((paper) => paper.id)).not.toContain(
				id
			);
			expect(await as(actor, (trx) => listSections(trx, id))).toEqual({ sections: [], removed: [] });
			await expect(
				as(actor, (trx) =>
					editSection(trx, actor, world.reviewId, name, summary, { heading: 'H', body: '', annex: false, revision: 1 })
				)
			).rejects.toThrow(NotFound);
			await expect(as(actor, (trx) => loadExport(trx, actor, world.reviewId, name, { of: 'working' }))).rejects.toThrow(
				NotFound
			);
		}
		const { chair } = world;
		await expect(
			as(chair.actor, (trx) =>
				editSection(trx, chair.actor, world.reviewId, name, summary, {
					heading: 'H',
					body: '',
					annex: false,
					revision: 1
				})
			)
		).rejects.toThrow(Forbidden);

		await write(world, name, 'Summary', 'First words.');
		await as(secretariat(), (trx, actor) =>
			removeSection(trx, actor, world.reviewId, name, { sectionId: sections.Background ?? 0, revision: 1 })
		);
		await freeze(name, 'exposure');
		for (const { actor } of others) {
			expect((await as(actor, (trx) => getPaper(trx, world.reviewId, name))).gate).toBe('exposure');
			const seen = await as(actor, (trx) => listSections(trx, id));
			expect(seen.sections.map((section) => section.heading)).toEqual(['Summary', 'Recommendation', 'Consideration']);
			// What was taken out before they could look, and every earlier wording, stay where they were.
			expect(seen.removed).toEqual([]);
			expect(await as(actor, (trx) => listSectionVersions(trx, summary))).toEqual([]);
		}
		await expect(as(world.outsider.actor, (trx) => getPaper(trx, world.reviewId, name))).rejects.toThrow(NotFound);
		await expect(as(secretariat(), (trx) => getPaper(trx, world.otherReviewId, name))).rejects.toThrow(NotFound);
	});

	test('has details that are changed from the revision that was seen', async () => {
		const { name, id } = await addPaper(world);
		const edit = (revision: number, more: object = {}) =>
			as(secretariat(), (trx, actor) =>
				editPaperDetails(trx, actor, world.reviewId, name, {
					title: 'A better title',
					sponsorPostId: null,
					committee: null,
					meetingOn: null,
					sensitive: true,
					handling: 'Cabinet office only',
					revision,
					...more
				})
			);
		await edit(1);
		expect(await as(secretariat(), (trx) => getPaper(trx, world.reviewId, name))).toMatchObject({
			title: 'A better title',
			revision: 2,
			sensitive: true
		});
		expect(await actsOn(world, 'paper', id)).toEqual(['paper.started', 'paper.edited']);
		await expect(edit(1)).rejects.toThrow(Conflict);
		await expect(edit(2, { sponsorPostId: world.outsider.postId })).rejects.toThrow(Invalid);
		await expect(
			as(world.chair.actor, (trx, actor) =>
				editPaperDetails(trx, actor, world.reviewId, name, {
					title: 'T',
					sponsorPostId: null,
					committee: null,
					meetingOn: null,
					sensitive: false,
					handling: null,
					revision: 2
				})
			)
		).rejects.toThrow(Forbidden);

		await world.owner
			.updateTable('reviews')
			.set({ markingCeiling: 'official' })
			.where('id', '=', world.reviewId)
			.execute();
		await expect(edit(2)).rejects.toMatchObject({ field: 'sensitive' });
		await world.owner
			.updateTable('reviews')
			.set({ markingCeiling: 'official_sensitive' })
			.where('id', '=', world.reviewId)
			.execute();
	});
});

describe('sections', () => {
	test('are saved as versions; a stale save is refused and loses nothing of the other', async () => {
		const { name, id, sections } = await addPaper(world);
		const summary = sections.Summary ?? 0;
		const save = (body: string, revision: number) =>
			as(secretariat(), (trx, actor) =>
				editSection(trx, actor, world.reviewId, name, summary, { heading: 'Summary', body, annex: false, revision })
			);
		await save('First.', 1);
		await expect(save('Mine, typed meanwhile.', 1)).rejects.toThrow(Conflict);
		await save('Second.', 2);
		await save('Second.', 3);

		const stored = await as(secretariat(), (trx) => getSection(trx, id, summary));
		expect(stored).toMatchObject({ body: 'Second.', version: 3, revision: 3 });
		const versions = await as(secretariat(), (trx) => listSectionVersions(trx, summary));
		expect(versions.map((each) => each.body)).toEqual(['Second.', 'First.', '']);
		expect(await actsOn(world, 'paper', id)).toEqual(['paper.started', 'section.edited', 'section.edited']);
	});

	test('are added, moved among their own kind, removed and put back', async () => {
		const { name, id, sections } = await addPaper(world);
		const headings = async () =>
			(await as(secretariat(), (trx) => listSections(trx, id))).sections.map((section) => section.heading);
		const move = (sectionId: number, direction: 'up' | 'down') =>
			as(secretariat(), (trx, actor) => moveSection(trx, actor, world.reviewId, name, { sectionId, direction }));

		const added = await as(secretariat(), (trx, actor) =>
			addSection(trx, actor, world.reviewId, name, { heading: 'Next steps', annex: false })
		);
		expect(await headings()).toEqual(['Summary', 'Recommendation', 'Consideration', 'Next steps', 'Background']);
		await move(added, 'up');
		await move(added, 'up');
		expect(await headings()).toEqual(['Summary', 'Next steps', 'Recommendation', 'Consideration', 'Background']);
		await expect(move(sections.Summary ?? 0, 'up')).rejects.toThrow(Conflict);
		await expect(move(sections.Background ?? 0, 'up')).rejects.toThrow(Conflict);
		await expect(move(999_999, 'up')).rejects.toThrow(NotFound);

		await as(secretariat(), (trx, actor) =>
			removeSection(trx, actor, world.reviewId, name, { sectionId: added, revision: 1 })
		);
		expect(await headings()).not.toContain('Next steps');
		await expect(
			as(secretariat(), (trx, actor) =>
				editSection(trx, actor, world.reviewId, name, added, { heading: 'X', body: '', annex: false, revision: 2 })
			)
		).rejects.toThrow(Conflict);
		await expect(
			as(secretariat(), (trx, actor) =>
				removeSection(trx, actor, world.reviewId, name, { sectionId: added, revision: 1 })
			)
		).rejects.toThrow(Conflict);
		await as(secretariat(), (trx, actor) => restoreSection(trx, actor, world.reviewId, name, added));
		await expect(
			as(secretariat(), (trx, actor) => restoreSection(trx, actor, world.reviewId, name, added))
		).rejects.toThrow(Conflict);
		expect((await headings()).at(-2)).toBe('Next steps');
		expect((await actsOn(world, 'paper', id)).slice(1)).toEqual([
			'section.added',
			'section.moved',
			'section.moved',
			'section.removed',
			'section.restored'
		]);
	});

	test('of another paper, or by anybody but the secretariat, are refused and nothing is written', async () => {
		const { name, id } = await addPaper(world);
		const other = await addPaper(world);
		const foreign = other.sections.Summary ?? 0;
		await freeze(name, 'exposure');
		const acts = await actsOn(world, 'paper', id);

		await expect(
			as(secretariat(), (trx, actor) =>
				editSection(trx, actor, world.reviewId, name, foreign, { heading: 'H', body: 'B', annex: false, revision: 1 })
			)
		).rejects.toThrow(NotFound);
		for (const { actor } of [world.official, world.minister, world.chair, world.observer]) {
			const on = [actor, world.reviewId, name] as const;
			for (const work of [
				(trx: Trx) => addSection(trx, ...on, { heading: 'H', annex: false }),
				(trx: Trx) => moveSection(trx, ...on, { sectionId: 1, direction: 'up' }),
				(trx: Trx) => removeSection(trx, ...on, { sectionId: 1, revision: 1 }),
				(trx: Trx) => restoreSection(trx, ...on, 1),
				(trx: Trx) => acceptWording(trx, ...on, { reference: 'F1', version: 1 }),
				(trx: Trx) => freezeSnapshot(trx, ...on, { gate: 'final', seen: 'x' })
			]) {
				await expect(as<unknown>(actor, work)).rejects.toThrow(Forbidden);
			}
		}
		expect(await actsOn(world, 'paper', id)).toEqual(acts);
	});

	test('of a closed review are read only', async () => {
		const closed = await makeWorld();
		const { name, sections } = await addPaper(closed);
		await closed.owner.updateTable('reviews').set({ state: 'closed' }).where('id', '=', closed.reviewId).execute();
		const actor = await closed.reload(closed.secretariat.actor);
		await expect(
			as(actor, (trx) =>
				editSection(trx, actor, closed.reviewId, name, sections.Summary ?? 0, {
					heading: 'Summary',
					body: 'Late.',
					annex: false,
					revision: 1
				})
			)
		).rejects.toThrow(Forbidden);
		expect(
			(await as(actor, (trx) => loadExport(trx, actor, closed.reviewId, name, { of: 'working' }))).model.title
		).toBe('Support from conception to two');
	});
});

describe('what a section cites and places', () => {
	test('is laid down with the version that was seen, and kept until the new wording is accepted', async () => {
		const { name } = await addPaper(world);
		const finding = await addFinding(world);
		const { id, recommendation } = await addRecommendation(world);
		await write(world, name, 'Consideration', `Parents did not know.[^${finding.finding}]`);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		expect(attentionFor(await manuscript(name))).toEqual([]);

		await reword(world, finding, 'Most parents did not know what was offered.');
		await rewordRecommendation(world, id, 'that each family keeps one named health visitor.');
		// Saving another sentence accepts nothing by the way.
		await write(world, name, 'Consideration', `Parents did not know.[^${finding.finding}] Some did.`);
		const items = attentionFor(await manuscript(name));
		expect(items.map((item) => [item.concern, item.reference])).toEqual([
			['changed', finding.finding],
			['changed', recommendation]
		]);
		expect(items[0]?.wordings).toEqual({
			before: 'Parents did not know what was offered.',
			after: 'Most parents did not know what was offered.',
			version: 2
		});
		const accept = (reference: string, version: number) =>
			as(secretariat(), (trx, actor) => acceptWording(trx, actor, world.reviewId, name, { reference, version }));
		await expect(accept(finding.finding, 1)).rejects.toThrow(Conflict);
		await accept(finding.finding, 2);
		await accept(recommendation, 2);
		expect(attentionFor(await manuscript(name))).toEqual([]);
		await expect(accept(finding.finding, 2)).rejects.toThrow(Conflict);
		await expect(accept('F9999', 1)).rejects.toThrow(NotFound);
	});

	test('a cross-reference that leads nowhere is told to the author and keeps the paper from being lodged', async () => {
		const { name, sections } = await addPaper(world);
		const { recommendation } = await addRecommendation(world);
		await write(world, name, 'Consideration', 'Parents did not know what was offered. {#offered}');
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		const seek = (names: readonly string[]) =>
			write(world, name, 'Summary', names.map((each) => `See [#${each}] for more of it.`).join('\n\n'));
		const dead = async () =>
			attentionFor(await manuscript(name))
				.filter((item) => item.concern === 'leads_nowhere')
				.map((item) => [item.reference, item.sectionIds]);

		await seek(['offered', 'consideration', recommendation]);
		expect(await dead()).toEqual([]);
		// A section without words is not in the lodged copy.
		await seek(['offered', 'nowhere', 'implementation', 'R9999', 'nowhere']);
		const at = [sections['Summary']];
		expect(await dead()).toEqual([
			['[#nowhere]', at],
			['[#implementation]', at],
			['[#R9999]', at]
		]);
		const found = await manuscript(name);
		const why = lodgingObstacles(found, measurePaper(contentOf(found))).join(' ');
		expect(why).toContain('“[#nowhere]” leads nowhere: nothing with words in this paper has that name.');
		expect(why).toContain('“[#R9999]” leads nowhere: this paper does not place R9999.');
	});

	test('must be there, shared and standing: each that is not is named beside the field', async () => {
		const { name, id, sections } = await addPaper(world);
		const draft = await addFinding(world, { draft: true, teamId: world.teams.centre });
		const hidden = await addFinding(world, { draft: true });
		const gone = await addFinding(world);
		await withdraw(world, gone);
		const dropped = await addRecommendation(world);
		await notTakenForward(world, dropped.id);
		const save = (body: string) => write(world, name, 'Summary', body);

		for (const [body, words] of [
			['[^F98765]', 'F98765 is no finding of this review'],
			[`[^${draft.finding}]`, `${draft.finding} is a draft`],
			[`[^${hidden.finding}]`, `${hidden.finding} is no finding of this review that you can see`],
			[`[^${gone.finding}]`, `${gone.finding} was withdrawn`],
			[`::recommendation ${dropped.recommendation}`, `${dropped.recommendation} is not taken forward`],
			['::recommendation R98765', 'R98765 is no recommendation'],
			['[^E1]', '[^E1] does not cite a finding'],
			['[^sic]', '“[^sic]” is not a citation'],
			['::finding F1', '“::finding F1” places nothing'],
			['::recommendation r7', '“::recommendation r7” places nothing']
		] as const) {
			await expect(save(body), body).rejects.toMatchObject({ field: 'body', message: expect.stringContaining(words) });
		}
		expect((await as(secretariat(), (trx) => getSection(trx, id, sections.Summary ?? 0))).body).toBe('');
		expect(await actsOn(world, 'paper', id)).toEqual(['paper.started']);
	});

	test('may go bad later: the text can still be saved, and the page warns', async () => {
		const { name } = await addPaper(world);
		const finding = await addFinding(world);
		const thin = await addFinding(world);
		const { id, recommendation } = await addRecommendation(world, { emerging: true });
		await write(world, name, 'Summary', `One.[^${finding.finding}] Two.[^${thin.finding}]`);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		expect(attentionFor(await manuscript(name)).map((item) => item.concern)).toEqual(['not_proposed']);

		await withdraw(world, finding);
		await notTakenForward(world, id);
		await world.owner
			.insertInto('accuracyChecks')
			.values({
				reviewId: world.reviewId,
				findingId: thin.findingId,
				findingVersion: 1,
				body: 'A council',
				outcome: 'disputed',
				answeredAt: now
			})
			.execute();
		await world.owner
			.updateTable('evidenceEvents')
			.set({ state: 'withdrawn', withdrawnAt: now, withdrawnBecause: 'Asked' })
			.where('id', '=', thin.eventId)
			.execute();
		await write(world, name, 'Summary', `One.[^${finding.finding}] Two, changed.[^${thin.finding}]`);
		const items = attentionFor(await manuscript(name));
		expect(items.map((item) => [item.concern, item.reference])).toEqual([
			['withdrawn', finding.finding],
			['not_taken_forward', recommendation],
			['disputed', thin.finding],
			['rests_on_withdrawn', thin.finding]
		]);
		expect(items[2]?.text).toContain('A council disputes its accuracy');
	});

	test('tells of views against that are left out, and of claims that nothing supports', async () => {
		const { name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world);
		const cited = await addFinding(world, { sentence: 'Case loads are too high for one visitor.' });
		const left = await addFinding(world, { sentence: 'Two of four mothers would rather see whoever is free.' });
		const offered = await addFinding(world, { sentence: 'Children with one visitor were seen sooner.' });
		const secret = await addFinding(world, { draft: true, teamId: world.teams.centre });
		await tag(world, cited, id, 'contradicts');
		await tag(world, left, id, 'contradicts');
		await tag(world, offered, id, 'supports');
		await tag(world, secret, id, 'contradicts');
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		await write(
			world,
			name,
			'Consideration',
			`Case loads are high in every one of the places that we saw.[^${cited.finding}]\n\nNobody in any department has said what this would cost to do.\n\nShort one.\n\n- Everybody whom we met in the north wants the same thing, and soon.`
		);
		await write(world, name, 'Summary', 'A summary claims many things and leaves its evidence to the sections below.');

		const paper = await manuscript(name);
		expect(paper.against.map((view) => [view.findingNumber, view.recommendationNumber])).toEqual([
			[left.number, Number(recommendation.slice(1))]
		]);
		const claims = claimsWithoutEvidence(paper.sections, (section) => isArgued(paper, section));
		expect(claims.map((claim) => claim.text)).toEqual([
			'Nobody in any department has said what this would cost to do.',
			'Everybody whom we met in the north wants the same thing, and soon.'
		]);
		const suggested = await as(secretariat(), async (trx) =>
			suggestCitable(trx, await getPaper(trx, world.reviewId, name))
		);
		expect(suggested.map((each) => each.reference).sort()).toEqual([left.finding, offered.finding].sort());
		const found = await as(secretariat(), (trx) => searchCitable(trx, world.reviewId, 'whoever is free'));
		expect(found.findings).toEqual([
			{
				reference: left.finding,
				text: 'Two of four mothers would rather see whoever is free.',
				from: 'visit to a family hub, Lambeth, 14 March 2019'
			}
		]);
		expect(
			(await as(secretariat(), (trx) => searchCitable(trx, world.reviewId, recommendation))).recommendations
		).toHaveLength(1);
	});
});

describe('marking and length', () => {
	test('a paper takes the highest marking of what it cites and can never be set lower', async () => {
		const { name } = await addPaper(world);
		const plain = await addFinding(world);
		const sensitive = await addFinding(world, { sensitive: true, handling: 'PERSONAL' });
		await write(world, name, 'Summary', `One.[^${plain.finding}]`);
		expect(contentOf(await manuscript(name)).marking).toBe('OFFICIAL');
		await write(world, name, 'Summary', `One.[^${plain.finding}] Two.[^${sensitive.finding}]`);
		expect(contentOf(await manuscript(name)).marking).toBe('OFFICIAL-SENSITIVE: PERSONAL');
	});

	test('annexes do not count; recommendations do', async () => {
		const { name } = await addPaper(world);
		const { recommendation } = await addRecommendation(world, { text: 'that '.repeat(50).trim() });
		await write(world, name, 'Background', 'word '.repeat(3000));
		const before = measurePaper(contentOf(await manuscript(name)));
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		const after = measurePaper(contentOf(await manuscript(name)));
		expect(before).toMatchObject({ longestPages: 3, over: false });
		expect(after.words - before.words).toBe(51);
		expect(after.annexWords).toBe(3001);
	});
});

describe('snapshots', () => {
	test('freeze what was seen, resolved and hashed, and move the gate forward only', async () => {
		const { name, id } = await addPaper(world);
		const finding = await addFinding(world);
		const { id: recommendationId, recommendation } = await addRecommendation(world);
		await write(world, name, 'Summary', `Parents did not know.[^${finding.finding}]`);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		const seen = await hashOf(name);
		await write(world, name, 'Consideration', 'Somebody writes on.');
		await expect(freeze(name, 'exposure', seen)).rejects.toThrow(Conflict);

		const first = await freeze(name, 'exposure');
		expect(first.number).toBe(1);
		const snapshot = await as(world.official.actor, (trx) => getSnapshot(trx, id, 1));
		expect(sha256(snapshot.content)).toBe(snapshot.sha256);
		const content = readContent(snapshot.content);
		expect(content?.evidence).toEqual([
			{
				reference: finding.finding,
				version: 1,
				sentence: 'Parents did not know what was offered.',
				note: 'visit to a family hub, Lambeth, 14 March 2019'
			}
		]);
		expect(content?.recommendations[0]).toMatchObject({ reference: recommendation, version: 1 });

		await expect(freeze(name, 'exposure')).rejects.toThrow(Conflict);
		await freeze(name, 'coordination');
		await expect(freeze(name, 'exposure')).rejects.toMatchObject({ field: 'gate' });
		await expect(freeze(name, 'published')).rejects.toMatchObject({ field: 'gate' });

		await rewordRecommendation(world, recommendationId, 'that each family keeps one named health visitor.');
		await accept(name, recommendation, 2);
		await write(world, name, 'Consideration', 'Somebody writes on and on.');
		await freeze(name, 'coordination');
		const frozen = await as(secretariat(), (trx) => getSnapshot(trx, id, 1));
		expect(frozen.content).toBe(snapshot.content);
		const snapshots = await as(secretariat(), (trx) => listSnapshots(trx, id));
		expect(snapshots.map((each) => [each.number, each.gate])).toEqual([
			[3, 'coordination'],
			[2, 'coordination'],
			[1, 'exposure']
		]);

		const last = await as(secretariat(), (trx) => getSnapshot(trx, id, 3));
		const after = readContent(last.content);
		if (!content || !after) throw new Error('A snapshot cannot be read');
		const changed = compareContents(content, after).filter((section) => section.change !== 'same');
		expect(changed.map((section) => section.heading)).toEqual(['Recommendation', 'Consideration']);
		expect(changed[1]?.paragraphs).toHaveLength(1);
		expect(changed[1]?.paragraphs[0]?.filter((part) => part.kind === 'added').map((part) => part.text)).toEqual([
			' and on'
		]);
		expect((await actsOn(world, 'paper', id)).filter((act) => act === 'snapshot.taken')).toHaveLength(3);
	});

	test('cannot be altered, not even by whoever takes them', async () => {
		const { name, id } = await addPaper(world);
		await freeze(name, 'exposure');
		await expect(
			as(secretariat(), (trx) =>
				trx.updateTable('snapshots').set({ content: '{}' }).where('paperId', '=', id).execute()
			)
		).rejects.toThrow(/permission denied/);
	});

	test('are not lodged while anything stands in the way, and lock the text once they are', async () => {
		const { name, id, sections } = await addPaper(world, { sponsorPostId: null });
		const finding = await addFinding(world);
		await write(world, name, 'Summary', `Heard at a hub.[^${finding.finding}] ${finding.finding} says so.`);
		await write(world, name, 'Consideration', 'word '.repeat(2400));
		await withdraw(world, finding);
		const paper = await manuscript(name);
		const obstacles = lodgingObstacles(paper, measurePaper(contentOf(paper)));
		expect(obstacles).toEqual([
			expect.stringMatching(/^It is 3\.3 pages long and may be 3/),
			expect.stringContaining(`${finding.finding} was withdrawn (Recorded in error)`),
			expect.stringContaining(`${finding.finding} stands in the words themselves`),
			'It has no sponsor yet.'
		]);
		await expect(freeze(name, 'lodged')).rejects.toThrow(/cannot be lodged yet.*3\.3 pages.*withdrawn.*Family Test/);
		expect(await as(secretariat(), (trx) => listSnapshots(trx, id))).toEqual([]);
		// Over length blocks the lodging, not the drafting.
		await freeze(name, 'coordination');

		await write(world, name, 'Summary', 'Heard at a hub. Vitamin B12 is not a record of this review.');
		await write(world, name, 'Consideration', 'Short enough.');
		const { revision } = await as(secretariat(), (trx) => getPaper(trx, world.reviewId, name));
		await as(secretariat(), (trx, actor) =>
			editPaperDetails(trx, actor, world.reviewId, name, {
				title: 'Lodged',
				sponsorPostId: world.chair.postId,
				committee: null,
				meetingOn: null,
				sensitive: false,
				handling: null,
				revision
			})
		);
		await clearChecks(world, name);
		await freeze(name, 'lodged');
		await expect(write(world, name, 'Summary', 'An afterthought.')).rejects.toThrow(Conflict);
		await expect(freeze(name, 'lodged')).rejects.toThrow(Conflict);
		await expect(
			as(secretariat(), (trx, actor) =>
				moveSection(trx, actor, world.reviewId, name, { sectionId: sections.Summary ?? 0, direction: 'down' })
			)
		).rejects.toThrow(Conflict);
	});
});

describe('exports', () => {
	async function fullPaper() {
		const paper = await addPaper(world);
		const { name } = paper;
		const hub = await addFinding(world, { speaker: 'health visitor', sensitive: true });
		const table = await addFinding(world, {
			kind: 'roundtable',
			title: 'Roundtable with Dr Smith of Harbour Trust',
			place: 'Harbour Trust, Islington',
			on: '2019-02-05',
			basis: 'chatham_house'
		});
		const hidden = await addFinding(world, {
			kind: 'meeting',
			title: 'Meeting with Mrs Jones',
			on: '2019-01-09',
			attribution: 'unattributed'
		});
		const { eventId } = await addFinding(world, { title: 'Council visit', place: 'Devon', on: '2019-05-01' });
		await addPassage(world, { reviewId: world.reviewId, findingId: hub.findingId, eventId });
		const against = await addFinding(world, { sentence: 'Case loads are too high.' });
		const first = await addRecommendation(world);
		const second = await addRecommendation(world, { verb: 'note', text: 'that the group has met.' });
		await tag(world, hub, first.id, 'supports');
		await tag(world, against, first.id, 'contradicts');
		await write(
			world,
			name,
			'Summary',
			`Parents did not know.[^${hub.finding}][^${table.finding}]\n\nA second paragraph.`
		);
		await write(
			world,
			name,
			'Recommendation',
			`::recommendation ${first.recommendation}\n\n::recommendation ${second.recommendation}`
		);
		await write(
			world,
			name,
			'Consideration',
			`Heard again.[^${hub.finding}] And in private.[^${hidden.finding}]\n\nThe spending has been agreed with the Treasury.`
		);
		await write(world, name, 'Background', 'More words, in an annex.');
		return { ...paper, hub, table, hidden, against, first, second };
	}

	test('a working copy says where each claim was heard, as a draft, and names nobody', async () => {
		const { name, hub, table, hidden, first } = await fullPaper();
		await world.owner
			.updateTable('reviews')
			.set({ banner: 'FICTIONAL: made up for a test' })
			.where('id', '=', world.reviewId)
			.execute();
		const { docx, file } = await exported(name, { of: 'working' });

		expect(docx.problems).toEqual([]);
		expect(docx.footnotes.map((note) => note.trim())).toEqual([
			`${hub.finding}: visit to a family hub, Lambeth, 14 March 2019 (health visitor); Council visit, Devon, 1 May 2019`,
			`${table.finding}: roundtable under the Chatham House Rule, 5 February 2019`,
			`${hidden.finding}: meeting, 9 January 2019`
		]);
		expect(JSON.stringify(docx.parts)).not.toMatch(/Smith|Jones|Harbour/);
		for (const words of ['OFFICIAL-SENSITIVE', 'FICTIONAL', 'DRAFT, version', 'Monday 16 March 2026']) {
			expect(docx.headers.filter((header) => !header.includes(words))).toEqual([]);
		}
		expect(docx.footers.every((footer) => footer.includes('OFFICIAL-SENSITIVE'))).toBe(true);
		expect(docx.headings.map((heading) => heading.text)).toEqual([
			'Summary',
			'Recommendation',
			'Consideration',
			'Annex A: Background'
		]);
		const lines = docx.numberedText.split('\n');
		expect(lines.filter((line) => /^\d+\. /.test(line)).map((line) => Number(line.split('.')[0]))).toEqual([
			1, 2, 3, 4, 5, 6
		]);
		expect(lines).toContain('3. Ministers are invited to:');
		expect(lines.find((line) => line.startsWith('Recommendation 1:'))).toContain(`[${first.recommendation}]`);
		expect(docx.text).toContain('DRAFT, version');
		expect(docx.text).toContain('Monday 16 March 2026');
		expect(docx.properties.title).toBe('Support from conception to two');
		expect(docx.language).toBe('en-GB');
		expect(file[0]).toBe(name);
	});

	test('every format carries banner, marking and notes', async () => {
		const { name } = await fullPaper();
		for (const format of ['html', 'markdown'] as const) {
			const out = await text(name, { of: 'working' }, format);
			expect(out).toContain('OFFICIAL-SENSITIVE');
			expect(out).toContain('FICTIONAL');
			expect(out).toContain('visit to a family hub, Lambeth, 14 March 2019');
		}
	});

	test('a lodged copy carries no working references, no notes and no mark of a draft', async () => {
		const { name, id, against, first } = await fullPaper();
		const input = { views: [`${against.finding} ${first.recommendation}`], because: 'Heard once.' };
		await as(secretariat(), (trx, actor) => declineViews(trx, actor, world.reviewId, name, input));
		await clearChecks(world, name);
		await freeze(name, 'lodged');
		const { docx, file } = await exported(name, { of: 'snapshot', number: 1 });
		const snapshot = await as(secretariat(), (trx) => getSnapshot(trx, id, 1));

		expect(docx.problems).toEqual([]);
		expect(docx.footnotes).toEqual([]);
		const words = [docx.text, ...docx.headers, ...docx.footers].join('\n');
		expect(words).not.toMatch(/DRAFT|\[\^|::|\b[EFRP]\d+\b/);
		expect(words).not.toContain('unresolved');
		expect(file.join(' ')).not.toMatch(/\b[EFRP]\d+\b/);
		expect(docx.properties).toMatchObject({ 'Snapshot number': '1', 'Snapshot SHA-256': snapshot.sha256 });
		expect(docx.numberedText).toContain('Recommendation 1: agree that each family keeps one health visitor');
		expect(docx.text).toContain('Parents did not know.');
		for (const format of ['html', 'markdown'] as const) {
			expect(await text(name, { of: 'snapshot', number: 1 }, format)).not.toMatch(/DRAFT|\[\^|\b[EFRP]\d+\b/);
		}
	});

	test('a frozen draft prints the words of its day with its number', async () => {
		const { name, first } = await fullPaper();
		await freeze(name, 'exposure');
		await rewordRecommendation(world, first.id, 'something else altogether.');
		const { docx } = await exported(name, { of: 'snapshot', number: 1 }, world.official.actor);
		expect(docx.text).toContain('EXPOSURE DRAFT, snapshot 1, Monday 16 March 2026');
		expect(docx.text).toContain('keeps one health visitor');
		expect(docx.footnotes).toHaveLength(3);
		expect((await exported(name, { of: 'working' })).docx.text).toContain('keeps one health visitor');
		await accept(name, first.recommendation, 2);
		expect((await exported(name, { of: 'working' }, world.official.actor)).docx.text).toContain('something else');
	});

	test('the traceability annex is for officials: each recommendation, for and against, down to the event', async () => {
		const { name, hub, against, first, second } = await fullPaper();
		await freeze(name, 'exposure');
		const { docx } = await exported(name, { of: 'annex' }, world.official.actor);
		expect(docx.problems).toEqual([]);
		expect(docx.text).toContain('OFFICIALS ONLY');
		expect(docx.headings.map((heading) => heading.text)).toEqual([
			`${first.recommendation}, version 1: One health visitor for each family`,
			`${second.recommendation}, version 1: One health visitor for each family`,
			'Where each finding is cited'
		]);
		expect(docx.headerRows).toContain('Finding | What it says | Where it was heard');
		const { model } = await exported(name, { of: 'annex' });
		const [, , , table] = model.blocks;
		const cells =
			table?.type === 'table' ? table.rows.map((row) => row.map((cell) => JSON.stringify(cell)).join(' ')) : [];
		expect(cells).toHaveLength(2);
		expect(cells[0]).toMatch(
			new RegExp(`Supports.*${hub.finding}, version 1.*"Cited in the paper.*E\\d+: visit to a family hub`)
		);
		expect(cells[1]).toMatch(new RegExp(`Contradicts.*${against.finding}, version 1.*Not cited`));

		// From the recommendation to each finding, from there to where it is cited, and back: in every format that has links.
		expect(JSON.stringify(model.blocks[2])).toContain(`"#finding-${first.recommendation}-${hub.finding}"`);
		expect(cells[0]).toContain(`"#citation-${hub.finding}"`);
		expect(cells[0]).toContain(`"#recommendation-${first.recommendation}"`);
		const odt = checkOdf(await renderDocument(model, 'odt'));
		expect(odt.problems).toEqual([]);
		const pdf = checkPdf(await renderDocument(model, 'pdf'));
		const html = new TextDecoder().decode(await renderDocument(model, 'html'));
		const links = html.match(/<a href="#/g)?.length ?? 0;
		expect(links).toBeGreaterThanOrEqual(5);
		expect(odt.parts['content.xml']?.match(/xlink:href="#/g)).toHaveLength(links);
		expect(docx.parts['word/document.xml']?.match(/<w:hyperlink [^>]*w:anchor=/g)).toHaveLength(links);
		expect(pdf.structure['Link']).toBe(links);
		expect(docx.headers[0]).toContain('OFFICIAL-SENSITIVE');

		for (const { actor } of [world.minister, world.privateOffice, world.observer, world.treasury]) {
			await expect(as(actor, (trx) => loadExport(trx, actor, world.reviewId, name, { of: 'annex' }))).rejects.toThrow(
				Forbidden
			);
		}
		await expect(
			as(world.specialAdviser.actor, (trx, actor) => loadExport(trx, actor, world.reviewId, name, { of: 'working' }))
		).rejects.toThrow(Forbidden);
	});

	test('is recorded, with the hash of what left', async () => {
		const { name, id } = await addPaper(world);
		const left = { of: 'working', snapshot: null, format: 'docx', bytesSha256: 'ab' } as const;
		await as(world.chair.actor, (trx, actor) => recordExport(trx, actor, world.reviewId, name, left));
		expect(await actsOn(world, 'paper', id)).toEqual(['paper.started', 'paper.exported']);
		await expect(
			as(world.official.actor, (trx, actor) => recordExport(trx, actor, world.reviewId, name, left))
		).rejects.toThrow(NotFound);
	});
});

test('whatever Markdown a section holds, composing it never throws', async () => {
	const base = contentOf(await manuscript((await addPaper(world)).name));
	const fragment = fc.oneof(
		fc.constantFrom(
			'[^F1]',
			'[^F2][^f1]',
			'::recommendation R1',
			'::recommendation R9',
			'# ',
			'> ',
			'- ',
			'1. ',
			'\n\n'
		),
		fc.constantFrom(
			'| a | b |\n| - | - |\n| 1 | [^F1] |',
			'```\n',
			'**',
			'_',
			'[x](',
			'](javascript:1)',
			'<b>',
			'&amp;'
		),
		fc.string({ unit: 'binary', maxLength: 30 })
	);
	const body = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(''));
	const evidence = [{ reference: 'F1', version: 1, sentence: 'S', note: 'a visit' }];
	const recommendations = [
		{ reference: 'R1', version: 1, verb: 'agree' as const, title: 'T', text: '::recommendation R1' }
	];
	fc.assert(
		fc.property(body, fc.boolean(), (text, annex) => {
			const content = { ...base, evidence, recommendations, sections: [{ key: 1, heading: 'H', body: text, annex }] };
			const working = composePaper(content, { kind: 'working', version: 1, at: now });
			const lodged = composePaper(content, {
				kind: 'snapshot',
				number: 1,
				gate: 'lodged',
				sha256: 'x',
				takenAt: now
			});
			expect(working.blocks.length).toBeGreaterThan(0);
			expect(lodged.footnotes).toEqual([]);
			measurePaper(content);
		}),
		{ numRuns: 300 }
	);
});
