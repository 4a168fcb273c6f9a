import { type Kysely, sql } from 'kysely';

/** What a person has typed into a section and not saved yet, and who has which section open. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const withPaper = `exists (select from papers p where p.id = paper_id)`;
const withTheCentre = `exists (select from papers p where p.id = paper_id and p.review_id = any (array(select app_review_ids_as('secretariat', 'chair'))))`;

const statements = [
	// The wording that it began from is named, so that it can be joined with what others have saved since.
	`create table section_drafts (
		section_id bigint not null,
		paper_id bigint not null,
		person_id bigint not null references people (id),
		heading text not null,
		body text not null,
		annex boolean not null,
		revision integer not null,
		version integer not null,
		saved_at timestamptz(3) not null default app_now(),
		primary key (section_id, person_id),
		foreign key (paper_id, section_id) references sections (paper_id, id),
		constraint section_drafts_heading_length_check check (char_length(heading) <= 1000),
		constraint section_drafts_body_length_check check (octet_length(body) <= 409600)
	)`,
	`create index section_drafts_person_id_index on section_drafts (person_id, paper_id)`,
	// A visit ends by itself: an open page puts its end off again and again.
	`create table section_visits (
		section_id bigint not null,
		paper_id bigint not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		since timestamptz(3) not null default app_now(),
		ends_at timestamptz(3) not null,
		primary key (section_id, person_id),
		foreign key (paper_id, section_id) references sections (paper_id, id)
	)`,
	`create index section_visits_paper_id_index on section_visits (paper_id, ends_at)`,

	`alter table section_drafts enable row level security`,
	`alter table section_visits enable row level security`,
	// Unsaved words are the person's own: not even those who may edit the section read them.
	`create policy section_drafts_own on section_drafts to throughline_app
		using (person_id = (select app_person_id()) and ${withPaper})
		with check (person_id = (select app_person_id()) and ${withPaper})`,
	`create policy section_visits_read on section_visits for select to throughline_app using (${withTheCentre})`,
	`create policy section_visits_add on section_visits for insert to throughline_app
		with check (person_id = (select app_person_id()) and ${withTheCentre})`,
	`create policy section_visits_change on section_visits for update to throughline_app
		using (person_id = (select app_person_id()) and ${withTheCentre})
		with check (person_id = (select app_person_id()) and ${withTheCentre})`,
	`grant select, insert, update, delete on section_drafts to throughline_app`,
	`grant select, insert, update on section_visits to throughline_app`
];
