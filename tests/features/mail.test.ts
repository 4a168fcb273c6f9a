import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { deliverDue } from '#lib/jobs/deliver.server.ts';
import { remind } from '#lib/jobs/remind.server.ts';
import { chooseDigest, decideMail, setReminders } from '#lib/mail/commands.server.ts';
import { mayHaveBeenSent } from '#lib/mail/mail.ts';
import { countMail, getDigest, getReminders, listMail } from '#lib/mail/queries.server.ts';
import { clearLetter, issueLetter, signLetter } from '#lib/letters/commands.server.ts';
import { queueMail } from '#lib/mail/queue.server.ts';
import type { MailSettings } from '#lib/mail/settings.ts';
import type { MailState } from '#lib/mail/table.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { issue, letterAt, signature } from '../support/letters.ts';
import { propose } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, members, actorOf, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

type Received = { to: string[]; text: string };
const servers: SMTPServer[] = [];

afterEach(async () => {
	vi.unstubAllEnvs();
	for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
	await world.owner.deleteFrom('mail').execute();
	await world.owner.deleteFrom('reminderRuns').execute();
	await world.owner.updateTable('reviewSettings').set({ sendsReminders: false }).execute();
});

type Behaviour = { recipientCode?: number; hangUpAfterData?: boolean; port?: number };

/** A mail server of our own, which says what it received. */
async function mailServer({ recipientCode, hangUpAfterData = false, port = 0 }: Behaviour = {}) {
	const received: Received[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		closeTimeout: 100,
		onRcptTo(_, __, done) {
			if (recipientCode === undefined) return done();
			done(Object.assign(new Error('Not here, and your subject was odd'), { responseCode: recipientCode }));
		},
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				received.push({
					to: session.envelope.rcptTo.map(({ address }) => address),
					text: Buffer.concat(chunks).toString()
				});
				// The message is in, and the line goes dead before anybody has said so.
				if (hangUpAfterData) server.connections.forEach((connection) => connection._socket.destroy());
				else done();
			});
		}
	});
	server.on('error', () => {});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	servers.push(server);
	return { received, port: (server.server.address() as AddressInfo).port, server };
}

const settingsFor = (port: number, changed: Partial<MailSettings> = {}): MailSettings => ({
	url: `smtp://127.0.0.1:${port}`,
	from: 'throughline@gov.example',
	perHour: 100,
	origin: 'https://throughline.example',
	...changed
});

function turnOn() {
	vi.stubEnv('MAIL_URL', 'smtp://127.0.0.1:2525');
	vi.stubEnv('MAIL_FROM', 'throughline@gov.example');
	vi.stubEnv('ORIGIN', 'https://throughline.example');
}

async function queue(changed: Partial<Parameters<typeof queueMail>[1]> = {}): Promise<number> {
	turnOn();
	const id = await asActor(world.secretariat.actor, (trx) =>
		queueMail(trx, {
			key: `test:${randomUUID()}`,
			kind: 'letter',
			reviewId: world.reviewId,
			toPersonId: world.minister.personId,
			subject: 'A letter\r\nBcc: everybody@gov.example',
			body: 'The words of the letter.',
			...changed
		})
	);
	if (id === null) throw new Error('Nothing was queued');
	return id;
}

async function stored(id: number) {
	return world.owner.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const at = (moment: Date) => ({ clock: () => moment });
const freePort = 2; // Nobody listens there, and nobody but root could.

describe('queueing', () => {
	test('does nothing without a mail server, nor in the demo', async () => {
		const before = await countRows(world, 'mail');
		const message = {
			key: 'off:1',
			kind: 'notice' as const,
			reviewId: world.reviewId,
			toPersonId: world.minister.personId,
			subject: 'Off',
			body: 'Off'
		};
		const send = () => asActor(world.secretariat.actor, (trx) => queueMail(trx, message));
		expect(await send()).toBeNull();
		turnOn();
		vi.stubEnv('DEMO', '1');
		expect(await send()).toBeNull();
		expect(await countRows(world, 'mail')).toBe(before);
	});

	test('happens once under one key, in the transaction of its act, by members alone', async () => {
		const key = `once:${randomUUID()}`;
		await queue({ key });
		await expect(queue({ key })).rejects.toThrow('Nothing was queued');
		await expect(
			asActor(world.secretariat.actor, async (trx) => {
				await queueMail(trx, {
					key: `${key}:undone`,
					kind: 'notice',
					reviewId: world.reviewId,
					toPersonId: world.minister.personId,
					subject: 'Undone',
					body: 'Undone'
				});
				throw new Conflict('The act was refused');
			})
		).rejects.toThrow(Conflict);
		const rows = await world.owner.selectFrom('mail').select('key').where('key', 'like', `${key}%`).execute();
		expect(rows).toEqual([{ key }]);
		await expect(
			asActor(world.outsider.actor, (trx) =>
				queueMail(trx, {
					key: `${key}:outsider`,
					kind: 'notice',
					reviewId: world.reviewId,
					toPersonId: world.minister.personId,
					subject: 'x',
					body: 'x'
				})
			)
		).rejects.toThrow('not a member');
	});
});

describe('delivery', () => {
	test('hands a message over once, with its enclosure, and notes it', async () => {
		const { received, port } = await mailServer();
		const id = await queue({ attachment: { name: 'letter.docx', bytes: new Uint8Array([80, 75, 3, 4]) } });
		expect(await deliverDue(settingsFor(port), at(now))).toBe(1);
		expect(await deliverDue(settingsFor(port), at(after(600)))).toBe(0);
		expect(received).toHaveLength(1);
		const [message] = received;
		expect(message?.to).toEqual([(await stored(id)).toAddress]);
		expect(message?.text).toContain('The words of the letter.');
		expect(message?.text).toContain('filename=letter.docx');
		expect(message?.text).toContain('UEsDBA==');
		expect(message?.text).toContain('Subject: A letter Bcc: everybody@gov.example\r\n');
		expect(message?.text).not.toMatch(/^Bcc:/m);
		expect(await stored(id)).toMatchObject({ state: 'sent', attempts: 1, sentAt: now, failedBecause: null });
	});

	test('by two instances at once sends each message once', async () => {
		const { received, port } = await mailServer();
		for (let number = 0; number < 6; number += 1) await queue();
		const sent = await Promise.all([1, 2, 3].map(() => deliverDue(settingsFor(port), at(now))));
		// An instance that finds another at the turn leaves it to that one.
		await deliverDue(settingsFor(port), at(now));
		expect(sent.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(6);
		expect(received).toHaveLength(6);
		expect(new Set(received.map(({ text }) => /^Message-ID: (.+)$/m.exec(text)?.[1])).size).toBe(6);
	});

	test('waits longer and longer for a server that is down, and delivers once it is up', async () => {
		const id = await queue();
		await deliverDue(settingsFor(freePort), at(now));
		const first = await stored(id);
		expect(first).toMatchObject({ state: 'queued', attempts: 1, nextAttemptAt: after(1) });
		expect(first.failedBecause).toBe('The mail server could not be reached');
		await deliverDue(settingsFor(freePort), at(now));
		expect((await stored(id)).attempts).toBe(1);
		await deliverDue(settingsFor(freePort), at(after(1)));
		expect(await stored(id)).toMatchObject({ state: 'queued', attempts: 2, nextAttemptAt: after(6) });

		const { received, port } = await mailServer();
		expect(await deliverDue(settingsFor(port), at(after(6)))).toBe(1);
		expect(received).toHaveLength(1);
		expect(received[0]?.text).toContain(`Message-ID: ${first.messageId}`);
		expect(await stored(id)).toMatchObject({ state: 'sent', attempts: 3, failedBecause: null });
	});

	test('gives up in the end, and a person may try again', async () => {
		const id = await queue();
		await world.owner.updateTable('mail').set({ attempts: 7 }).where('id', '=', id).execute();
		await deliverDue(settingsFor(freePort), at(now));
		expect(await stored(id)).toMatchObject({ state: 'failed', attempts: 8 });
	});

	test('does not try again what the server refuses, and keeps nothing of what it said', async () => {
		const { received, port } = await mailServer({ recipientCode: 550 });
		const id = await queue();
		await deliverDue(settingsFor(port), at(now));
		expect(await stored(id)).toMatchObject({ state: 'failed', failedBecause: 'The mail server refused it (550)' });
		expect(received).toEqual([]);
	});

	test('tries again what the server does not take yet', async () => {
		const { port } = await mailServer({ recipientCode: 451 });
		const id = await queue();
		await deliverDue(settingsFor(port), at(now));
		expect(await stored(id)).toMatchObject({
			state: 'queued',
			failedBecause: 'The mail server did not take it yet (451)',
			nextAttemptAt: after(1)
		});
	});

	test('never sends again by itself what may have been sent', async () => {
		const { received, port, server } = await mailServer({ hangUpAfterData: true });
		const id = await queue();
		await deliverDue(settingsFor(port), at(now));
		expect(received).toHaveLength(1);
		expect(await stored(id)).toMatchObject({ state: 'failed', failedBecause: mayHaveBeenSent });
		await new Promise<void>((resolve) => server.close(() => resolve()));
		servers.splice(0);
		const working = await mailServer();
		await deliverDue(settingsFor(working.port), at(after(5000)));
		expect(working.received).toEqual([]);
	});

	test('after a process that ended in between says so, and sends nothing', async () => {
		const { received, port } = await mailServer();
		const id = await queue();
		await world.owner
			.updateTable('mail')
			.set({ state: 'sending', attempts: 1, sendingSince: now, messageId: '<x@gov.example>' })
			.where('id', '=', id)
			.execute();
		// Another instance may be at it still.
		await deliverDue(settingsFor(port), at(after(1)));
		expect((await stored(id)).state).toBe('sending');
		await deliverDue(settingsFor(port), at(after(10)));
		expect(await stored(id)).toMatchObject({ state: 'failed', failedBecause: mayHaveBeenSent });
		expect(received).toEqual([]);
	});

	test('keeps to so many messages an hour', async () => {
		const { received, port } = await mailServer();
		for (let number = 0; number < 5; number += 1) await queue();
		const settings = settingsFor(port, { perHour: 3 });
		expect(await deliverDue(settings, at(now))).toBe(3);
		expect(await deliverDue(settings, at(after(59)))).toBe(0);
		expect(await deliverDue(settings, at(after(61)))).toBe(2);
		expect(received).toHaveLength(5);
	});

	test('refuses to speak in clear to a server elsewhere', async () => {
		const { received, port } = await mailServer();
		const id = await queue();
		// The machine's own name by another spelling: what matters is that it is not recognised as its own.
		await deliverDue(settingsFor(port, { url: `smtp://[::ffff:127.0.0.1]:${port}` }), at(now));
		expect((await stored(id)).state).toBe('queued');
		expect(received).toEqual([]);
	});
});

describe('reminders', () => {
	async function remindersOn() {
		const { revision } = await asActor(world.secretariat.actor, (trx) => getReminders(trx, world.reviewId));
		await asActor(world.secretariat.actor, (trx, actor) =>
			setReminders(trx, actor, world.reviewId, { sendsReminders: true, revision })
		);
	}

	const owe = () => propose(world, { title: `Something to answer ${randomUUID()}` });

	const mailTo = (personId: number) =>
		world.owner.selectFrom('mail').selectAll().where('toPersonId', '=', personId).orderBy('id').execute();

	test('are off until the secretariat says otherwise', async () => {
		await owe();
		expect(await remind(settingsFor(freePort), now)).toBe(0);
		expect(await countRows(world, 'mail')).toBe(0);
	});

	test('say once a day how much waits, as the person’s own page counts it, and nothing of what', async () => {
		await owe();
		await remindersOn();
		expect(await remind(settingsFor(freePort), now)).toBeGreaterThan(0);
		const [digest, ...others] = await mailTo(world.minister.personId);
		expect(others).toEqual([]);
		const needs = await asActor(world.minister.actor, (trx, actor) => listNeeds(trx, actor));
		const count = needs.flatMap((review) => review.needs).reduce((sum, need) => sum + need.count, 0);
		expect(count).toBeGreaterThan(0);
		expect(digest).toMatchObject({
			kind: 'digest',
			key: `digest:${world.minister.personId}:2026-03-16`,
			reviewId: world.reviewId,
			subject: count === 1 ? 'One thing waits for you in Throughline' : `${count} things wait for you in Throughline`
		});
		const { title } = await world.owner
			.selectFrom('recommendations')
			.select('title')
			.where('reviewId', '=', world.reviewId)
			.executeTakeFirstOrThrow();
		expect(`${digest?.subject} ${digest?.body}`).not.toContain(title);
		expect(`${digest?.subject} ${digest?.body}`).not.toContain(world.slug);
		// A second look, and a second instance.
		expect(await remind(settingsFor(freePort), after(30))).toBe(0);
		await world.owner.deleteFrom('reminderRuns').execute();
		expect(await remind(settingsFor(freePort), after(60))).toBe(0);
	});

	test('of a run that was left half-way are made whole, each once', async () => {
		await owe();
		await remindersOn();
		await world.owner
			.insertInto('reminderRuns')
			.values({ day: '2026-03-16', startedAt: now, finishedAt: null })
			.execute();
		expect(await remind(settingsFor(freePort), after(5))).toBe(0);
		expect(await remind(settingsFor(freePort), after(20))).toBeGreaterThan(0);
		expect(await remind(settingsFor(freePort), after(60))).toBe(0);
	});

	test('keep to working hours and working days', async () => {
		await owe();
		await remindersOn();
		for (const moment of [
			'2026-03-16T08:59:00Z',
			'2026-03-16T17:00:00Z',
			'2026-03-14T11:00:00Z',
			'2026-04-06T10:00:00Z'
		]) {
			await remind(settingsFor(freePort), new Date(moment));
		}
		expect(await countRows(world, 'mail')).toBe(0);
		await world.owner
			.updateTable('reviewSettings')
			.set({ nation: 'scotland' })
			.where('reviewId', '=', world.reviewId)
			.execute();
		await world.owner.deleteFrom('reminderRuns').execute();
		expect(await remind(settingsFor(freePort), new Date('2026-04-06T10:00:00Z'))).toBeGreaterThan(0);
		await world.owner
			.updateTable('reviewSettings')
			.set({ nation: 'england' })
			.where('reviewId', '=', world.reviewId)
			.execute();
	});

	test('of what is late come as a chaser in place of the day’s digest', async () => {
		await owe();
		await remindersOn();
		// Proposed on Monday 16 March; five working days of patience end on Monday 23.
		await remind(settingsFor(freePort), new Date('2026-03-23T10:00:00Z'));
		await remind(settingsFor(freePort), new Date('2026-03-24T10:00:00Z'));
		await remind(settingsFor(freePort), new Date('2026-03-25T10:00:00Z'));
		const found = await mailTo(world.minister.personId);
		expect(found.map(({ kind, key }) => ({ kind, key }))).toEqual([
			{ kind: 'digest', key: `digest:${world.minister.personId}:2026-03-23` },
			{ kind: 'chaser', key: `chaser:${world.minister.personId}:2026-03-24` },
			{ kind: 'digest', key: `digest:${world.minister.personId}:2026-03-25` }
		]);
	});

	test('come weekly or never, as the person chose; what is late is said all the same', async () => {
		await owe();
		await remindersOn();
		const choose = (digest: 'daily' | 'weekly' | 'off') =>
			asActor(world.minister.actor, (trx, actor) => chooseDigest(trx, actor, digest));
		await choose('weekly');
		for (const day of ['16', '17', '18']) await remind(settingsFor(freePort), new Date(`2026-03-${day}T10:00:00Z`));
		expect((await mailTo(world.minister.personId)).map(({ key }) => key)).toEqual([
			`digest:${world.minister.personId}:week of 2026-03-16`
		]);
		await choose('off');
		await world.owner.deleteFrom('mail').execute();
		for (const day of ['23', '24', '25']) await remind(settingsFor(freePort), new Date(`2026-03-${day}T10:00:00Z`));
		expect((await mailTo(world.minister.personId)).map(({ kind }) => kind)).toEqual(['chaser']);
		expect(await asActor(world.minister.actor, (trx, actor) => getDigest(trx, actor.person.id))).toBe('off');
		expect((await actsOn(world, 'person', world.minister.personId)).slice(-2)).toEqual([
			'mail.digest_chosen',
			'mail.digest_chosen'
		]);
		await choose('daily');
	});

	test('that could not be sent on their day are not sent at night or on the next', async () => {
		const { received, port } = await mailServer();
		await owe();
		await remindersOn();
		await remind(settingsFor(port), now);
		await deliverDue(settingsFor(port), at(new Date('2026-03-16T18:00:00Z')));
		expect(received).toEqual([]);
		await deliverDue(settingsFor(port), at(new Date('2026-03-17T09:30:00Z')));
		expect(received).toEqual([]);
		expect((await mailTo(world.minister.personId)).map(({ state }) => state)).toEqual(['cancelled']);
	});
});

describe('looking after the mail', () => {
	async function failed(): Promise<number> {
		const id = await queue();
		await world.owner
			.updateTable('mail')
			.set({ state: 'failed', attempts: 8, failedBecause: 'The mail server refused it (550)' })
			.where('id', '=', id)
			.execute();
		return id;
	}

	const decide = (actor: Actor, reviewId: number | null, id: number, wanted: 'queued' | 'cancelled') =>
		asActor(actor, (trx) => decideMail(trx, actor, reviewId, id, wanted));

	test('administrators and the review’s secretariat see to whom and what became of it, never the words', async () => {
		const id = await failed();
		for (const [actor, reviewId] of [
			[world.administrator, null],
			[world.secretariat.actor, world.reviewId]
		] as const) {
			const { items } = await asActor(actor, (trx) => listMail(trx, reviewId));
			const found = items.find((item) => item.id === id);
			expect(found).toMatchObject({ kind: 'letter', state: 'failed', attempts: 8 });
			expect(JSON.stringify(items)).not.toContain('words of the letter');
			expect(JSON.stringify(items)).not.toContain('A letter');
			expect(await asActor(actor, (trx) => countMail(trx, reviewId))).toMatchObject({ failed: 1 });
			expect((await asActor(actor, (trx) => listMail(trx, reviewId, { state: 'sent' }))).items).toEqual([]);
			await expect(asActor(actor, (trx) => trx.selectFrom('mail').select('body').execute())).rejects.toThrow(
				'permission denied'
			);
		}
		for (const party of members.filter((member) => member !== 'secretariat')) {
			const actor = actorOf(world, party);
			for (const reviewId of [null, world.reviewId]) {
				expect((await asActor(actor, (trx) => listMail(trx, reviewId))).items).toEqual([]);
				expect(await asActor(actor, (trx) => countMail(trx, reviewId))).toEqual({});
			}
		}
		expect((await asActor(world.outsider.actor, (trx) => listMail(trx, world.reviewId))).items).toEqual([]);
		expect((await asActor(world.secretariat.actor, (trx) => listMail(trx, null))).items).toEqual([]);
	});

	test('what failed is sent again, what waits is cancelled: once each, and on record', async () => {
		const id = await failed();
		await decide(world.administrator, null, id, 'queued');
		expect(await stored(id)).toMatchObject({ state: 'queued', attempts: 0, failedBecause: null });
		await expect(decide(world.administrator, null, id, 'queued')).rejects.toThrow(Conflict);
		await decide(world.secretariat.actor, world.reviewId, id, 'cancelled');
		expect((await stored(id)).state).toBe('cancelled');
		await expect(decide(world.secretariat.actor, world.reviewId, id, 'cancelled')).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'mail', id)).toEqual(['mail.retried', 'mail.cancelled']);
	});

	test('nobody else decides, and nobody decides on another review’s', async () => {
		const id = await failed();
		const before = await countRows(world, 'audit_entries');
		for (const party of members.filter((member) => member !== 'secretariat')) {
			for (const reviewId of [null, world.reviewId]) {
				await expect(decide(actorOf(world, party), reviewId, id, 'cancelled')).rejects.toThrow(Forbidden);
			}
		}
		await expect(decide(world.secretariat.actor, null, id, 'cancelled')).rejects.toThrow(Forbidden);
		await world.owner
			.updateTable('mail')
			.set({ letterId: null, reviewId: world.otherReviewId })
			.where('id', '=', id)
			.execute();
		await expect(decide(world.secretariat.actor, world.reviewId, id, 'cancelled')).rejects.toThrow(NotFound);
		await expect(decide(world.administrator, null, 0, 'cancelled')).rejects.toThrow(NotFound);
		expect((await stored(id)).state satisfies MailState).toBe('failed');
		expect(await countRows(world, 'audit_entries')).toBe(before);
	});

	test('the list comes in pages, each message once', async () => {
		for (let number = 0; number < 53; number += 1) await queue();
		const first = await asActor(world.administrator, (trx) => listMail(trx, null));
		const second = await asActor(world.administrator, (trx) => listMail(trx, null, { after: first.next }));
		expect([first.items.length, second.items.length, second.next]).toEqual([50, 3, null]);
		expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(53);
	});

	test('whether a review reminds is its secretariat’s to say, from what it saw', async () => {
		const { revision } = await asActor(world.secretariat.actor, (trx) => getReminders(trx, world.reviewId));
		const set = (actor: Actor, from: number) =>
			asActor(actor, (trx) => setReminders(trx, actor, world.reviewId, { sendsReminders: true, revision: from }));
		for (const party of members.filter((member) => member !== 'secretariat')) {
			await expect(set(actorOf(world, party), revision)).rejects.toThrow(Forbidden);
		}
		await expect(set(world.outsider.actor, revision)).rejects.toThrow(NotFound);
		await set(world.secretariat.actor, revision);
		await expect(set(world.secretariat.actor, revision)).rejects.toThrow(Conflict);
		expect((await asActor(world.secretariat.actor, (trx) => getReminders(trx, world.reviewId))).sendsReminders).toBe(
			true
		);
		const { rows } = await sql<{
			act: string;
		}>`select act from audit_entries where review_id = ${world.reviewId} order by id desc limit 1`.execute(world.owner);
		expect(rows).toEqual([{ act: 'mail.reminders_set' }]);
	});
});

describe('letters among what waits', () => {
	const kinds = async (actor: Actor) =>
		(await asActor(actor, (trx) => listNeeds(trx, actor)))
			.flatMap((review) => review.needs)
			.filter(({ kind }) => kind === 'letters' || kind === 'letter_answers')
			.flatMap(({ kind, items }) => items.map(({ reference, note }) => [kind, reference, note?.split(':')[0]]));

	test('stand with the sender’s office until they have gone out, then with the addressee’s until they are answered', async () => {
		const { privateOffice, careMinister, cabinetPrivateOffice } = world;
		const number = await letterAt(world, 'drafted');
		expect(await kinds(privateOffice.actor)).toEqual([['letters', `L${number}`, 'To clear']]);
		expect(await kinds(careMinister.actor)).toEqual([]);
		await asActor(privateOffice.actor, (trx, actor) => clearLetter(trx, actor, world.reviewId, number, { version: 1 }));
		expect(await kinds(privateOffice.actor)).toEqual([['letters', `L${number}`, 'To sign']]);
		await asActor(privateOffice.actor, (trx, actor) => signLetter(trx, actor, world.reviewId, number, signature));
		expect(await kinds(cabinetPrivateOffice.actor)).toEqual([]);
		await asActor(privateOffice.actor, (trx, actor) => issueLetter(trx, actor, world.reviewId, number, issue));
		expect(await kinds(privateOffice.actor)).toEqual([]);
		expect(await kinds(world.cabinetMinister.actor)).toEqual([
			['letter_answers', `L${number}`, 'One recommendation has no answer']
		]);
	});
});
