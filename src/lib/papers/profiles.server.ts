import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { profileSchema } from './profile-schema.ts';
import { isLaterEdition, type Profile } from './profile.ts';
import departmentalLetter from './profiles/departmental-letter.json' with { type: 'json' };
import groupMinute from './profiles/group-minute.json' with { type: 'json' };
import handOverPack from './profiles/hand-over-pack.json' with { type: 'json' };
import interimUpdate from './profiles/interim-update.json' with { type: 'json' };
import linesToTake from './profiles/lines-to-take.json' with { type: 'json' };
import ministerialSubmission from './profiles/ministerial-submission.json' with { type: 'json' };
import nzCabinet from './profiles/nz-cabinet.json' with { type: 'json' };
import publicReport from './profiles/public-report.json' with { type: 'json' };
import speakingNote from './profiles/speaking-note.json' with { type: 'json' };
import ukCabinetCommittee from './profiles/uk-cabinet-committee.json' with { type: 'json' };
import writeRoundLetter from './profiles/write-round-letter.json' with { type: 'json' };
import type { ProfileOrigin } from './table.ts';

/** The profiles that come with the application, checked when it starts. */
export const profiles: readonly Profile[] = [
	ukCabinetCommittee,
	interimUpdate,
	publicReport,
	departmentalLetter,
	writeRoundLetter,
	ministerialSubmission,
	groupMinute,
	speakingNote,
	linesToTake,
	handOverPack,
	nzCabinet
].map((data) => profileSchema.parse(data));

export type KnownProfile = {
	profile: Profile;
	/** How it came into the review; null for one that comes with the application. */
	origin: ProfileOrigin | null;
	addedBy: string | null;
	addedAt: Date | null;
};

/** Every edition that a review knows of one kind of paper, the latest first. */
export async function listEditions(trx: Trx, reviewId: number, key: string): Promise<KnownProfile[]> {
	return (await knownProfiles(trx, reviewId)).filter(({ profile }) => profile.key === key);
}

/** The latest edition of each kind of paper that a review can start: those that come along first, then its own. */
export async function listLatestProfiles(trx: Trx, reviewId: number): Promise<KnownProfile[]> {
	const latest = new Map<string, KnownProfile>();
	for (const known of await knownProfiles(trx, reviewId)) {
		if (!latest.has(known.profile.key)) latest.set(known.profile.key, known);
	}
	const order = profiles.map((profile) => profile.key);
	const place = ({ profile: { key } }: KnownProfile) => (order.includes(key) ? order.indexOf(key) : order.length);
	return [...latest.values()].sort((a, b) => place(a) - place(b) || a.profile.name.localeCompare(b.profile.name));
}

/** The edition that a new paper is started from. */
export async function latestProfile(trx: Trx, reviewId: number, key: string): Promise<Profile | undefined> {
	return (await listEditions(trx, reviewId, key))[0]?.profile;
}

/** Which editions papers have been lodged with, as far as this person sees them: "key edition" and how many papers. */
export async function countLodged(trx: Trx, reviewId: number): Promise<Map<string, number>> {
	const rows = await trx
		.selectFrom('papers')
		.select([
			sql<string>`profile ->> 'key'`.as('key'),
			sql<string>`profile ->> 'edition'`.as('edition'),
			sql<number>`count(*)::integer`.as('count')
		])
		.where('reviewId', '=', reviewId)
		.where('gate', 'in', ['lodged', 'decided', 'published'])
		.groupBy([sql`profile ->> 'key'`, sql`profile ->> 'edition'`])
		.execute();
	return new Map(rows.map(({ key, edition, count }) => [`${key} ${edition}`, count]));
}

/** "Tried" is what came along and was taken through every gate, or what a paper here has been lodged with. */
export function triedBy({ profile }: KnownProfile, lodged: ReadonlyMap<string, number>): string | null {
	const count = lodged.get(`${profile.key} ${profile.edition}`) ?? 0;
	if (count > 0) return count === 1 ? 'Tried: one paper lodged' : `Tried: ${count} papers lodged`;
	return profile.tried ? 'Tried' : null;
}

/** All editions of all kinds, the later ones of a kind before the earlier ones. */
async function knownProfiles(trx: Trx, reviewId: number): Promise<KnownProfile[]> {
	const rows = await trx
		.selectFrom('profiles')
		.innerJoin('people', 'people.id', 'profiles.personId')
		.leftJoin('posts', 'posts.id', 'profiles.postId')
		.select([
			'profiles.content',
			'profiles.origin',
			'profiles.addedAt',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('profiles.reviewId', '=', reviewId)
		.orderBy('profiles.id')
		.limit(1000)
		.execute();
	const own = rows.map(({ content, origin, addedAt, personName, postTitle }) => ({
		profile: profileSchema.parse(content),
		origin,
		addedBy: postTitle ?? personName,
		addedAt
	}));
	const shipped = profiles.map((profile) => ({ profile, origin: null, addedBy: null, addedAt: null }));
	const later = (a: KnownProfile, b: KnownProfile) => Number(isLaterEdition(a.profile.edition, b.profile.edition));
	return [...shipped, ...own].sort((a, b) => later(b, a) - later(a, b));
}
