import { type Kysely, sql } from 'kysely';

/**
 * A slot keeps how it was written and what it printed when that was last accepted; opposing evidence that a paper does
 * not print is declined with a reason; a minister's disagreement prints in words that the minister's office has agreed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const centre = `review_id = any (array(select app_review_ids_as('secretariat', 'chair')))`;
const withPaper = `exists (select from papers p where p.id = paper_id)`;
/** The post itself, and the private office that serves it. */
const ownOffice = `post_id in (select app_post_ids() union all select serves_post_id from posts where id in (select app_post_ids()))`;

const statements = [
	`alter table slots drop constraint slots_kind_check`,
	`alter table slots
		add column argument text not null default '',
		add column data text,
		add constraint slots_kind_check check (kind ~ '^[a-z][a-z-]{0,39}$'),
		add constraint slots_argument_length_check check (char_length(argument) <= 120),
		add constraint slots_data_length_check check (octet_length(data) <= 1048576)`,
	// What is placed already stands as it was when it was last accepted.
	`update slots s set argument = 'R' || r.number,
			data = json_build_object('reference', 'R' || r.number, 'version', v.version, 'verb', v.verb, 'title', v.title, 'text', v.text)::text
		from recommendations r join recommendation_versions v on v.recommendation_id = r.id
		where r.id = s.recommendation_id and v.version = coalesce(s.recommendation_version, r.version)`,
	/* What the slots of a paper recommend, one by one or in lists, so that a recommendation finds its papers. */
	`create table placed_recommendations (
		section_id bigint not null,
		position integer not null,
		paper_id bigint not null,
		review_id bigint not null,
		recommendation_id bigint not null,
		recommendation_version integer not null,
		primary key (section_id, position, recommendation_id),
		foreign key (section_id, position) references slots (section_id, position) on delete cascade,
		foreign key (paper_id, section_id) references sections (paper_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id)
	)`,
	`create index placed_recommendations_recommendation_id_index on placed_recommendations (recommendation_id)`,
	`insert into placed_recommendations
		select s.section_id, s.position, s.paper_id, s.review_id, s.recommendation_id, coalesce(s.recommendation_version, r.version)
		from slots s join recommendations r on r.id = s.recommendation_id`,
	`alter table slots drop column recommendation_id, drop column recommendation_version`,
	`alter table placed_recommendations enable row level security`,
	`create policy placed_recommendations_with_paper on placed_recommendations to throughline_app
		using (${withPaper}) with check (${withPaper})`,
	`grant select, insert on placed_recommendations to throughline_app`,

	/* A shared finding that speaks against what a paper recommends and that the paper does not print. */
	`create table declined_views (
		paper_id bigint not null,
		review_id bigint not null,
		recommendation_id bigint not null,
		finding_id bigint not null,
		because text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		declined_at timestamptz(3) not null default app_now(),
		primary key (paper_id, recommendation_id, finding_id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (review_id, finding_id) references findings (review_id, id),
		constraint declined_views_because_length_check check (char_length(because) between 1 and 1000)
	)`,
	`create index declined_views_finding_id_index on declined_views (finding_id)`,
	`create index declined_views_recommendation_id_index on declined_views (recommendation_id)`,

	/* How a post's disagreement may be put in print. Appended: the latest words of a post count, agreed or not. */
	`create table disagreement_words (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		recommendation_id bigint not null,
		recommendation_version integer not null,
		post_id bigint not null references posts (id),
		answer_id bigint not null,
		words text not null,
		proposed_by_person_id bigint not null references people (id),
		proposed_by_post_id bigint not null references posts (id),
		proposed_at timestamptz(3) not null default app_now(),
		agreed_by_person_id bigint references people (id),
		agreed_by_post_id bigint references posts (id),
		agreed_at timestamptz(3),
		withdrawn_by_person_id bigint references people (id),
		withdrawn_by_post_id bigint references posts (id),
		withdrawn_at timestamptz(3),
		withdrawn_because text,
		constraint disagreement_words_review_key unique (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, recommendation_version) references recommendation_versions (recommendation_id, version),
		foreign key (review_id, answer_id) references answers (review_id, id),
		constraint disagreement_words_length_check check (char_length(words) between 1 and 1000),
		constraint disagreement_words_agreed_check check ((agreed_at is null) = (agreed_by_person_id is null) and (agreed_at is null) = (agreed_by_post_id is null)),
		constraint disagreement_words_withdrawn_check check (
			case when withdrawn_at is null then num_nonnulls(withdrawn_by_person_id, withdrawn_by_post_id, withdrawn_because) = 0
			else agreed_at is not null and num_nulls(withdrawn_by_person_id, withdrawn_by_post_id, withdrawn_because) = 0 end),
		constraint disagreement_words_because_length_check check (char_length(withdrawn_because) between 1 and 1000)
	)`,
	`create index disagreement_words_latest_index on disagreement_words (recommendation_id, post_id, id desc)`,
	`create index disagreement_words_answer_id_index on disagreement_words (answer_id)`,

	`alter table declined_views enable row level security`,
	`alter table disagreement_words enable row level security`,
	// Members read why a view is not printed with the paper itself.
	`create policy declined_views_with_paper on declined_views to throughline_app using (${withPaper}) with check (${withPaper})`,
	// Until they are agreed, and once they are withdrawn, words are the secretariat's, the chair's and that office's.
	`create policy disagreement_words_read on disagreement_words for select to throughline_app
		using (${centre} or (review_id = any (array(select app_review_ids())) and (agreed_at is not null and withdrawn_at is null or ${ownOffice})))`,
	`create policy disagreement_words_propose on disagreement_words for insert to throughline_app
		with check (${centre} or (review_id = any (array(select app_review_ids())) and ${ownOffice}))`,
	`create policy disagreement_words_agree on disagreement_words for update to throughline_app
		using (review_id = any (array(select app_review_ids())) and ${ownOffice})
		with check (review_id = any (array(select app_review_ids())) and ${ownOffice})`,
	`grant select, insert, delete on declined_views to throughline_app`,
	`grant select, insert on disagreement_words to throughline_app`,
	`grant update (agreed_by_person_id, agreed_by_post_id, agreed_at,
		withdrawn_by_person_id, withdrawn_by_post_id, withdrawn_at, withdrawn_because) on disagreement_words to throughline_app`
];
