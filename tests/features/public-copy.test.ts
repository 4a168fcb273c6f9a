import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asActor, asVisitor } from '#lib/db/asActor.server.ts';
import { contentTypes, type DocumentFormat } from '#lib/documents/filename.ts';
import { closeRenderer, renderDocument } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import {
	approvePublicCopy,
	decideRemoval,
	editPublicCopy,
	proposeMore,
	publishPublicCopy,
	reopenPublicCopy,
	startPublicCopy,
	undoRemoval,
	withholdByHand,
	withholdProposed
} from '#lib/papers/public/commands.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { findPublishedFile, listPublished } from '#lib/papers/public/queries.server.ts';
import { addFinding, addPaper, addRecommendation, type Evidence, freeze, write } from '../support/papers.ts';
import { canReadPdfText, checkPdf, pdfPages } from '../support/pdf.ts';
import { approve, lodgedUpdate, publish, removals, standing, startCopy, withholdAll } from '../support/public-copy.ts';
import { actorOf, actsOn, countRows, makeWorld, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});
afterAll(closeRenderer);

/** Somebody met, with a name that the secretariat does not read, and what they said. */
async function speaker(
	finding: Evidence,
	given: { name: string; quote: string; consent: 'given' | 'not_asked'; attribution?: 'named' | 'unattributed' }
): Promise<void> {
	const { owner, reviewId } = world;
	const { id: contributorId } = await owner
		.insertInto('contributors')
		.values({ reviewId, eventId: finding.eventId, role: 'Parent', attribution: given.attribution ?? 'named' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('contributorNames')
		.values({ contributorId, reviewId, teamId: world.teams.families, name: given.name })
		.execute();
	await owner
		.insertInto('passages')
		.values({
			reviewId,
			findingId: finding.findingId,
			eventId: finding.eventId,
			quote: given.quote,
			startsAt: 0,
			endsAt: given.quote.length,
			consent: given.consent,
			contributorId
		})
		.execute();
}

describe('a public copy', () => {
	test('holds none of the words that must not leave, in any byte of any format', async () => {
		const sensitive = await addFinding(world, { sentence: 'TOKENSENTENCE', title: 'TOKENEVENT', sensitive: true });
		const chatham = await addFinding(world, { basis: 'chatham_house' });
		const withdrawn = await addFinding(world);
		await world.owner
			.updateTable('passages')
			.set({ consent: 'withdrawn' })
			.where('findingId', '=', withdrawn.findingId)
			.execute();
		const said = await addFinding(world, { place: 'TOKENPLACE', handling: undefined });
		await speaker(said, { name: 'Zyla Tokenname', quote: 'TOKENQUOTE is what I said to them', consent: 'not_asked' });
		await speaker(said, {
			name: 'Ann Unnamed',
			quote: 'TOKENUNATTRIBUTED went on for weeks',
			consent: 'given',
			attribution: 'unattributed'
		});
		await speaker(said, { name: 'Bea Agreed', quote: 'The hub is open one morning a week', consent: 'given' });
		const { recommendation } = await addRecommendation(world, { text: 'that each family keeps one health visitor.' });
		const official = world.official.actor.person.name;

		const { id, name } = await addPaper(world, { profile: 'interim_update', title: 'TOKENTITLE of the paper' });
		await world.owner
			.updateTable('papers')
			.set({
				committee: 'Tokencommittee on Families',
				meetingOn: '2026-02-27',
				handling: 'TOKENHANDLING',
				sensitive: true
			})
			.where('id', '=', id)
			.execute();
		await write(
			world,
			name,
			'What we have heard',
			[
				'Parents like what they have. This stays.',
				`They said “The hub is open one morning a week”.[^${said.finding}]`,
				`TOKENSENSITIVE rests on marked evidence.[^${sensitive.finding}]`,
				`TOKENCHATHAM rests on a closed door.[^${chatham.finding}]`,
				`TOKENWITHDRAWN rests on consent that is gone.[^${withdrawn.finding}]`,
				'As one put it: TOKENQUOTE is\nwhat *I said* to them.',
				'Another: “TOKENUNATTRIBUTED went on for weeks”, she felt.',
				'Zyla *Tokenname* met us, and Ms Tokenname wrote later.',
				`Ask ${official} or TOKENMAIL@gov.example, 020 7946 0123.`,
				'The Tokencommittee on Families meets soon.',
				'TOKENPOSITION: the Minister for Care is not content.',
				'TOKENREPLY: in her reply she asked for more time.',
				'TOKENOBJECTION: one department objects to this.',
				'TOKENLEGAL: legal advice is that it can be done.',
				'TOKENTREASURY: the Treasury is content with it.',
				'Before <!-- TOKENCOMMENT --> after.',
				'[Words](/reviews/x/papers/TOKENHREF) and [more](https://example.org "TOKENATTRIBUTE").',
				'| Place | Who |\n| --- | --- |\n| Hub | Zyla Tokenname |',
				'![Zyla Tokenname at the hub](https://example.org/TOKENPICTURE.png)',
				`::recommendation ${recommendation}`
			].join('\n\n')
		);
		const { sha256 } = await freeze(world, name, 'lodged');
		await startCopy(world, name);
		await withholdAll(world, name);

		const { model, obstacles } = await standing(world, name);
		expect(obstacles).toEqual([]);
		const secrets = [
			...['TOKEN', 'Tokenname', 'Tokencommittee', official, sha256, sha256.slice(0, 12), 'SENSITIVE', name],
			...[sensitive, chatham, withdrawn, said].map((finding) => finding.finding),
			...[recommendation, '27 February', '2026-02-27', 'reviews/', '7946']
		];
		const formats = Object.keys(contentTypes).filter((format): format is DocumentFormat => format in contentTypes);
		for (const format of formats) {
			const bytes = await renderDocument(model, format);
			const whole = everything(bytes, format);
			for (const secret of secrets) {
				const found = /^[A-Z]\d+$/.test(secret)
					? new RegExp(`\\b${secret}\\b`).test(wordsOf(whole))
					: whole.toLowerCase().includes(secret.toLowerCase());
				expect(found, `${secret} in ${format}`).toBe(false);
			}
		}
		const html = new TextDecoder().decode(await renderDocument(model, 'html'));
		for (const kept of [
			'Parents like what they have. This stays.',
			'The hub is open one morning a week',
			'each family keeps one health visitor',
			'[Withheld: consent not given]',
			'[Withheld: personal information]',
			'What this copy leaves out'
		]) {
			expect(html).toContain(kept);
		}
		expect(html).not.toContain('legal');
	});

	test('is a register of codes and places, without the words', async () => {
		const { name } = await lodgedUpdate(world, 'First.\n\nWORDSTOKEN: legal advice is to wait.');
		await startCopy(world, name);
		await withholdAll(world, name);
		const { copy } = await standing(world, name);
		const rows = await world.owner.selectFrom('publicRemovals').selectAll().where('copyId', '=', copy.id).execute();
		expect(rows).toEqual([
			expect.objectContaining({
				state: 'withheld',
				code: 'legal',
				rule: 'legal',
				place: 'paragraph',
				paragraph: 1,
				personId: world.secretariat.personId
			})
		]);
		expect(JSON.stringify(rows)).not.toContain('WORDSTOKEN');
		const { rows: audit } = await world.owner
			.selectFrom('auditContent')
			.select('content')
			.where('content', 'like', '%WORDSTOKEN%')
			.execute()
			.then((found) => ({ rows: found }));
		expect(audit).toEqual([]);
	});

	test('is published at an address that anybody opens, and not before', async () => {
		const { id, name } = await lodgedUpdate(world, 'Parents like it.');
		await startCopy(world, name);
		const address = (await standing(world, name)).copy.address ?? '';
		const look = () => asVisitor(now, (trx) => findPublishedFile(trx, address, 'html'));

		await expect(publish(world, name, '<p>early</p>')).rejects.toThrow(Conflict);
		await approve(world, name);
		expect(await look()).toBeUndefined();
		await publish(world, name, '<p>Public</p>');
		const file = await look();
		expect(Buffer.from(file?.bytes ?? []).toString()).toBe('<p>Public</p>');
		expect(await asVisitor(now, (trx) => findPublishedFile(trx, address, 'pdf'))).toBeUndefined();
		expect((await asVisitor(now, listPublished)).map((row) => row.address)).toContain(address);

		const paper = await asActor(world.official.actor, (trx) => getPaper(trx, world.reviewId, name));
		expect(paper).toMatchObject({ gate: 'published', publishedOn: londonDate(now), publicAddress: address });
		expect((await actsOn(world, 'paper', id)).slice(-3)).toEqual([
			'public_copy.started',
			'public_copy.approved',
			'public_copy.published'
		]);
		await expect(publish(world, name, '<p>again</p>')).rejects.toThrow(/published already/);
	});

	test('shows a visitor nothing else: no table, no draft', async () => {
		const { name } = await lodgedUpdate(world, 'Parents like it.');
		await startCopy(world, name);
		const { copy } = await standing(world, name);
		const seen = await asVisitor(now, async (trx) => ({
			copies: await trx.selectFrom('publicCopies').select('id').execute(),
			files: await trx.selectFrom('publishedFiles').select('copyId').execute(),
			papers: await trx.selectFrom('papers').select('id').execute(),
			listed: await listPublished(trx)
		}));
		expect({ ...seen, listed: [] }).toEqual({ copies: [], files: [], papers: [], listed: [] });
		expect(seen.listed.map((row) => row.address)).not.toContain(copy.address);
	});
});

describe('preparing it', () => {
	const prepare = (work: Parameters<typeof asActor<void>>[1]) => asActor(world.secretariat.actor, work);

	test('is for papers that may be published and whose words are locked', async () => {
		const { actor } = world.secretariat;
		const input = { snapshot: 1, title: 'Public', decidedOn: '2026-03-02' };
		const cabinet = await addPaper(world);
		await freeze(world, cabinet.name, 'lodged');
		await expect(prepare((trx) => startPublicCopy(trx, actor, world.reviewId, cabinet.name, input))).rejects.toThrow(
			/no public copy/
		);

		const update = await addPaper(world, { profile: 'interim_update' });
		await freeze(world, update.name, 'exposure');
		await expect(prepare((trx) => startPublicCopy(trx, actor, world.reviewId, update.name, input))).rejects.toThrow(
			Conflict
		);
		await freeze(world, update.name, 'lodged');
		await expect(
			prepare((trx) => startPublicCopy(trx, actor, world.reviewId, update.name, input))
		).rejects.toMatchObject({ field: 'snapshot' });
		await prepare((trx) => startPublicCopy(trx, actor, world.reviewId, update.name, { ...input, snapshot: 2 }));
		await expect(
			prepare((trx) => startPublicCopy(trx, actor, world.reviewId, update.name, { ...input, snapshot: 2 }))
		).rejects.toThrow(/already/);
		expect((await standing(world, update.name)).copy).toMatchObject({ state: 'draft', dueOn: '2026-04-15' });
	});

	test('keeps what a rule found only with a reason, and never what may never leave', async () => {
		const finding = await addFinding(world, { sensitive: true });
		const { name } = await lodgedUpdate(world, `Marked.[^${finding.finding}]\n\nOne department objects.`);
		await startCopy(world, name);
		const { actor } = world.secretariat;
		const { copy } = await standing(world, name);
		const [marked, objection] = await removals(world, copy.id);
		const decide = (removalId: number, because: string | null) =>
			prepare((trx) => decideRemoval(trx, actor, world.reviewId, name, { removalId, decision: 'kept', because }));
		await expect(decide(marked?.id ?? 0, 'Not so bad')).rejects.toThrow(/never enters a public copy/);
		await expect(decide(objection?.id ?? 0, null)).rejects.toMatchObject({ field: 'because' });
		await decide(objection?.id ?? 0, 'It objects to a wall, not to the paper');
		await expect(decide(objection?.id ?? 0, 'Again')).rejects.toThrow(/already/);
		expect((await standing(world, name)).obstacles).toEqual(['One proposal is still to be decided.']);
		expect(JSON.stringify((await standing(world, name)).model)).toContain('One department objects');
	});

	test('withholds words by hand, wherever they stand in the paragraph, and takes that back', async () => {
		const { name, sections } = await lodgedUpdate(world, 'A ship, a ship, a harbour.\n\nMore.');
		await startCopy(world, name);
		const { actor } = world.secretariat;
		const by = {
			sectionKey: sections['What we have heard'] ?? 0,
			paragraph: 0,
			what: 'passage' as const,
			words: 'a ship',
			code: 'policy' as const,
			because: 'Ships are not decided yet'
		};
		await expect(
			prepare((trx) => withholdByHand(trx, actor, world.reviewId, name, { ...by, words: 'a boat' }))
		).rejects.toMatchObject({ field: 'words' });
		await expect(
			prepare((trx) => withholdByHand(trx, actor, world.reviewId, name, { ...by, paragraph: 9 }))
		).rejects.toThrow(NotFound);
		await prepare((trx) => withholdByHand(trx, actor, world.reviewId, name, by));
		const { copy, model } = await standing(world, name);
		const mark = '[Withheld: policy still being formed]';
		expect(JSON.stringify(model)).toContain(`${mark}, ${mark}, a harbour.`);

		const [first] = await removals(world, copy.id);
		await prepare((trx) => undoRemoval(trx, actor, world.reviewId, name, first?.id ?? 0));
		expect(JSON.stringify((await standing(world, name)).model)).toContain(`A ship, ${mark}, a harbour.`);
	});

	test('refuses to let out what is withheld in one place and stands in another', async () => {
		const { name, sections } = await lodgedUpdate(
			world,
			'The hub in Harbour Street closes in May.\n\nThe hub in Harbour Street closes in May.'
		);
		await startCopy(world, name);
		const { actor } = world.secretariat;
		await prepare((trx) =>
			withholdByHand(trx, actor, world.reviewId, name, {
				sectionKey: sections['What we have heard'] ?? 0,
				paragraph: 0,
				what: 'paragraph',
				words: null,
				code: 'conduct',
				because: 'It is not announced'
			})
		);
		await expect(approve(world, name)).rejects.toThrow(/also stands elsewhere/);
	});

	test('is approved by somebody else, on the very text that they read; approval locks it until it is opened again', async () => {
		const { name } = await lodgedUpdate(world, 'Parents like it.');
		await startCopy(world, name);
		const { copy, sha256 } = await standing(world, name);
		const seen = { revision: copy.revision, seen: sha256 };
		const { actor } = world.secretariat;
		await expect(prepare((trx) => approvePublicCopy(trx, actor, world.reviewId, name, seen))).rejects.toThrow(
			Forbidden
		);
		const chair = world.chair.actor;
		await expect(
			asActor(chair, (trx) => approvePublicCopy(trx, chair, world.reviewId, name, { ...seen, seen: 'a'.repeat(64) }))
		).rejects.toThrow(/has changed/);
		await approve(world, name);
		const edit = (revision: number) =>
			prepare((trx) =>
				editPublicCopy(trx, actor, world.reviewId, name, {
					title: 'Other',
					address: 'other',
					decidedOn: '2026-03-02',
					revision
				})
			);
		await expect(edit(copy.revision + 1)).rejects.toThrow(/open it again/);
		await prepare((trx) => reopenPublicCopy(trx, actor, world.reviewId, name, copy.revision + 1));
		await edit(copy.revision + 2);
		expect((await standing(world, name)).copy).toMatchObject({ state: 'draft', title: 'Other', address: 'other' });
	});

	test('asks again when consent is withdrawn after the approval', async () => {
		const finding = await addFinding(world);
		const { name } = await lodgedUpdate(world, `Parents like it.[^${finding.finding}]\n\nMore.`);
		await startCopy(world, name);
		await approve(world, name);
		await world.owner
			.updateTable('passages')
			.set({ consent: 'withdrawn' })
			.where('findingId', '=', finding.findingId)
			.execute();
		await expect(publish(world, name, '<p>x</p>')).rejects.toThrow(/has changed: look for more/);

		const { actor } = world.secretariat;
		const { copy } = await standing(world, name);
		await prepare((trx) => reopenPublicCopy(trx, actor, world.reviewId, name, copy.revision));
		await prepare(async (trx) => {
			expect(await proposeMore(trx, actor, world.reviewId, name)).toBe(1);
		});
		await withholdAll(world, name);
		await approve(world, name);
		await publish(world, name, '<p>x</p>');
	});

	test('is refused to everybody else, and writes nothing', async () => {
		const { name } = await lodgedUpdate(world, 'One department objects.');
		await startCopy(world, name);
		const before = await countRows(world, 'audit_entries');
		const { copy } = await standing(world, name);
		for (const party of ['official', 'minister', 'treasury', 'observer', 'chair'] as const) {
			const actor = actorOf(world, party);
			await expect(
				asActor(actor, (trx) => withholdProposed(trx, actor, world.reviewId, name, copy.revision)),
				party
			).rejects.toThrow(Forbidden);
			await expect(
				asActor(actor, (trx) =>
					publishPublicCopy(trx, actor, world.reviewId, name, { revision: 1, made: '', files: [] })
				),
				party
			).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'audit_entries')).toBe(before);
	});
});

/** Every byte of a file as text: the parts of a zip unpacked, the words and properties of a PDF read back. */
function everything(bytes: Uint8Array, format: DocumentFormat): string {
	if (format === 'pdf') {
		const { properties, alternatives } = checkPdf(bytes);
		const pages = canReadPdfText ? pdfPages(bytes) : [];
		return [JSON.stringify(properties), ...alternatives, ...pages, Buffer.from(bytes).toString('latin1')].join('\n');
	}
	const text = Buffer.from(bytes).toString('utf8');
	if (!text.startsWith('PK')) return text;
	return Object.entries(unzipSync(bytes))
		.map(([path, part]) => `${path}\n${Buffer.from(part).toString('utf8')}`)
		.join('\n');
}

/** The words of it alone: names of styles and objects within a file may look like references. */
function wordsOf(whole: string): string {
	return whole.replace(/<[^>]+>/g, ' ').replace(/%PDF-[\s\S]*$/, '');
}
