import * as z from 'zod';
import type { Act } from '#lib/access/acts.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type Block, plainRuns } from '#lib/documents/document.ts';
import type { Parsed, Place, Printed, Resolved } from '#lib/papers/slots/slot.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { markingText } from '#lib/reviews/review.ts';
import { findLastSubmitted, type Submitted } from '../submitted/queries.server.ts';

/**
 * What every slot of a bid keeps beside its figures. A paper prints what was submitted and never work: those who read a
 * working paper see every submission, and not every bid in work.
 */
export const headSchema = z.object({
	reference: z.string(),
	title: z.string(),
	version: z.int(),
	sensitive: z.boolean(),
	handling: z.string().nullable(),
	withdrawn: z.boolean()
});

export type Head = z.infer<typeof headSchema>;

/** The right of everybody who reads the paper. From the exposure draft on a paper has readers without it. */
export const seesSubmissions: Act = 'bid.see_submissions';

/** @param written the slot without its bid: "bid-costs" */
export function parseBid(written: string, argument: string): Parsed<number> {
	const number = numberIn('B', argument);
	return number === null || reference('B', number) !== argument
		? { ok: false, mistake: `Name one bid, like this: ::${written} B3.` }
		: { ok: true, argument: number };
}

/** Resolves what was last submitted of a bid, where the paper is marked for it. */
export async function resolveBid<Data>(
	trx: Trx,
	place: Place,
	number: number,
	read: (submitted: Submitted, head: Head) => Promise<Resolved<Data>> | Resolved<Data>
): Promise<Resolved<Data>> {
	const name = reference('B', number);
	const submitted = await findLastSubmitted(trx, place.reviewId, number);
	if (!submitted) return { state: 'waiting', because: `No version of ${name} that you may read has been submitted.` };
	const { content, version, withdrawnBecause } = submitted;
	const head: Head = {
		reference: name,
		title: content.title,
		version,
		...content.marking,
		withdrawn: withdrawnBecause !== null
	};
	const because = await unmarked(trx, place, head);
	return because === null ? read(submitted, head) : { state: 'waiting', because };
}

/** Why the paper may not print what carries this marking; null where it may. */
export async function unmarked(
	trx: Trx,
	{ paperId }: Pick<Place, 'paperId'>,
	{ reference: name, sensitive, handling }: Head
): Promise<string | null> {
	if (!sensitive && handling === null) return null;
	const paper = await trx
		.selectFrom('papers')
		.select(['sensitive', 'handling'])
		.where('id', '=', paperId)
		.executeTakeFirst();
	const marked = (!sensitive || paper?.sensitive) && (handling === null || paper?.handling === handling);
	return marked ? null : `${name} is marked ${markingText(sensitive, handling)}: mark the paper so first.`;
}

/** "B3, version 2", or the title alone where no working reference is printed. */
export function nameOf({ reference: name, title, version }: Head, { showReferences }: Printed): string {
	return showReferences ? `${name} ${title}, version ${version}` : `${title}, version ${version}`;
}

export function withdrawnNote({ withdrawn }: Head): Block[] {
	if (!withdrawn) return [];
	return [
		{ type: 'paragraph', numbered: false, runs: plainRuns('The bid has been withdrawn since it was submitted.') }
	];
}

export function headDifferences(before: Head, after: Head): string[] {
	const { reference: name } = after;
	return [
		...(before.version === after.version
			? []
			: [`Version ${after.version} of ${name} has been submitted; version ${before.version} stands here`]),
		...(before.title === after.title ? [] : [`${name} is now called “${after.title}”`]),
		...(before.withdrawn === after.withdrawn
			? []
			: [after.withdrawn ? `${name} has been withdrawn` : `${name} is not withdrawn any longer`]),
		...(before.sensitive === after.sensitive && before.handling === after.handling
			? []
			: [`${name} is now marked ${markingText(after.sensitive, after.handling)}`])
	];
}
