import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asActor, asSystem } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { issueLetter } from '#lib/letters/commands.server.ts';
import { stageOf } from '#lib/letters/letter.ts';
import { addMessage, confirmMessage, sendLetter } from '#lib/letters/post/commands.server.ts';
import { findPost, getMessageFile, listPeople } from '#lib/letters/post/queries.server.ts';
import type { MessageFacts } from '#lib/mail/message/message.ts';
import { changeSettings } from '#lib/reviews/settings/commands.server.ts';
import { issue, letterAt, readLetter } from '../support/letters.ts';
import { actsOn, makeWorld, now, type Party, type World } from '../support/world.ts';

let world: World;
let number: number;
let facts: MessageFacts;
beforeEach(async () => {
	world = await makeWorld();
	number = await letterAt(world, 'signed');
	const people = await peopleOf(world.privateOffice);
	const address = (side: string) => people.find((person) => person.side === side)?.address ?? '';
	facts = {
		from: { name: 'Office', address: address('sender') },
		to: [{ name: '', address: address('addressee') }],
		cc: [],
		subject: `L${number}: What the review asks of the department`,
		sentAt: '2026-03-16T09:30:00.000Z',
		messageId: null,
		text: 'Enclosed.',
		enclosures: []
	};
});
afterEach(() => vi.unstubAllEnvs());

async function peopleOf(party: Party) {
	const { id } = await readLetter(world, number);
	return asActor(party.actor, (trx) => listPeople(trx, id));
}

const add = (party: Party, wanted: Partial<MessageFacts> = {}) =>
	asActor(party.actor, (trx) =>
		addMessage(trx, party.actor, world.reviewId, number, {
			name: 'sent.eml',
			bytes: new TextEncoder().encode(JSON.stringify(wanted)),
			facts: { ...facts, ...wanted }
		})
	);
const confirm = (party: Party, message: number, confirmed = false) =>
	asActor(party.actor, (trx) =>
		confirmMessage(trx, party.actor, world.reviewId, number, message, {
			version: 1,
			issuedOn: '2026-03-16',
			confirmed
		})
	);

describe('a message that was sent', () => {
	test('is kept, and issues the letter once a person has confirmed it', async () => {
		const { privateOffice: office } = world;
		const message = await add(office);
		expect(await add(office)).toBe(message);
		expect(stageOf(await readLetter(world, number))).toBe('signed');
		await confirm(office, message);
		const letter = await readLetter(world, number);
		expect(letter).toMatchObject({ issuedHow: 'own_mailbox', issuedAt: new Date('2026-03-16T09:30:00.000Z') });
		await expect(confirm(office, message)).rejects.toThrow(Conflict);
		expect((await actsOn(world, 'letter', letter.id)).slice(-2)).toEqual(['letter.message_added', 'letter.issued']);
		const file = await asActor(office.actor, (trx) => getMessageFile(trx, letter.id, message));
		expect(file.fileName).toBe('sent.eml');
	});

	test('that differs from the letter is confirmed knowingly', async () => {
		const { privateOffice: office } = world;
		for (const wanted of [
			{ subject: 'Lunch' },
			{ from: { name: '', address: 'forger@elsewhere.example' } },
			{ to: [{ name: '', address: 'nobody@elsewhere.example' }] },
			{ sentAt: null }
		]) {
			const message = await add(office, wanted);
			await expect(confirm(office, message)).rejects.toThrow(Invalid);
		}
		expect(stageOf(await readLetter(world, number))).toBe('signed');
		const message = await add(office, { subject: 'Lunch' });
		await confirm(office, message, true);
		expect(stageOf(await readLetter(world, number))).toBe('issued');
	});

	test('is added by the sender’s office or the secretariat alone, and never to a letter that nobody signed', async () => {
		await expect(add(world.official)).rejects.toThrow(Forbidden);
		await expect(add(world.careMinister)).rejects.toThrow(NotFound);
		number = await letterAt(world, 'cleared');
		await expect(add(world.privateOffice)).rejects.toThrow(Conflict);
	});
});

describe('sending from the application', () => {
	const send = (party: Party) =>
		asActor(party.actor, (trx) =>
			sendLetter(trx, party.actor, world.reviewId, number, {
				version: 1,
				attachment: { name: 'L1.pdf', bytes: new Uint8Array([1]) },
				body: 'Enclosed.'
			})
		);
	const allow = () =>
		asActor(world.secretariat.actor, (trx, actor) =>
			changeSettings(trx, actor, world.reviewId, {
				nation: 'england',
				sendsLetters: true,
				fullJudgements: false,
				independentFirstView: false,
				revision: 1
			})
		);
	const mailOn = () => {
		vi.stubEnv('MAIL_URL', 'smtp://127.0.0.1:1');
		vi.stubEnv('MAIL_FROM', 'throughline@example.gov.uk');
		vi.stubEnv('ORIGIN', 'https://throughline.example');
		vi.stubEnv('DEMO', '');
	};
	const became = (state: 'sent' | 'cancelled') =>
		asSystem('jobs', now, (trx) =>
			trx
				.updateTable('mail')
				.set({ state, sentAt: state === 'sent' ? now : null })
				.where('reviewId', '=', world.reviewId)
				.where('kind', '=', 'letter')
				.execute()
		);

	test('is off until the review allows it', async () => {
		mailOn();
		await expect(send(world.privateOffice)).rejects.toThrow(Conflict);
		await allow();
		await expect(send(world.official)).rejects.toThrow(Forbidden);
		await send(world.privateOffice);
		expect(stageOf(await readLetter(world, number))).toBe('queued');
	});

	test('happens once, and the letter is issued when the outbox has sent it', async () => {
		mailOn();
		await allow();
		await send(world.privateOffice);
		await expect(send(world.privateOffice)).rejects.toThrow(Conflict);
		const { id } = await readLetter(world, number);
		const post = await asActor(world.privateOffice.actor, (trx) => findPost(trx, id));
		expect(post?.state).toBe('queued');
		// Nor does it go out twice by another way.
		const { actor } = world.privateOffice;
		await expect(asActor(actor, (trx) => issueLetter(trx, actor, world.reviewId, number, issue))).rejects.toThrow(
			Conflict
		);
		await became('sent');
		const letter = await readLetter(world, number);
		expect(letter).toMatchObject({ issuedHow: 'application', issuedAt: now });
		expect((await actsOn(world, 'letter', id)).slice(-2)).toEqual(['letter.queued', 'letter.issued']);
	});

	test('can be done again after it was cancelled', async () => {
		mailOn();
		await allow();
		await send(world.privateOffice);
		await became('cancelled');
		expect(stageOf(await readLetter(world, number))).toBe('signed');
		await send(world.privateOffice);
		expect(stageOf(await readLetter(world, number))).toBe('queued');
	});

	test('without mail the office is told to use its own mailbox', async () => {
		await allow();
		await expect(send(world.privateOffice)).rejects.toThrow('own mailbox');
		expect(stageOf(await readLetter(world, number))).toBe('signed');
	});
});

test('addresses are for the sender’s department and the secretariat', async () => {
	const people = await peopleOf(world.secretariat);
	const of = (wanted: string) => people.filter(({ side }) => side === wanted).map(({ personId }) => personId);
	// The office first: that is where a minister's letters are opened.
	expect(of('addressee')).toEqual([world.cabinetPrivateOffice.personId, world.cabinetMinister.personId]);
	expect(of('sender')).toEqual([world.privateOffice.personId, world.minister.personId]);
	for (const party of [world.careMinister, world.observer, world.outsider, world.chair]) {
		expect(await peopleOf(party)).toEqual([]);
	}
});
