import { error, json } from '@sveltejs/kit';
import * as z from 'zod';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { keepDraft } from '#lib/papers/drafts/commands.server.ts';
import { DRAFT_MAX_BYTES } from '#lib/papers/drafts/draft.ts';
import { sectionIdIn } from '#lib/papers/section-id.ts';
import type { RequestHandler } from './$types';

const typed = z.object({
	heading: z
		.string()
		.transform(cleanText)
		.transform((text) => text.slice(0, 1000)),
	body: z.string().transform(cleanText),
	annex: z.boolean(),
	revision: z.int().min(1),
	version: z.int().min(1)
});

/** Keeps what the page's form holds as the person's draft, and answers when it was kept. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	if (!request.headers.get('Content-Type')?.startsWith('application/json')) error(415, 'Send the draft as JSON');
	const draft = typed.safeParse(await request.json().catch(() => null));
	if (!draft.success) error(400, 'The draft could not be read');
	if (new TextEncoder().encode(draft.data.body).length > DRAFT_MAX_BYTES) {
		error(413, 'This text is too long to be kept as a draft. Split it in two.');
	}
	const savedAt = await read(locals, (trx, actor) =>
		keepDraft(trx, actor, reviewIdOf(actor, params.review), params.paper, sectionIdIn(params.section), draft.data)
	);
	return json({ savedAt });
};
