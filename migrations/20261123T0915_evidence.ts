import { type Kysely, sql } from 'kysely';

/** Evidence events, their notes, the people met and the promises made; findings and the passages they rest on. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const eventKinds = `('visit', 'roundtable', 'panel_sitting', 'survey', 'meeting', 'submission', 'departmental_return', 'research', 'published_source')`;
const seenByTeamUntilShared = `review_id = any (array(select app_review_ids()))
	and (shared_at is not null or team_id = any (array(select app_team_ids())))`;
const filters = [
	'kind_id',
	'theme_id',
	'team_id',
	'service',
	'source_kind',
	'life_stage',
	'reach',
	'nature',
	'state',
	'shared_at',
	'link_count'
];

const statements = [
	`create table finding_kinds (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		label text not null,
		rank integer not null,
		retired_at timestamptz(3),
		constraint finding_kinds_label_key unique (review_id, label),
		constraint finding_kinds_review_key unique (review_id, id),
		constraint finding_kinds_label_length_check check (char_length(label) between 1 and 80)
	)`,
	`create table themes (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		label text not null,
		retired_at timestamptz(3),
		constraint themes_label_key unique (review_id, label),
		constraint themes_review_key unique (review_id, id),
		constraint themes_label_length_check check (char_length(label) between 1 and 80)
	)`,

	`create table evidence_events (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		team_id bigint not null,
		title text not null,
		kind text not null,
		status text not null,
		starts_on date not null,
		ends_on date,
		date_note text,
		place_name text,
		place_code text,
		place_code_year integer,
		host text,
		visiting_party text,
		sensitive boolean not null default false,
		handling text,
		basis text not null default 'on_record',
		question_id bigint,
		publisher text,
		published_on date,
		address text,
		provenance text,
		state text not null default 'draft',
		shared_at timestamptz(3),
		notes_shared boolean not null default false,
		withdrawn_at timestamptz(3),
		withdrawn_because text,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		updated_at timestamptz(3) not null default app_now(),
		search tsvector generated always as (to_tsvector('english'::regconfig,
			title || ' ' || coalesce(place_name, '') || ' ' || coalesce(host, '') || ' ' || coalesce(visiting_party, '') || ' ' || coalesce(publisher, ''))) stored,
		constraint evidence_events_number_key unique (review_id, number),
		constraint evidence_events_review_key unique (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, question_id) references questions (review_id, id),
		constraint evidence_events_title_length_check check (char_length(title) between 1 and 200),
		constraint evidence_events_kind_check check (kind in ${eventKinds}),
		constraint evidence_events_status_check check (status in ('planned', 'held', 'written_up', 'cancelled')),
		constraint evidence_events_dates_check check (ends_on is null or ends_on >= starts_on),
		constraint evidence_events_place_code_check check (place_code ~ '^[EWSN][0-9]{8}$'),
		constraint evidence_events_basis_check check (basis in ('on_record', 'chatham_house')),
		constraint evidence_events_provenance_check check (provenance in ('reported', 'fictional')),
		constraint evidence_events_state_check check (state in ('draft', 'shared', 'withdrawn')),
		constraint evidence_events_shared_check check (state <> 'shared' or shared_at is not null),
		constraint evidence_events_withdrawn_check check ((state = 'withdrawn') = (withdrawn_at is not null and withdrawn_because is not null))
	)`,
	`create index evidence_events_list_index on evidence_events (review_id, starts_on desc, id desc)`,
	`create index evidence_events_team_index on evidence_events (team_id, state)`,
	`create index evidence_events_search_index on evidence_events using gin (search)`,
	/* The raw notes are shared by a tick of their own. */
	`create table event_notes (
		event_id bigint primary key,
		review_id bigint not null,
		team_id bigint not null,
		notes text not null default '',
		version integer not null default 1,
		shared boolean not null default false,
		search tsvector generated always as (to_tsvector('english'::regconfig, notes)) stored,
		foreign key (review_id, event_id) references evidence_events (review_id, id),
		constraint event_notes_length_check check (octet_length(notes) <= 102400)
	)`,
	`create index event_notes_search_index on event_notes using gin (search)`,
	`create table contributors (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		event_id bigint not null,
		role text not null,
		organisation text,
		head_count integer,
		attribution text not null default 'role_only',
		constraint contributors_review_key unique (review_id, id),
		foreign key (review_id, event_id) references evidence_events (review_id, id),
		constraint contributors_role_length_check check (char_length(role) between 1 and 200),
		constraint contributors_head_count_check check (head_count between 1 and 100000),
		constraint contributors_attribution_check check (attribution in ('named', 'role_only', 'unattributed'))
	)`,
	`create index contributors_event_id_index on contributors (event_id)`,
	/* A person's name is for the lead department only. */
	`create table contributor_names (
		contributor_id bigint primary key,
		review_id bigint not null,
		team_id bigint not null,
		name text not null,
		foreign key (review_id, contributor_id) references contributors (review_id, id) on delete cascade,
		constraint contributor_names_length_check check (char_length(name) between 1 and 200)
	)`,
	`create table promises (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		event_id bigint not null,
		text text not null,
		owner text,
		due_on date,
		met_on date,
		foreign key (review_id, event_id) references evidence_events (review_id, id),
		constraint promises_text_length_check check (char_length(text) between 1 and 1000)
	)`,
	`create index promises_event_id_index on promises (event_id)`,

	`create table findings (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		team_id bigint not null,
		sentence text,
		kind_id bigint,
		theme_id bigint,
		life_stage text,
		service text,
		reach text,
		scope text,
		whose_view text,
		nature text,
		provenance text,
		state text not null default 'draft',
		shared_at timestamptz(3),
		withdrawn_at timestamptz(3),
		withdrawn_because text,
		version integer not null default 1,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		updated_at timestamptz(3) not null default app_now(),
		source_kind text,
		event_on date,
		place_name text,
		event_count integer not null default 0,
		passage_count integer not null default 0,
		link_count integer not null default 0,
		rests_on_withdrawn boolean not null default false,
		search tsvector generated always as (to_tsvector('english'::regconfig,
			coalesce(sentence, '') || ' ' || coalesce(service, '') || ' ' || coalesce(whose_view, ''))) stored,
		constraint findings_number_key unique (review_id, number),
		constraint findings_review_key unique (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, kind_id) references finding_kinds (review_id, id),
		foreign key (review_id, theme_id) references themes (review_id, id),
		constraint findings_sentence_length_check check (char_length(sentence) between 1 and 600),
		constraint findings_sentence_check check (state = 'withdrawn' or sentence is not null),
		constraint findings_reach_check check (reach in ('universal', 'targeted', 'specialist')),
		constraint findings_nature_check check (nature in ('fact', 'opinion', 'ask')),
		constraint findings_provenance_check check (provenance in ('reported', 'fictional')),
		constraint findings_state_check check (state in ('draft', 'shared', 'withdrawn')),
		constraint findings_shared_check check (state <> 'shared' or shared_at is not null),
		constraint findings_withdrawn_check check ((state = 'withdrawn') = (withdrawn_at is not null and withdrawn_because is not null))
	)`,
	// Each holds all that a list is filtered by, row-level security included, so that counting never leaves the index.
	`create index findings_list_index on findings (review_id, number desc) include (${filters.join(', ')})`,
	...['kind_id', 'theme_id', 'team_id', 'service', 'source_kind', 'life_stage'].map(
		(column) =>
			`create index findings_${column}_index on findings (review_id, ${column}, number desc)
				include (${filters.filter((filter) => filter !== column).join(', ')})`
	),
	`create index findings_untagged_index on findings (review_id, number desc) where link_count = 0 and state <> 'withdrawn'`,
	`create index findings_untagged_team_index on findings (review_id, team_id, number desc) where link_count = 0 and state <> 'withdrawn'`,
	`create index findings_draft_index on findings (team_id, number desc) where state = 'draft'`,
	`create index findings_withdrawn_index on findings (review_id, number desc) where state = 'withdrawn'`,
	`create index findings_search_index on findings using gin (search)`,
	`create table finding_versions (
		finding_id bigint not null,
		review_id bigint not null,
		version integer not null,
		sentence text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		saved_at timestamptz(3) not null default app_now(),
		primary key (finding_id, version),
		foreign key (review_id, finding_id) references findings (review_id, id)
	)`,
	`create table passages (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		finding_id bigint not null,
		event_id bigint not null,
		quote text,
		starts_at integer,
		ends_at integer,
		notes_version integer,
		attribution text not null default 'role_only',
		contributor_id bigint,
		consent text not null default 'not_asked',
		finding_team_id bigint not null,
		finding_open boolean not null,
		created_at timestamptz(3) not null default app_now(),
		foreign key (review_id, finding_id) references findings (review_id, id),
		foreign key (review_id, event_id) references evidence_events (review_id, id),
		foreign key (review_id, contributor_id) references contributors (review_id, id),
		constraint passages_quote_length_check check (char_length(quote) between 1 and 5000),
		constraint passages_offsets_check check ((quote is null) = (starts_at is null) and (starts_at is null) = (ends_at is null) and ends_at > starts_at),
		constraint passages_attribution_check check (attribution in ('named', 'role_only', 'unattributed')),
		constraint passages_consent_check check (consent in ('given', 'not_asked', 'withdrawn')),
		constraint passages_consent_withdrawn_check check (consent <> 'withdrawn' or quote is null)
	)`,
	`create index passages_finding_id_index on passages (finding_id)`,
	`create index passages_event_id_index on passages (event_id, starts_at)`,
	// Taking a person out of an event looks for what they said.
	`create index passages_contributor_id_index on passages (contributor_id) where contributor_id is not null`,
	`create table finding_relations (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		from_finding_id bigint not null,
		to_finding_id bigint not null,
		kind text not null,
		created_at timestamptz(3) not null default app_now(),
		removed_at timestamptz(3),
		foreign key (review_id, from_finding_id) references findings (review_id, id),
		foreign key (review_id, to_finding_id) references findings (review_id, id),
		constraint finding_relations_kind_check check (kind in ('conflicts_with', 'repeats', 'updates')),
		constraint finding_relations_self_check check (from_finding_id <> to_finding_id)
	)`,
	`create unique index finding_relations_key on finding_relations (from_finding_id, to_finding_id, kind) where removed_at is null`,
	`create index finding_relations_to_index on finding_relations (to_finding_id)`,
	/* A finding about a department or named body, shown to it before it is cited. */
	`create table accuracy_checks (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		finding_id bigint not null,
		finding_version integer not null,
		body text not null,
		team_id bigint,
		asked_at timestamptz(3) not null default app_now(),
		outcome text,
		note text,
		answered_at timestamptz(3),
		foreign key (review_id, finding_id) references findings (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint accuracy_checks_body_length_check check (char_length(body) between 1 and 200),
		constraint accuracy_checks_outcome_check check (outcome in ('confirmed', 'disputed')),
		constraint accuracy_checks_answered_check check ((outcome is null) = (answered_at is null))
	)`,
	`create index accuracy_checks_finding_id_index on accuracy_checks (finding_id)`,

	/* A finding carries the date, place and source type of the first event that it rests on, for lists and filters. */
	`create function carry_event_to_finding(of_finding bigint) returns void language sql volatile security definer set search_path = public, pg_temp as $$
		update findings f set
			source_kind = first.kind, event_on = first.starts_on, place_name = first.place_name,
			event_count = totals.events, passage_count = totals.passages, rests_on_withdrawn = totals.withdrawn
		from (select count(distinct p.event_id)::integer as events, count(p.id)::integer as passages,
				coalesce(bool_or(e.state = 'withdrawn' or p.consent = 'withdrawn'), false) as withdrawn
			from passages p join evidence_events e on e.id = p.event_id where p.finding_id = of_finding) totals
		left join lateral (select e.kind, e.starts_on, e.place_name from passages p join evidence_events e on e.id = p.event_id
			where p.finding_id = of_finding order by p.id limit 1) first on true
		where f.id = of_finding $$`,
	`create function passages_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			perform carry_event_to_finding(coalesce(new.finding_id, old.finding_id));
			return null;
		end $$`,
	`create trigger passages_changed after insert or delete or update of finding_id, event_id, consent on passages
		for each row execute function passages_changed()`,
	/* A passage carries who sees its finding, so that row-level security need not look at the finding of each one. */
	`create function passage_carries_finding() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			select team_id, shared_at is not null and state <> 'withdrawn' into new.finding_team_id, new.finding_open
				from findings where id = new.finding_id;
			return new;
		end $$`,
	`create trigger passage_carries_finding before insert or update on passages for each row execute function passage_carries_finding()`,
	`create function finding_carried_to_passages() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			update passages set finding_team_id = new.team_id, finding_open = (new.shared_at is not null and new.state <> 'withdrawn')
				where finding_id = new.id;
			return null;
		end $$`,
	`create trigger finding_carried_to_passages after update of team_id, shared_at, state on findings
		for each row execute function finding_carried_to_passages()`,
	`create function evidence_event_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			perform carry_event_to_finding(f.id) from (select distinct finding_id as id from passages where event_id = new.id) f;
			update event_notes set shared = (new.notes_shared and new.state = 'shared'), team_id = new.team_id where event_id = new.id;
			return null;
		end $$`,
	`create trigger evidence_event_changed after update of kind, starts_on, place_name, state, shared_at, notes_shared, team_id on evidence_events
		for each row execute function evidence_event_changed()`,

	/* How many findings there are, kept so that no page counts them one by one. No team stands for all members: shared findings. */
	`create table finding_tallies (
		review_id bigint not null references reviews (id),
		team_id bigint,
		source_kind text,
		findings integer not null,
		tagged integer not null,
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint finding_tallies_key unique nulls not distinct (review_id, team_id, source_kind)
	)`,
	/* It runs when the act commits, behind the lock on the review's chain that every act ends with: so acts take turns here,
		and no two can wait for each other's rows. */
	`create function finding_tallied() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		begin
			perform from audit_chains where coalesce(review_id, 0) = new.review_id for update;
			insert into finding_tallies as kept (review_id, team_id, source_kind, findings, tagged)
				select new.review_id, team_id, source_kind, sum(sign), sum(sign * tagged) from (
					select 1 as sign, case when new.shared_at is null then new.team_id end as team_id, new.source_kind,
						(new.link_count > 0)::integer as tagged where new.state <> 'withdrawn'
					union all
					select -1, case when old.shared_at is null then old.team_id end, old.source_kind,
						(old.link_count > 0)::integer where tg_op = 'UPDATE' and old.state <> 'withdrawn') moved
				group by team_id, source_kind having sum(sign) <> 0 or sum(sign * tagged) <> 0
				on conflict on constraint finding_tallies_key
					do update set findings = kept.findings + excluded.findings, tagged = kept.tagged + excluded.tagged;
			return null;
		end $$`,
	`create constraint trigger finding_tallied after insert or update of team_id, shared_at, state, source_kind, link_count on findings
		deferrable initially deferred for each row execute function finding_tallied()`,

	...[
		'finding_kinds',
		'themes',
		'evidence_events',
		'event_notes',
		'contributors',
		'contributor_names',
		'promises',
		'findings',
		'finding_versions',
		'passages',
		'finding_relations',
		'accuracy_checks',
		'finding_tallies'
	].map((table) => `alter table ${table} enable row level security`),

	...['finding_kinds', 'themes'].flatMap((table) => [
		`grant select, insert, update on ${table} to throughline_app`,
		`create policy ${table}_member on ${table} to throughline_app
			using (review_id = any (array(select app_review_ids()))) with check (review_id = any (array(select app_review_ids())))`
	]),
	...['evidence_events', 'findings'].flatMap((table) => [
		`grant select, insert, update on ${table} to throughline_app`,
		`create policy ${table}_read on ${table} for select to throughline_app using (${seenByTeamUntilShared})`,
		`create policy ${table}_insert on ${table} for insert to throughline_app
			with check (review_id = any (array(select app_review_ids())) and team_id = any (array(select app_team_ids())))`,
		`create policy ${table}_update on ${table} for update to throughline_app
			using (${seenByTeamUntilShared}) with check (review_id = any (array(select app_review_ids())))`
	]),
	`grant select on finding_tallies to throughline_app`,
	`create policy finding_tallies_read on finding_tallies for select to throughline_app
		using (review_id = any (array(select app_review_ids())) and (team_id is null or team_id = any (array(select app_team_ids()))))`,
	`grant select, insert, update on event_notes to throughline_app`,
	`create policy event_notes_read on event_notes to throughline_app
		using (review_id = any (array(select app_review_ids())) and (shared or team_id = any (array(select app_team_ids()))))
		with check (review_id = any (array(select app_review_ids())) and team_id = any (array(select app_team_ids())))`,
	`grant select, insert, update, delete on contributor_names to throughline_app`,
	`create policy contributor_names_team on contributor_names to throughline_app
		using (team_id = any (array(select app_team_ids()))) with check (team_id = any (array(select app_team_ids())))`,
	// What hangs from an event or a finding is there for whoever sees that event or finding.
	// A withdrawn one is a tombstone to everybody but its own team.
	...['contributors', 'promises'].flatMap((table) => [
		`grant select, insert, update, delete on ${table} to throughline_app`,
		`create policy ${table}_with_event on ${table} to throughline_app
			using (exists (select from evidence_events e where e.id = event_id and (e.state <> 'withdrawn' or e.team_id = any (array(select app_team_ids())))))`
	]),
	`create policy passages_with_finding on passages to throughline_app
		using (review_id = any (array(select app_review_ids())) and (finding_open or finding_team_id = any (array(select app_team_ids()))))`,
	...['finding_versions', 'accuracy_checks'].map(
		(table) => `create policy ${table}_with_finding on ${table} to throughline_app
			using (exists (select from findings f where f.id = finding_id and (f.state <> 'withdrawn' or f.team_id = any (array(select app_team_ids())))))`
	),
	`grant select, insert on finding_versions to throughline_app`,
	`grant select, insert, update on passages, accuracy_checks to throughline_app`,
	`grant select, insert, update on finding_relations to throughline_app`,
	`create policy finding_relations_both_ends on finding_relations to throughline_app
		using (exists (select from findings f where f.id = from_finding_id) and exists (select from findings f where f.id = to_finding_id))
		with check (exists (select from findings f where f.id = from_finding_id) and exists (select from findings f where f.id = to_finding_id))`
];
