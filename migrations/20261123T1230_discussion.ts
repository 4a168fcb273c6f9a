import { type Kysely, sql } from 'kysely';

/**
 * What is said of a recommendation: threads on its words, what became of the words that posts proposed, and judgements
 * criterion by criterion.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const ownTeam = `team_id = any (array(select app_team_ids()))`;
const roomOf = `(visibility = 'members' or ${ownTeam})`;
const withThread = `${member} and thread_id in (select id from threads)`;

const statements = [
	/* Said of a passage of a recommendation (its words with those before and after it) or of the whole, on the version that was read. */
	`create table threads (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		recommendation_id bigint not null,
		version integer not null,
		quote text,
		prefix text not null default '',
		suffix text not null default '',
		body text not null,
		/* Whom it is for: every member, or the department of whoever began it. It never widens. */
		visibility text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		team_id bigint not null,
		made_at timestamptz(3) not null default app_now(),
		state text not null default 'open',
		constraint threads_recommendation_key unique (recommendation_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint threads_visibility_check check (visibility in ('members', 'department')),
		constraint threads_state_check check (state in ('open', 'resolved')),
		constraint threads_body_length_check check (char_length(body) between 1 and 10000),
		constraint threads_quote_length_check check (char_length(quote) between 1 and 3000),
		constraint threads_context_length_check check (char_length(prefix) <= 200 and char_length(suffix) <= 200)
	)`,
	`create index threads_recommendation_id_index on threads (recommendation_id, id)`,
	`create index threads_open_index on threads (review_id, id) where state = 'open'`,
	/* What followed, in order: replies, and each time it was resolved or opened again. */
	`create table thread_entries (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		recommendation_id bigint not null,
		thread_id bigint not null,
		/* The words that stood when it was said. */
		version integer not null,
		kind text not null,
		body text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		team_id bigint not null,
		made_at timestamptz(3) not null default app_now(),
		foreign key (recommendation_id, thread_id) references threads (recommendation_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint thread_entries_kind_check check (kind in ('reply', 'resolved', 'reopened')),
		constraint thread_entries_body_length_check check (char_length(body) between 1 and 10000)
	)`,
	`create index thread_entries_thread_id_index on thread_entries (thread_id, id)`,

	/* What became of the words that a post proposed with its answer: once, and for good. */
	`create table proposed_words (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		recommendation_id bigint not null,
		answer_id bigint not null,
		outcome text not null,
		/* The version that took them in, and whether just as they were proposed. */
		accepted_version integer,
		unchanged boolean,
		because text,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		decided_at timestamptz(3) not null default app_now(),
		constraint proposed_words_answer_key unique (answer_id),
		foreign key (review_id, answer_id) references answers (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, accepted_version) references recommendation_versions (recommendation_id, version),
		constraint proposed_words_outcome_check check (outcome in ('accepted', 'declined')),
		constraint proposed_words_accepted_check check ((outcome = 'accepted') = (accepted_version is not null)
			and (outcome = 'accepted') = (unchanged is not null)),
		constraint proposed_words_declined_check check (outcome = 'accepted' or because is not null),
		constraint proposed_words_because_length_check check (char_length(because) between 1 and 2000)
	)`,
	`create index proposed_words_recommendation_id_index on proposed_words (recommendation_id)`,

	/*
	 * A judgement on one criterion of a recommendation, from one post, on the version that was read. Appended; the latest of a
	 * post counts. The conclusion is the last criterion.
	 */
	`create table judgements (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		recommendation_id bigint not null,
		version integer not null,
		criterion text not null,
		answer text not null,
		comment text,
		/* Whose judgement it is; their office may have typed it. */
		post_id bigint not null references posts (id),
		team_id bigint not null,
		person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		given_at timestamptz(3) not null default app_now(),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint judgements_criterion_check check (criterion in ('problem', 'effect', 'benefit', 'harm', 'certainty', 'values',
			'balance', 'cost', 'fairness', 'acceptable', 'deliverable', 'conclusion')),
		constraint judgements_answer_length_check check (char_length(answer) between 1 and 40),
		constraint judgements_comment_length_check check (char_length(comment) between 1 and 3000),
		constraint judgements_conclusion_check check (criterion <> 'conclusion' or comment is not null)
	)`,
	`create index judgements_latest_index on judgements (recommendation_id, criterion, post_id, id desc)`,
	/* The findings that a judgement rests on: tags of this recommendation. */
	`create table judgement_links (
		judgement_id bigint not null references judgements (id),
		link_id bigint not null references links (id),
		finding_version integer not null,
		primary key (judgement_id, link_id)
	)`,

	/*
	 * Whether this person may know what others judge. Where the review wants each to look first for themselves, only after
	 * the own post has judged the same; those who bring the judgements together, and give none, see them all.
	 */
	`create function judgement_shown(of_review bigint, of_recommendation bigint, of_criterion text) returns boolean
		language sql stable security definer set search_path = public, pg_temp as $$
		select not coalesce((select independent_first_view from review_settings where review_id = of_review), false)
			or exists (select from reviews where id = of_review and state <> 'open')
			or (of_review in (select app_review_ids_as('secretariat', 'chair'))
				and of_review not in (select app_review_ids_as('official', 'minister', 'private_office', 'treasury')))
			or exists (select from judgements where recommendation_id = of_recommendation and criterion = of_criterion
				and (post_id in (select app_post_ids())
					or post_id in (select serves_post_id from posts where id in (select app_post_ids())))) $$`,

	...['threads', 'thread_entries', 'proposed_words', 'judgements', 'judgement_links'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`create policy threads_said on threads to throughline_app using (${member} and ${roomOf}) with check (${member} and ${ownTeam})`,
	`create policy threads_settled on threads for update to throughline_app using (${member} and ${roomOf}) with check (${member} and ${roomOf})`,
	`create policy thread_entries_with_thread on thread_entries to throughline_app
		using (${withThread}) with check (${withThread} and ${ownTeam})`,
	`create policy proposed_words_member on proposed_words to throughline_app using (${member}) with check (${member})`,
	`create policy judgements_shown on judgements to throughline_app
		using (${member} and (post_id in (select app_post_ids()) or recorded_by_post_id in (select app_post_ids())
			or judgement_shown(review_id, recommendation_id, criterion)))
		with check (${member} and ${ownTeam})`,
	`create policy judgement_links_with_judgement on judgement_links to throughline_app
		using (judgement_id in (select id from judgements)) with check (judgement_id in (select id from judgements))`,
	`grant select, insert on threads, thread_entries, proposed_words, judgements, judgement_links to throughline_app`,
	`grant update (state) on threads to throughline_app`
];
