import type { Actor } from '#lib/access/actor.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			requestId?: string;
		}
		interface PageData {
			/** The review that the page belongs to, for the frame. */
			review?: {
				id: number;
				slug: string;
				title: string;
				banner: string | null;
				seesPositions: boolean;
				hasBox: boolean;
			} | null;
			/** The marking of the page; a record sets its own. */
			marking?: { text: string; handling?: string | null } | null;
		}
		interface Locals {
			requestId: string;
			actor: Actor | null;
			/** The digest under which the session is stored; the raw id stays in the cookie. */
			sessionIdHash: string | null;
			/** Whose session it was that has just ended, where the browser still brings its id. */
			endedPersonId: number | null;
			/** What a page's data was refused as, which the answer to a script does not show. */
			refused: 403 | 404 | null;
		}
	}
}

export {};
