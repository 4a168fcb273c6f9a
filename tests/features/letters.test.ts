import { beforeEach, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	clearLetter,
	editLetter,
	issueLetter,
	receiveLetter,
	signLetter,
	withdrawLetter,
	writeLetter
} from '#lib/letters/commands.server.ts';
import { getLetter, listAsks } from '#lib/letters/queries.server.ts';
import { stageOf } from '#lib/letters/letter.ts';
import { issue, letterAt, letterInput, readLetter, signature } from '../support/letters.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await makeWorld();
});

const as = <T>(party: Party, work: (trx: Parameters<Parameters<typeof asActor>[1]>[0]) => Promise<T>) =>
	asActor(party.actor, work);
const words = (letter: Awaited<ReturnType<typeof readLetter>>) => {
	const { addressee, copiedTo, subject, text, replyBy, revision } = letter;
	return { addressee, copiedTo, subject, text, replyBy, revision };
};

describe('writing a letter', () => {
	test('makes a draft with its schedule, recorded for its department', async () => {
		const number = await letterAt(world, 'drafted');
		const letter = await readLetter(world, number);

		expect(stageOf(letter)).toBe('drafted');
		expect(letter).toMatchObject({ version: 1, teamId: world.teams.families, senderPostId: world.minister.postId });
		const asked = await as(world.secretariat, (trx) => listAsks(trx, letter.id));
		expect(asked.map(({ title, ask, version }) => ({ title, ask, version }))).toEqual([
			{ title: 'One health visitor', ask: 'lead', version: 1 }
		]);
		expect(await actsOn(world, 'letter', letter.id)).toEqual(['letter.written']);
	});

	test('is the secretariat’s, and nothing is written for anybody else', async () => {
		const input = await letterInput(world);
		const before = await countRows(world, 'letters');
		for (const party of [world.minister, world.privateOffice, world.chair, world.official, world.observer]) {
			await expect(as(party, (trx) => writeLetter(trx, party.actor, world.reviewId, input))).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'letters')).toBe(before);
	});

	test('refuses a field of the template that nobody filled in', async () => {
		const input = await letterInput(world, { text: 'Dear {{adressee}},' });
		await expect(
			as(world.secretariat, (trx) => writeLetter(trx, world.secretariat.actor, world.reviewId, input))
		).rejects.toThrow(new Invalid('text', '{{adressee}} is not filled in. Write out what it stands for.'));
	});
});

describe('on its way', () => {
	test('it is cleared and signed by its own office, issued, and received by the addressee’s', async () => {
		const number = await letterAt(world, 'issued');
		const { cabinetPrivateOffice: office } = world;
		await as(office, (trx) => receiveLetter(trx, office.actor, world.reviewId, number, { receivedOn: '2026-03-16' }));

		const letter = await readLetter(world, number);
		expect(stageOf(letter)).toBe('received');
		expect(letter).toMatchObject({
			clearedVersion: 1,
			signedBy: 'The minister',
			signedOn: '2026-03-16',
			issuedHow: 'own_mailbox',
			receivedOn: '2026-03-16'
		});
		expect(await actsOn(world, 'letter', letter.id)).toEqual([
			'letter.written',
			'letter.cleared',
			'letter.signed',
			'letter.issued',
			'letter.received'
		]);
	});

	test('each step happens once, and in order', async () => {
		const { privateOffice: office, cabinetPrivateOffice: theirs } = world;
		const number = await letterAt(world, 'drafted');
		const clear = () => as(office, (trx) => clearLetter(trx, office.actor, world.reviewId, number, { version: 1 }));
		const sign = () => as(office, (trx) => signLetter(trx, office.actor, world.reviewId, number, signature));
		const send = () => as(office, (trx) => issueLetter(trx, office.actor, world.reviewId, number, issue));
		const receive = () =>
			as(theirs, (trx) => receiveLetter(trx, theirs.actor, world.reviewId, number, { receivedOn: '2026-03-16' }));

		await expect(sign()).rejects.toThrow(Conflict);
		await expect(send()).rejects.toThrow(Conflict);
		// The addressee's office knows nothing of it before it has gone out.
		await expect(receive()).rejects.toThrow(NotFound);
		for (const step of [clear, sign, send, receive]) {
			await step();
			await expect(step()).rejects.toThrow(Conflict);
		}
		expect(await actsOn(world, 'letter', (await readLetter(world, number)).id)).toHaveLength(5);
	});

	test('another office, the chair and the secretariat clear and sign nothing', async () => {
		const number = await letterAt(world, 'drafted');
		for (const party of [world.secretariat, world.chair, world.official, world.specialAdviser]) {
			await expect(
				as(party, (trx) => clearLetter(trx, party.actor, world.reviewId, number, { version: 1 }))
			).rejects.toThrow(Forbidden);
		}
		for (const party of [world.careMinister, world.careOfficial, world.treasury, world.observer, world.outsider]) {
			await expect(
				as(party, (trx) => clearLetter(trx, party.actor, world.reviewId, number, { version: 1 }))
			).rejects.toThrow(NotFound);
		}
		expect((await readLetter(world, number)).clearedVersion).toBeNull();
	});

	test('changed words need clearance and a signature again', async () => {
		const { privateOffice: office, secretariat } = world;
		const number = await letterAt(world, 'signed');
		const before = await readLetter(world, number);
		await as(secretariat, (trx) =>
			editLetter(trx, secretariat.actor, world.reviewId, number, { ...words(before), subject: 'Another subject' })
		);
		const after = await readLetter(world, number);
		expect(after.version).toBe(2);
		expect(stageOf(after)).toBe('drafted');
		await expect(
			as(office, (trx) => issueLetter(trx, office.actor, world.reviewId, number, { ...issue, version: 2 }))
		).rejects.toThrow(Conflict);
		// What was read is not what stands there now.
		await expect(
			as(office, (trx) => clearLetter(trx, office.actor, world.reviewId, number, { version: 1 }))
		).rejects.toThrow(Conflict);
		await as(office, (trx) => clearLetter(trx, office.actor, world.reviewId, number, { version: 2 }));
		expect(stageOf(await readLetter(world, number))).toBe('cleared');
	});

	test('a save that changes nothing makes no version; a stale one is refused; what went out stays as it was', async () => {
		const { secretariat } = world;
		const number = await letterAt(world, 'cleared');
		const before = await readLetter(world, number);
		const edit = (input: ReturnType<typeof words>) =>
			as(secretariat, (trx) => editLetter(trx, secretariat.actor, world.reviewId, number, input));
		await edit(words(before));
		expect((await readLetter(world, number)).version).toBe(1);
		await expect(edit({ ...words(before), revision: before.revision - 1 })).rejects.toThrow(Conflict);

		const gone = await letterAt(world, 'issued');
		const issued = await readLetter(world, gone);
		await expect(
			as(secretariat, (trx) =>
				editLetter(trx, secretariat.actor, world.reviewId, gone, { ...words(issued), text: 'Other words' })
			)
		).rejects.toThrow(Conflict);
	});

	test('days that cannot be are refused beside their field', async () => {
		const { privateOffice: office, cabinetPrivateOffice: theirs } = world;
		const cleared = await letterAt(world, 'cleared');
		await expect(
			as(office, (trx) =>
				signLetter(trx, office.actor, world.reviewId, cleared, { ...signature, signedOn: '2026-03-17' })
			)
		).rejects.toThrow(Invalid);
		const signed = await letterAt(world, 'signed');
		for (const issuedAt of [new Date('2026-03-17T10:00:00Z'), new Date('2026-03-15T10:00:00Z')]) {
			await expect(
				as(office, (trx) => issueLetter(trx, office.actor, world.reviewId, signed, { ...issue, issuedAt }))
			).rejects.toThrow(Invalid);
		}
		const issued = await letterAt(world, 'issued');
		for (const receivedOn of ['2026-03-15', '2026-03-17']) {
			await expect(
				as(theirs, (trx) => receiveLetter(trx, theirs.actor, world.reviewId, issued, { receivedOn }))
			).rejects.toThrow(Invalid);
		}
	});
});

describe('withdrawing', () => {
	test('keeps the letter with the reason, once, and only for the secretariat', async () => {
		const { secretariat, privateOffice } = world;
		const number = await letterAt(world, 'issued');
		const { revision, id } = await readLetter(world, number);
		const withdraw = (party: Party) =>
			as(party, (trx) =>
				withdrawLetter(trx, party.actor, world.reviewId, number, { because: 'Sent in error', revision })
			);
		await expect(withdraw(privateOffice)).rejects.toThrow(Forbidden);
		await withdraw(secretariat);
		await expect(withdraw(secretariat)).rejects.toThrow(Conflict);
		const letter = await readLetter(world, number);
		expect(stageOf(letter)).toBe('withdrawn');
		expect(letter.withdrawnBecause).toBe('Sent in error');
		expect((await actsOn(world, 'letter', id)).at(-1)).toBe('letter.withdrawn');
	});
});

describe('who knows of a letter', () => {
	test('its department, the secretariat and the chair; the addressee’s office once it has gone out', async () => {
		const draft = await letterAt(world, 'drafted');
		const issued = await letterAt(world, 'issued');
		const reads = async (party: Party, number: number) =>
			as(party, (trx) => getLetter(trx, world.reviewId, number)).then(
				() => true,
				() => false
			);
		for (const party of [world.official, world.minister, world.privateOffice, world.specialAdviser, world.chair]) {
			expect(await reads(party, draft)).toBe(true);
		}
		for (const party of [world.cabinetMinister, world.cabinetPrivateOffice]) {
			expect(await reads(party, draft)).toBe(false);
			expect(await reads(party, issued)).toBe(true);
		}
		for (const party of [world.careMinister, world.careOfficial, world.treasury, world.observer, world.outsider]) {
			expect(await reads(party, issued)).toBe(false);
		}
	});
});
