import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { type FormState } from '#lib/forms/form-state.ts';
import { type FormFailure, refuse } from '#lib/forms/parse.server.ts';
import { log } from '#lib/log.server.ts';
import { TooBusy } from './passwords.server.ts';
import { addressOf } from './refusals.server.ts';
import { readSessionCookie, setSessionCookie } from './session-cookie.server.ts';
import { startSession } from './sessions.server.ts';
import { signIn } from './sign-in.server.ts';
import { waitInWords } from './wait.ts';

/** Checks the address and password that somebody typed. One answer for every wrong pair; a wait where there were too many. */
export async function checkSignIn(
	event: RequestEvent,
	{ email, password }: { email: string; password: string },
	state: FormState
): Promise<{ personId: number } | { failure: FormFailure }> {
	const now = new Date();
	try {
		const result = await signIn(email, password, event.getClientAddress(), now);
		switch (result.outcome) {
			case 'signed_in':
				return { personId: result.personId };
			case 'refused':
				logFailure(event, 'sign_in.refused', email);
				return { failure: refuse(state, 422, 'The email address or the password is not right') };
			case 'throttled':
				logFailure(event, 'sign_in.throttled', email);
				return { failure: tooMany(event, state, result.until, now) };
		}
	} catch (cause) {
		if (!(cause instanceof TooBusy)) throw cause;
		logFailure(event, 'sign_in.busy', email);
		return { failure: tooMany(event, state, new Date(now.getTime() + busySeconds * 1000), now) };
	}
}

/** Starts a session for this browser, under an id that nobody has seen before. */
export async function enter(event: RequestEvent, personId: number): Promise<void> {
	const previousId = readSessionCookie(event.cookies, event.url) ?? undefined;
	const userAgent = event.request.headers.get('User-Agent') ?? '';
	setSessionCookie(event.cookies, event.url, await startSession(personId, userAgent, new Date(), previousId));
}

const busySeconds = 10;

/** Names nobody: people type passwords into the wrong field. The digest tells an operator which account was tried, and how often. */
function logFailure(
	event: RequestEvent,
	what: 'sign_in.refused' | 'sign_in.throttled' | 'sign_in.busy',
	email: string
) {
	log('warn', what, {
		requestId: event.locals.requestId,
		account: createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16),
		address: addressOf(event)
	});
}

function tooMany(event: RequestEvent, state: FormState, until: Date, now: Date): FormFailure {
	event.setHeaders({ 'Retry-After': String(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))) });
	return refuse(state, 429, `Too many tries. Wait ${waitInWords(until, now)}, then try again.`);
}
