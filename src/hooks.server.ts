import { randomUUID } from 'node:crypto';
import { type Handle, type HandleServerError, type ServerInit, redirect } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { isCrossSite, isPageVisit, isPublic, signedOutAnswer } from '#lib/access/gate.server.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { logRefusal } from '#lib/access/refusals.server.ts';
import { readSessionCookie, setSessionCookie } from '#lib/access/session-cookie.server.ts';
import { readSession, renewSession } from '#lib/access/sessions.server.ts';
import { onClose } from '#lib/db/closers.ts';
import { isEngineOpen, useEngine } from '#lib/db/engine-in-use.server.ts';
import { isUnavailable, openEngine } from '#lib/db/engine.server.ts';
import { unavailableAnswer } from '#lib/db/unavailable-page.ts';
import { closeRenderer } from '#lib/documents/render.server.ts';
import { startJobs } from '#lib/jobs/start.server.ts';
import { log } from '#lib/log.server.ts';
import { readingsNoted } from '#lib/papers/readers/note-reading.server.ts';
import '#lib/slots.server.ts';

export const init: ServerInit = async () => {
	// The development server runs this again whenever it has reloaded the module.
	if (isEngineOpen()) return;
	const engine = await openEngine();
	await engine.migrate();
	useEngine(engine);
	onClose(() => engine.close());
	onClose(closeRenderer);
	onClose(readingsNoted);
	onClose(startJobs());
};

const requestId: Handle = async ({ event, resolve }) => {
	event.locals.requestId = randomUUID();
	event.locals.actor = null;
	event.locals.sessionIdHash = null;
	event.locals.endedPersonId = null;
	event.locals.refused = null;
	const response = await resolve(event);
	response.headers.set('X-Request-Id', event.locals.requestId);
	return response;
};

const sameSite: Handle = async ({ event, resolve }) => {
	if (isCrossSite(event.request, event.url)) {
		return new Response('This form was sent from another site', { status: 403 });
	}
	return resolve(event);
};

const session: Handle = async ({ event, resolve }) => {
	const now = new Date();
	try {
		const sessionId = readSessionCookie(event.cookies, event.url);
		const found = sessionId ? await readSession(sessionId, now) : null;
		if (found?.state === 'ended') event.locals.endedPersonId = found.personId;
		if (sessionId && found?.state === 'live') {
			const renewed = found.renew && isPageVisit(event) ? await renewSession(sessionId, now) : null;
			if (renewed) setSessionCookie(event.cookies, event.url, renewed.id);
			event.locals.actor = await loadActor(found.personId, now, found.actingPostId);
			event.locals.sessionIdHash = renewed?.idHash ?? found.idHash;
		}
	} catch (cause) {
		if (isUnavailable(cause)) return unavailableAnswer();
		throw cause;
	}
	return resolve(event);
};

/** Denies by default: a route that is not named as public needs a signed-in person, whatever its own code asks. */
const guard: Handle = async ({ event, resolve }) => {
	if (event.locals.actor || isPublic(event.route.id)) return resolve(event);
	if (event.request.method === 'GET' && event.route.id !== null) {
		const to = event.url.pathname + event.url.search;
		redirect(303, to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`);
	}
	return signedOutAnswer(event, resolve);
};

const refusals: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	logRefusal(event, response.status);
	return response;
};

const headers: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	// SvelteKit names no character set for its pages.
	if (response.headers.get('Content-Type') === 'text/html') {
		response.headers.set('Content-Type', 'text/html; charset=utf-8');
	}
	if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store');
	if (response.status === 503) response.headers.set('Retry-After', '5');
	return response;
};

export const handle = sequence(requestId, refusals, headers, sameSite, session, guard);

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const requestId = event.locals.requestId;
	if (status === 404) return { message: 'This page was not found', requestId };
	// A request that no page of ours sends is the sender's mistake, not one to wake an operator for.
	if (status < 500) return { message: 'That request could not be read', requestId };
	log('error', 'request.failed', {
		requestId,
		route: event.route.id,
		status,
		personId: event.locals.actor?.person.id ?? null,
		error: error instanceof Error ? error.stack : String(error)
	});
	return { message: message || 'Something went wrong', requestId };
};
