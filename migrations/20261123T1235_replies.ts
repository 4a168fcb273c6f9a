import { type Kysely, sql } from 'kysely';

/** Files that were dropped on a department of a write-round and wait for a person to say what they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const secretariat = `review_id = any (array(select app_review_ids_as('secretariat')))`;
const ownTeam = `review_id = any (array(select app_review_ids())) and team_id = any (array(select app_team_ids()))`;

const statements = [
	/* Gone once it is recorded, when its file stands under the reply, or once it is put aside. */
	`create table reply_drops (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		round_id bigint not null,
		addressee_id bigint not null,
		team_id bigint not null,
		file_name text not null,
		media_type text not null,
		bytes bytea not null,
		sha256 text not null,
		/* What the file says of itself, as JSON; null where it says nothing that can be read. */
		facts text,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		received_at timestamptz(3) not null default app_now(),
		constraint reply_drops_file_key unique (round_id, sha256),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (round_id, addressee_id) references round_addressees (round_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint reply_drops_name_length_check check (char_length(file_name) between 1 and 200),
		constraint reply_drops_size_check check (octet_length(bytes) <= 10485760)
	)`,
	`create index reply_drops_addressee_id_index on reply_drops (addressee_id)`,
	`alter table reply_drops enable row level security`,
	`create policy reply_drops_handled on reply_drops to throughline_app
		using ((${secretariat}) or (${ownTeam})) with check ((${secretariat}) or (${ownTeam}))`,
	`grant select, insert, delete on reply_drops to throughline_app`,
	// A row is locked by the rights to update it, and nothing of it may change.
	`grant update (received_at) on reply_drops to throughline_app`,

	/* Up to which reply somebody has seen the list of a round: what is late and new is told apart by it. */
	`create table round_looks (
		round_id bigint not null,
		review_id bigint not null,
		person_id bigint not null references people (id),
		reply_id bigint not null,
		looked_at timestamptz(3) not null default app_now(),
		primary key (round_id, person_id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (review_id, reply_id) references replies (review_id, id)
	)`,
	`alter table round_looks enable row level security`,
	`create policy round_looks_own on round_looks to throughline_app
		using (review_id = any (array(select app_review_ids())) and person_id = app_person_id())
		with check (review_id = any (array(select app_review_ids())) and person_id = app_person_id())`,
	`grant select, insert, update on round_looks to throughline_app`,

	/*
	 * Whose address a message says it comes from, for a department of a review: that of somebody who holds a post there;
	 * one of a domain that this department's people have and nobody else's; a name that is known with an address that is
	 * not; or nobody's. Members do not see addresses, so this tells no more than whether one is known.
	 */
	`create function reply_sender(of_team bigint, address text, called text) returns table (kind text, name text)
		language sql stable security definer set search_path = public, pg_temp as $$
		with asked as (
			select t.department_id from teams t where t.id = of_team and t.review_id in (select app_review_ids())
		), holders as (
			select p.department_id, p.title, people.name, lower(a.email) as email, split_part(lower(a.email), '@', 2) as domain
			from holdings h join posts p on p.id = h.post_id join people on people.id = h.person_id join accounts a on a.person_id = h.person_id
			where h.since <= app_now() and (h.until is null or h.until > app_now()) and a.disabled_at is null
		)
		select found.kind, found.name from (
			select 1 as rank, 'holder' as kind, h.name || ', ' || h.title as name from holders h, asked
				where h.department_id = asked.department_id and h.email = lower(address)
			union all
			select 2, 'department', split_part(lower(address), '@', 2) from asked
				where exists (select from holders h where h.department_id = asked.department_id and h.domain = split_part(lower(address), '@', 2))
				and not exists (select from holders h where h.department_id <> asked.department_id and h.domain = split_part(lower(address), '@', 2))
			union all
			select 3, 'named', h.name || ', ' || h.title from holders h, asked
				where h.department_id = asked.department_id and called <> '' and lower(called) in (lower(h.name), lower(h.title))
		) found order by found.rank, found.name limit 1 $$`
];
