import { openFeed } from '#lib/access/calendar-feeds.server.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { throwAsHttp } from '#lib/access/guards.server.ts';
import { addressOf } from '#lib/access/refusals.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { timetableFeed } from '#lib/overview/timetable/feed.server.ts';
import type { RequestHandler } from './$types';

/** Opened by calendars, which sign in with the private link alone: what it shows is what its person may see now. */
export const GET: RequestHandler = async (event) => {
	const now = new Date();
	try {
		const opened = await openFeed(event.params.token, addressOf(event) ?? 'unknown', now);
		if ('blockedUntil' in opened) {
			const seconds = Math.max(1, Math.ceil((opened.blockedUntil.getTime() - now.getTime()) / 1000));
			return new Response('Too many links that do not exist', {
				status: 429,
				headers: { 'Retry-After': String(seconds) }
			});
		}
		const actor = opened.personId === null ? null : await loadActor(opened.personId, now);
		if (!actor) return new Response('There is no such calendar', { status: 404 });
		const origin = new URL(process.env.ORIGIN ?? event.url.origin).origin;
		const file = await asActor(actor, (trx) => timetableFeed(trx, actor, origin));
		return new Response(file, {
			headers: {
				'Content-Type': 'text/calendar; charset=utf-8',
				'Content-Disposition': 'inline; filename="throughline.ics"',
				// What a person may see changes with the posts they hold: nobody keeps a copy for them.
				'Cache-Control': 'private, no-store',
				'Referrer-Policy': 'no-referrer'
			}
		});
	} catch (cause) {
		throwAsHttp(cause);
	}
};
