import type { Actor } from '#lib/access/actor.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			requestId?: string;
		}
		interface Locals {
			requestId: string;
			actor: Actor | null;
			/** The digest under which the session is stored; the raw id stays in the cookie. */
			sessionIdHash: string | null;
		}
	}
}

export {};
