import { type Kysely, sql } from 'kysely';

/**
 * What the rooms of collective agreement share: committees, write-rounds with whom they ask and what these reply, letters,
 * the committee's clearance, actions, and the mail that goes out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const as = (...roles: string[]) =>
	`review_id = any (array(select app_review_ids_as(${roles.map((role) => `'${role}'`).join(', ')})))`;
const ownTeam = `team_id = any (array(select app_team_ids()))`;
/** Ministers and their offices read what the departments reply; so do those who work for the committee. */
const readsReplies = `(${as('secretariat', 'chair', 'minister', 'private_office', 'cabinet_minister', 'cabinet_private_office', 'treasury')}
	or (${member} and ${ownTeam}))`;
const round = `round_id in (select id from write_rounds)`;

const statements = [
	`alter table reference_counters drop constraint reference_counters_kind_check`,
	// Rounds W1, meetings M2, actions A3 and undertakings U4 join the kinds of the earlier tables.
	`alter table reference_counters add constraint reference_counters_kind_check
		check (kind in ('E', 'F', 'R', 'P', 'B', 'L', 'C', 'W', 'M', 'A', 'U'))`,

	/* How a review works with what follows the group: each a choice that the secretariat may change. */
	`create table review_settings (
		review_id bigint primary key references reviews (id),
		/* Whose bank holidays the working-day clock keeps. */
		nation text not null default 'england',
		/* Judgements are hidden from others until a person has given their own. */
		independent_first_view boolean not null default false,
		/* Ten criteria instead of five. */
		full_judgements boolean not null default false,
		sends_letters boolean not null default false,
		sends_reminders boolean not null default false,
		revision integer not null default 1,
		constraint review_settings_nation_check check (nation in ('england', 'wales', 'scotland', 'northern_ireland'))
	)`,
	/* The Cabinet committee that clears: not the group. Its chair is outside the review, so they are words, not posts. */
	`create table committees (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		name text not null,
		chair text not null,
		secretary text not null default '',
		/* Who gets a copy of every letter to the committee, as it is printed. */
		copied_to text not null default '',
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint committees_review_key unique (review_id, id),
		constraint committees_name_key unique (review_id, name),
		constraint committees_length_check check (char_length(name) between 1 and 200 and char_length(chair) between 1 and 200
			and char_length(secretary) <= 200 and char_length(copied_to) <= 1000)
	)`,
	/* Rules for rounds that a review took in from a file, beside those that come along. Never changed: an edition replaces it. */
	`create table round_rules (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		key text not null,
		edition text not null,
		name text not null,
		content text not null,
		sha256 text not null,
		added_by_person_id bigint not null references people (id),
		added_at timestamptz(3) not null default app_now(),
		constraint round_rules_key unique (review_id, key, edition),
		constraint round_rules_length_check check (char_length(key) between 1 and 60 and char_length(edition) between 1 and 60
			and char_length(name) between 1 and 200)
	)`,

	/* A write-round: one frozen paper, one committee, one set of rules that it keeps a copy of. */
	`create table write_rounds (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		title text not null,
		committee_id bigint not null,
		paper_id bigint not null,
		snapshot_id bigint not null,
		/* The post that asks: the sponsoring minister, who also leads. */
		sponsor_post_id bigint not null references posts (id),
		sponsor_team_id bigint not null,
		/* The opening paragraph: what is asked, the key issues. */
		ask text not null,
		spends_money boolean not null,
		rules text not null,
		rules_sha256 text not null,
		issued_on date,
		reply_by date,
		short_notice_because text,
		issued_by_person_id bigint references people (id),
		issued_by_post_id bigint references posts (id),
		withdrawn_at timestamptz(3),
		withdrawn_because text,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint write_rounds_number_key unique (review_id, number),
		constraint write_rounds_review_key unique (review_id, id),
		foreign key (review_id, committee_id) references committees (review_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (review_id, snapshot_id) references snapshots (review_id, id),
		foreign key (review_id, sponsor_team_id) references teams (review_id, id),
		constraint write_rounds_length_check check (char_length(title) between 1 and 200 and char_length(ask) between 1 and 3000
			and char_length(short_notice_because) between 1 and 1000 and char_length(withdrawn_because) between 1 and 1000),
		constraint write_rounds_issued_check check ((issued_on is null) = (reply_by is null) and (issued_on is null) = (issued_by_person_id is null)),
		constraint write_rounds_period_check check (reply_by >= issued_on),
		constraint write_rounds_withdrawn_check check ((withdrawn_at is null) = (withdrawn_because is null))
	)`,
	/* What the round asks agreement to: each recommendation in the words of the frozen paper. */
	`create table round_recommendations (
		round_id bigint not null,
		recommendation_id bigint not null,
		review_id bigint not null,
		version integer not null,
		primary key (round_id, recommendation_id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version)
	)`,
	/* Whom the round asks, by post: whoever holds it on the day answers. What the silence of each counts for follows from the ticks. */
	`create table round_addressees (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		round_id bigint not null,
		team_id bigint not null,
		post_id bigint not null references posts (id),
		must_be_asked_because text,
		asked_to_pay boolean not null default false,
		asked_to_change_law boolean not null default false,
		constraint round_addressees_key unique (round_id, team_id),
		constraint round_addressees_round_key unique (round_id, id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint round_addressees_because_length_check check (char_length(must_be_asked_because) <= 500)
	)`,
	/* A reply as it came, appended; which of a department counts is said by counting_replies. Its frozen copy is its own. */
	`create table replies (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		round_id bigint not null,
		addressee_id bigint not null,
		team_id bigint not null,
		snapshot_id bigint not null,
		stance text not null,
		text text,
		sent_by text not null,
		dated_on date not null,
		conveyed text not null,
		holder_person_id bigint references people (id),
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		constraint replies_review_key unique (review_id, id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (round_id, addressee_id) references round_addressees (round_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, snapshot_id) references snapshots (review_id, id),
		constraint replies_stance_check check (stance in ('content', 'content_subject_to', 'content_if_reworded', 'not_content', 'not_yet', 'nil_return', 'reserved', 'in_part')),
		constraint replies_conveyed_check check (conveyed in ('self', 'letter', 'email', 'call', 'meeting')),
		constraint replies_length_check check (char_length(text) <= 20000 and char_length(sent_by) between 1 and 200),
		constraint replies_text_check check (stance in ('content', 'nil_return') or text is not null)
	)`,
	`create index replies_counting_index on replies (round_id, addressee_id, dated_on desc, id desc)`,
	/*
	 * The one reply of each department that counts: the one with the latest date on it, and of two of one day the one that was
	 * recorded last. One that was written earlier and comes to hand later does not take the place of what was said since.
	 */
	`create view counting_replies with (security_invoker = true) as
		select distinct on (round_id, addressee_id) id, review_id, round_id, addressee_id, team_id, snapshot_id, stance, text, sent_by,
			dated_on, conveyed, holder_person_id, recorded_by_person_id, recorded_by_post_id, recorded_at
		from replies order by round_id, addressee_id, dated_on desc, id desc`,
	/* The letter or message itself, kept as it was dropped. */
	`create table reply_files (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		reply_id bigint not null,
		team_id bigint not null,
		file_name text not null,
		media_type text not null,
		bytes bytea not null,
		sha256 text not null,
		foreign key (review_id, reply_id) references replies (review_id, id),
		constraint reply_files_name_length_check check (char_length(file_name) between 1 and 200),
		constraint reply_files_size_check check (octet_length(bytes) <= 10485760)
	)`,
	`create index reply_files_reply_id_index on reply_files (reply_id)`,

	/* What a reply says of each recommendation is an answer like a member's, so that conditions have one ledger. */
	`alter table answers add column reply_id bigint`,
	`alter table answers add foreign key (review_id, reply_id) references replies (review_id, id)`,
	`create index answers_reply_id_index on answers (reply_id) where reply_id is not null`,
	`alter table answers drop constraint answers_kind_check`,
	`alter table answers add constraint answers_kind_check check (kind in ('position', 'reply') and (kind = 'reply') = (reply_id is not null))`,
	`alter table answers drop constraint answers_conveyed_check`,
	`alter table answers add constraint answers_conveyed_check check (conveyed in ('self', 'box_note', 'meeting', 'call', 'letter', 'email'))`,
	`alter table answers drop constraint answers_proposed_text_check`,
	// A department may be content if reworded without saying how; a member of the group may not.
	`alter table answers add constraint answers_proposed_text_check
		check (case when kind = 'position' then (stance = 'content_if_reworded') = (proposed_text is not null)
			else stance = 'content_if_reworded' or proposed_text is null end)`,
	`drop policy answers_member on answers`,
	`create policy answers_member on answers to throughline_app
		using ((kind = 'position' and ${member}) or (kind = 'reply' and ${readsReplies})) with check (${member})`,
	/* How a comment was dealt with: in words, by whom; for those that no new wording meets. */
	`alter table conditions add column handled text`,
	`alter table conditions add column handled_at timestamptz(3)`,
	`alter table conditions add column handled_by_post_id bigint references posts (id)`,
	`alter table conditions add constraint conditions_handled_check check ((handled is null) = (handled_at is null) and char_length(handled) between 1 and 2000)`,
	`grant update (handled, handled_at, handled_by_post_id) on conditions to throughline_app`,
	`drop policy conditions_member on conditions`,
	`create policy conditions_with_answer on conditions to throughline_app
		using (${member} and (answer_id in (select id from answers) or owner_post_id = any (array(select app_post_ids()))))
		with check (${member})`,

	/* The act of the Cabinet committee's chair, or of Cabinet, on one frozen copy. The secretariat records it; nothing makes it by itself. */
	`create table clearances (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		round_id bigint not null,
		snapshot_id bigint not null,
		outcome text not null,
		given_by text not null,
		source text not null,
		given_on date not null,
		terms text,
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		constraint clearances_review_key unique (review_id, id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		foreign key (review_id, snapshot_id) references snapshots (review_id, id),
		constraint clearances_outcome_check check (outcome in ('cleared', 'refused', 'to_committee')),
		constraint clearances_length_check check (char_length(given_by) between 1 and 200 and char_length(source) between 1 and 500
			and char_length(terms) between 1 and 3000)
	)`,
	// Two people who record the same letter at once record it once.
	`create unique index clearances_once_key on clearances (round_id, snapshot_id) where outcome = 'cleared'`,

	/* A letter of the review: a departmental letter asks a member's own Cabinet minister, the other opens a write-round. */
	`create table letters (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		kind text not null,
		/* The letters that were written in one act. */
		batch uuid,
		round_id bigint,
		/* Whose letter it is, and whose office clears it. */
		team_id bigint not null,
		sender_post_id bigint not null references posts (id),
		/* The post it goes to; null where it goes outside the review. */
		addressee_post_id bigint references posts (id),
		addressee text not null,
		copied_to text not null default '',
		subject text not null,
		text text not null,
		reply_by date,
		/* Counts wordings: an office clears one of them, and later words need it again. */
		version integer not null default 1,
		cleared_version integer,
		cleared_at timestamptz(3),
		cleared_by_person_id bigint references people (id),
		cleared_by_post_id bigint references posts (id),
		signed_by text,
		signed_on date,
		signed_version integer,
		issued_at timestamptz(3),
		issued_how text,
		received_on date,
		withdrawn_at timestamptz(3),
		withdrawn_because text,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint letters_number_key unique (review_id, number),
		constraint letters_review_key unique (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		constraint letters_kind_check check (kind in ('departmental', 'round')),
		constraint letters_round_check check ((kind = 'departmental') = (round_id is null)),
		constraint letters_length_check check (char_length(addressee) between 1 and 200 and char_length(copied_to) <= 1000
			and char_length(subject) between 1 and 200 and char_length(text) between 1 and 20000),
		constraint letters_cleared_check check ((cleared_version is null) = (cleared_at is null) and cleared_version <= version),
		constraint letters_signed_check check ((signed_on is null) = (signed_by is null) and (signed_on is null) = (signed_version is null)),
		constraint letters_order_check check ((signed_on is null or cleared_at is not null) and (issued_at is null or signed_on is not null)
			and (received_on is null or issued_at is not null)),
		constraint letters_issued_how_check check (issued_how in ('own_mailbox', 'application', 'paper')),
		constraint letters_withdrawn_check check ((withdrawn_at is null) = (withdrawn_because is null))
	)`,
	`create index letters_team_index on letters (review_id, team_id)`,
	/* What a departmental letter asks of the department: to lead, to contribute, to note. */
	`create table letter_asks (
		letter_id bigint not null,
		recommendation_id bigint not null,
		review_id bigint not null,
		team_id bigint not null,
		version integer not null,
		ask text not null,
		primary key (letter_id, recommendation_id),
		foreign key (review_id, letter_id) references letters (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, version) references recommendation_versions (recommendation_id, version),
		constraint letter_asks_ask_check check (ask in ('lead', 'contribute', 'note'))
	)`,
	/* What the Cabinet minister said to each ask. Appended; the latest counts. */
	`create table letter_answers (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		letter_id bigint not null,
		recommendation_id bigint not null,
		team_id bigint not null,
		version integer not null,
		outcome text not null,
		words text,
		answered_on date not null,
		source text not null,
		holder_person_id bigint references people (id),
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		foreign key (letter_id, recommendation_id) references letter_asks (letter_id, recommendation_id),
		foreign key (review_id, letter_id) references letters (review_id, id),
		constraint letter_answers_outcome_check check (outcome in ('agreed', 'in_part', 'refused')),
		constraint letter_answers_length_check check (char_length(words) between 1 and 3000 and char_length(source) between 1 and 500),
		constraint letter_answers_words_check check (outcome = 'agreed' or words is not null)
	)`,
	`create index letter_answers_latest_index on letter_answers (letter_id, recommendation_id, id desc)`,

	/* Who does what by when, and to whom it is reported back: from meetings, from decisions, after agreement. */
	`create table actions (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		text text not null,
		recommendation_id bigint,
		meeting_id bigint,
		owner_post_id bigint not null references posts (id),
		due_on date not null,
		report_back_to text,
		report_back_on date,
		done_on date,
		outcome text,
		dropped_because text,
		revision integer not null default 1,
		created_by_post_id bigint not null references posts (id),
		created_at timestamptz(3) not null default app_now(),
		constraint actions_number_key unique (review_id, number),
		constraint actions_review_key unique (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		constraint actions_length_check check (char_length(text) between 1 and 1000 and char_length(outcome) between 1 and 2000
			and char_length(dropped_because) between 1 and 1000 and char_length(report_back_to) between 1 and 200),
		constraint actions_ended_check check (done_on is null or dropped_because is null),
		constraint actions_done_check check ((done_on is null) = (outcome is null))
	)`,
	`create index actions_due_index on actions (review_id, due_on) where done_on is null and dropped_because is null`,

	/*
	 * Mail that waits to go out, goes out once, and is kept with what became of it. The key says what it is about, so that no
	 * chaser and no letter is queued twice. A chaser holds a link and nothing else; a letter holds its own message.
	 */
	`create table mail (
		id bigint generated always as identity primary key,
		review_id bigint references reviews (id),
		key text not null,
		kind text not null,
		to_person_id bigint references people (id),
		to_address text not null,
		subject text not null,
		body text not null,
		attachment bytea,
		attachment_name text,
		letter_id bigint,
		state text not null default 'queued',
		attempts integer not null default 0,
		next_attempt_at timestamptz(3) not null default app_now(),
		failed_because text,
		queued_at timestamptz(3) not null default app_now(),
		sent_at timestamptz(3),
		foreign key (review_id, letter_id) references letters (review_id, id),
		constraint mail_key unique (key),
		constraint mail_kind_check check (kind in ('chaser', 'digest', 'letter', 'notice')),
		constraint mail_state_check check (state in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
		constraint mail_sent_check check ((state = 'sent') = (sent_at is not null)),
		constraint mail_length_check check (char_length(to_address) between 3 and 254 and char_length(subject) between 1 and 200
			and char_length(body) between 1 and 20000)
	)`,
	`create index mail_due_index on mail (next_attempt_at) where state in ('queued', 'sending')`,

	...[
		'review_settings',
		'committees',
		'round_rules',
		'write_rounds',
		'round_recommendations',
		'round_addressees',
		'replies',
		'reply_files',
		'clearances',
		'letters',
		'letter_asks',
		'letter_answers',
		'actions',
		'mail'
	].map((table) => `alter table ${table} enable row level security`),

	...['review_settings', 'committees', 'round_rules', 'actions'].map(
		(table) => `create policy ${table}_member on ${table} to throughline_app using (${member}) with check (${member})`
	),
	`grant select, insert, update on review_settings, committees, actions to throughline_app`,
	`grant select, insert on round_rules to throughline_app`,

	// A round in preparation is the secretariat's, the chair's and the sponsor's; once issued every member knows of it.
	`create policy write_rounds_issued on write_rounds to throughline_app
		using (${member} and (issued_on is not null or ${as('secretariat', 'chair')} or sponsor_team_id = any (array(select app_team_ids()))))
		with check (${member})`,
	`grant select, insert, update on write_rounds to throughline_app`,
	...['round_recommendations', 'round_addressees'].map(
		(table) =>
			`create policy ${table}_with_round on ${table} to throughline_app using (${member} and ${round}) with check (${member} and ${round})`
	),
	`grant select, insert, delete on round_recommendations to throughline_app`,
	`grant select, insert, update, delete on round_addressees to throughline_app`,
	...['replies', 'reply_files'].map(
		(table) =>
			`create policy ${table}_read on ${table} to throughline_app using (${readsReplies}) with check (${member} and (${ownTeam} or ${as('secretariat')}))`
	),
	`grant select, insert on replies, reply_files to throughline_app`,
	`grant select on counting_replies to throughline_app`,
	`create policy clearances_member on clearances to throughline_app using (${member} and ${round}) with check (${as('secretariat')})`,
	`grant select, insert on clearances to throughline_app`,

	// A letter is its own department's and the secretariat's; what members may know of it is in the facts of a recommendation.
	// The Cabinet minister's own office reads a departmental letter once it is issued, not while it is being written.
	`create policy letters_team on letters to throughline_app
		using (${member} and (${as('secretariat', 'chair')} or (${ownTeam} and (kind <> 'departmental' or issued_at is not null
			or ${as('official', 'minister', 'private_office', 'special_adviser')}))))
		with check (${member} and (${ownTeam} or ${as('secretariat')}))`,
	...['letter_asks', 'letter_answers'].map(
		(table) =>
			`create policy ${table}_with_letter on ${table} to throughline_app
				using (${member} and letter_id in (select id from letters)) with check (${member} and (${ownTeam} or ${as('secretariat')}))`
	),
	`grant select, insert, update on letters to throughline_app`,
	`grant select, insert, delete on letter_asks to throughline_app`,
	`grant select, insert on letter_answers to throughline_app`,

	// Nobody who is signed in reads what is in the mail. It is queued through functions that know who may, and sent by the jobs.
	`grant select, update on mail to throughline_jobs`,
	`grant insert on mail to throughline_jobs`,
	`create policy mail_jobs on mail to throughline_jobs using (true) with check (true)`,
	/* To the address of the recipient's account, which members do not see. Null where it was queued before, or nobody can be reached. */
	`create function queue_mail(about text, of_kind text, of_review bigint, of_letter bigint, recipient bigint, line text, words text,
			enclosed bytea, enclosed_name text) returns bigint language plpgsql volatile security definer set search_path = public, pg_temp as $$
		declare made bigint;
		begin
			if of_review is null or of_review not in (select app_review_ids()) then
				raise exception 'not a member of review %', of_review using errcode = '42501';
			end if;
			insert into mail (key, kind, review_id, letter_id, to_person_id, to_address, subject, body, attachment, attachment_name)
				select about, of_kind, of_review, of_letter, recipient, email, line, words, enclosed, enclosed_name
				from accounts where person_id = recipient and disabled_at is null
				on conflict (key) do nothing returning id into made;
			return made;
		end $$`,
	/* The administrator, and the secretariat of the review, see to whom, of what kind and what became of it: never words or enclosures. */
	`create function mail_states() returns table (id bigint, review_id bigint, kind text, to_address text, state text, attempts integer,
			failed_because text, queued_at timestamptz, sent_at timestamptz, letter_id bigint)
		language sql stable security definer set search_path = public, pg_temp as
		$$ select m.id, m.review_id, m.kind, m.to_address, m.state, m.attempts, m.failed_because, m.queued_at, m.sent_at, m.letter_id from mail m
			where app_is_administrator() or m.review_id in (select app_review_ids_as('secretariat')) $$`
];
