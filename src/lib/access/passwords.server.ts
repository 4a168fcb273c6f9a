import { hash, verify } from '@node-rs/argon2';
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** argon2id with 19 MiB, two passes and one lane: OWASP's first recommended setting. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two verifications at a time leave the thread pool free for other people's work; a longer queue is a flood. */
const atOnce = 2;
const longestQueue = 20;

/** Thrown before any hashing when too many people, or one attacker, sign in at once. Shown as a 429. */
export class TooBusy extends Error {}

/** @throws TooBusy */
export async function hashPassword(password: string): Promise<string> {
	return inTurn(() => hash(password.normalize('NFKC'), cost));
}

/**
 * Compares a password with a stored hash. An unknown account (null) costs the same time as a known one.
 * @throws TooBusy
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
	const nobody = await hashOfNobody();
	const matches = await inTurn(() => verify(stored ?? nobody, password.normalize('NFKC')));
	return matches && stored !== null;
}

/** A password that a person can read out and type: about 138 bits. */
export function generatePassword(): string {
	const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
	const groups = Array.from({ length: 7 }, () =>
		Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')
	);
	return groups.join('-');
}

/** A single-use link's token and the digest of it that is stored. */
export function newToken(): { token: string; tokenHash: string } {
	const token = randomBytes(32).toString('base64url');
	return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

let nobody: Promise<string> | null = null;

function hashOfNobody(): Promise<string> {
	nobody ??= hash(randomBytes(24).toString('hex'), cost);
	return nobody;
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= atOnce) {
		if (waiting.length >= longestQueue) throw new TooBusy();
		await new Promise<void>((resolve) => waiting.push(resolve));
	} else {
		running += 1;
	}
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else running -= 1;
	}
}
