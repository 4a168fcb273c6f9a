import { redirect } from '@sveltejs/kit';
import { throwAsHttp } from '#lib/access/guards.server.ts';
import { clearSessionCookie, readSessionCookie } from '#lib/access/session-cookie.server.ts';
import { endSession } from '#lib/access/sessions.server.ts';
import { leaveNotice } from '#lib/forms/notice.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, setHeaders, url }) => {
	const sessionId = readSessionCookie(cookies, url);
	try {
		if (sessionId) await endSession(sessionId, new Date());
	} catch (cause) {
		throwAsHttp(cause);
	}
	clearSessionCookie(cookies, url);
	// Pages that the browser keeps for its back button go with the session.
	setHeaders({ 'Clear-Site-Data': '"cache"' });
	leaveNotice(cookies, 'You are signed out');
	redirect(303, '/sign-in');
};
