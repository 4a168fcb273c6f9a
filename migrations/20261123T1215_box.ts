import { type Kysely, sql } from 'kysely';

/** A minister's box: what the department's own officials advise, what the minister asks, and the packs that went on paper. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const asSecretariat = `review_id = any (array(select app_review_ids_as('secretariat')))`;
const ownTeam = `team_id = any (array(select app_team_ids()))`;

const statements = [
	/* One piece of advice of a department on a recommendation. On older words is compared with the version, never written. */
	`create table advice (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		team_id bigint not null,
		recommendation_id bigint not null,
		/* The words that were advised on. */
		version integer not null,
		stance text not null,
		reason text not null,
		/* The condition to ask for, or the words to ask for. */
		proposed_text text,
		/* Counts wordings of the advice: what was cleared was one of them. */
		wording integer not null default 1,
		written_by_person_id bigint not null references people (id),
		written_by_post_id bigint not null references posts (id),
		written_at timestamptz(3) not null default app_now(),
		revision integer not null default 1,
		constraint advice_key unique (team_id, recommendation_id),
		constraint advice_team_key unique (team_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version),
		constraint advice_stance_check check (stance in ('content', 'content_subject_to', 'content_if_reworded', 'not_content', 'not_yet')),
		constraint advice_length_check check (char_length(reason) between 1 and 2000 and char_length(proposed_text) between 1 and 2000)
	)`,
	/* Who cleared a wording of the advice, and that the special adviser has seen it. Appended. */
	`create table advice_clearances (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		team_id bigint not null,
		advice_id bigint not null,
		part text not null,
		wording integer not null,
		cleared_by text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		cleared_at timestamptz(3) not null default app_now(),
		constraint advice_clearances_key unique (advice_id, part, wording),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (team_id, advice_id) references advice (team_id, id),
		constraint advice_clearances_part_check check (part in ('policy', 'finance', 'legal', 'adviser')),
		constraint advice_clearances_length_check check (char_length(cleared_by) between 1 and 200)
	)`,
	/* What a minister asks before answering: of the own officials, or of the secretariat. Asked and answered once. */
	`create table box_questions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		team_id bigint not null,
		recommendation_id bigint not null,
		version integer not null,
		asked_of text not null,
		asked_by_post_id bigint not null references posts (id),
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		conveyed text not null,
		text text not null,
		asked_at timestamptz(3) not null default app_now(),
		answer text,
		answered_by_person_id bigint references people (id),
		answered_by_post_id bigint references posts (id),
		answered_at timestamptz(3),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version),
		constraint box_questions_asked_of_check check (asked_of in ('officials', 'secretariat')),
		constraint box_questions_conveyed_check check (conveyed in ('self', 'box_note', 'meeting', 'call', 'letter', 'email')),
		constraint box_questions_length_check check (char_length(text) between 1 and 2000 and char_length(answer) between 1 and 3000),
		constraint box_questions_answered_check check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by_post_id is null))
	)`,
	`create index box_questions_recommendation_index on box_questions (recommendation_id)`,
	`create index box_questions_open_index on box_questions (review_id) where answer is null`,
	/* A box as it went on paper: never changed, so that the sheet that comes back is read beside what it was an answer to. */
	`create table box_packs (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		team_id bigint not null,
		/* The minister whose box it is. */
		post_id bigint not null references posts (id),
		number integer not null,
		content text not null,
		sha256 text not null,
		made_by_person_id bigint not null references people (id),
		made_by_post_id bigint not null references posts (id),
		made_at timestamptz(3) not null default app_now(),
		constraint box_packs_number_key unique (review_id, post_id, number),
		constraint box_packs_review_key unique (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id)
	)`,
	/* The rows of the return sheet, in its order, at the versions that were printed. */
	`create table box_pack_items (
		pack_id bigint not null,
		place integer not null,
		review_id bigint not null,
		team_id bigint not null,
		recommendation_id bigint not null,
		version integer not null,
		primary key (pack_id, place),
		constraint box_pack_items_key unique (pack_id, recommendation_id),
		foreign key (review_id, pack_id) references box_packs (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version)
	)`,

	...['advice', 'advice_clearances', 'box_questions', 'box_packs', 'box_pack_items'].map(
		(table) => `alter table ${table} enable row level security`
	),
	// Advice to a minister is that department's alone: neither the secretariat nor the chair nor the Treasury reads it.
	...['advice', 'advice_clearances', 'box_packs', 'box_pack_items'].map(
		(table) =>
			`create policy ${table}_team on ${table} to throughline_app using (${member} and ${ownTeam}) with check (${member} and ${ownTeam})`
	),
	`create policy box_questions_asked on box_questions to throughline_app
		using (${member} and (${ownTeam} or (asked_of = 'secretariat' and ${asSecretariat})))
		with check (${member} and (${ownTeam} or (asked_of = 'secretariat' and ${asSecretariat})))`,
	`grant select, insert on advice to throughline_app`,
	`grant update (version, stance, reason, proposed_text, wording, written_by_person_id, written_by_post_id, written_at, revision) on advice to throughline_app`,
	`grant select, insert on advice_clearances, box_packs, box_pack_items to throughline_app`,
	`grant select, insert on box_questions to throughline_app`,
	`grant update (answer, answered_by_person_id, answered_by_post_id, answered_at) on box_questions to throughline_app`
];
