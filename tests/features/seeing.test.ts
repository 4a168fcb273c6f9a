import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { addEdition } from '#lib/bids/appraisal/add-edition.server.ts';
import { runAppraisal, savePlan } from '#lib/bids/appraisal/commands.server.ts';
import { shippedEditions } from '#lib/bids/appraisal/editions.server.ts';
import { readPlan } from '#lib/bids/appraisal/queries.server.ts';
import { saveEvidence } from '#lib/bids/benefits/commands.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { keepReturn } from '#lib/bids/returns/commands.server.ts';
import { keepTemplate } from '#lib/bids/template/commands.server.ts';
import type { Grid } from '#lib/documents/sheets/grid.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { rankPortfolio } from '#lib/bids/portfolio/commands.server.ts';
import { recordLetterAnswers } from '#lib/letters/answers/commands.server.ts';
import { changeSettings } from '#lib/reviews/settings/commands.server.ts';
import { usualSettings } from '#lib/reviews/settings/settings.ts';
import { askQuestion, recordTreasuryPosition, writeTreasuryNote } from '#lib/bids/treasury/commands.server.ts';
import { withdrawEvent } from '#lib/evidence/commands.server.ts';
import { undertakingInput } from '../support/after.ts';
import { addReadyBid, freezeAs, submitted } from '../support/bid-versions.ts';
import { draftEvent, draftFinding, eventAs, sharedEvent, sharedFinding } from '../support/evidence.ts';
import { addBid, addFallback, addJointBid, benefitInput, saveBenefitsAs } from '../support/bids.ts';
import { letterAt, readLetter } from '../support/letters.ts';
import { addReplyOfFamilies, askFamilies } from '../support/replies.ts';
import { meetingDetails } from '../support/meetings.ts';
import { addRemarks } from '../support/papers.ts';
import { extendRound } from '#lib/rounds/extension/commands.server.ts';
import { actorOf, type Asked, familiesOwn, makeWorld, members, now, parties, type World } from '../support/world.ts';

const centre: Asked[] = ['secretariat', 'chair'];
/** Both departments of a joint bid. */
const jointly: Asked[] = [...familiesOwn, 'careOfficial', 'careMinister'];
/** The departments of a joint bid of Families and Care, and whoever it is submitted to. */
const seeingSubmissions: Asked[] = [...jointly, ...centre, 'treasury'];
/** Ministers and their offices, and those who work for the committee; Families is asked. */
const readsReplies: Asked[] = [...familiesOwn, 'careMinister', ...centre, 'treasury'];
/** Who prepares a write-round of Families, and the department that asks. */
const preparingRounds: Asked[] = [...familiesOwn, ...centre];
const onReleased: Asked[] = [...familiesOwn, 'careOfficial', 'careMinister', 'secretariat'];

/**
 * The table of seeing: what it is, the plain SQL that looks for it, and who finds it. Nothing in the queries filters:
 * row-level security alone decides.
 */
const table: { what: string; rows: string; seenBy: Asked[] }[] = [
	{ what: 'draft evidence', rows: `evidence_events where state = 'draft'`, seenBy: familiesOwn },
	{ what: 'shared evidence', rows: `evidence_events where state = 'shared'`, seenBy: members },
	{
		what: 'withdrawn evidence that was shared',
		rows: `evidence_events where state = 'withdrawn' and shared_at is not null`,
		seenBy: members
	},
	{
		what: 'withdrawn evidence that never was',
		rows: `evidence_events where state = 'withdrawn' and shared_at is null`,
		seenBy: familiesOwn
	},
	{
		what: 'raw notes of shared evidence',
		rows: `event_notes n join evidence_events e on e.id = n.event_id where e.state = 'shared' and not e.notes_shared`,
		seenBy: familiesOwn
	},
	{
		what: 'raw notes that were shared too',
		rows: `event_notes n join evidence_events e on e.id = n.event_id where e.state = 'shared' and e.notes_shared`,
		seenBy: members
	},
	{
		what: 'raw notes of withdrawn evidence',
		rows: `event_notes n join evidence_events e on e.id = n.event_id where e.state = 'withdrawn'`,
		seenBy: familiesOwn
	},
	{
		what: 'roles of people met',
		rows: `contributors c join evidence_events e on e.id = c.event_id where e.state = 'shared'`,
		seenBy: members
	},
	{ what: 'names of people met', rows: `contributor_names`, seenBy: familiesOwn },
	{ what: 'draft findings', rows: `findings where state = 'draft'`, seenBy: familiesOwn },
	{ what: 'shared findings', rows: `findings where state = 'shared'`, seenBy: members },
	{
		what: 'quotations under draft findings',
		rows: `passages p join findings f on f.id = p.finding_id where f.state = 'draft'`,
		seenBy: familiesOwn
	},
	{
		what: 'quotations under shared findings',
		rows: `passages p join findings f on f.id = p.finding_id where f.state = 'shared'`,
		seenBy: members
	},
	{ what: 'tags of draft findings', rows: `links where finding_state = 'draft'`, seenBy: familiesOwn },
	{ what: 'tags of shared findings', rows: `links where finding_state = 'shared'`, seenBy: members },
	{ what: 'recommendations', rows: `recommendations`, seenBy: members },
	{ what: 'wordings of recommendations', rows: `recommendation_versions`, seenBy: members },
	{ what: 'positions', rows: `answers where kind = 'position'`, seenBy: members },
	{
		what: 'letters that are being written',
		rows: `letters where kind = 'departmental' and issued_at is null`,
		seenBy: ['official', 'minister', 'privateOffice', 'specialAdviser', ...centre]
	},
	{
		what: 'letters that have gone out',
		rows: `letters where issued_at is not null`,
		seenBy: [...familiesOwn, ...centre]
	},
	...['letter_versions', 'letter_asks'].map((of) => ({
		what: `${of} of letters that have gone out`,
		rows: `${of} k join letters l on l.id = k.letter_id where l.issued_at is not null`,
		seenBy: [...familiesOwn, ...centre]
	})),
	{ what: 'answers to letters', rows: `letter_answers`, seenBy: [...familiesOwn, ...centre] },
	{ what: 'messages that letters went out with', rows: `letter_messages`, seenBy: [...familiesOwn, ...centre] },
	...['replies', 'counting_replies', 'reply_files'].map((of) => ({
		what: `${of} to a write-round`,
		rows: of,
		seenBy: readsReplies
	})),
	{
		what: 'what a reply says of a recommendation',
		rows: `answers where kind = 'reply'`,
		seenBy: [...familiesOwn, 'careMinister', ...centre, 'treasury']
	},
	{
		what: 'what a reply asks for, that an official of Care owns',
		rows: `conditions where round_id is not null`,
		seenBy: [...familiesOwn, 'careMinister', 'careOfficial', ...centre, 'treasury']
	},
	{ what: 'what the chair of the committee decided', rows: `clearances`, seenBy: members },
	{
		what: 'the letter by which the chair of the committee decided',
		rows: `clearance_files where clearance_id is not null`,
		seenBy: ['minister', 'privateOffice', 'cabinetPrivateOffice', 'careMinister', ...centre, 'treasury']
	},
	{
		what: 'a letter of the chair by which nothing is recorded yet',
		rows: `clearance_files where clearance_id is null`,
		seenBy: ['secretariat']
	},
	{ what: 'files that may be a reply', rows: `reply_drops`, seenBy: [...familiesOwn, 'secretariat'] },
	{ what: 'up to where somebody has seen the replies', rows: `round_looks`, seenBy: ['secretariat'] },
	{ what: 'settings of the review', rows: `review_settings`, seenBy: members },
	...['threads', 'thread_entries'].flatMap((of) => [
		{ what: `${of} for members`, rows: `${of} where body = 'For all'`, seenBy: members },
		{ what: `${of} kept to a department`, rows: `${of} where body = 'For Families'`, seenBy: familiesOwn }
	]),
	{ what: 'what became of proposed words', rows: `proposed_words`, seenBy: members },
	{
		what: 'judgements, with what they rest on',
		rows: `judgements j join judgement_links l on l.judgement_id = j.id`,
		seenBy: members
	},
	...['advice', 'advice_clearances', 'box_packs', 'box_pack_items'].map((of) => ({
		what: `${of} of a minister’s box`,
		rows: of,
		seenBy: familiesOwn
	})),
	{ what: 'questions to officials', rows: `box_questions where asked_of = 'officials'`, seenBy: familiesOwn },
	{
		what: 'questions to the secretariat',
		rows: `box_questions where asked_of = 'secretariat'`,
		seenBy: [...familiesOwn, 'secretariat']
	},
	{ what: 'working papers', rows: `papers where gate = 'working'`, seenBy: centre },
	{
		what: 'sections of working papers',
		rows: `sections s join papers p on p.id = s.paper_id where p.gate = 'working'`,
		seenBy: centre
	},
	{ what: 'what the secretariat typed and did not save', rows: `section_drafts`, seenBy: ['secretariat'] },
	{ what: 'who has a section open', rows: `section_visits`, seenBy: centre },
	{ what: 'exposure drafts', rows: `papers where gate = 'exposure'`, seenBy: members },
	{
		what: 'sections of exposure drafts',
		rows: `sections s join papers p on p.id = s.paper_id where p.gate = 'exposure'`,
		seenBy: members
	},
	{
		what: 'words for a disagreement before the office has agreed them',
		rows: `disagreement_words where agreed_at is null`,
		seenBy: ['minister', 'privateOffice', ...centre]
	},
	{ what: 'agreed words for a disagreement', rows: `disagreement_words where agreed_at is not null`, seenBy: members },
	{
		what: 'why a working paper does not print a view',
		rows: `declined_views v join papers p on p.id = v.paper_id where p.gate = 'working'`,
		seenBy: centre
	},
	{
		what: 'why an exposure draft does not print a view',
		rows: `declined_views v join papers p on p.id = v.paper_id where p.gate = 'exposure'`,
		seenBy: members
	},
	{ what: 'who has read a paper', rows: `paper_readings`, seenBy: ['secretariat'] },
	{ what: 'checks of an exposure draft', rows: `paper_checks where kind <> 'legal'`, seenBy: members },
	{ what: 'that legal advice was taken', rows: `paper_checks where kind = 'legal'`, seenBy: centre },
	{ what: 'words that were cleared', rows: `checked_words`, seenBy: members },
	{ what: 'late changes of a paper', rows: `late_changes`, seenBy: members },
	{ what: 'who sponsors a paper beside its lead', rows: `paper_sponsors`, seenBy: members },
	{ what: 'profiles of the review', rows: `profiles`, seenBy: members },
	{ what: 'copies that went out for comment', rows: `word_copies`, seenBy: ['secretariat'] },
	{ what: 'Word files that came back', rows: `word_returns`, seenBy: ['secretariat'] },
	{ what: 'packs', rows: `packs`, seenBy: members },
	{ what: 'what is in a pack', rows: `pack_items`, seenBy: members },
	{ what: 'public copies', rows: `public_copies`, seenBy: centre },
	{ what: 'the register of what is withheld', rows: `public_removals`, seenBy: centre },
	{ what: 'the files of public copies', rows: `published_files`, seenBy: centre },
	...['suggestions', 'comments', 'comment_entries'].flatMap((of) => [
		{ what: `${of} made on a working draft`, rows: `${of} where gate = 'working'`, seenBy: centre },
		{ what: `${of} made on an exposure draft`, rows: `${of} where gate = 'exposure'`, seenBy: members }
	]),
	{ what: 'fiscal events', rows: `fiscal_events`, seenBy: members },
	{ what: 'what the bids of an event may come to', rows: `envelopes`, seenBy: members },
	{ what: 'a bid in work', rows: `bids where released_at is null and title = 'Alone'`, seenBy: familiesOwn },
	{ what: 'a joint bid released to the secretariat', rows: `bids where released_at is not null`, seenBy: onReleased },
	...['bid_shares', 'bid_recommendations', 'bid_outcomes'].flatMap((of) => [
		{
			what: `${of} of a bid in work`,
			rows: `${of} x join bids b on b.id = x.bid_id where b.released_at is null and b.title = 'Alone'`,
			seenBy: familiesOwn
		},
		{
			what: `${of} of a released joint bid`,
			rows: `${of} x join bids b on b.id = x.bid_id where b.released_at is not null`,
			seenBy: onReleased
		}
	]),
	{
		what: 'open options of a released joint bid',
		rows: `bid_options o join bids b on b.id = o.bid_id where b.released_at is not null and not o.lead_only`,
		seenBy: onReleased
	},
	{ what: 'fall-back options of a released joint bid', rows: `bid_options where lead_only`, seenBy: familiesOwn },
	{ what: 'the lead’s own rank and fall-back', rows: `bid_confidences`, seenBy: familiesOwn },
	{ what: 'comment windows', rows: `comment_windows`, seenBy: members },
	{ what: 'who is asked in a comment window', rows: `comment_window_teams`, seenBy: members },
	{
		what: 'earlier wordings of an exposure draft',
		rows: `section_versions v join papers p on p.id = v.paper_id where p.gate = 'exposure'`,
		seenBy: centre
	},
	{ what: 'a frozen version of a bid', rows: `bid_versions where submitted_at is null`, seenBy: jointly },
	{ what: 'a submitted version', rows: `bid_versions where submitted_at is not null`, seenBy: seeingSubmissions },
	{ what: 'who signed a submitted version', rows: `bid_signatures`, seenBy: seeingSubmissions },
	{ what: 'where the Treasury stands', rows: `treasury_positions`, seenBy: seeingSubmissions },
	{ what: 'questions about a submitted version', rows: `bid_questions`, seenBy: seeingSubmissions },
	{ what: 'working notes of the Treasury', rows: `treasury_notes`, seenBy: ['treasury'] },
	{ what: 'the order of the bids', rows: `portfolio_ranks`, seenBy: centre },
	{
		what: 'the record of draft evidence',
		rows: `audit_entries where audience = 'team' and record_kind not in ('bid', 'letter')`,
		seenBy: familiesOwn
	},
	{
		what: 'what the record says of draft evidence',
		rows: `audit_content c join audit_entries e on e.id = c.entry_id where e.audience = 'team' and e.record_kind not in ('bid', 'letter')`,
		seenBy: familiesOwn
	},
	{
		what: 'the record that members share',
		rows: `audit_entries where audience = 'members' and review_id is not null`,
		seenBy: members
	},
	{ what: 'values for appraisal that the review added', rows: `parameter_editions`, seenBy: members },
	{
		what: 'benefits of a joint bid in work, with their evidence',
		rows: `benefit_lines l join benefit_evidence e on e.benefit_line_id = l.id where l.description = 'Shared'`,
		seenBy: jointly
	},
	{
		what: 'benefits of the lead’s own fall-back, and what stands under them',
		rows: `benefit_evidence e where e.note = 'Of the fall-back'`,
		seenBy: familiesOwn
	},
	{ what: 'how a joint bid in work is appraised', rows: `appraisal_plans`, seenBy: jointly },
	{ what: 'appraisals of a joint bid in work', rows: `appraisals where not lead_only`, seenBy: jointly },
	{ what: 'appraisals with the lead’s own fall-back', rows: `appraisals where lead_only`, seenBy: familiesOwn },
	{ what: 'a department’s own return', rows: `bid_returns`, seenBy: familiesOwn },
	{ what: 'the Treasury’s blank return', rows: `return_templates`, seenBy: members },
	{ what: 'a write-round in preparation', rows: `write_rounds where issued_on is null`, seenBy: preparingRounds },
	{
		what: 'what a write-round in preparation asks',
		rows: `round_recommendations r join write_rounds w on w.id = r.round_id where w.issued_on is null`,
		seenBy: preparingRounds
	},
	{
		what: 'whom a write-round in preparation asks',
		rows: `round_addressees r join write_rounds w on w.id = r.round_id where w.issued_on is null`,
		seenBy: preparingRounds
	},
	{ what: 'a write-round that was issued', rows: `write_rounds where issued_on is not null`, seenBy: members },
	{
		what: 'whom a write-round that was issued asks',
		rows: `round_addressees r join write_rounds w on w.id = r.round_id where w.issued_on is not null`,
		seenBy: members
	},
	{ what: 'when and why the day for replies was put off', rows: `round_extensions`, seenBy: members },
	{ what: 'committees', rows: `committees`, seenBy: members },
	{ what: 'rules for write-rounds that the review took in', rows: `round_rules`, seenBy: members },
	{ what: 'recess and pre-election periods', rows: `calendar_periods`, seenBy: members },
	{ what: 'how a timetable counts', rows: `timetables`, seenBy: members },
	{ what: 'milestones', rows: `milestones`, seenBy: members },
	{ what: 'days that milestones had', rows: `milestone_moves`, seenBy: members },
	{
		what: 'a private link to a calendar',
		rows: `calendar_feeds where made_at is not null`,
		seenBy: ['official']
	},
	{ what: 'what somebody chose about their mail', rows: `mail_preferences where digest = 'off'`, seenBy: ['official'] },
	...['action_reports', 'undertakings', 'undertaking_recommendations', 'undertaking_corrections'].map((of) => ({
		what: `${of}, what follows agreement`,
		rows: of,
		seenBy: members
	})),
	...['meetings', 'meeting_items', 'meeting_attendance', 'meeting_positions', 'meeting_corrections', 'actions'].map(
		(of) => ({ what: `${of} of the group`, rows: of, seenBy: members })
	),
	{ what: 'other people’s accounts', rows: `accounts where person_id <> app_person_id()`, seenBy: ['administrator'] },
	{ what: 'the review', rows: `reviews`, seenBy: parties.filter((party) => party !== 'administrator') }
];

let world: World;
beforeAll(async () => {
	world = await makeWorld();
	await roundRecords(world);
	await draftFinding(world, await draftEvent(world));
	await sharedFinding(world, await sharedEvent(world, { notesShared: false }));
	await sharedFinding(world, await sharedEvent(world, { notesShared: true }));
	for (const event of [await draftEvent(world), await sharedEvent(world)]) {
		const { revision } = await eventAs(world, event.number);
		await asActor(world.official.actor, (trx) =>
			withdrawEvent(trx, world.official.actor, world.reviewId, event.number, {
				revision,
				reason: 'The host asked for it'
			})
		);
	}
	await lateRecords(world);
	await appraisedBid(world);
	await bidsInWorkAndReleased(world);
	await addRemarks(world, 'P1', ['working']);
	await addRemarks(world, 'P2', ['working', 'exposure']);
	await bidRecords(world);
	await letterRecords(world);
	await writeRounds(world);
	await meetingRecords(world);
	await undertakingRecords(world);
	await world.owner
		.insertInto('mailPreferences')
		.values({ personId: world.official.personId, digest: 'off' })
		.execute();
	await talkRecords(world);
	await timetableRecords(world);
});

/** A milestone that was moved, how days are counted, and a private link of Families' official. */
async function timetableRecords({ owner, reviewId, secretariat, official }: World): Promise<void> {
	const milestone = await owner
		.insertInto('milestones')
		.values({ reviewId, title: 'Cabinet', kind: 'cabinet', dueOn: '2026-09-15' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner.insertInto('timetables').values({ reviewId }).execute();
	const by = { personId: secretariat.personId, postId: secretariat.postId };
	await owner
		.insertInto('milestoneMoves')
		.values({
			...{ reviewId, milestoneId: milestone.id, title: 'Cabinet', fromOn: null, toOn: '2026-09-15', because: null },
			...{ act: '00000000-0000-4000-8000-000000000001', ...by }
		})
		.execute();
	await owner
		.insertInto('calendarFeeds')
		.values({ personId: official.personId, tokenHash: `hash of ${official.personId}` })
		.execute();
}

/** A write-round that asks Families, whose reply came as a file. */
async function roundRecords(world: World): Promise<void> {
	// Later records are numbered by hand, from the first on.
	await world.owner
		.insertInto('referenceCounters')
		.values((['R', 'P'] as const).map((kind) => ({ reviewId: world.reviewId, kind, last: 50 })))
		.onConflict((conflict) => conflict.columns(['reviewId', 'kind']).doUpdateSet({ last: 50 }))
		.execute();
	const round = await askFamilies(world);
	await addReplyOfFamilies(world, round);
	const { reviewId, owner, secretariat, careOfficial } = world;
	await asActor(secretariat.actor, (trx) =>
		extendRound(trx, secretariat.actor, reviewId, round.name, { revision: 2, replyBy: '2026-04-09', because: 'Easter' })
	);
	const answer = await owner
		.selectFrom('answers')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'reply')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('conditions')
		.values({
			reviewId,
			number: 900,
			answerId: answer.id,
			grade: 'observation',
			text: 'Staff.',
			ownerPostId: careOfficial.postId
		})
		.execute();
	const { snapshotId } = await owner
		.selectFrom('writeRounds')
		.select('snapshotId')
		.where('id', '=', round.roundId)
		.executeTakeFirstOrThrow();
	const { id: clearanceId } = await owner
		.insertInto('clearances')
		.values({
			reviewId,
			roundId: round.roundId,
			snapshotId,
			outcome: 'to_committee',
			givenBy: 'The chair of the committee',
			source: 'Letter',
			givenOn: '2026-03-16',
			recordedByPersonId: secretariat.personId,
			recordedByPostId: secretariat.postId
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const letter = {
		reviewId,
		roundId: round.roundId,
		fileName: 'Letter.pdf',
		mediaType: 'application/pdf',
		bytes: new Uint8Array([37]),
		addedByPersonId: secretariat.personId,
		addedByPostId: secretariat.postId
	};
	await owner
		.insertInto('clearanceFiles')
		.values([
			{ ...letter, clearanceId, sha256: 'a'.repeat(64) },
			{ ...letter, clearanceId: null, sha256: 'b'.repeat(64) }
		])
		.execute();
}

/** A letter of Families in draft, and one that has gone out with a message and is answered. */
async function letterRecords(world: World): Promise<void> {
	const { reviewId, owner, secretariat } = world;
	const { id: recommendationId } = await owner
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	const asks = [{ recommendationId, version: 1, ask: 'lead' }] as const;
	await letterAt(world, 'drafted', { asks });
	const { id, number, teamId } = await readLetter(world, await letterAt(world, 'issued', { asks }));
	await asActor(secretariat.actor, (trx, actor) =>
		recordLetterAnswers(trx, actor, reviewId, number, {
			answeredOn: '2026-03-16',
			source: 'Letter',
			answers: [{ recommendationId, outcome: 'agreed', words: null, row: 0 }]
		})
	);
	await asActor(secretariat.actor, (trx, actor) =>
		changeSettings(trx, actor, reviewId, { ...usualSettings, nation: 'wales', sendsLetters: true })
	);
	const file = { fileName: 'sent.eml', bytes: new Uint8Array([1]), sha256: '', facts: '{}' };
	await owner
		.insertInto('letterMessages')
		.values({ ...file, reviewId, letterId: id, teamId, addedByPersonId: secretariat.personId })
		.execute();
}

/** What Families says and judges of a recommendation, and words of its minister's that were declined. */
async function talkRecords({ owner, reviewId, teams, official, minister, secretariat }: World): Promise<void> {
	const link = await owner
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.select(['links.id', 'links.recommendationId'])
		.where('links.reviewId', '=', reviewId)
		.where('findings.state', '=', 'shared')
		.executeTakeFirstOrThrow();
	const on = { reviewId, recommendationId: link.recommendationId, version: 1 };
	const by = { teamId: teams.families, personId: official.personId, postId: official.postId };
	for (const visibility of ['members', 'department'] as const) {
		const said = { ...on, ...by, body: visibility === 'members' ? 'For all' : 'For Families' };
		const thread = await owner
			.insertInto('threads')
			.values({ ...said, quote: null, visibility })
			.returning('id')
			.executeTakeFirstOrThrow();
		await owner
			.insertInto('threadEntries')
			.values({ ...said, threadId: thread.id, kind: 'reply' })
			.execute();
	}
	const answer = await owner
		.selectFrom('answers')
		.select('id')
		.where('recommendationId', '=', link.recommendationId)
		.where('postId', '=', minister.postId)
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('proposedWords')
		.values({
			...{ reviewId, recommendationId: link.recommendationId, answerId: answer.id, outcome: 'declined' },
			...{ because: 'Too many words.', personId: secretariat.personId, postId: secretariat.postId }
		})
		.execute();
	const judgement = await owner
		.insertInto('judgements')
		.values({ ...on, ...by, criterion: 'cost', answer: 'large', comment: null, recordedByPostId: official.postId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('judgementLinks')
		.values({ judgementId: judgement.id, linkId: link.id, findingVersion: 1 })
		.execute();
}

/** A meeting with its agenda, who came, a position noted in it and a correction, and an action. */
async function meetingRecords({ owner, reviewId, chair, minister, secretariat, official }: World): Promise<void> {
	const by = { recordedByPersonId: secretariat.personId, recordedByPostId: secretariat.postId };
	const { id: meetingId } = await owner
		.insertInto('meetings')
		.values({
			...{ reviewId, number: 1, ...meetingDetails },
			...{ chairPostId: chair.postId, createdByPostId: secretariat.postId }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const of = { reviewId, meetingId };
	await owner
		.insertInto('meetingItems')
		.values({ ...of, rank: 0, title: 'Any other business' })
		.execute();
	await owner
		.insertInto('meetingAttendance')
		.values({ ...of, postId: minister.postId, presence: 'present' })
		.execute();
	const answer = await owner
		.selectFrom('answers')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'position')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('meetingPositions')
		.values({ ...of, answerId: answer.id, postId: minister.postId })
		.execute();
	await owner
		.insertInto('meetingCorrections')
		.values({ ...of, ...by, text: 'It was in Room 5.' })
		.execute();
	await owner
		.insertInto('actions')
		.values({
			...{ reviewId, number: 1, text: 'Send the note', dueOn: '2026-03-20' },
			...{ ownerPostId: official.postId, createdByPostId: secretariat.postId }
		})
		.execute();
}

/** An undertaking that touches a recommendation and was corrected, and a report on the action of the meeting. */
async function undertakingRecords(world: World): Promise<void> {
	const { owner, reviewId, secretariat } = world;
	const by = { recordedByPersonId: secretariat.personId, recordedByPostId: secretariat.postId };
	const { recommendationIds, ...input } = undertakingInput(world);
	expect(recommendationIds).toEqual([]);
	const { id: undertakingId } = await owner
		.insertInto('undertakings')
		.values({ ...input, reviewId, number: 1, createdByPostId: secretariat.postId })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id: recommendationId } = await owner
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.limit(1)
		.executeTakeFirstOrThrow();
	await owner.insertInto('undertakingRecommendations').values({ reviewId, undertakingId, recommendationId }).execute();
	await owner
		.insertInto('undertakingCorrections')
		.values({
			...{ reviewId, undertakingId, words: 'By the autumn.', correctedOn: '2026-03-09' },
			...{ source: 'HC Deb', because: 'Misspoken', ...by }
		})
		.execute();
	const { id: actionId } = await owner
		.selectFrom('actions')
		.select('id')
		.where('reviewId', '=', reviewId)
		.limit(1)
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('actionReports')
		.values({
			reviewId,
			actionId,
			dueOn: '2026-03-12',
			reportedOn: '2026-03-10',
			reportedTo: 'the group',
			words: 'Sent.',
			...by
		})
		.execute();
}

/** A joint bid of Families and Care with its plan, two appraisals and a return; an edition and a blank return of the secretariat's. */
async function appraisedBid(world: World): Promise<void> {
	const bid = await addJointBid(world);
	const [shared = 0, kept = 0] = await saveBenefitsAs(world, bid, 'families', [
		benefitInput(bid, { description: 'Shared' }),
		benefitInput(bid, { optionId: await addFallback(world, bid) })
	]);
	const { number: finding } = await sharedFinding(world, await sharedEvent(world));
	const { actor: lead } = world.official;
	await asActor(lead, async (trx, actor) => {
		const under = { finding, strength: null };
		await saveEvidence(trx, actor, world.reviewId, bid.number, shared, { ...under, note: null });
		await saveEvidence(trx, actor, world.reviewId, bid.number, kept, { ...under, note: 'Of the fall-back' });
		const plan = await readPlan(trx, await getBid(trx, world.reviewId, bid.number), '2026-11-23');
		await savePlan(trx, actor, world.reviewId, bid.number, plan);
		for (const fallbacks of [false, true]) await runAppraisal(trx, actor, world.reviewId, bid.number, { fallbacks });
	});
	const read = { name: 'Costs', hidden: false, rows: 1, columns: 1, merges: [] };
	const cells = [{ row: 1, column: 1, kind: 'text', value: 'Line', formula: null } as const];
	const grid: Grid = { format: 'xlsx', sheets: [{ ...read, cells }] };
	const file = { name: 'return.xlsx', bytes: new Uint8Array([1]) };
	await asActor(lead, (trx, actor) =>
		keepReturn(trx, actor, world.reviewId, bid.number, { teamId: world.teams.families, file, grid })
	);
	await asActor(world.secretariat.actor, (trx, actor) =>
		keepTemplate(trx, actor, world.reviewId, bid.fiscalEventId, { file, grid })
	);
	const [edition] = shippedEditions;
	if (!edition) throw new Error('No edition comes along');
	await asActor(world.secretariat.actor, (trx, actor) =>
		addEdition(trx, actor, world.reviewId, { ...edition, edition: 'The next' })
	);
}

/** A joint bid of Families and Care that the Treasury has and speaks of, and another that is only frozen. */
async function bidRecords(of: World): Promise<void> {
	const { reviewId, treasury, secretariat } = of;
	const bid = await addReadyBid(of);
	const { number } = bid;
	const version = await submitted(of, bid);
	await freezeAs(of, await addReadyBid(of));
	await asActor(treasury.actor, async (trx, actor) => {
		const words = 'Reserved until the staff are found.';
		await recordTreasuryPosition(trx, actor, reviewId, number, { stance: 'reserved', words, version });
		await askQuestion(trx, actor, reviewId, number, { question: 'Who staffs them?', dueOn: null, version });
		await writeTreasuryNote(trx, actor, reviewId, number, 'Press them on staff.');
	});
	await asActor(secretariat.actor, (trx, actor) =>
		rankPortfolio(trx, actor, reviewId, bid.fiscalEventId, { seen: [bid.id], order: [bid.id] })
	);
}

/** A bid of Families alone, and one with Care that the secretariat sees too. */
async function bidsInWorkAndReleased(world: World): Promise<void> {
	const { owner, reviewId } = world;
	const { id: recommendationId } = await owner
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	const released = await addJointBid(world, 'Released hubs');
	await addFallback(world, released);
	await owner.updateTable('bids').set({ releasedAt: now }).where('id', '=', released.id).execute();
	for (const bid of [released, await addBid(world, 'Alone')]) {
		const of = { reviewId, bidId: bid.id };
		await owner
			.insertInto('envelopes')
			.values({ fiscalEventId: bid.fiscalEventId, reviewId, year: 2022, control: 'rdel', pence: 1 })
			.execute();
		await owner
			.insertInto('bidRecommendations')
			.values({ ...of, recommendationId, version: 1 })
			.execute();
		await owner
			.insertInto('bidOutcomes')
			.values({ ...of, rank: 1, metric: 'Visits', baseline: 'None', target: 'All', source: 'Returns' })
			.execute();
		await owner
			.insertInto('bidConfidences')
			.values({ ...of, priorityRank: 1, fallback: 'Half' })
			.execute();
	}
}

/** What is in the box of Families' minister, and what went on paper. */
async function boxRecords(
	{ owner, reviewId, teams, minister, official }: Pick<World, 'owner' | 'reviewId' | 'teams' | 'minister' | 'official'>,
	recommendationId: number
): Promise<void> {
	const of = { reviewId, teamId: teams.families };
	const on = { ...of, recommendationId, version: 1 };
	const by = { writtenByPersonId: official.personId, writtenByPostId: official.postId };
	const { id: adviceId } = await owner
		.insertInto('advice')
		.values({ ...on, ...by, stance: 'content', reason: 'It is cheap.' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const cleared = { part: 'policy', wording: 1, clearedBy: 'A director' } as const;
	await owner
		.insertInto('adviceClearances')
		.values({ ...of, ...cleared, adviceId, personId: official.personId, postId: official.postId })
		.execute();
	for (const askedOf of ['officials', 'secretariat'] as const) {
		const asked = { askedOf, askedByPostId: minister.postId, conveyed: 'self', text: 'How many?' } as const;
		await owner
			.insertInto('boxQuestions')
			.values({ ...on, ...asked, recordedByPersonId: minister.personId, recordedByPostId: minister.postId })
			.execute();
	}
	const made = { madeByPersonId: minister.personId, madeByPostId: minister.postId };
	const { id: packId } = await owner
		.insertInto('boxPacks')
		.values({ ...of, ...made, postId: minister.postId, number: 1, content: '{}', sha256: '' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('boxPackItems')
		.values({ ...on, packId, place: 1 })
		.execute();
}

/** A round of Families in preparation and one that is out, both asking Care, with the committee and what they go by. */
async function writeRounds({ owner, reviewId, teams, minister, careMinister, secretariat }: World): Promise<void> {
	const { id: committeeId } = await owner
		.insertInto('committees')
		.values({ reviewId, name: 'Home Affairs Committee', chair: 'Keeper of the Seals' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const added = { addedByPersonId: secretariat.personId, addedAt: now };
	await owner
		.insertInto('roundRules')
		.values({ reviewId, key: 'elsewhere', edition: '1', name: 'Elsewhere', content: '{}', sha256: '0', ...added })
		.execute();
	await owner
		.insertInto('calendarPeriods')
		.values({ reviewId, kind: 'recess', name: 'Recess', startsOn: '2026-07-22', endsOn: '2026-09-01' })
		.execute();
	const { id: snapshotId, paperId } = await owner
		.selectFrom('snapshots')
		.select(['id', 'paperId'])
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	const { id: recommendationId } = await owner
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('number', '=', 1)
		.executeTakeFirstOrThrow();
	const issue = {
		issuedOn: '2026-03-16',
		replyBy: '2026-03-31',
		givenDays: 10,
		issuedByPersonId: secretariat.personId
	};
	for (const [number, issued] of [
		[91, {}],
		[92, issue]
	] as const) {
		const { id: roundId } = await owner
			.insertInto('writeRounds')
			.values({
				reviewId,
				number,
				title: 'Visit early',
				committeeId,
				paperId,
				snapshotId,
				sponsorPostId: minister.postId,
				sponsorTeamId: teams.families,
				ask: 'I seek agreement to early visits.',
				spendsMoney: false,
				rules: '{}',
				rulesSha256: '0',
				clearDays: 10,
				...issued
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await owner
			.insertInto('roundRecommendations')
			.values({ roundId, recommendationId, reviewId, version: 1 })
			.execute();
		await owner
			.insertInto('roundAddressees')
			.values({ roundId, reviewId, teamId: teams.care, postId: careMinister.postId })
			.execute();
	}
}

/** Rows of nouns whose own acts are tested elsewhere, as the owner puts them there. */
async function lateRecords({ owner, reviewId, teams, minister, official, secretariat }: World): Promise<void> {
	const { id } = await owner
		.insertInto('recommendations')
		.values({
			reviewId,
			number: 1,
			title: 'Visit early',
			text: 'Every family is visited.',
			leadTeamId: teams.care,
			createdByTeamId: teams.care
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('recommendationVersions')
		.values({
			recommendationId: id,
			reviewId,
			version: 1,
			title: 'Visit early',
			verb: 'agree',
			text: 'Every family is visited.',
			leadTeamId: teams.care,
			personId: official.personId
		})
		.execute();
	const { id: answerId } = await owner
		.insertInto('answers')
		.values({
			reviewId,
			kind: 'position',
			recommendationId: id,
			subjectVersion: 1,
			teamId: teams.families,
			postId: minister.postId,
			recordedByPersonId: minister.personId,
			recordedByPostId: minister.postId,
			conveyed: 'self',
			stance: 'content'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await boxRecords({ owner, reviewId, teams, minister, official }, id);
	for (const agreedAt of [now, null]) {
		await owner
			.insertInto('disagreementWords')
			.values({
				reviewId,
				recommendationId: id,
				recommendationVersion: 1,
				postId: minister.postId,
				answerId,
				words: 'The minister would visit later.',
				proposedByPersonId: secretariat.personId,
				proposedByPostId: secretariat.postId,
				agreedByPersonId: agreedAt && minister.personId,
				agreedByPostId: agreedAt && minister.postId,
				agreedAt
			})
			.execute();
	}
	const findings = await owner.selectFrom('findings').select('id').where('reviewId', '=', reviewId).execute();
	for (const finding of findings) {
		await owner
			.insertInto('links')
			.values({ reviewId, findingId: finding.id, recommendationId: id, stance: 'supports' })
			.execute();
	}
	for (const [number, gate] of [
		[1, 'working'],
		[2, 'exposure']
	] as const) {
		const paper = await owner
			.insertInto('papers')
			.values({ reviewId, number, title: `Paper ${number}`, profile: JSON.stringify({}), gate })
			.returning('id')
			.executeTakeFirstOrThrow();
		await owner.insertInto('sections').values({ reviewId, paperId: paper.id, rank: 1, heading: 'Summary' }).execute();
		for (const finding of findings.slice(0, 1)) {
			const on = { reviewId, paperId: paper.id, recommendationId: id, findingId: finding.id };
			await owner
				.insertInto('declinedViews')
				.values({ ...on, because: 'Heard once.', personId: secretariat.personId })
				.execute();
		}
		if (gate === 'exposure') {
			await leavingRecords(owner, { reviewId, paperId: paper.id }, official, secretariat);
			await clearedRecords(owner, { reviewId, paperId: paper.id }, official.personId, minister.postId);
		}
		const section = await owner
			.insertInto('sections')
			.values({ reviewId, paperId: paper.id, rank: 1, heading: 'Summary' })
			.returning('id')
			.executeTakeFirstOrThrow();
		const mine = { sectionId: section.id, paperId: paper.id, personId: secretariat.personId };
		const typed = { heading: 'Summary', body: 'Not for others yet.', annex: false, revision: 1, version: 1 };
		await owner
			.insertInto('sectionDrafts')
			.values({ ...mine, ...typed })
			.execute();
		await owner
			.insertInto('sectionVisits')
			.values({ ...mine, endsAt: now })
			.execute();
	}
}

/** What a paper carries beside its words: a second sponsor, its check sheet, a late change; and a profile. */
async function clearedRecords(
	owner: World['owner'],
	of: { reviewId: number; paperId: number },
	personId: number,
	postId: number
): Promise<void> {
	const wordsSha256 = 'b'.repeat(64);
	await owner
		.insertInto('paperSponsors')
		.values({ ...of, postId, rank: 1 })
		.execute();
	await owner
		.insertInto('checkedWords')
		.values({ ...of, sha256: wordsSha256, content: '{}' })
		.execute();
	for (const kind of ['equality', 'legal'] as const) {
		const cleared = { clearedBy: 'An officer', clearedPost: 'Lawyer', clearedOn: '2026-03-16' };
		await owner
			.insertInto('paperChecks')
			.values({ ...of, ...cleared, kind, outcome: 'cleared', said: 'Fine', wordsSha256, workingVersion: 1, personId })
			.execute();
	}
	await owner
		.insertInto('lateChanges')
		.values({ ...of, gate: 'final', because: 'A figure', allowedBy: 'The chair', personId })
		.execute();
	await owner
		.insertInto('profiles')
		.values({ reviewId: of.reviewId, key: 'own', edition: '1', content: '{}', origin: 'import', personId })
		.execute();
}

/** A paper's readers, a pack that it is in, its public copy. */
async function leavingRecords(
	owner: World['owner'],
	of: { reviewId: number; paperId: number },
	reader: World['official'],
	{ personId, postId }: World['secretariat']
): Promise<void> {
	const { reviewId } = of;
	const frozen = { number: 1, gate: 'exposure', content: '{}', sha256: 'a'.repeat(64), marking: 'OFFICIAL' } as const;
	const { id: snapshotId } = await owner
		.insertInto('snapshots')
		.values({ ...of, ...frozen, personId, postId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('paperReadings')
		.values({
			...of,
			personId: reader.personId,
			postId: reader.postId,
			copy: 'snapshot',
			copyNumber: 1,
			takenAs: '',
			gate: 'exposure'
		})
		.execute();
	const { id: packId } = await owner
		.insertInto('packs')
		.values({ reviewId, number: 1, title: 'Third meeting', marking: 'OFFICIAL', personId, postId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('packItems')
		.values({ ...of, packId, position: 1, snapshotId })
		.execute();
	const { id: copyId } = await owner
		.insertInto('publicCopies')
		.values({
			...of,
			snapshotId,
			title: 'Public',
			decidedOn: '2026-01-05',
			dueOn: '2026-02-16',
			startedByPersonId: personId
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('publicRemovals')
		.values({ reviewId, copyId, code: 'committee', place: 'committee' })
		.execute();
	await owner
		.insertInto('publishedFiles')
		.values({ copyId, reviewId, format: 'html', bytes: Buffer.from('<p>'), sha256: 'b'.repeat(64) })
		.execute();
	const { id: wordCopyId } = await owner
		.insertInto('wordCopies')
		.values({ ...of, token: 'a'.repeat(24), sent: '{}', bytes: Buffer.from('PK'), sha256: 'c'.repeat(64), personId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('wordReturns')
		.values({ ...of, copyId: wordCopyId, fileName: 'a.docx', sha256: 'd'.repeat(64), found: '{}', personId })
		.execute();
}

async function finds(party: Asked, rows: string): Promise<boolean> {
	const actor = actorOf(world, party);
	const { rows: found } = await asActor(actor, (trx) =>
		sql`select 1 as one from ${sql.raw(rows)} limit 1`.execute(trx)
	);
	return found.length > 0;
}

describe.each(table)('$what', ({ rows, seenBy }) => {
	test('is there at all', async () => {
		const plain = rows.replaceAll('app_person_id()', '0');
		expect((await sql`select 1 as one from ${sql.raw(plain)} limit 1`.execute(world.owner)).rows).toHaveLength(1);
	});

	test(`is seen by ${seenBy.join(', ')} and nobody else`, async () => {
		const found: Asked[] = [];
		for (const party of parties) if (await finds(party, rows)) found.push(party);
		expect(found).toEqual(parties.filter((party) => seenBy.includes(party)));
	});
});

test('a tombstone has no text for other teams, and its own team reads what it was', async () => {
	const { rows } = await asActor(world.careOfficial.actor, (trx) =>
		sql`select title, place_name, host, publisher, address from evidence_events where state = 'withdrawn'`.execute(trx)
	);
	expect(rows).toEqual([{ title: 'Withdrawn evidence', placeName: null, host: null, publisher: null, address: null }]);
});

test('another review’s record is never reached by its id', async () => {
	const { rows } = await sql<{ id: number }>`select id from findings where review_id = ${world.reviewId}`.execute(
		world.owner
	);
	const found = await asActor(world.outsider.actor, (trx) =>
		trx
			.selectFrom('findings')
			.select('id')
			.where(
				'id',
				'in',
				rows.map((row) => row.id)
			)
			.execute()
	);
	expect(found).toEqual([]);
});
