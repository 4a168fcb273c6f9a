import { createHash } from 'node:crypto';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type * as z from 'zod';
import type { Actor } from '#lib/access/actor.ts';
import { requireActor, throwAsHttp } from '#lib/access/guards.server.ts';
import { TooBusy } from '#lib/access/passwords.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { constraintName } from '#lib/db/engine.server.ts';
import { Conflict, Invalid } from '#lib/errors.ts';
import type { FormState } from './form-state.ts';
import { leaveNotice } from './notice.server.ts';
import { type FormFailure, type ParseOptions, parseForm, refuse } from './parse.server.ts';

/** Where to go after the act, and the notice shown there. */
export type Done = { to: string; notice?: string };

export type ActOptions = ParseOptions & {
	/** Named constraints of the database and the field and message that each stands for. */
	constraints?: Record<string, { field: string; message: string }>;
};

/**
 * The one shape of a form action: parse, one transaction as the signed-in person, redirect.
 * The form's key is claimed in the same transaction, so pressing the button twice acts once and a refused act may be tried again.
 * Conflict, Invalid and the named constraints come back beside what was typed; NotFound and Forbidden are pages.
 */
export async function act<Schema extends z.ZodType>(
	event: RequestEvent,
	schema: Schema,
	work: (trx: Trx, actor: Actor, input: z.output<Schema>) => Promise<Done>,
	options: ActOptions = {}
): Promise<FormFailure> {
	const actor = requireActor(event.locals);
	const form = await parseForm(event.request, schema, options);
	if (!form.ok) return form.failure;

	let done: Done;
	try {
		done = await asActor(actor, async (trx) => {
			const claim = form.key
				? await claimKey(trx, actor, form.key, event.url.pathname + event.url.search, form.state)
				: null;
			if (claim?.doneBefore) return { to: claim.doneBefore };
			const result = await work(trx, actor, form.input);
			if (claim) await settleKey(trx, claim, result.to);
			return result;
		});
	} catch (cause) {
		return refusal(cause, form.state, options);
	}
	if (done.notice) leaveNotice(event.cookies, done.notice);
	redirect(303, done.to);
}

/** What a failed act shows: a refusal beside what was typed, else a page. @throws HTTP errors, or the cause itself */
export function refusal(cause: unknown, state: FormState, options: ActOptions = {}): FormFailure {
	if (cause instanceof Conflict) return refuse(state, 409, cause.message);
	if (cause instanceof Invalid) return refuse(state, 422, { [cause.field]: [cause.message] });
	if (cause instanceof TooBusy) error(429, 'Many people are signing in at once. Wait a minute and try again.');
	const broken = options.constraints?.[constraintName(cause) ?? ''];
	if (broken) return refuse(state, 422, { [broken.field]: [broken.message] });
	throwAsHttp(cause);
}

type Claim = { personId: number; key: string; bodyHash: string; doneBefore: string | null };

/** The same key with another body is a new act; the same key and body is the same act pressed again. */
async function claimKey(trx: Trx, actor: Actor, key: string, address: string, state: FormState): Promise<Claim | null> {
	if (!uuid.test(key)) return null;
	const bodyHash = createHash('sha256').update(address).update(JSON.stringify(state.values)).digest('hex');
	const claim = { personId: actor.person.id, key, bodyHash, doneBefore: null };
	const inserted = await trx
		.insertInto('formSubmissions')
		.values({ personId: claim.personId, key, bodyHash })
		.onConflict((conflict) => conflict.doNothing())
		.returning('key')
		.executeTakeFirst();
	if (inserted) return claim;
	const before = await trx
		.selectFrom('formSubmissions')
		.select('location')
		.where('personId', '=', claim.personId)
		.where('key', '=', key)
		.where('bodyHash', '=', bodyHash)
		.executeTakeFirst();
	return before?.location ? { ...claim, doneBefore: before.location } : claim;
}

async function settleKey(trx: Trx, claim: Claim, location: string): Promise<void> {
	await trx
		.updateTable('formSubmissions')
		.set({ location })
		.where('personId', '=', claim.personId)
		.where('key', '=', claim.key)
		.where('bodyHash', '=', claim.bodyHash)
		.execute();
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
