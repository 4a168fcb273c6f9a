import { error } from '@sveltejs/kit';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { isUnavailable } from '#lib/db/engine.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import type { Actor } from './actor.ts';
import { keepRefusal } from './refusals.server.ts';

/** The signed-in person. @throws HTTP 401 */
export function requireActor(locals: App.Locals): Actor {
	if (!locals.actor) error(401, 'Sign in to see this page');
	return locals.actor;
}

/** @throws HTTP 401, or 403 for anybody but an administrator */
export function requireAdministrator(locals: App.Locals): Actor {
	const actor = requireActor(locals);
	if (!actor.isAdministrator) forbid(locals, 'Only an administrator may see this page');
	return actor;
}

/** @throws HTTP 403 */
export function forbid(locals: App.Locals, message: string): never {
	locals.refused = 403;
	error(403, message);
}

/** One read transaction for a page's load, as the signed-in person. @throws HTTP 401, 403, 404, 409 */
export async function read<T>(locals: App.Locals, work: (trx: Trx, actor: Actor) => Promise<T>): Promise<T> {
	const actor = requireActor(locals);
	try {
		return await asActor(actor, work);
	} catch (cause) {
		keepRefusal(locals, cause);
		throwAsHttp(cause);
	}
}

/** Turns a refusal of the domain into the page that tells of it; anything else is thrown on. */
export function throwAsHttp(cause: unknown): never {
	if (cause instanceof NotFound) error(404, cause.message);
	if (cause instanceof Forbidden) error(403, cause.message);
	if (cause instanceof Conflict) error(409, cause.message);
	if (isUnavailable(cause)) error(503, 'The database cannot be reached just now. This page tries again by itself.');
	throw cause;
}

/** The id of a review that the actor is a member of. @throws NotFound, as for a review that does not exist */
export function reviewIdOf(actor: Actor, slug: string): number {
	const membership = actor.memberships.find((candidate) => candidate.reviewSlug === slug);
	if (!membership) throw new NotFound('This review was not found');
	return membership.reviewId;
}
