import { type Kysely, sql } from 'kysely';

/**
 * The record of every act. An entry is appended by one function, as the last statement of a command: it locks the head of
 * its chain, so entries of a chain are in a strict order, and each carries the hash of the one before it.
 * What an entry says lies beside the chain under a salted digest, so it can be erased without breaking the chain.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
	// One chain for each review, and the system chain (no review) for people, posts and sign-in.
	`create table audit_chains (
		id bigint generated always as identity primary key,
		review_id bigint references reviews (id),
		position bigint not null default 0,
		head text not null default ''
	)`,
	`create unique index audit_chains_review_key on audit_chains (coalesce(review_id, 0))`,
	`create table audit_entries (
		id bigint generated always as identity primary key,
		chain_id bigint not null references audit_chains (id),
		review_id bigint references reviews (id),
		position bigint not null,
		at timestamptz(3) not null,
		person_id bigint references people (id),
		post_id bigint references posts (id),
		on_behalf_of_post_id bigint references posts (id),
		act text not null,
		record_kind text not null,
		record_id bigint,
		record_reference text,
		audience text not null,
		team_id bigint,
		content_digest text not null,
		previous_hash text not null,
		hash text not null,
		constraint audit_entries_position_key unique (chain_id, position),
		constraint audit_entries_audience_check check (audience in ('members', 'team', 'secretariat', 'administrators'))
	)`,
	`create index audit_entries_record_index on audit_entries (record_kind, record_id, id)`,
	`create index audit_entries_review_index on audit_entries (review_id, id)`,
	`create index audit_entries_at_index on audit_entries (review_id, at)`,
	`create table audit_content (
		entry_id bigint primary key references audit_entries (id),
		salt text not null,
		content text,
		erased_at timestamptz(3),
		erased_because text,
		constraint audit_content_erased_check check ((content is null) = (erased_at is not null))
	)`,

	/* The text that an entry's hash covers; verify-audit computes the same from the stored columns. */
	`create function audit_entry_text(e audit_entries) returns text language sql immutable as $$
		select concat_ws('|', e.previous_hash, e.position,
			to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
			coalesce(e.review_id::text, '-'), coalesce(e.person_id::text, '-'), coalesce(e.post_id::text, '-'),
			coalesce(e.on_behalf_of_post_id::text, '-'), e.act, e.record_kind, coalesce(e.record_id::text, '-'),
			coalesce(e.record_reference, '-'), e.audience, coalesce(e.team_id::text, '-'), e.content_digest) $$`,

	`create function record_audit(
		for_review bigint, acting_post bigint, behalf_post bigint, acted text, kind text, record bigint, reference text,
		seen_by text, seen_by_team bigint, said text
	) returns bigint language plpgsql volatile security definer set search_path = public, pg_temp as $$
		declare chain audit_chains; entry audit_entries; new_salt text := gen_random_uuid()::text || gen_random_uuid()::text;
		begin
			if for_review is not null and app_person_id() is not null and for_review not in (select app_review_ids()) then
				raise exception 'not a member of review %', for_review using errcode = '42501';
			end if;
			if acting_post is not null and acting_post not in (select app_post_ids()) then
				raise exception 'post % is not held', acting_post using errcode = '42501';
			end if;
			select * into chain from audit_chains where coalesce(review_id, 0) = coalesce(for_review, 0) for update;
			if not found then
				insert into audit_chains (review_id) values (for_review)
					on conflict (coalesce(review_id, 0)) do update set position = audit_chains.position returning * into chain;
			end if;
			entry.id := nextval(pg_get_serial_sequence('audit_entries', 'id'));
			entry.chain_id := chain.id;
			entry.review_id := for_review;
			entry.position := chain.position + 1;
			entry.at := app_now();
			entry.person_id := app_person_id();
			entry.post_id := acting_post;
			entry.on_behalf_of_post_id := behalf_post;
			entry.act := acted;
			entry.record_kind := kind;
			entry.record_id := record;
			entry.record_reference := reference;
			entry.audience := seen_by;
			entry.team_id := seen_by_team;
			entry.content_digest := encode(sha256(convert_to(new_salt || said, 'UTF8')), 'hex');
			entry.previous_hash := chain.head;
			entry.hash := encode(sha256(convert_to(audit_entry_text(entry), 'UTF8')), 'hex');
			insert into audit_entries overriding system value select (entry).*;
			insert into audit_content (entry_id, salt, content) values (entry.id, new_salt, said);
			update audit_chains set position = entry.position, head = entry.hash where id = chain.id;
			return entry.id;
		end $$`,

	...['audit_chains', 'audit_entries', 'audit_content'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`grant select on audit_entries, audit_content to throughline_app`,
	`create policy audit_entries_read on audit_entries for select to throughline_app using (
		(review_id = any (array(select app_review_ids())) and (
			audience = 'members'
			or (audience = 'team' and team_id = any (array(select app_team_ids())))
			or (audience = 'secretariat' and review_id = any (array(select app_review_ids_as('secretariat', 'chair'))))
		)) or (review_id is null and (select app_is_administrator())))`,
	`create policy audit_content_read on audit_content for select to throughline_app
		using (exists (select from audit_entries e where e.id = entry_id))`,
	`grant select on audit_chains, audit_entries, audit_content to throughline_operator`,
	`grant update (content, erased_at, erased_because) on audit_content to throughline_operator`,
	...['audit_chains', 'audit_entries', 'audit_content'].map(
		(table) => `create policy ${table}_operator on ${table} to throughline_operator using (true) with check (true)`
	)
];
