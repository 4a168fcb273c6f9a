import { parseWithZod } from '@conform-to/zod/v4';
import { error, fail, type ActionFailure } from '@sveltejs/kit';
import * as z from 'zod';
import { cleanText } from './clean-text.ts';
import { formField, keyField, revisionField, type FieldErrors, type FormState } from './form-state.ts';
import { intentField } from './intent.ts';

export type FormFailure = ActionFailure<{ form: FormState }>;

export type ParsedForm<Input> =
	| {
			ok: true;
			input: Input;
			/** What was typed, to hand to `refuse` when the act fails later. */
			state: FormState;
			/** The form's idempotency key; null when the post carried none. */
			key: string | null;
	  }
	| { ok: false; failure: FormFailure };

export type ParseOptions = {
	/** Fields never sent back to the page. */
	secret?: readonly string[];
	/** Rules that need a look elsewhere (async refinements). */
	async?: boolean;
};

const mostFields = 2000;
const mostRows = 500;
const fieldName = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d{1,3}\])*$/;
const rowIntent = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('insert'), payload: z.strictObject({ name: z.string().regex(fieldName) }) }),
	z.strictObject({
		type: z.literal('remove'),
		payload: z.strictObject({ name: z.string().regex(fieldName), index: z.int().min(0).max(mostRows) })
	})
]);

/**
 * Reads a posted form and checks it against a schema.
 *
 * A refused form and a form whose row button was pressed both come back as `failure`, to be returned from the action:
 * the first with status 422 and errors, the second with status 200 and none.
 *
 * @throws SvelteKit's HTTP error 400 for a body that is no form, 413 for one over the limit
 */
export async function parseForm<Schema extends z.ZodType>(
	request: Request,
	schema: Schema,
	options: ParseOptions = {}
): Promise<ParsedForm<z.output<Schema>>> {
	const data = cleanData(await readBody(request));
	const key = text(data, keyField);
	const id = text(data, formField);
	data.delete(keyField);
	data.delete(formField);

	const submission = await submit(data, schema, options.async ?? false);
	const state: FormState = {
		...(id === null ? {} : { id }),
		values: echo(submission.payload, options.secret ?? []),
		errors: {}
	};

	if (data.has(intentField)) return { ok: false, failure: fail(200, { form: state }) };
	if (submission.status !== 'success') {
		return { ok: false, failure: refuse(state, 422, present(submission.error ?? {})) };
	}
	return { ok: true, input: submission.value, state, key };
}

/** Refuses a form for a reason found after parsing: a conflict, a name already taken. Errors by field path, '' for the whole form. */
export function refuse(state: FormState, status: 409 | 422 | 429, errors: FieldErrors | string): FormFailure {
	const values = status === 409 ? withoutRevision(state.values) : state.values;
	return fail(status, { form: { ...state, values, errors: typeof errors === 'string' ? { '': [errors] } : errors } });
}

/** After a conflict the page shows what is stored now, and the next press is made knowing it. */
function withoutRevision({ [revisionField]: _, ...values }: Record<string, unknown>): Record<string, unknown> {
	return values;
}

async function readBody(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch (cause) {
		if (isOverLimit(cause)) {
			error(413, 'This form holds more than can be sent at once. Shorten the text or send fewer files, and try again.');
		}
		error(400, 'The form could not be read. Go back, reload the page and try again.');
	}
}

/** The server's own refusal of a large body arrives wrapped by the form reader. */
function isOverLimit(cause: unknown): boolean {
	for (let at = cause; typeof at === 'object' && at !== null; at = Reflect.get(at, 'cause')) {
		if (Reflect.get(at, 'status') === 413) return true;
	}
	return false;
}

function cleanData(posted: FormData): FormData {
	const data = new FormData();
	let fields = 0;
	for (const [name, value] of posted) {
		fields += 1;
		// Unbounded paths would build arrays and objects as deep and long as the sender likes.
		if (fields > mostFields || name.length > 200 || !fieldName.test(name)) unreadable();
		if (isRowBeyond(name) || isInherited(name)) unreadable();
		if (typeof value === 'string') data.append(name, cleanText(value));
		else data.append(name, value, cleanText(value.name));
	}
	if (isContradictory(posted.keys())) unreadable();
	// The library would take these from anyone who posts them; only row buttons are used here.
	if (data.has('__state__')) unreadable();
	if (data.has(intentField)) data.set(intentField, checkedIntent(data.getAll(intentField)));
	return data;
}

function isRowBeyond(name: string): boolean {
	return Array.from(name.matchAll(/\[(\d+)\]/g)).some(([, index]) => Number(index) >= mostRows);
}

/** The library would add to what every object inherits under such a name, as if it had been posted before. */
function isInherited(name: string): boolean {
	return (name.match(/[^.[\]]+/g) ?? []).some((part) => part in Object.prototype);
}

/** A path that is a value in one name and holds others in the next, or is a list here and a group there, has no shape. */
function isContradictory(names: Iterable<string>): boolean {
	const shapes = new Map<string, string>();
	for (const name of names) {
		const containers = Array.from(name.matchAll(/[.[]/g), (match) => [name.slice(0, match.index), match[0]] as const);
		for (const [path, shape] of [...containers, [name, 'value'] as const]) {
			if ((shapes.get(path) ?? shape) !== shape) return true;
			shapes.set(path, shape);
		}
	}
	return false;
}

function checkedIntent(posted: FormDataEntryValue[]): string {
	const [value] = posted;
	if (posted.length !== 1 || typeof value !== 'string') unreadable();
	const intent = rowIntent.safeParse(readJson(value));
	if (!intent.success) unreadable();
	return JSON.stringify(intent.data);
}

function readJson(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		return null;
	}
}

function unreadable(): never {
	error(400, 'The form could not be read. Go back, reload the page and try again.');
}

async function submit<Schema extends z.ZodType>(data: FormData, schema: Schema, async: boolean) {
	if (!data.has(intentField)) return async ? parseWithZod(data, { schema, async }) : parseWithZod(data, { schema });
	try {
		return parseWithZod(data, { schema });
	} catch {
		// The row button named something that is not a list.
		unreadable();
	}
}

function text(data: FormData, name: string): string | null {
	const value = data.get(name);
	return typeof value === 'string' && value !== '' ? value.slice(0, 100) : null;
}

/** Leaves out files, which no page can show again, and secrets. */
function echo(payload: Record<string, unknown>, secret: readonly string[]): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(payload)
			.filter(([name]) => !secret.includes(name))
			.map(([name, value]) => [name, withoutFiles(value)])
	);
}

function withoutFiles(value: unknown): unknown {
	if (value instanceof File) return undefined;
	if (Array.isArray(value)) return Array.from(value, withoutFiles);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutFiles(inner)]));
	}
	return value;
}

function present(errors: Record<string, string[] | null>): FieldErrors {
	const found: FieldErrors = {};
	for (const [path, messages] of Object.entries(errors)) {
		if (messages && messages.length > 0) found[path] = [...new Set(messages)];
	}
	return found;
}
