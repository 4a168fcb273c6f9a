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
import { getLetter, listAsks, listLetterVersions } from '#lib/letters/queries.server.ts';
import { editSchedule } from '#lib/letters/schedule/commands.server.ts';
import { stageOf } from '#lib/letters/letter.ts';
import { askFor, issue, letterAt, letterInput, readLetter, signature } from '../support/letters.ts';
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

describe('what a letter asks', () => {
	type Asks = Parameters<typeof editSchedule>[4]['asks'];
	const askedBy = async (number: number) => {
		const { id } = await readLetter(world, number);
		const asked = await as(world.secretariat, (trx) => listAsks(trx, id));
		return asked.map(({ recommendationId, version, ask }, row) => ({ recommendationId, version, ask, row }));
	};
	const change = async (party: Party, number: number, wanted: Asks, revision?: number) => {
		const letter = await readLetter(world, number);
		return as(party, (trx) =>
			editSchedule(trx, party.actor, world.reviewId, number, { revision: revision ?? letter.revision, asks: wanted })
		);
	};

	test('is changed by the secretariat and the sender’s office; what was cleared and signed is so no more', async () => {
		for (const party of [world.secretariat, world.privateOffice]) {
			const number = await letterAt(world, 'signed');
			const [first] = await askedBy(number);
			const other = await askFor(world, 'A place to go');
			if (!first) throw new Error('The letter asks nothing');
			await change(party, number, [
				{ ...first, ask: 'contribute' },
				{ ...other, row: 1 }
			]);
			const letter = await readLetter(world, number);
			expect([letter.version, stageOf(letter)]).toEqual([2, 'drafted']);
			expect((await askedBy(number)).map(({ ask }) => ask)).toEqual(['lead', 'contribute']);
			const [now, before] = await as(world.secretariat, (trx) => listLetterVersions(trx, letter.id));
			expect(before?.schedule).toMatch(/^R\d+ One health visitor, version 1: Agree, and lead on it$/);
			expect(now?.schedule.split('\n')).toEqual([
				expect.stringContaining('A place to go, version 1: Agree, and lead on it'),
				expect.stringContaining('One health visitor, version 1: Agree to contribute')
			]);
			expect((await actsOn(world, 'letter', letter.id)).at(-1)).toBe('letter.schedule_changed');
		}
	});

	test('makes no version where nothing differs, and is never empty', async () => {
		const number = await letterAt(world, 'cleared');
		await change(world.secretariat, number, await askedBy(number));
		expect(stageOf(await readLetter(world, number))).toBe('cleared');
		await expect(change(world.secretariat, number, [])).rejects.toMatchObject({ field: 'asks' });
		await expect(change(world.secretariat, number, await askedBy(number), 99)).rejects.toThrow(Conflict);
	});

	test('stays as it was once the letter has gone out, and for who may not write it', async () => {
		const gone = await letterAt(world, 'issued');
		const asked = (await askedBy(gone)).map((each) => ({ ...each, ask: 'note' as const }));
		await expect(change(world.secretariat, gone, asked)).rejects.toThrow(Conflict);
		const number = await letterAt(world, 'drafted');
		const wanted = (await askedBy(number)).map((each) => ({ ...each, ask: 'note' as const }));
		for (const party of [world.chair, world.official, world.specialAdviser]) {
			await expect(change(party, number, wanted)).rejects.toThrow(Forbidden);
		}
		for (const party of [world.careOfficial, world.cabinetPrivateOffice, world.outsider]) {
			await expect(change(party, number, wanted)).rejects.toThrow(NotFound);
		}
		expect((await readLetter(world, number)).version).toBe(1);
	});

	test('asks in the words of today, of what is with the group, and never twice', async () => {
		const first = await letterAt(world, 'issued');
		const number = await letterAt(world, 'drafted');
		const own = await askedBy(number);
		const [elsewhere] = await askedBy(first);
		if (!elsewhere) throw new Error('The letter asks nothing');
		await expect(change(world.secretariat, number, [...own, { ...elsewhere, row: 1 }])).rejects.toMatchObject({
			field: 'asks[1].ask',
			message: expect.stringContaining(`L${first} asks for`)
		});
		const fresh = await askFor(world, 'Another place');
		await expect(
			change(world.secretariat, number, [...own, { ...fresh, version: fresh.version + 1, row: 1 }])
		).rejects.toThrow(Conflict);
		await world.owner
			.updateTable('recommendations')
			.set({ state: 'emerging', proposedAt: null })
			.where('id', '=', fresh.recommendationId)
			.execute();
		await expect(change(world.secretariat, number, [...own, { ...fresh, row: 1 }])).rejects.toMatchObject({
			field: 'asks[1].ask'
		});
		expect(await askedBy(number)).toEqual(own);
	});
});
