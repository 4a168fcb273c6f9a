import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { closeRenderer, renderDocument } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { composePaper } from '#lib/papers/compose.ts';
import { freezeSnapshot, removeSection, returnToVersion } from '#lib/papers/commands.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { recordDecision, recordLodgingFacts, reopenPaper } from '#lib/papers/lodging/commands.server.ts';
import { listLateChanges } from '#lib/papers/lodging/queries.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { canEditPaper, isTextLocked } from '#lib/papers/paper.ts';
import { getPaper, getSection, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { spillToAnnex } from '#lib/papers/spill.server.ts';
import { addFinding, addPaper, clearChecks, freeze, withdraw, write } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

afterAll(closeRenderer);

const paper = (name: string) => asActor(world.secretariat.actor, (trx) => getPaper(trx, world.reviewId, name));

async function reopen(name: string, party = world.secretariat, revision?: number) {
	const from = revision ?? (await paper(name)).revision;
	await asActor(party.actor, (trx) =>
		reopenPaper(trx, party.actor, world.reviewId, name, {
			because: 'The Treasury has changed a figure.',
			allowedBy: 'the secretary of the committee',
			revision: from
		})
	);
}

async function final(): Promise<string> {
	const { name } = await addPaper(world);
	await write(world, name, 'Summary', 'As it was final.');
	await freeze(world, name, 'final');
	return name;
}

describe('after the final gate', () => {
	test('words change only once they are reopened, with a reason and who allowed it', async () => {
		const name = await final();
		const before = await paper(name);
		expect(isTextLocked(before)).toBe(true);
		expect(canEditPaper(world.secretariat.actor, before)).toBe(false);
		await expect(write(world, name, 'Summary', 'Late words.')).rejects.toThrow(/reopen it first/);
		const { sections } = await asActor(world.secretariat.actor, (trx) => readManuscript(trx, before));
		await expect(
			asActor(world.secretariat.actor, (trx, actor) =>
				removeSection(trx, actor, world.reviewId, name, {
					sectionId: sections[0]?.id ?? 0,
					revision: sections[0]?.revision ?? 0
				})
			)
		).rejects.toThrow(Conflict);

		await reopen(name);
		await write(world, name, 'Summary', 'Late words.');
		const late = await asActor(world.observer.actor, (trx) => listLateChanges(trx, before.id));
		expect(late).toMatchObject([
			{
				gate: 'final',
				snapshotNumber: 1,
				because: 'The Treasury has changed a figure.',
				allowedBy: 'the secretary of the committee'
			}
		]);
		expect(await actsOn(world, 'paper', before.id)).toContain('paper.reopened');

		await freeze(world, name, 'final');
		await expect(write(world, name, 'Summary', 'Later still.')).rejects.toThrow(Conflict);
	});

	test('reopening is the secretariat’s, once, from the page that was seen', async () => {
		const name = await final();
		const before = await countRows(world, 'late_changes');
		for (const party of [world.chair, world.official, world.treasury]) {
			await expect(reopen(name, party)).rejects.toThrow(Forbidden);
		}
		await expect(reopen(name, world.outsider)).rejects.toThrow(NotFound);
		await expect(reopen(name, world.secretariat, 1)).rejects.toThrow(Conflict);
		expect(await countRows(world, 'late_changes')).toBe(before);
		await reopen(name);
		await expect(reopen(name)).rejects.toThrow(/open to changes already/);
	});

	test('evidence that is withdrawn under a final text holds it up until somebody reopens it', async () => {
		const { name } = await addPaper(world);
		const finding = await addFinding(world);
		await write(world, name, 'Summary', `As it was heard.[^${finding.finding}]`);
		await freeze(world, name, 'final');
		await withdraw(world, finding);
		await expect(freeze(world, name, 'final')).rejects.toThrow(/has changed since it was final/);
		await reopen(name);
		await write(world, name, 'Summary', 'As it stands without it.');
		await freeze(world, name, 'lodged');
		expect((await paper(name)).reopenedAt).toBeNull();
	});

	test('a lodged paper can be reopened and lodged again; both copies stay', async () => {
		const name = await final();
		await freeze(world, name, 'lodged');
		const first = await paper(name);
		expect(first).toMatchObject({ gate: 'lodged', lodgedOn: '2026-03-16' });
		await reopen(name);
		await write(world, name, 'Summary', 'A replacement.');
		await freeze(world, name, 'lodged');
		const snapshots = await asActor(world.secretariat.actor, (trx) => listSnapshots(trx, first.id));
		expect(snapshots.map((each) => each.gate)).toEqual(['lodged', 'lodged', 'final']);
		expect(snapshots[0]?.sha256).not.toBe(snapshots[1]?.sha256);
	});
});

describe('too long a section', () => {
	test('moves to an annex from a paragraph on, leaves a cross-reference, and comes back by its history', async () => {
		const { name, id, sections } = await addPaper(world);
		const finding = await addFinding(world);
		const sectionId = await write(
			world,
			name,
			'Consideration',
			`It stays.\n\nIt moves.[^${finding.finding}]\n\nIt moves too.`
		);
		const spill = async (input: { from: number; heading: string }, party = world.secretariat) => {
			const { revision } = await asActor(world.secretariat.actor, (trx) => getSection(trx, id, sectionId));
			return asActor(party.actor, (trx) =>
				spillToAnnex(trx, party.actor, world.reviewId, name, sectionId, { ...input, revision })
			);
		};
		await expect(spill({ from: 3, heading: 'Evidence at length' })).rejects.toThrow(Invalid);
		await expect(spill({ from: 1, heading: 'Background' })).rejects.toThrow(/heading/);
		await expect(spill({ from: 1, heading: 'Evidence' }, world.chair)).rejects.toThrow(Forbidden);
		const annexId = await spill({ from: 1, heading: 'Evidence at length' });
		const section = await asActor(world.secretariat.actor, (trx) => getSection(trx, id, sectionId));
		const annex = await asActor(world.secretariat.actor, (trx) => getSection(trx, id, annexId));
		expect(section.body).toBe('It stays.\n\nSee [#evidence-at-length].');
		expect(annex).toMatchObject({ annex: true, heading: 'Evidence at length' });
		expect(annex.body).toBe(`It moves.[^${finding.finding}]\n\nIt moves too.`);
		const copy = { kind: 'working', version: 1, at: new Date('2026-03-16T10:00:00Z') } as const;
		const { citations, content } = await asActor(world.secretariat.actor, async (trx) => {
			const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
			return { citations: manuscript.citations, content: contentOf(manuscript) };
		});
		expect(citations.map((each) => each.sectionId)).toEqual([annexId]);
		const printed = new TextDecoder().decode(await renderDocument(composePaper(content, copy), 'markdown'));
		expect(printed).toMatch(/See .*Annex [A-B]/);

		await asActor(world.secretariat.actor, (trx, actor) =>
			returnToVersion(trx, actor, world.reviewId, name, sectionId, { version: 2, revision: section.revision })
		);
		const back = await asActor(world.secretariat.actor, (trx) => getSection(trx, id, sections['Consideration'] ?? 0));
		expect(back.body).toContain('It moves too.');
	});
});

describe('what comes in late', () => {
	test('reference, office and minute are recorded without touching the frozen words', async () => {
		const name = await final();
		const facts = {
			lodgedWith: 'Committee office',
			lodgedOn: '2026-03-15',
			committeeReference: 'FC(26)12',
			minuteReference: null
		};
		const record = async (party = world.secretariat) => {
			const { revision } = await paper(name);
			await asActor(party.actor, (trx) =>
				recordLodgingFacts(trx, party.actor, world.reviewId, name, { ...facts, revision })
			);
		};
		await expect(record()).rejects.toThrow(/once the paper has been lodged/);
		await freeze(world, name, 'lodged');
		const { id } = await paper(name);
		const [before] = await asActor(world.secretariat.actor, (trx) => listSnapshots(trx, id));
		await expect(record(world.official)).rejects.toThrow(Forbidden);
		await record();
		expect(await paper(name)).toMatchObject({ ...facts, gate: 'lodged' });
		const [after] = await asActor(world.secretariat.actor, (trx) => listSnapshots(trx, id));
		expect(after).toEqual(before);
	});

	test('a decision is recorded under its minute, on the words that were lodged, for profiles that are decided on', async () => {
		const name = await final();
		const decide = async (target: string) => {
			const { revision } = await paper(target);
			return asActor(world.secretariat.actor, (trx, actor) =>
				recordDecision(trx, actor, world.reviewId, target, {
					decidedOn: '2026-03-16',
					minuteReference: 'FC(26) 4th meeting',
					revision
				})
			);
		};
		await expect(decide(name)).rejects.toThrow(/on a lodged paper/);
		await freeze(world, name, 'lodged');
		expect(await decide(name)).toEqual({ number: 3 });
		const decided = await paper(name);
		expect(decided).toMatchObject({ gate: 'decided', minuteReference: 'FC(26) 4th meeting', decidedOn: '2026-03-16' });
		const [latest, lodged] = await asActor(world.secretariat.actor, (trx) => listSnapshots(trx, decided.id));
		expect(latest).toMatchObject({ gate: 'decided', sha256: lodged?.sha256 });
		await expect(reopen(name)).rejects.toThrow(Conflict);
		await expect(decide(name)).rejects.toThrow(Conflict);

		const { name: update } = await addPaper(world, { profile: 'interim_update' });
		await freeze(world, update, 'lodged');
		await expect(decide(update)).rejects.toThrow(/Nothing is decided/);
	});

	test('no gate is passed while a check that it waits for is open', async () => {
		const { name } = await addPaper(world);
		const lodge = async () =>
			asActor(world.secretariat.actor, async (trx, actor) => {
				const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
				const seen = sha256(JSON.stringify(contentOf(manuscript)));
				await freezeSnapshot(trx, actor, world.reviewId, name, { gate: 'lodged', seen });
			});
		await expect(lodge()).rejects.toThrow(/cannot be lodged yet.*Treasury: nothing is recorded/);
		await clearChecks(world, name);
		await lodge();
		expect((await paper(name)).gate).toBe('lodged');
	});
});
