import type { RequestEvent } from '@sveltejs/kit';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { log } from '#lib/log.server.ts';

/** What somebody gets who asks for what is not theirs, sends what no page of ours sends, or tries too often. */
const refusals = new Set([400, 401, 403, 404, 405, 413, 415, 429]);

/** Keeps that a page's data was refused: the answer to a script that asks for it is itself a 200. */
export function keepRefusal(locals: App.Locals, cause: unknown): void {
	if (cause instanceof Forbidden) locals.refused = 403;
	if (cause instanceof NotFound) locals.refused = 404;
}

/** Tells the operator who was refused where. An address that no route has is a mistyped one, and is left out. */
export function logRefusal(event: RequestEvent, status: number): void {
	const refused = event.locals.refused ?? status;
	if (!refusals.has(refused) || event.route.id === null) return;
	log('warn', 'request.refused', {
		requestId: event.locals.requestId,
		status: refused,
		method: event.request.method,
		route: event.route.id,
		personId: event.locals.actor?.person.id ?? null,
		address: addressOf(event)
	});
}

/** null where a proxy should have named the address and has not. */
export function addressOf(event: RequestEvent): string | null {
	try {
		return event.getClientAddress();
	} catch {
		return null;
	}
}
