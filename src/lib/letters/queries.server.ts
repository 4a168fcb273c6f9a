import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { NotFound } from '#lib/errors.ts';
import type { Stage } from './letter.ts';
import type { LetterToPrint, ScheduleLine } from './letter-document.ts';
import type { LetterKind, LettersTable } from './table.ts';

export type Letter = {
	id: number;
	reviewId: number;
	number: number;
	kind: LetterKind;
	batch: string | null;
	roundId: number | null;
	teamId: number;
	departmentName: string;
	shortName: string;
	senderPostId: number;
	senderTitle: string;
	addresseePostId: number | null;
	addressee: string;
	copiedTo: string;
	subject: string;
	text: string;
	replyBy: string | null;
	version: number;
	clearedVersion: number | null;
	clearedAt: Date | null;
	clearedBy: string | null;
	signedBy: string | null;
	signedOn: string | null;
	signedVersion: number | null;
	queuedAt: Date | null;
	issuedAt: Date | null;
	issuedHow: LettersTable['issuedHow'];
	receivedOn: string | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	revision: number;
	createdAt: Date;
};

export type LetterAsk = ScheduleLine & {
	recommendationId: number;
	version: number;
	currentVersion: number;
	materialVersion: number;
};

/** @throws NotFound, also for the number of a letter of another review and for one that may not be known of */
export async function getLetter(trx: Trx, reviewId: number, number: number | null): Promise<Letter> {
	const found =
		number === null
			? undefined
			: await letterQuery(trx)
					.where('letters.reviewId', '=', reviewId)
					.where('letters.number', '=', number)
					.executeTakeFirst();
	if (!found) throw new NotFound('This letter was not found');
	return found;
}

export type LetterFilters = { stage: Stage | null; teamId: number | null; batch: string | null };

export const lettersPerPage = 30;

/** One page of the letters that the reader may know of, the last number first. */
export async function listLetters(
	trx: Trx,
	reviewId: number,
	filters: LetterFilters,
	from: { after: number | null; before: number | null }
): Promise<KeysetPage<Letter, number>> {
	const backwards = from.before !== null;
	const found = await matching(letterQuery(trx), reviewId, filters)
		.$if(from.after !== null, (query) => query.where('letters.number', '<', from.after ?? 0))
		.$if(backwards, (query) => query.where('letters.number', '>', from.before ?? 0))
		.orderBy('letters.number', backwards ? 'asc' : 'desc')
		.limit(lettersPerPage + 1)
		.execute();
	return keysetPage(found, lettersPerPage, from, ({ number }) => number);
}

export async function countLetters(trx: Trx, reviewId: number, filters: LetterFilters): Promise<number> {
	const { count } = await matching(letterQuery(trx), reviewId, filters)
		.clearSelect()
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

/** Every wording of a letter, the last first. */
export async function listLetterVersions(trx: Trx, letterId: number) {
	return trx
		.selectFrom('letterVersions')
		.innerJoin('people', 'people.id', 'letterVersions.personId')
		.select([
			'letterVersions.version',
			'letterVersions.addressee',
			'letterVersions.copiedTo',
			'letterVersions.subject',
			'letterVersions.text',
			'letterVersions.replyBy',
			'letterVersions.schedule',
			'letterVersions.savedAt',
			'people.name as personName'
		])
		.where('letterVersions.letterId', '=', letterId)
		.orderBy('letterVersions.version', 'desc')
		.limit(200)
		.execute();
}

/** Who holds a post now; null where nobody does. */
export async function holderOf(trx: Trx, postId: number, now: Date): Promise<string | null> {
	const found = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select('people.name')
		.where('holdings.postId', '=', postId)
		.where('holdings.since', '<=', now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', now)]))
		.orderBy('holdings.since', 'desc')
		.executeTakeFirst();
	return found?.name ?? null;
}

/** Locks the letter's row until the transaction ends. */
export async function lockLetter(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('letters')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

/** What a letter asks, in the words it asks them in: what the department leads first. */
export async function listAsks(trx: Trx, letterId: number): Promise<LetterAsk[]> {
	return trx
		.selectFrom('letterAsks')
		.innerJoin('recommendations', 'recommendations.id', 'letterAsks.recommendationId')
		.innerJoin('recommendationVersions as words', (join) =>
			join
				.onRef('words.recommendationId', '=', 'letterAsks.recommendationId')
				.onRef('words.version', '=', 'letterAsks.version')
		)
		.select([
			'letterAsks.recommendationId',
			'letterAsks.ask',
			'letterAsks.version',
			'recommendations.number',
			'words.title',
			'words.text',
			'recommendations.version as currentVersion',
			'recommendations.materialVersion'
		])
		.where('letterAsks.letterId', '=', letterId)
		.orderBy(sql`array_position(array['lead', 'contribute', 'note'], letter_asks.ask)`)
		.orderBy('recommendations.number')
		.execute();
}

/** Everything that is printed of a letter. The head carries the name that the department had on the letter's day. */
export async function readLetterToPrint(trx: Trx, letter: Letter): Promise<LetterToPrint> {
	const signed = letter.signedVersion === letter.version && letter.signedOn !== null && letter.signedBy !== null;
	const date = signed ? letter.signedOn : null;
	const { name } = await trx
		.selectFrom('teams')
		.innerJoin('departmentNames', 'departmentNames.departmentId', 'teams.departmentId')
		.select('departmentNames.name')
		.where('teams.id', '=', letter.teamId)
		.$if(date !== null, (query) => query.where('departmentNames.since', '<=', date ?? ''))
		.orderBy('departmentNames.since', 'desc')
		.limit(1)
		.executeTakeFirst()
		.then((found) => found ?? { name: letter.departmentName });
	return {
		number: letter.number,
		letterhead: name,
		senderTitle: letter.senderTitle,
		addressee: letter.addressee,
		subject: letter.subject,
		text: letter.text,
		copiedTo: letter.copiedTo,
		replyBy: letter.replyBy,
		schedule: await listAsks(trx, letter.id),
		signature: signed ? { by: letter.signedBy ?? '', on: letter.signedOn ?? '' } : null,
		date
	};
}

/** As `stageOf` tells it, for looking letters up by it. */
const stage = sql<Stage>`case when letters.withdrawn_at is not null then 'withdrawn'
	when letters.received_on is not null then 'received'
	when letters.issued_at is not null then 'issued'
	when letters.cleared_version is distinct from letters.version then 'drafted'
	when letters.signed_version is distinct from letters.version then 'cleared'
	when letters.queued_at is not null then 'queued' else 'signed' end`;

function matching(query: ReturnType<typeof letterQuery>, reviewId: number, filters: LetterFilters) {
	return query
		.where('letters.reviewId', '=', reviewId)
		.$if(filters.stage !== null, (found) => found.where(stage, '=', filters.stage))
		.$if(filters.teamId !== null, (found) => found.where('letters.teamId', '=', filters.teamId))
		.$if(filters.batch !== null, (found) => found.where('letters.batch', '=', filters.batch));
}

function letterQuery(trx: Trx) {
	return trx
		.selectFrom('letters')
		.innerJoin('teams', 'teams.id', 'letters.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoin('posts as sender', 'sender.id', 'letters.senderPostId')
		.leftJoin('people as clearer', 'clearer.id', 'letters.clearedByPersonId')
		.select([
			'letters.id',
			'letters.reviewId',
			'letters.number',
			'letters.kind',
			'letters.batch',
			'letters.roundId',
			'letters.teamId',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'letters.senderPostId',
			'sender.title as senderTitle',
			'letters.addresseePostId',
			'letters.addressee',
			'letters.copiedTo',
			'letters.subject',
			'letters.text',
			'letters.replyBy',
			'letters.version',
			'letters.clearedVersion',
			'letters.clearedAt',
			'clearer.name as clearedBy',
			'letters.signedBy',
			'letters.signedOn',
			'letters.signedVersion',
			'letters.queuedAt',
			'letters.issuedAt',
			'letters.issuedHow',
			'letters.receivedOn',
			'letters.withdrawnAt',
			'letters.withdrawnBecause',
			'letters.revision',
			'letters.createdAt'
		]);
}
