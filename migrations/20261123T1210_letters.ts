import { type Kysely, sql } from 'kysely';

/** What letters need of their own: every wording, the messages that were sent, their post, and the facts members may know. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const secretariat = `review_id = any (array(select app_review_ids_as('secretariat')))`;
const ownTeam = `team_id = any (array(select app_team_ids()))`;

const statements = [
	/* An office clears a wording, so each is kept to show what changed since. */
	`create table letter_versions (
		letter_id bigint not null,
		review_id bigint not null,
		team_id bigint not null,
		version integer not null,
		addressee text not null,
		copied_to text not null,
		subject text not null,
		text text not null,
		reply_by date,
		/* What it asks, a line for each recommendation, so that what changed since is shown. */
		schedule text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		saved_at timestamptz(3) not null default app_now(),
		primary key (letter_id, version),
		foreign key (review_id, letter_id) references letters (review_id, id)
	)`,
	/* A message that went out by an office's own mailbox, as it was dropped; it counts once a person has confirmed it. */
	`create table letter_messages (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		letter_id bigint not null,
		team_id bigint not null,
		file_name text not null,
		bytes bytea not null,
		sha256 text not null,
		/* What was read in it, as JSON. */
		facts text not null,
		added_by_person_id bigint not null references people (id),
		added_at timestamptz(3) not null default app_now(),
		confirmed_at timestamptz(3),
		foreign key (review_id, letter_id) references letters (review_id, id),
		constraint letter_messages_name_length_check check (char_length(file_name) between 1 and 200),
		constraint letter_messages_size_check check (octet_length(bytes) <= 10485760)
	)`,
	`create index letter_messages_letter_id_index on letter_messages (letter_id)`,
	/* In the outbox since then. It counts as issued once the outbox has sent it. */
	`alter table letters add column queued_at timestamptz(3)`,
	`alter table letters add column queued_by_post_id bigint references posts (id)`,
	`alter table letters add constraint letters_queued_check check (queued_at is null or signed_on is not null)`,

	...['letter_versions', 'letter_messages'].map((table) => `alter table ${table} enable row level security`),
	...['letter_versions', 'letter_messages'].map(
		(table) =>
			`create policy ${table}_with_letter on ${table} to throughline_app
				using (${member} and letter_id in (select id from letters)) with check (${member} and (${ownTeam} or ${secretariat}))`
	),
	`grant select, insert on letter_versions, letter_messages to throughline_app`,
	`grant update (confirmed_at) on letter_messages to throughline_app`,

	/* What became of a letter in the outbox, for those who see the letter. */
	`create function letter_post(of_letter bigint) returns table (state text, attempts integer, failed_because text, queued_at timestamptz,
			sent_at timestamptz)
		language sql stable security definer set search_path = public, pg_temp as
		$$ select m.state, m.attempts, m.failed_because, m.queued_at, m.sent_at from mail m join letters l on l.id = m.letter_id
			where m.letter_id = of_letter and m.kind = 'letter' and l.review_id in (select app_review_ids())
				and (l.team_id in (select app_team_ids()) or l.review_id in (select app_review_ids_as('secretariat', 'chair')))
			order by m.id desc limit 1 $$`,
	/*
	 * Whose mailboxes a letter goes from and to: of each side the office that serves the post first, else its holder. For the
	 * sender's department and the secretariat alone, since members do not see each other's addresses.
	 */
	`create function letter_people(of_letter bigint) returns table (side text, person_id bigint, name text, address text)
		language sql stable security definer set search_path = public, pg_temp as
		$$ select e.side, p.id, p.name, c.email from letters l
			cross join lateral (values ('sender', l.sender_post_id), ('addressee', l.addressee_post_id)) e (side, post_id)
			join posts t on t.id = e.post_id or (t.serves_post_id = e.post_id and exists (select from memberships m
				where m.review_id = l.review_id and m.post_id = t.id and m.ended_at is null))
			join holdings h on h.post_id = t.id and h.since <= app_now() and (h.until is null or h.until > app_now())
			join people p on p.id = h.person_id join accounts c on c.person_id = p.id and c.disabled_at is null
			where l.id = of_letter and l.review_id in (select app_review_ids())
				and (l.team_id in (select app_team_ids()) or l.review_id in (select app_review_ids_as('secretariat')))
			order by (t.id = e.post_id), h.since, p.id $$`,
	/*
	 * A letter that the outbox has sent is issued, and one whose message was cancelled may be sent again. The jobs, which know
	 * nothing of letters, need no right to them.
	 */
	`create function letter_posted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
		declare the_letter letters;
		begin
			if new.state = 'cancelled' then
				update letters set queued_at = null, queued_by_post_id = null, revision = revision + 1
					where id = new.letter_id and issued_at is null;
				return null;
			end if;
			update letters set issued_at = new.sent_at, issued_how = 'application', revision = revision + 1
				where id = new.letter_id and issued_at is null and withdrawn_at is null
				returning * into the_letter;
			if found then
				perform record_audit(the_letter.review_id, null, null, 'letter.issued', 'letter', the_letter.id, 'L' || the_letter.number,
					'team', the_letter.team_id, '{"how":"application"}');
			end if;
			return null;
		end $$`,
	`create trigger mail_letter_posted after update of state on mail for each row
		when (new.state in ('sent', 'cancelled') and old.state <> new.state and new.kind = 'letter' and new.letter_id is not null)
		execute function letter_posted()`,
	/*
	 * What every member may know of a departmental letter: which Cabinet minister was asked what and when, and what was answered
	 * when. Never its words.
	 */
	`create function cabinet_answers(of_recommendation bigint) returns table (letter_number integer, team_id bigint, post_id bigint, ask text,
			version integer, asked_on date, reply_by date, outcome text, answered_version integer, answered_on date, source text)
		language sql stable security definer set search_path = public, pg_temp as
		$$ select l.number, l.team_id, l.addressee_post_id, k.ask, k.version, (l.issued_at at time zone 'Europe/London')::date, l.reply_by,
				a.outcome, a.version, a.answered_on, a.source
			from letter_asks k join letters l on l.id = k.letter_id
			left join lateral (select * from letter_answers a where a.letter_id = k.letter_id and a.recommendation_id = k.recommendation_id
				order by a.id desc limit 1) a on true
			where k.recommendation_id = of_recommendation and l.kind = 'departmental' and l.issued_at is not null and l.withdrawn_at is null
				and l.review_id in (select app_review_ids()) $$`
];
