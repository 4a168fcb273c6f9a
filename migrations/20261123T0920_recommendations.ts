import { type Kysely, sql } from 'kysely';

/** Recommendations and their versions, the links from findings, and what posts answer, ask for and decide. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	`create table recommendations (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		title text not null,
		verb text not null default 'agree',
		text text not null,
		lead_team_id bigint not null,
		local_actors text,
		lever text,
		question_id bigint,
		route text,
		cost_status text not null default 'unknown',
		owner text,
		measure text,
		state text not null default 'emerging',
		not_taken_forward_because text,
		proposed_at timestamptz(3),
		version integer not null default 1,
		material_version integer not null default 1,
		revision integer not null default 1,
		created_by_team_id bigint not null,
		provenance text,
		created_at timestamptz(3) not null default app_now(),
		updated_at timestamptz(3) not null default app_now(),
		search tsvector generated always as (to_tsvector('english'::regconfig, title || ' ' || text || ' ' || coalesce(owner, '') || ' ' || coalesce(measure, ''))) stored,
		constraint recommendations_number_key unique (review_id, number),
		constraint recommendations_review_key unique (review_id, id),
		foreign key (review_id, lead_team_id) references teams (review_id, id),
		foreign key (review_id, created_by_team_id) references teams (review_id, id),
		foreign key (review_id, question_id) references questions (review_id, id),
		constraint recommendations_title_length_check check (char_length(title) between 1 and 200),
		constraint recommendations_text_length_check check (char_length(text) between 1 and 3000),
		constraint recommendations_verb_check check (verb in ('agree', 'note', 'agree_further_work', 'approve', 'invite', 'direct')),
		constraint recommendations_lever_check check (lever in ('law', 'guidance', 'money', 'commissioning', 'data')),
		constraint recommendations_route_check check (route in ('own_department', 'write_round', 'cabinet', 'spending_review')),
		constraint recommendations_cost_status_check check (cost_status in ('none', 'baseline', 'bid', 'unknown')),
		constraint recommendations_provenance_check check (provenance in ('reported', 'fictional')),
		constraint recommendations_state_check check (state in ('emerging', 'proposed', 'recommended', 'not_taken_forward')),
		constraint recommendations_not_taken_forward_check check ((state = 'not_taken_forward') = (not_taken_forward_because is not null)),
		constraint recommendations_material_version_check check (material_version between 1 and version)
	)`,
	`create index recommendations_search_index on recommendations using gin (search)`,
	`create index recommendations_lead_index on recommendations (lead_team_id)`,
	`create table recommendation_partners (
		recommendation_id bigint not null,
		team_id bigint not null,
		review_id bigint not null,
		primary key (recommendation_id, team_id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id)
	)`,
	/* A version is a wording: title, verb, text and who leads. A drafting change keeps the agreement given to the one before. */
	`create table recommendation_versions (
		recommendation_id bigint not null,
		review_id bigint not null,
		version integer not null,
		title text not null,
		verb text not null,
		text text not null,
		lead_team_id bigint not null,
		drafting_because text,
		reopened_at timestamptz(3),
		reopened_because text,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		saved_at timestamptz(3) not null default app_now(),
		primary key (recommendation_id, version),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (review_id, lead_team_id) references teams (review_id, id)
	)`,

	`create table links (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		finding_id bigint not null,
		recommendation_id bigint not null,
		stance text not null,
		note text,
		finding_version_confirmed integer not null,
		finding_version_current integer not null,
		recommendation_version_confirmed integer not null,
		recommendation_version_current integer not null,
		needs_recheck boolean not null generated always as (
			finding_version_confirmed <> finding_version_current or recommendation_version_confirmed <> recommendation_version_current
				or finding_state = 'withdrawn') stored,
		finding_team_id bigint not null,
		finding_shared boolean not null,
		finding_state text not null,
		finding_kind_id bigint,
		finding_source_kind text,
		finding_on date,
		recommendation_lead_team_id bigint not null,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		confirmed_at timestamptz(3) not null default app_now(),
		removed_at timestamptz(3),
		constraint links_review_key unique (review_id, id),
		foreign key (review_id, finding_id) references findings (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		constraint links_stance_check check (stance in ('supports', 'qualifies', 'contradicts')),
		constraint links_note_length_check check (char_length(note) <= 1000)
	)`,
	`create unique index links_key on links (finding_id, recommendation_id) where removed_at is null`,
	`create index links_recommendation_index on links (recommendation_id, finding_on desc, id desc) where removed_at is null`,
	`create index links_recommendation_kind_index on links (recommendation_id, finding_kind_id, finding_on desc, id desc) where removed_at is null`,
	`create index links_recheck_finding_team_index on links (finding_team_id, id) where needs_recheck and removed_at is null`,
	`create index links_recheck_lead_team_index on links (recommendation_lead_team_id, id) where needs_recheck and removed_at is null`,

	/* Both ends are read as their owner: the person who links or edits may not see every end. A tag that was taken away stays as
		it was then; the indexes leave it out. */
	`create function links_carry_ends() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			select team_id, shared_at is not null, state, kind_id, source_kind, event_on, version
				into new.finding_team_id, new.finding_shared, new.finding_state, new.finding_kind_id, new.finding_source_kind, new.finding_on, new.finding_version_current
				from findings where id = new.finding_id;
			select lead_team_id, version into new.recommendation_lead_team_id, new.recommendation_version_current
				from recommendations where id = new.recommendation_id;
			new.finding_version_confirmed := new.finding_version_current;
			new.recommendation_version_confirmed := new.recommendation_version_current;
			return new;
		end $$`,
	`create trigger links_carry_ends before insert on links for each row execute function links_carry_ends()`,
	`create function finding_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			update links set finding_team_id = new.team_id, finding_shared = new.shared_at is not null, finding_state = new.state,
				finding_kind_id = new.kind_id, finding_source_kind = new.source_kind, finding_on = new.event_on, finding_version_current = new.version
				where finding_id = new.id and removed_at is null;
			return null;
		end $$`,
	`create trigger finding_changed after update of team_id, shared_at, state, kind_id, source_kind, event_on, version on findings
		for each row execute function finding_changed()`,
	`create function recommendation_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			update links set recommendation_lead_team_id = new.lead_team_id, recommendation_version_current = new.version
				where recommendation_id = new.id and removed_at is null;
			return null;
		end $$`,
	`create trigger recommendation_changed after update of lead_team_id, version on recommendations
		for each row execute function recommendation_changed()`,
	`create function links_counted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			update findings set link_count = (select count(*) from links where finding_id = new.finding_id and removed_at is null)
				where id = new.finding_id;
			return null;
		end $$`,
	`create trigger links_counted after insert or update of removed_at on links for each row execute function links_counted()`,

	/* How many tags a recommendation has, kept like the findings' tallies: no team stands for what all members see. */
	`create table link_tallies (
		review_id bigint not null,
		recommendation_id bigint not null,
		team_id bigint,
		stance text not null,
		links integer not null,
		to_recheck integer not null,
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint link_tallies_key unique nulls not distinct (recommendation_id, team_id, stance)
	)`,
	`create index link_tallies_review_index on link_tallies (review_id)`,
	`create function link_tallied() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			perform from audit_chains where coalesce(review_id, 0) = new.review_id for update;
			insert into link_tallies as kept (review_id, recommendation_id, team_id, stance, links, to_recheck)
				select new.review_id, new.recommendation_id, team_id, stance, sum(sign), sum(sign * to_recheck) from (
					select 1 as sign, case when not new.finding_shared then new.finding_team_id end as team_id, new.stance,
						new.needs_recheck::integer as to_recheck where new.removed_at is null
					union all
					select -1, case when not old.finding_shared then old.finding_team_id end, old.stance,
						old.needs_recheck::integer where tg_op = 'UPDATE' and old.removed_at is null) moved
				group by team_id, stance having sum(sign) <> 0 or sum(sign * to_recheck) <> 0
				on conflict on constraint link_tallies_key
					do update set links = kept.links + excluded.links, to_recheck = kept.to_recheck + excluded.to_recheck;
			return null;
		end $$`,
	`create constraint trigger link_tallied after insert or update of stance, removed_at, finding_shared, finding_team_id, finding_state,
			finding_version_confirmed, finding_version_current, recommendation_version_confirmed, recommendation_version_current on links
		deferrable initially deferred for each row execute function link_tallied()`,

	/* What a post said, on one version of one thing. Appended, never changed; the latest counts. */
	`create table answers (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		kind text not null,
		recommendation_id bigint not null,
		subject_version integer not null,
		team_id bigint not null,
		post_id bigint not null references posts (id),
		holder_person_id bigint references people (id),
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		conveyed text not null,
		stance text not null,
		reason text,
		proposed_text text,
		given_at timestamptz(3) not null default app_now(),
		constraint answers_review_key unique (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, subject_version) references recommendation_versions (recommendation_id, version),
		constraint answers_kind_check check (kind in ('position')),
		constraint answers_stance_check check (stance in ('content', 'content_subject_to', 'content_if_reworded', 'not_content', 'not_yet', 'nil_return', 'reserved')),
		constraint answers_conveyed_check check (conveyed in ('self', 'box_note', 'meeting', 'call', 'letter')),
		constraint answers_reason_check check (stance in ('content', 'nil_return') or reason is not null),
		constraint answers_proposed_text_check check ((stance = 'content_if_reworded') = (proposed_text is not null)),
		constraint answers_reason_length_check check (char_length(reason) <= 3000 and char_length(proposed_text) <= 3000)
	)`,
	`create index answers_latest_index on answers (recommendation_id, post_id, id desc)`,
	`create index answers_review_index on answers (review_id, id desc)`,
	`create table conditions (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		answer_id bigint not null,
		grade text not null,
		text text not null,
		owner_post_id bigint references posts (id),
		proposed_words text,
		met_version integer,
		ticked_by_person_id bigint references people (id),
		ticked_by_post_id bigint references posts (id),
		ticked_at timestamptz(3),
		constraint conditions_number_key unique (review_id, number),
		foreign key (review_id, answer_id) references answers (review_id, id),
		constraint conditions_grade_check check (grade in ('condition', 'should_address', 'observation')),
		constraint conditions_text_length_check check (char_length(text) between 1 and 2000)
	)`,
	`create index conditions_answer_id_index on conditions (answer_id)`,
	`create table decisions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		kind text not null,
		recommendation_id bigint not null,
		version integer not null,
		post_id bigint not null references posts (id),
		decided_on date not null,
		source text not null,
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version),
		constraint decisions_kind_check check (kind in ('group', 'cabinet_minister', 'collective', 'publication', 'delivery')),
		constraint decisions_source_length_check check (char_length(source) between 1 and 500)
	)`,
	`create unique index decisions_once_key on decisions (recommendation_id, version, kind, post_id)`,

	...[
		'recommendations',
		'recommendation_partners',
		'recommendation_versions',
		'links',
		'link_tallies',
		'answers',
		'conditions',
		'decisions'
	].map((table) => `alter table ${table} enable row level security`),
	...[
		'recommendations',
		'recommendation_partners',
		'recommendation_versions',
		'answers',
		'conditions',
		'decisions'
	].map(
		(table) => `create policy ${table}_member on ${table} to throughline_app using (${member}) with check (${member})`
	),
	`grant select, insert, update on recommendations to throughline_app`,
	`grant select, insert, delete on recommendation_partners to throughline_app`,
	`grant select, insert on recommendation_versions, answers, decisions to throughline_app`,
	`grant update (reopened_at, reopened_because) on recommendation_versions to throughline_app`,
	`grant select, insert on conditions to throughline_app`,
	`grant update (owner_post_id, proposed_words, met_version, ticked_by_person_id, ticked_by_post_id, ticked_at) on conditions to throughline_app`,
	`grant select, insert on links to throughline_app`,
	`grant update (stance, note, finding_version_confirmed, recommendation_version_confirmed, confirmed_at, removed_at, revision) on links to throughline_app`,
	`create policy links_with_finding on links to throughline_app
		using (${member} and (finding_shared or finding_team_id = any (array(select app_team_ids()))))
		with check (${member})`,
	`grant select on link_tallies to throughline_app`,
	`create policy link_tallies_read on link_tallies for select to throughline_app
		using (${member} and (team_id is null or team_id = any (array(select app_team_ids()))))`
];
