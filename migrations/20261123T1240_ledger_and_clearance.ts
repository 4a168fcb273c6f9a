import { type Kysely, sql } from 'kysely';

/** What the ledger of conditions and the record of clearance need beside the shared tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const as = (...roles: string[]) =>
	`review_id = any (array(select app_review_ids_as(${roles.map((role) => `'${role}'`).join(', ')})))`;

const statements = [
	/* Where a condition belongs, so that its owner knows it who may not know the reply that it came with. */
	`alter table conditions add column recommendation_id bigint`,
	`alter table conditions add column team_id bigint`,
	`alter table conditions add column round_id bigint`,
	`alter table conditions add column words_by_post_id bigint references posts (id)`,
	`alter table conditions add column revision integer not null default 1`,
	/* The date of the reply or position that it came with, and by when it has to be met, where the secretariat has named a day. */
	`alter table conditions add column asked_on date`,
	`alter table conditions add column needed_by date`,
	`update conditions c set recommendation_id = a.recommendation_id, team_id = a.team_id,
		asked_on = (a.given_at at time zone 'Europe/London')::date,
		round_id = (select r.round_id from replies r where r.id = a.reply_id)
		from answers a where a.id = c.answer_id`,
	`alter table conditions alter column recommendation_id set not null`,
	`alter table conditions alter column team_id set not null`,
	`alter table conditions alter column asked_on set not null`,
	`alter table conditions add foreign key (review_id, recommendation_id) references recommendations (review_id, id)`,
	`alter table conditions add foreign key (review_id, team_id) references teams (review_id, id)`,
	`alter table conditions add foreign key (review_id, round_id) references write_rounds (review_id, id)`,
	`alter table conditions add constraint conditions_proposed_words_check check (char_length(proposed_words) between 1 and 5000)`,
	`create index conditions_round_id_index on conditions (round_id, number) where round_id is not null`,
	`create index conditions_owner_post_id_index on conditions (owner_post_id) where owner_post_id is not null`,
	`create index conditions_recommendation_id_index on conditions (recommendation_id)`,
	`create function condition_placed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			select a.recommendation_id, a.team_id, r.round_id, coalesce(r.dated_on, (a.given_at at time zone 'Europe/London')::date)
				into new.recommendation_id, new.team_id, new.round_id, new.asked_on
				from answers a left join replies r on r.id = a.reply_id where a.id = new.answer_id;
			return new;
		end $$`,
	`create trigger condition_placed before insert on conditions for each row execute function condition_placed()`,
	`grant update (words_by_post_id, revision, needed_by) on conditions to throughline_app`,
	/* Whether an answer is still the latest of its post, or of the reply of its department that counts in the round. */
	`create function answer_stands(answer bigint) returns boolean
		language sql stable security definer set search_path = public, pg_temp as
		$$ select case when a.reply_id is null
				then not exists (select from answers later where later.recommendation_id = a.recommendation_id
					and later.post_id = a.post_id and later.kind = 'position' and later.id > a.id)
				else a.reply_id = (select counting.id from replies own join counting_replies counting
					on counting.round_id = own.round_id and counting.addressee_id = own.addressee_id where own.id = a.reply_id) end
			from answers a where a.id = answer and a.review_id in (select app_review_ids()) $$`,

	/* By letter of the committee's chair, or by the minute of a meeting, which may settle what letters could not. */
	`alter table clearances add column given_in text not null default 'letter'`,
	/* What stood in the way and was overridden by the meeting, a line each, and why. */
	`alter table clearances add column despite text`,
	`alter table clearances add column because text`,
	`alter table clearances add constraint clearances_given_in_check check (given_in in ('letter', 'minute'))`,
	`alter table clearances add constraint clearances_despite_check
		check (despite is null or (given_in = 'minute' and because is not null))`,
	`alter table clearances add constraint clearances_because_length_check check (char_length(because) between 1 and 2000)`,
	`create index clearances_round_id_index on clearances (round_id, id desc)`,
	/* From which act of the committee a collective decision comes; a wording is agreed collectively once. */
	`alter table decisions add column clearance_id bigint`,
	`alter table decisions add foreign key (review_id, clearance_id) references clearances (review_id, id)`,
	`create unique index decisions_collective_key on decisions (recommendation_id, version) where kind = 'collective'`,

	/*
	 * The letter or the minute itself, as it came. It waits until a person has recorded what was decided by it, and is kept with
	 * that from then on. Whoever reads the replies of departments reads it too; until it is recorded it is the secretariat's.
	 */
	`create table clearance_files (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		round_id bigint not null,
		clearance_id bigint,
		file_name text not null,
		media_type text not null,
		bytes bytea not null,
		sha256 text not null,
		/* What the file says of itself, as JSON; null where it says nothing that can be read. */
		facts text,
		added_by_person_id bigint not null references people (id),
		added_by_post_id bigint not null references posts (id),
		added_at timestamptz(3) not null default app_now(),
		constraint clearance_files_file_key unique (round_id, sha256),
		constraint clearance_files_clearance_key unique (clearance_id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (review_id, clearance_id) references clearances (review_id, id),
		constraint clearance_files_name_length_check check (char_length(file_name) between 1 and 200),
		constraint clearance_files_size_check check (octet_length(bytes) <= 10485760)
	)`,
	`alter table clearance_files enable row level security`,
	`create policy clearance_files_read on clearance_files for select to throughline_app
		using (${member} and (${as('secretariat')} or (clearance_id is not null
			and ${as('chair', 'minister', 'private_office', 'cabinet_minister', 'cabinet_private_office', 'treasury')})))`,
	`create policy clearance_files_added on clearance_files for insert to throughline_app with check (${as('secretariat')})`,
	// What is recorded stays as it is.
	`create policy clearance_files_recorded on clearance_files for update to throughline_app
		using (${as('secretariat')} and clearance_id is null) with check (${as('secretariat')})`,
	`create policy clearance_files_put_aside on clearance_files for delete to throughline_app
		using (${as('secretariat')} and clearance_id is null)`,
	`grant select, insert, delete on clearance_files to throughline_app`,
	`grant update (clearance_id) on clearance_files to throughline_app`
];
