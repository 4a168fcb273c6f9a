import { type Kysely, sql } from 'kysely';

/** Fiscal events, bids with their options, cost and benefit lines, what is frozen of them, and what the Treasury says. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const secretariat = `review_id = any (array(select app_review_ids_as('secretariat')))`;
const centre = `review_id = any (array(select app_review_ids_as('secretariat', 'chair')))`;
const treasury = `review_id = any (array(select app_review_ids_as('treasury')))`;
const working = `bid_id = any (array(select app_bid_ids()))`;
const ownTeam = `team_id = any (array(select app_team_ids()))`;
const option = `option_id = any (array(select app_bid_option_ids()))`;
const submitted = `bid_id = any (array(select app_submitted_bid_ids()))`;

/* As the search of the first release asks, word for word: bids are one more kind of what it finds. */
/** Ranking reads the words of every match, so a very common word is ranked among its newest matches only. */
const ranked = 1000;
/** Notes are long, and their words lie apart from the row. */
const rankedNotes = 200;

const seen = (alias: string) => `${alias}.review_id = $1 and $1 = any (array(select app_review_ids()))
	and ${alias}.state <> 'withdrawn' and (${alias}.shared_at is not null or ${alias}.team_id = any (array(select app_team_ids())))`;
const notesSeen = '(n.shared or n.team_id = any (array(select app_team_ids())))';
const query = `websearch_to_tsquery('english'::regconfig, $2)`;
/** Always through the index of words, which no estimate of costs prefers enough: it spares reading what the notes say. */
const notesMatching = `(select event_id, team_id, shared, search from event_notes where search @@ ${query} offset 0) n`;

const statements = [
	/* Years are the calendar year in which a financial year begins: 2022 is 2022-23. Money is pence. */
	`create table fiscal_events (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		name text not null,
		first_year integer not null,
		last_year integer not null,
		capital_last_year integer not null,
		return_due_on date,
		guidance text,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint fiscal_events_review_key unique (review_id, id),
		constraint fiscal_events_name_key unique (review_id, name),
		constraint fiscal_events_name_length_check check (char_length(name) between 1 and 200),
		constraint fiscal_events_guidance_length_check check (char_length(guidance) <= 20000),
		constraint fiscal_events_years_check check (first_year between 1990 and 2200 and last_year >= first_year
			and capital_last_year >= last_year and capital_last_year < first_year + 15)
	)`,
	`create table envelopes (
		fiscal_event_id bigint not null,
		review_id bigint not null,
		year integer not null,
		control text not null,
		pence bigint not null,
		primary key (fiscal_event_id, year, control),
		foreign key (review_id, fiscal_event_id) references fiscal_events (review_id, id),
		constraint envelopes_control_check check (control in ('rdel', 'cdel', 'ame')),
		constraint envelopes_pence_check check (pence >= 0)
	)`,
	/* The Treasury's blank return, and where in it each figure goes. */
	`create table return_templates (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		fiscal_event_id bigint not null,
		file_name text not null,
		format text not null,
		bytes bytea not null,
		sha256 text not null,
		/* What was read from the file, once. */
		grid text not null,
		mapping jsonb not null,
		revision integer not null default 1,
		added_by_person_id bigint not null references people (id),
		added_at timestamptz(3) not null default app_now(),
		constraint return_templates_review_key unique (review_id, id),
		foreign key (review_id, fiscal_event_id) references fiscal_events (review_id, id),
		constraint return_templates_format_check check (format in ('xlsx', 'ods')),
		constraint return_templates_file_name_length_check check (char_length(file_name) between 1 and 200)
	)`,
	`create index return_templates_event_index on return_templates (fiscal_event_id, id desc)`,

	`create table bids (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		fiscal_event_id bigint not null,
		lead_team_id bigint not null,
		title text not null,
		record jsonb not null default '{}',
		headline_pence bigint,
		sensitive boolean not null default true,
		handling text,
		released_at timestamptz(3),
		withdrawn_at timestamptz(3),
		withdrawn_because text,
		/* Moves with every change of anything that a version freezes; a version and its signatures are out of date when they differ. */
		changes integer not null default 0,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		updated_at timestamptz(3) not null default app_now(),
		search tsvector generated always as (to_tsvector('english'::regconfig, title || ' ' || coalesce(record ->> 'summary', ''))) stored,
		constraint bids_number_key unique (review_id, number),
		constraint bids_review_key unique (review_id, id),
		foreign key (review_id, fiscal_event_id) references fiscal_events (review_id, id),
		foreign key (review_id, lead_team_id) references teams (review_id, id),
		constraint bids_title_length_check check (char_length(title) between 1 and 200),
		constraint bids_withdrawn_check check ((withdrawn_at is null) = (withdrawn_because is null))
	)`,
	`create index bids_event_index on bids (fiscal_event_id, number)`,
	`create index bids_lead_index on bids (lead_team_id)`,
	`create index bids_search_index on bids using gin (search)`,
	/* What stays with the lead until it chooses to submit it. */
	`create table bid_confidences (
		bid_id bigint primary key,
		review_id bigint not null,
		priority_rank integer,
		fallback text,
		revision integer not null default 1,
		foreign key (review_id, bid_id) references bids (review_id, id),
		constraint bid_confidences_rank_check check (priority_rank between 1 and 1000),
		constraint bid_confidences_fallback_length_check check (char_length(fallback) <= 10000)
	)`,
	/* The part of one department: the lead's and each partner's. */
	`create table bid_shares (
		bid_id bigint not null,
		team_id bigint not null,
		review_id bigint not null,
		finance_lead_post_id bigint references posts (id),
		changes integer not null default 0,
		revision integer not null default 1,
		primary key (bid_id, team_id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id)
	)`,
	`create index bid_shares_team_index on bid_shares (team_id)`,
	/* A department agreed to its share as it then was. Appended; it holds while the share has not changed. */
	`create table share_agreements (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		team_id bigint not null,
		changes integer not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		agreed_at timestamptz(3) not null default app_now(),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, team_id) references bid_shares (bid_id, team_id)
	)`,
	`create index share_agreements_index on share_agreements (bid_id, team_id, id desc)`,
	`create table bid_recommendations (
		bid_id bigint not null,
		recommendation_id bigint not null,
		review_id bigint not null,
		/* The wording that was costed. */
		version integer not null,
		primary key (bid_id, recommendation_id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version)
	)`,
	`create index bid_recommendations_recommendation_index on bid_recommendations (recommendation_id)`,
	`create table bid_outcomes (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		rank integer not null,
		metric text not null,
		baseline text not null,
		target text not null,
		target_year integer,
		source text not null,
		foreign key (review_id, bid_id) references bids (review_id, id),
		constraint bid_outcomes_length_check check (char_length(metric) between 1 and 300 and char_length(baseline) <= 300
			and char_length(target) <= 300 and char_length(source) <= 500)
	)`,
	`create index bid_outcomes_index on bid_outcomes (bid_id, rank)`,
	`create table bid_options (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		kind text not null,
		name text not null,
		description text not null default '',
		/* A fall-back option: known to the lead department alone until it is submitted. */
		lead_only boolean not null default false,
		revision integer not null default 1,
		constraint bid_options_review_key unique (review_id, id),
		constraint bid_options_bid_key unique (bid_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		constraint bid_options_kind_check check (kind in ('bau', 'do_minimum', 'minimum', 'preferred', 'stretch')),
		constraint bid_options_name_length_check check (char_length(name) between 1 and 200),
		constraint bid_options_description_length_check check (char_length(description) <= 5000),
		constraint bid_options_preferred_check check (not (lead_only and kind = 'preferred'))
	)`,
	`create unique index bid_options_preferred_key on bid_options (bid_id) where kind = 'preferred'`,
	`create table assumptions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		team_id bigint not null,
		number integer not null,
		text text not null,
		owner text not null,
		source text not null,
		confidence text not null,
		finding_id bigint,
		revision integer not null default 1,
		constraint assumptions_number_key unique (bid_id, number),
		constraint assumptions_bid_key unique (bid_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, team_id) references bid_shares (bid_id, team_id),
		foreign key (review_id, finding_id) references findings (review_id, id),
		constraint assumptions_confidence_check check (confidence in ('high', 'medium', 'low')),
		constraint assumptions_length_check check (char_length(text) between 1 and 2000 and char_length(owner) between 1 and 200
			and char_length(source) between 1 and 500)
	)`,
	`create table cost_lines (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		option_id bigint not null,
		team_id bigint not null,
		recommendation_id bigint,
		rank integer not null,
		description text not null,
		flow text not null default 'cost',
		budget text not null,
		baseline boolean not null default false,
		/* Null for nominal money; else the year in whose prices the line is put. */
		price_year integer,
		/* A year, for good, after the period. */
		steady_state_pence bigint,
		revision integer not null default 1,
		constraint cost_lines_key unique (bid_id, option_id, team_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, option_id) references bid_options (bid_id, id),
		foreign key (bid_id, team_id) references bid_shares (bid_id, team_id),
		foreign key (bid_id, recommendation_id) references bid_recommendations (bid_id, recommendation_id),
		constraint cost_lines_description_length_check check (char_length(description) between 1 and 300),
		constraint cost_lines_flow_check check (flow in ('cost', 'saving', 'income')),
		constraint cost_lines_budget_check check (budget in ('rdel_programme', 'rdel_admin', 'cdel', 'ame')),
		constraint cost_lines_price_year_check check (price_year between 1990 and 2200),
		constraint cost_lines_steady_state_check check (steady_state_pence >= 0)
	)`,
	`create index cost_lines_index on cost_lines (bid_id, rank, id)`,
	/* Amounts are never negative: what is saved or earned is a line of that kind. Staff are in hundredths of a full-time equivalent. */
	`create table cost_cells (
		line_id bigint not null,
		bid_id bigint not null,
		option_id bigint not null,
		team_id bigint not null,
		year integer not null,
		pence bigint,
		staff_hundredths integer,
		assumption_id bigint,
		primary key (line_id, year),
		foreign key (bid_id, option_id, team_id, line_id) references cost_lines (bid_id, option_id, team_id, id) on update cascade on delete cascade,
		foreign key (bid_id, assumption_id) references assumptions (bid_id, id),
		constraint cost_cells_pence_check check (pence between 0 and 100000000000000),
		constraint cost_cells_staff_check check (staff_hundredths between 0 and 100000000),
		constraint cost_cells_filled_check check (pence is not null or staff_hundredths is not null or assumption_id is not null)
	)`,
	`create index cost_cells_bid_index on cost_cells (bid_id)`,
	`create table benefit_lines (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		option_id bigint not null,
		/* The department where the saving or benefit lands. */
		team_id bigint not null,
		recommendation_id bigint,
		rank integer not null,
		description text not null,
		kind text not null,
		price_year integer,
		/* The fifth of households by income that gains, 1 the poorest; null for all alike. */
		quintile integer,
		assumption_id bigint,
		revision integer not null default 1,
		constraint benefit_lines_key unique (bid_id, option_id, team_id, id),
		constraint benefit_lines_bid_key unique (bid_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, option_id) references bid_options (bid_id, id),
		foreign key (bid_id, team_id) references bid_shares (bid_id, team_id),
		foreign key (bid_id, recommendation_id) references bid_recommendations (bid_id, recommendation_id),
		foreign key (bid_id, assumption_id) references assumptions (bid_id, id),
		constraint benefit_lines_description_length_check check (char_length(description) between 1 and 300),
		constraint benefit_lines_kind_check check (kind in ('cash_releasing', 'non_cash_releasing', 'social', 'health', 'not_monetised')),
		constraint benefit_lines_price_year_check check (price_year between 1990 and 2200),
		constraint benefit_lines_quintile_check check (quintile between 1 and 5)
	)`,
	`create index benefit_lines_index on benefit_lines (bid_id, rank, id)`,
	`create table benefit_cells (
		line_id bigint not null,
		bid_id bigint not null,
		option_id bigint not null,
		team_id bigint not null,
		year integer not null,
		pence bigint not null,
		primary key (line_id, year),
		foreign key (bid_id, option_id, team_id, line_id) references benefit_lines (bid_id, option_id, team_id, id) on update cascade on delete cascade,
		constraint benefit_cells_pence_check check (pence between 0 and 100000000000000)
	)`,
	`create index benefit_cells_bid_index on benefit_cells (bid_id)`,
	`create table benefit_evidence (
		benefit_line_id bigint not null,
		finding_id bigint not null,
		bid_id bigint not null,
		review_id bigint not null,
		finding_version integer not null,
		/* How strong it is on the scale that fits its kind; scales are never averaged. */
		scale text,
		strength text,
		note text,
		primary key (benefit_line_id, finding_id),
		foreign key (bid_id, benefit_line_id) references benefit_lines (bid_id, id) on delete cascade,
		foreign key (review_id, finding_id) references findings (review_id, id),
		constraint benefit_evidence_note_length_check check (char_length(note) <= 1000),
		constraint benefit_evidence_scale_check check (scale in ('eif', 'sms', 'nesta', 'grade', 'cerqual')),
		constraint benefit_evidence_strength_check check ((scale is null) = (strength is null) and char_length(strength) <= 20)
	)`,
	/* Why the headline is not the sum of the lines. Appended; it holds while both figures are what they were. */
	`create table mismatch_explanations (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		headline_pence bigint not null,
		lines_pence bigint not null,
		explanation text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		explained_at timestamptz(3) not null default app_now(),
		foreign key (review_id, bid_id) references bids (review_id, id),
		constraint mismatch_explanations_length_check check (char_length(explanation) between 1 and 2000)
	)`,
	`create index mismatch_explanations_index on mismatch_explanations (bid_id, id desc)`,

	/* Editions that a review added to those that come along: rates, deflators, optimism bias, bands, values, Barnett. */
	`create table parameter_editions (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		kind text not null,
		edition text not null,
		content jsonb not null,
		added_by_person_id bigint not null references people (id),
		added_at timestamptz(3) not null default app_now(),
		constraint parameter_editions_key unique (review_id, kind, edition),
		constraint parameter_editions_edition_length_check check (char_length(edition) between 1 and 100),
		constraint parameter_editions_kind_check check (kind ~ '^[a-z_]{1,40}$')
	)`,
	`create table appraisal_plans (
		bid_id bigint primary key,
		review_id bigint not null,
		plan jsonb not null,
		revision integer not null default 1,
		foreign key (review_id, bid_id) references bids (review_id, id)
	)`,
	/* What was worked out, from what, with which editions: kept as text with its digest, never changed. */
	`create table appraisals (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		number integer not null,
		bid_changes integer not null,
		content text not null,
		sha256 text not null,
		/* Holds figures of an option that only the lead may know of. */
		lead_only boolean not null default false,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		made_at timestamptz(3) not null default app_now(),
		constraint appraisals_number_key unique (bid_id, number),
		constraint appraisals_bid_key unique (bid_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id)
	)`,

	/* A bid frozen: the finance leads sign it, then the lead submits it. Only what was chosen for the Treasury is in it. */
	`create table bid_versions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		number integer not null,
		/* The bid as those know it who never see it in work. */
		bid_number integer not null,
		fiscal_event_id bigint not null,
		lead_team_id bigint not null,
		title text not null,
		content text not null,
		sha256 text not null,
		bid_changes integer not null,
		frozen_by_person_id bigint not null references people (id),
		frozen_by_post_id bigint not null references posts (id),
		frozen_at timestamptz(3) not null default app_now(),
		submitted_by_person_id bigint references people (id),
		submitted_by_post_id bigint references posts (id),
		submitted_at timestamptz(3),
		constraint bid_versions_number_key unique (bid_id, number),
		constraint bid_versions_bid_key unique (bid_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (review_id, bid_number) references bids (review_id, number),
		foreign key (review_id, fiscal_event_id) references fiscal_events (review_id, id),
		foreign key (review_id, lead_team_id) references teams (review_id, id),
		constraint bid_versions_submitted_check check ((submitted_at is null) = (submitted_by_person_id is null))
	)`,
	`create index bid_versions_number_index on bid_versions (review_id, bid_number) where submitted_at is not null`,
	`create table bid_signatures (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		version_id bigint not null,
		team_id bigint not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		signed_at timestamptz(3) not null default app_now(),
		constraint bid_signatures_key unique (version_id, team_id),
		foreign key (bid_id, version_id) references bid_versions (bid_id, id),
		foreign key (bid_id, team_id) references bid_shares (bid_id, team_id)
	)`,
	/* The Treasury's own words on a submitted version. Appended; the latest counts. */
	`create table treasury_positions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		version_id bigint not null,
		stance text not null,
		words text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		given_at timestamptz(3) not null default app_now(),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, version_id) references bid_versions (bid_id, id),
		constraint treasury_positions_stance_check check (stance in ('agreed', 'not_agreed', 'reserved')),
		constraint treasury_positions_words_length_check check (char_length(words) between 1 and 3000)
	)`,
	`create index treasury_positions_index on treasury_positions (bid_id, id desc)`,
	`create table treasury_notes (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		body text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		written_at timestamptz(3) not null default app_now(),
		foreign key (review_id, bid_id) references bids (review_id, id),
		constraint treasury_notes_length_check check (char_length(body) between 1 and 5000)
	)`,
	`create index treasury_notes_index on treasury_notes (bid_id, id desc)`,
	`create table bid_questions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		number integer not null,
		version_id bigint not null,
		question text not null,
		asked_by_person_id bigint not null references people (id),
		asked_by_post_id bigint not null references posts (id),
		asked_at timestamptz(3) not null default app_now(),
		due_on date,
		answer text,
		answered_by_person_id bigint references people (id),
		answered_by_post_id bigint references posts (id),
		answered_at timestamptz(3),
		revision integer not null default 1,
		constraint bid_questions_number_key unique (bid_id, number),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, version_id) references bid_versions (bid_id, id),
		constraint bid_questions_length_check check (char_length(question) between 1 and 3000 and char_length(answer) between 1 and 5000),
		constraint bid_questions_answered_check check ((answer is null) = (answered_at is null))
	)`,
	/* The group's own order of the bids of one fiscal event, kept by the secretariat. */
	`create table portfolio_ranks (
		fiscal_event_id bigint not null,
		bid_id bigint not null,
		review_id bigint not null,
		rank integer not null,
		primary key (fiscal_event_id, bid_id),
		foreign key (review_id, fiscal_event_id) references fiscal_events (review_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id)
	)`,
	/* A department's return as it came in, until it is taken over. */
	`create table bid_returns (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		bid_id bigint not null,
		team_id bigint not null,
		file_name text not null,
		format text not null,
		bytes bytea not null,
		sha256 text not null,
		/* What was read from the file, once. */
		grid text not null,
		mapping jsonb not null,
		/* The headings that the mapping is for: the next file that has them is mapped alike. */
		shape text not null,
		state text not null default 'previewed',
		/* What was taken over of it: counts of lines. */
		outcome jsonb,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		received_at timestamptz(3) not null default app_now(),
		committed_at timestamptz(3),
		revision integer not null default 1,
		constraint bid_returns_review_key unique (review_id, id),
		foreign key (review_id, bid_id) references bids (review_id, id),
		foreign key (bid_id, team_id) references bid_shares (bid_id, team_id),
		constraint bid_returns_format_check check (format in ('xlsx', 'ods', 'csv')),
		constraint bid_returns_state_check check (state in ('previewed', 'committed', 'dropped')),
		constraint bid_returns_file_name_length_check check (char_length(file_name) between 1 and 200),
		constraint bid_returns_committed_check check ((state = 'committed') = (committed_at is not null))
	)`,
	`create index bid_returns_index on bid_returns (bid_id, id desc)`,

	/*
	 * The bids whose working state the signed-in person may know: their own departments' as lead or partner, and for the
	 * secretariat those that were released. A spending team never sees one in work, even where the Treasury is a partner.
	 */
	`create function app_bid_team_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select team_id from memberships
			where ended_at is null and role <> 'treasury' and post_id in (select app_post_ids()) $$`,
	`create function app_bid_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select bid_id from bid_shares where team_id in (select app_bid_team_ids())
			union select id from bids where lead_team_id in (select app_bid_team_ids())
			union select id from bids where released_at is not null and review_id in (select app_review_ids_as('secretariat')) $$`,
	`create function app_lead_bid_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select id from bids where lead_team_id in (select app_bid_team_ids()) $$`,
	`create function app_submitted_bid_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select distinct v.bid_id from bid_versions v where v.submitted_at is not null
			and (v.bid_id in (select bid_id from bid_shares where team_id in (select app_bid_team_ids()))
				or v.review_id in (select app_review_ids_as('secretariat', 'chair', 'treasury'))) $$`,
	/* A bid that was submitted and then withdrawn: the Treasury is told, who never sees it in work. */
	`create function app_withdrawn_bids() returns table (bid_id bigint, withdrawn_at timestamptz, withdrawn_because text)
		language sql stable security definer set search_path = public, pg_temp as
		$$ select id, bids.withdrawn_at, bids.withdrawn_because from bids
			where bids.withdrawn_at is not null and id in (select app_submitted_bid_ids()) $$`,
	/* From which to which year the bids of a fiscal event hold figures, so that its years are not cut under them. */
	`create function app_years_in_use(of_event bigint) returns table (first_year integer, last_year integer, last_capital_year integer)
		language sql stable security definer set search_path = public, pg_temp as
		$$ select min(c.year), max(c.year) filter (where l.budget <> 'cdel'), max(c.year) filter (where l.budget = 'cdel')
			from bids b join cost_lines l on l.bid_id = b.id join cost_cells c on c.line_id = l.id
			where b.fiscal_event_id = of_event and b.review_id in (select app_review_ids_as('secretariat')) $$`,
	`create function app_bid_option_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select id from bid_options where bid_id in (select app_bid_ids())
			and (not lead_only or bid_id in (select app_lead_bid_ids())) $$`,
	/* What is assumed for a fall-back alone would give it away: it stays with the lead, as the fall-back does. */
	`create function app_kept_assumption_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ with used as (
				select assumption_id, option_id from cost_cells where bid_id in (select app_bid_ids()) and assumption_id is not null
				union all
				select assumption_id, option_id from benefit_lines where bid_id in (select app_bid_ids()) and assumption_id is not null)
			select used.assumption_id from used join bid_options o on o.id = used.option_id
			where o.bid_id not in (select app_lead_bid_ids())
			group by used.assumption_id having bool_and(o.lead_only) $$`,
	/* The numbers of a lead's own appraisals and assumptions are taken too, for those who may not know of these. */
	`create function last_appraisal_number(bid bigint) returns integer language sql stable security definer set search_path = public, pg_temp as
		$$ select coalesce(max(number), 0) from appraisals where bid_id = bid and bid_id in (select app_bid_ids()) $$`,
	`create function last_assumption_number(bid bigint) returns integer language sql stable security definer set search_path = public, pg_temp as
		$$ select coalesce(max(number), 0) from assumptions where bid_id = bid and bid_id in (select app_bid_ids()) $$`,

	...[
		'fiscal_events',
		'envelopes',
		'return_templates',
		'bids',
		'bid_confidences',
		'bid_shares',
		'share_agreements',
		'bid_recommendations',
		'bid_outcomes',
		'bid_options',
		'assumptions',
		'cost_lines',
		'cost_cells',
		'benefit_lines',
		'benefit_cells',
		'benefit_evidence',
		'mismatch_explanations',
		'parameter_editions',
		'appraisal_plans',
		'appraisals',
		'bid_versions',
		'bid_signatures',
		'treasury_positions',
		'treasury_notes',
		'bid_questions',
		'portfolio_ranks',
		'bid_returns'
	].map((table) => `alter table ${table} enable row level security`),

	...['fiscal_events', 'envelopes', 'return_templates', 'parameter_editions'].map(
		(table) => `create policy ${table}_member on ${table} to throughline_app using (${member}) with check (${member})`
	),
	`grant select, insert, update on fiscal_events, return_templates to throughline_app`,
	`grant select, insert, update, delete on envelopes to throughline_app`,
	`grant select, insert on parameter_editions to throughline_app`,

	// By the lead's team too: a function does not see the row that its own statement inserts.
	`create policy bids_working on bids to throughline_app
		using (id = any (array(select app_bid_ids())) or lead_team_id = any (array(select app_bid_team_ids())))
		with check (${member} and (lead_team_id = any (array(select app_team_ids())) or id = any (array(select app_bid_ids()))))`,
	`grant select, insert, update on bids to throughline_app`,
	`create policy bid_confidences_lead on bid_confidences to throughline_app
		using (bid_id = any (array(select app_lead_bid_ids()))) with check (${member} and bid_id = any (array(select app_lead_bid_ids())))`,
	`grant select, insert, update on bid_confidences to throughline_app`,
	...['bid_shares', 'bid_recommendations', 'bid_outcomes', 'appraisal_plans', 'mismatch_explanations'].map(
		(table) =>
			`create policy ${table}_working on ${table} to throughline_app using (${working}) with check (${member} and ${working})`
	),
	`grant select, insert, update, delete on bid_shares to throughline_app`,
	`grant select, insert, update, delete on bid_recommendations to throughline_app`,
	`grant select, insert, update, delete on bid_outcomes to throughline_app`,
	`grant select, insert, update on appraisal_plans to throughline_app`,
	`grant select, insert on mismatch_explanations to throughline_app`,
	`create policy appraisals_working on appraisals to throughline_app
		using (${working} and (not lead_only or bid_id = any (array(select app_lead_bid_ids())))) with check (${member} and ${working})`,
	`grant select, insert on appraisals to throughline_app`,
	`create policy share_agreements_working on share_agreements to throughline_app
		using (${working}) with check (${member} and ${working} and ${ownTeam})`,
	// A file may hold more than the lines that were taken from it, so partners do not see it.
	`create policy bid_returns_team on bid_returns to throughline_app
		using (${working} and ${ownTeam}) with check (${member} and ${working} and ${ownTeam})`,
	`grant select, insert on share_agreements to throughline_app`,
	`grant select, insert, update on bid_returns to throughline_app`,
	`create policy bid_options_working on bid_options to throughline_app
		using (${working} and (not lead_only or bid_id = any (array(select app_lead_bid_ids())))) with check (${member} and ${working})`,
	`grant select, insert, update, delete on bid_options to throughline_app`,
	`create policy assumptions_working on assumptions to throughline_app
		using (${working} and (${ownTeam} or id <> all (array(select app_kept_assumption_ids()))))
		with check (${member} and ${working} and ${ownTeam})`,
	`grant select, insert, update, delete on assumptions to throughline_app`,
	...['cost_lines', 'cost_cells', 'benefit_lines', 'benefit_cells'].flatMap((table) => [
		`create policy ${table}_working on ${table} to throughline_app using (${option}) with check (${option} and ${ownTeam})`,
		`grant select, insert, update, delete on ${table} to throughline_app`
	]),
	// What one sees of another department's lines is not thereby to take away.
	...['assumptions', 'cost_lines', 'cost_cells', 'benefit_lines', 'benefit_cells'].map(
		(table) =>
			`create policy ${table}_own_delete on ${table} as restrictive for delete to throughline_app using (${ownTeam})`
	),
	// By the lines that one sees, so that nothing tells of what the lead keeps to itself.
	`create policy benefit_evidence_working on benefit_evidence to throughline_app
		using (benefit_line_id in (select id from benefit_lines))
		with check (${member} and benefit_line_id in (select id from benefit_lines where ${ownTeam}))`,
	`create policy benefit_evidence_own_delete on benefit_evidence as restrictive for delete to throughline_app
		using (benefit_line_id in (select id from benefit_lines where ${ownTeam}))`,
	`grant select, insert, delete on benefit_evidence to throughline_app`,

	`create policy bid_versions_read on bid_versions for select to throughline_app
		using (${working} or (submitted_at is not null and ${submitted}))`,
	`create policy bid_versions_insert on bid_versions for insert to throughline_app with check (${member} and bid_id = any (array(select app_lead_bid_ids())))`,
	`create policy bid_versions_update on bid_versions for update to throughline_app
		using (${working} or (submitted_at is not null and ${submitted})) with check (${member} and bid_id = any (array(select app_lead_bid_ids())))`,
	`grant select, insert on bid_versions to throughline_app`,
	`grant update (submitted_by_person_id, submitted_by_post_id, submitted_at) on bid_versions to throughline_app`,
	`create policy bid_signatures_read on bid_signatures for select to throughline_app using (${working} or ${submitted})`,
	`create policy bid_signatures_insert on bid_signatures for insert to throughline_app with check (${member} and ${working} and ${ownTeam})`,
	`grant select, insert on bid_signatures to throughline_app`,
	`create policy treasury_positions_read on treasury_positions for select to throughline_app using (${submitted})`,
	`create policy treasury_positions_insert on treasury_positions for insert to throughline_app with check (${treasury} and ${submitted})`,
	`grant select, insert on treasury_positions to throughline_app`,
	`create policy treasury_notes_treasury on treasury_notes to throughline_app using (${treasury}) with check (${treasury} and ${submitted})`,
	`grant select, insert on treasury_notes to throughline_app`,
	`create policy bid_questions_submitted on bid_questions to throughline_app using (${submitted}) with check (${member} and ${submitted})`,
	`grant select, insert on bid_questions to throughline_app`,
	`grant update (due_on, answer, answered_by_person_id, answered_by_post_id, answered_at, revision) on bid_questions to throughline_app`,
	`create policy portfolio_ranks_centre on portfolio_ranks to throughline_app using (${centre}) with check (${secretariat})`,
	`grant select, insert, update, delete on portfolio_ranks to throughline_app`,

	/* In the place of the search that knew no bids: those in work for who sees them, else as they were last submitted. */
	`create or replace function search_records(for_review bigint, words text, at_most integer)
		returns table (kind text, id bigint, rank real) language plpgsql stable security definer set search_path = public, pg_temp
		set enable_seqscan = off as $$ begin
		return query execute $search$
		(select 'finding', m.id, ts_rank(m.search, ${query}) as rank from
			(select f.id, f.search from findings f where f.search @@ ${query} and ${seen('f')} order by f.number desc limit ${ranked}) m
			order by rank desc, m.id desc limit $3)
		union all
		(select 'evidence', m.id, max(m.rank) as rank from (
			(select e.id, ts_rank(e.search, ${query}) * 2::real as rank from
				(select e.id, e.search from evidence_events e where e.search @@ ${query} and ${seen('e')}
					order by e.starts_on desc, e.id desc limit ${ranked}) e)
			union all
			(select n.event_id, ts_rank(n.search, ${query}) as rank from
				(select n.event_id, n.search from ${notesMatching} join evidence_events e on e.id = n.event_id
					where ${seen('e')} and ${notesSeen} order by e.starts_on desc, e.id desc limit ${rankedNotes}) n)) m
			group by m.id order by rank desc, m.id desc limit $3)
		union all
		(select 'recommendation', r.id, ts_rank(r.search, ${query}) as rank from recommendations r
			where r.search @@ ${query} and r.review_id = $1 and $1 = any (array(select app_review_ids()))
			order by rank desc, r.id desc limit $3)
		union all
		(select 'paper', m.id, max(m.rank) as rank from (
			select p.id, greatest(ts_rank(p.search, ${query}), ts_rank(s.search, ${query})) as rank
			from papers p join sections s on s.paper_id = p.id and s.removed_at is null
			where (p.search @@ ${query} or s.search @@ ${query}) and p.review_id = $1 and $1 = any (array(select app_review_ids()))
				and (p.gate <> 'working' or $1 = any (array(select app_review_ids_as('secretariat', 'chair'))))) m
			group by m.id order by rank desc, m.id desc limit $3)
		union all
		(select 'bid', m.id, max(m.rank) as rank from (
			(select b.id, ts_rank(b.search, ${query}) as rank from bids b
				where b.search @@ ${query} and b.review_id = $1 and $1 = any (array(select app_review_ids()))
					and b.id = any (array(select app_bid_ids())))
			union all
			(select v.id, ts_rank(v.search, ${query}) as rank from
				(select distinct on (bid_id) bid_id as id,
					to_tsvector('english'::regconfig, title || ' ' || coalesce(content::jsonb #>> '{record,summary}', '')) as search
					from bid_versions where review_id = $1 and submitted_at is not null
						and bid_id = any (array(select app_submitted_bid_ids())) order by bid_id, number desc) v
				where v.search @@ ${query})) m
			group by m.id order by rank desc, m.id desc limit $3)
		$search$ using for_review, words, at_most;
		end $$`
];
