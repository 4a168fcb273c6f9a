import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '#lib/access/accounts.server.ts';
import { checkSignIn } from '#lib/access/enter.server.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { hashPassword } from '#lib/access/passwords.server.ts';
import {
	chooseActingPost,
	endOwnSessions,
	endSession,
	hashId,
	listOwnSessions,
	readSession,
	renewSession,
	startSession
} from '#lib/access/sessions.server.ts';
import {
	changePassword,
	issuePasswordLink,
	readPasswordLink,
	signIn,
	usePasswordLink
} from '#lib/access/sign-in.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { closeAccount, editPerson, openAccount } from '#lib/people/commands.server.ts';
import { getPerson } from '#lib/people/queries.server.ts';
import { linesLogged } from '../support/log-lines.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

const password = 'kettle orbit magpie';
let world: World;
let passwordHash: string;

beforeAll(async () => {
	world = await makeWorld();
	passwordHash = await hashPassword(password);
});

/** The sessions and throttles of these tests are measured from the moment of the test. */
const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let made = 0;
async function person(): Promise<{ personId: number; email: string; address: string }> {
	made += 1;
	const tag = `${made}-${Math.random().toString(36).slice(2, 10)}`;
	const email = `signs.in.${tag}@example.gov.uk`;
	const account = { name: `Signs In ${tag}`, email, isAdministrator: false, mayCreateReviews: false, passwordHash };
	return { ...(await createAccount(account, now)), email, address: `10.0.0.${tag}` };
}

async function actorOf(personId: number, at = now) {
	const actor = await loadActor(personId, at);
	if (!actor) throw new Error('The account is closed');
	return actor;
}

/** Only what signing in looks at; the rest of an event is SvelteKit's. */
function visitFrom(address: string): RequestEvent {
	const visit = { getClientAddress: () => address, locals: { requestId: 'r-1' }, setHeaders: () => undefined };
	return visit as unknown as RequestEvent;
}

const digestOf = (email: string) => createHash('sha256').update(email).digest('hex').slice(0, 16);

describe('signing in', () => {
	test('takes the right password, whatever the case of the address', async () => {
		const { personId, email, address } = await person();
		expect(await signIn(email.toUpperCase(), password, address, now)).toEqual({ outcome: 'signed_in', personId });
	});

	test('gives one answer to a wrong password, an unknown address and a closed account', async () => {
		const { personId, email, address } = await person();
		const refused = { outcome: 'refused' };
		expect(await signIn(email, 'wrong', address, now)).toEqual(refused);
		expect(await signIn(`nobody.${email}`, password, address, now)).toEqual(refused);
		await asActor(world.administrator, async (trx, actor) => closeAccount(trx, actor, personId, 1));
		expect(await signIn(email, password, address, now)).toEqual(refused);
	});

	test('is refused to an account that has no password yet', async () => {
		const email = `waiting.${Math.random()}@example.gov.uk`;
		await createAccount(
			{ name: 'Waiting', email, isAdministrator: false, mayCreateReviews: false, passwordHash: null },
			now
		);
		expect(await signIn(email, password, '10.1.0.1', now)).toEqual({ outcome: 'refused' });
		expect(await signIn(email, '', '10.1.0.1', now)).toEqual({ outcome: 'refused' });
	});

	test.each(['a known account', 'an unknown one'])('slows down the guessing at %s, longer each time', async (which) => {
		const { email: known, address } = await person();
		const email = which === 'a known account' ? known : `nobody.${known}`;
		const waits: number[] = [];
		let at = now;
		for (let attempt = 1; attempt <= 9; attempt++) {
			expect(await signIn(email, 'wrong', address, at)).toEqual({ outcome: 'refused' });
			const next = await signIn(email, 'wrong', address, at);
			if (next.outcome === 'throttled') {
				waits.push((next.until.getTime() - at.getTime()) / 1000);
				at = next.until;
			}
		}
		expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128]);
	});

	test('stays refused while it waits, even with the right password, and is open again afterwards', async () => {
		const { personId, email, address } = await person();
		for (let attempt = 1; attempt <= 5; attempt++) await signIn(email, 'wrong', address, now);
		const blocked = await signIn(email, password, address, now);
		expect(blocked.outcome).toBe('throttled');
		if (blocked.outcome !== 'throttled') return;
		expect(await signIn(email, password, address, blocked.until)).toEqual({ outcome: 'signed_in', personId });
		expect(await signIn(email, 'wrong', address, blocked.until)).toEqual({ outcome: 'refused' });
	});

	test('somebody else’s guessing at another address locks nobody out', async () => {
		const { personId, email, address } = await person();
		for (let attempt = 1; attempt <= 6; attempt++) await signIn(email, 'wrong', '10.66.6.6', now);
		expect(await signIn(email, password, address, now)).toEqual({ outcome: 'signed_in', personId });
	});

	test('slows an address down that guesses at many accounts', async () => {
		const address = `10.77.${Math.random()}`;
		const outcomes: string[] = [];
		for (let attempt = 1; attempt <= 22; attempt++) {
			outcomes.push((await signIn(`many.${attempt}@example.gov.uk`, 'wrong', address, now)).outcome);
		}
		expect(outcomes.slice(0, 21)).toEqual(Array(21).fill('refused'));
		expect(outcomes[21]).toBe('throttled');
	});

	test('a burst of guesses at once gets no more tries than one after another', async () => {
		const { email, address } = await person();
		const results = await Promise.all(
			Array.from({ length: 20 }, () => signIn(email, 'wrong', address, now).catch((cause: unknown) => cause))
		);
		const tried = results.filter((result) => (result as { outcome?: string }).outcome === 'refused');
		expect(tried).toHaveLength(5);
	});

	test('tells the operator of each refusal, and neither the password nor the name that was typed', async () => {
		const { email, address } = await person();
		const lines = linesLogged();
		const tries = Array.from({ length: 6 }, () => ({ email: email.toUpperCase(), password: 'a wrong guess' }));
		for (const typed of tries) await checkSignIn(visitFrom(address), typed, { values: {}, errors: {} });
		const line = { level: 'warn', requestId: 'r-1', address, account: digestOf(email) };
		expect(lines.read()).toMatchObject([
			...Array<object>(5).fill({ ...line, event: 'sign_in.refused' }),
			{ ...line, event: 'sign_in.throttled' }
		]);
		expect(JSON.stringify(lines.read()).toLowerCase()).not.toMatch(/wrong guess|signs\.in/);
	});

	test('keeps neither addresses nor e-mail names of those who failed', async () => {
		const { email, address } = await person();
		await signIn(email, 'wrong', address, now);
		const { rows } = await sql<{ row: string }>`select a::text as row from sign_in_attempts a`.execute(world.owner);
		expect(rows.filter(({ row }) => row.includes(email) || row.includes(address))).toEqual([]);
		expect(rows.length).toBeGreaterThan(0);
	});
});

describe('a session', () => {
	test('is stored as a digest alone and known by its id', async () => {
		const { personId } = await person();
		const id = await startSession(personId, 'Test', now);
		// 25 random bytes.
		expect(id).toMatch(/^[a-z2-7]{40}$/);
		expect(await readSession(id, now)).toMatchObject({ state: 'live', personId, idHash: hashId(id) });
		const { rows } = await sql<{ row: string }>`
			select s::text as row from sessions s where person_id = ${personId}`.execute(world.owner);
		expect(rows).toHaveLength(1);
		expect(rows[0]?.row).not.toContain(id);
		expect(rows[0]?.row).toContain(hashId(id));
		expect(await readSession(hashId(id), now)).toBeNull();
		expect(await actsOn(world, 'person', personId)).toEqual(['person.created', 'session.started']);
	});

	test('takes the place of the one that the browser brought', async () => {
		const { personId } = await person();
		const first = await startSession(personId, 'Test', now);
		const second = await startSession(personId, 'Test', now, first);
		expect(second).not.toBe(first);
		expect(await readSession(first, now)).toBeNull();
	});

	test('ends after half an hour without a request, and still tells whose it was', async () => {
		const { personId } = await person();
		const id = await startSession(personId, 'Test', now);
		expect((await readSession(id, later(29)))?.state).toBe('live');
		expect((await readSession(id, later(58)))?.state).toBe('live');
		expect(await readSession(id, later(89))).toEqual({ state: 'ended', personId });
	});

	test('ends after twelve hours however busy', async () => {
		const { personId } = await person();
		const id = await startSession(personId, 'Test', now);
		for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
			expect((await readSession(id, later(minutes)))?.state).toBe('live');
		}
		expect(await readSession(id, later(12 * 60))).toEqual({ state: 'ended', personId });
	});

	test('ends at sign-out', async () => {
		const { personId } = await person();
		const id = await startSession(personId, 'Test', now);
		await endSession(id, now);
		await endSession(id, now);
		expect(await readSession(id, now)).toBeNull();
		expect(await actsOn(world, 'person', personId)).toEqual(['person.created', 'session.started', 'session.ended']);
	});

	test('ends at once when the account is closed, and opening it again brings none back', async () => {
		const { personId } = await person();
		const id = await startSession(personId, 'Test', now);
		await asActor(world.administrator, async (trx, actor) => closeAccount(trx, actor, personId, 1));
		expect(await readSession(id, now)).toBeNull();
		expect(await loadActor(personId, now)).toBeNull();
		await asActor(world.administrator, async (trx, actor) => openAccount(trx, actor, personId, 2));
		expect(await readSession(id, now)).toBeNull();
	});

	test('takes a new id once, when the person’s rights have changed', async () => {
		const { personId, email } = await person();
		const id = await startSession(personId, 'Test', now);
		expect(await renewSession(id, now)).toBeNull();
		await asActor(world.administrator, async (trx, actor) =>
			editPerson(trx, actor, personId, {
				name: 'Signs In',
				email,
				isAdministrator: false,
				mayCreateReviews: true,
				revision: 1
			})
		);
		expect(await readSession(id, now)).toMatchObject({ state: 'live', renew: true });
		const renewed = await renewSession(id, now);
		expect(renewed).not.toBeNull();
		expect(await renewSession(id, now)).toBeNull();
		expect(await readSession(id, now)).toBeNull();
		expect(await readSession(renewed?.id ?? '', now)).toMatchObject({ state: 'live', personId, renew: false });
	});

	test('keeps its id while only the name changes', async () => {
		const { personId, email } = await person();
		const id = await startSession(personId, 'Test', now);
		const input = { name: 'Another Name', email, isAdministrator: false, mayCreateReviews: false, revision: 1 };
		await asActor(world.administrator, async (trx, actor) => editPerson(trx, actor, personId, input));
		expect(await readSession(id, now)).toMatchObject({ renew: false });
	});

	test('a person sees and ends their own alone', async () => {
		const mine = await person();
		const theirs = await person();
		const here = await startSession(mine.personId, 'Here', now);
		const there = await startSession(mine.personId, 'There', now);
		const other = await startSession(theirs.personId, 'Other', now);
		const actor = await actorOf(mine.personId);

		const listed = await asActor(actor, (trx) => listOwnSessions(trx, actor, hashId(here)));
		expect(listed.map(({ userAgent, isThis }) => ({ userAgent, isThis }))).toEqual([
			{ userAgent: 'Here', isThis: true },
			{ userAgent: 'There', isThis: false }
		]);
		expect(JSON.stringify(listed)).not.toContain(hashId(here));

		const otherActor = await actorOf(theirs.personId);
		const [foreign] = await asActor(otherActor, (trx) => listOwnSessions(trx, otherActor, hashId(other)));
		await expect(
			asActor(actor, (trx) => endOwnSessions(trx, actor, hashId(here), foreign?.number ?? 0))
		).rejects.toThrow(NotFound);
		await expect(
			asActor(actor, (trx) => endOwnSessions(trx, actor, hashId(here), listed[0]?.number ?? 0))
		).rejects.toThrow(NotFound);

		await asActor(actor, (trx) => endOwnSessions(trx, actor, hashId(here), listed[1]?.number ?? 0));
		expect(await readSession(there, now)).toBeNull();
		await startSession(mine.personId, 'Third', now);
		expect(await asActor(actor, (trx) => endOwnSessions(trx, actor, hashId(here), null))).toBe(1);
		expect((await readSession(here, now))?.state).toBe('live');
		expect((await readSession(other, now))?.state).toBe('live');
	});

	test('an ended one is not listed any more', async () => {
		const { personId } = await person();
		await startSession(personId, 'Old', now);
		const actor = { ...(await actorOf(personId)), now: later(31) };
		expect(await asActor(actor, (trx) => listOwnSessions(trx, actor, null))).toEqual([]);
	});

	test('remembers the post to act from while its holder holds it', async () => {
		const { actor, postId, personId } = world.official;
		const id = await startSession(personId, 'Test', now);
		await asActor(actor, (trx) => chooseActingPost(trx, actor, hashId(id), postId));
		const found = await readSession(id, now);
		expect(found).toMatchObject({ actingPostId: postId });
		expect((await loadActor(personId, now, postId))?.actingPostId).toBe(postId);
		expect((await loadActor(personId, now, world.minister.postId))?.actingPostId).toBeNull();
		await expect(
			asActor(actor, (trx) => chooseActingPost(trx, actor, hashId(id), world.minister.postId))
		).rejects.toThrow(Invalid);
	});
});

describe('changing a password', () => {
	test('needs the present one, ends every other session and renews this one', async () => {
		const { personId, email, address } = await person();
		const here = await startSession(personId, 'Here', now);
		const there = await startSession(personId, 'There', now);
		const actor = await actorOf(personId);
		const wanted = 'marble lantern otter';

		await expect(changePassword(actor, 'wrong', wanted, hashId(here))).rejects.toThrow(Invalid);
		expect(await signIn(email, password, address, now)).toMatchObject({ outcome: 'signed_in' });

		await changePassword(actor, password, wanted, hashId(here));
		expect(await readSession(here, now)).toMatchObject({ state: 'live', renew: true });
		expect(await readSession(there, now)).toBeNull();
		expect(await signIn(email, password, address, now)).toEqual({ outcome: 'refused' });
		expect(await signIn(email, wanted, address, now)).toMatchObject({ outcome: 'signed_in' });
		expect(await actsOn(world, 'person', personId)).toContain('password.changed');
	});

	test('slows the guessing of the present one down', async () => {
		const { personId } = await person();
		const actor = await actorOf(personId);
		for (let attempt = 1; attempt <= 5; attempt++) {
			await expect(changePassword(actor, 'wrong', 'marble lantern otter', 'none')).rejects.toThrow('not your present');
		}
		await expect(changePassword(actor, password, 'marble lantern otter', 'none')).rejects.toThrow('Wait 2 seconds');
	});
});

describe('a password link', () => {
	const issue = (personId: number, at = world.administrator.now) => {
		const administrator = { ...world.administrator, now: at };
		return asActor(administrator, (trx) => issuePasswordLink(trx, administrator, personId));
	};

	test('sets a password once, and ends every session', async () => {
		const { personId, email, address } = await person();
		const session = await startSession(personId, 'Test', now);
		const token = await issue(personId, now);
		expect(await readPasswordLink(token, now)).toBe(email);
		expect(await usePasswordLink(token, 'marble lantern otter', now)).toBe(true);
		expect(await signIn(email, 'marble lantern otter', address, now)).toMatchObject({ outcome: 'signed_in', personId });
		expect(await readSession(session, now)).toBeNull();

		expect(await readPasswordLink(token, now)).toBeNull();
		expect(await usePasswordLink(token, 'another long password', now)).toBe(false);
		expect(await signIn(email, 'marble lantern otter', address, now)).toMatchObject({ outcome: 'signed_in' });
	});

	test('pressed twice at the same moment works once', async () => {
		const { personId } = await person();
		const token = await issue(personId, now);
		const results = await Promise.all([
			usePasswordLink(token, 'marble lantern otter', now),
			usePasswordLink(token, 'kettle lantern otter', now)
		]);
		expect(results.toSorted()).toEqual([false, true]);
	});

	test('works for seventy-two hours', async () => {
		const { personId, email } = await person();
		const token = await issue(personId, now);
		expect(await readPasswordLink(token, later(72 * 60 - 1))).toBe(email);
		expect(await readPasswordLink(token, later(72 * 60))).toBeNull();
		expect(await usePasswordLink(token, 'marble lantern otter', later(72 * 60))).toBe(false);
	});

	test('ends when another is issued, when the password changes and when the account is closed', async () => {
		const { personId } = await person();
		const first = await issue(personId, now);
		const second = await issue(personId, now);
		expect(await readPasswordLink(first, now)).toBeNull();
		await changePassword(await actorOf(personId), password, 'marble lantern otter', 'none');
		expect(await readPasswordLink(second, now)).toBeNull();

		const third = await issue(personId, now);
		await asActor(world.administrator, async (trx, actor) => closeAccount(trx, actor, personId, 1));
		expect(await readPasswordLink(third, now)).toBeNull();
		await expect(issue(personId, now)).rejects.toThrow(Conflict);
	});

	test('is stored as a digest alone', async () => {
		const { personId } = await person();
		const token = await issue(personId, now);
		const { rows } = await sql<{ row: string }>`
			select l::text as row from password_links l where person_id = ${personId}`.execute(world.owner);
		expect(rows).toHaveLength(1);
		expect(rows[0]?.row).not.toContain(token);
	});

	test('is the administrator’s to issue', async () => {
		const { personId } = await person();
		const before = await countRows(world, 'password_links');
		const actor = world.official.actor;
		await expect(asActor(actor, (trx) => issuePasswordLink(trx, actor, personId))).rejects.toThrow(Forbidden);
		await expect(asActor(actor, (trx) => issuePasswordLink(trx, actor, actor.person.id))).rejects.toThrow(Forbidden);
		await expect(issue(0)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'password_links')).toBe(before);
		const seen = await asActor(world.administrator, (trx) => getPerson(trx, personId));
		expect(seen.state).toBe('open');
	});
});
