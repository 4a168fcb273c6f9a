import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { type Act, actNames } from '#lib/access/acts.ts';
import { agreeShare } from '#lib/bids/shares/commands.server.ts';
import { startBid } from '#lib/bids/commands.server.ts';
import { addFiscalEvent } from '#lib/bids/events/commands.server.ts';
import { releaseBid } from '#lib/bids/record/commands.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { resolveThread, startThread } from '#lib/discussion/commands.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { editEvent, logEvent, shareEvent, withdrawEvent } from '#lib/evidence/commands.server.ts';
import {
	answerAccuracy,
	askAccuracy,
	editFinding,
	recordFinding,
	relateFindings,
	shareFindings,
	withdrawFinding
} from '#lib/findings/commands.server.ts';
import { addAssumption, saveLines } from '#lib/bids/costs/commands.server.ts';
import { rankPortfolio } from '#lib/bids/portfolio/commands.server.ts';
import { listAsks } from '#lib/letters/queries.server.ts';
import { editSchedule } from '#lib/letters/schedule/commands.server.ts';
import { recordLetterAnswers } from '#lib/letters/answers/commands.server.ts';
import {
	clearLetter,
	editLetter,
	issueLetter,
	type NewLetter,
	receiveLetter,
	signLetter,
	withdrawLetter,
	writeLetter
} from '#lib/letters/commands.server.ts';
import type { Letter } from '#lib/letters/queries.server.ts';
import { readAdvice, recordAdvice } from '#lib/rounds/clearance/advice.server.ts';
import { recordClearance } from '#lib/rounds/clearance/commands.server.ts';
import {
	assignCondition,
	proposeWords as proposeConditionWords,
	settleCondition
} from '#lib/rounds/ledger/commands.server.ts';
import { recordReply } from '#lib/rounds/replies/commands.server.ts';
import { changeSettings } from '#lib/reviews/settings/commands.server.ts';
import { usualSettings } from '#lib/reviews/settings/settings.ts';
import { listPortfolioOrder } from '#lib/bids/portfolio/queries.server.ts';
import {
	answerQuestion,
	askQuestion,
	recordTreasuryPosition,
	writeTreasuryNote
} from '#lib/bids/treasury/commands.server.ts';
import { signShare, submitVersion } from '#lib/bids/versions/commands.server.ts';
import { finishMilestone, planMilestone } from '#lib/timetable/commands.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { loadCopy, recordTaking } from '#lib/bids/files/copies.server.ts';
import { addEdition } from '#lib/bids/appraisal/add-edition.server.ts';
import { runAppraisal } from '#lib/bids/appraisal/commands.server.ts';
import { shippedEditions } from '#lib/bids/appraisal/editions.server.ts';
import { addWord } from '#lib/findings/vocabulary.server.ts';
import { setAddressees, withdrawRound } from '#lib/rounds/commands.server.ts';
import { extendRound } from '#lib/rounds/extension/commands.server.ts';
import { addCommittee } from '#lib/rounds/committees/commands.server.ts';
import { setReminders } from '#lib/mail/commands.server.ts';
import { giveJudgement, recordSheetTaken } from '#lib/judgements/commands.server.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { recordCheck } from '#lib/papers/checks/commands.server.ts';
import { wordsDigest } from '#lib/papers/checks/queries.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { copyProfile } from '#lib/papers/profiles/commands.server.ts';
import { profiles } from '#lib/papers/profiles.server.ts';
import { addSection, freezeSnapshot, recordExport, startPaper } from '#lib/papers/commands.server.ts';
import { makePack, recordPackExport } from '#lib/papers/packs/commands.server.ts';
import { listSnapshotChoices } from '#lib/papers/packs/queries.server.ts';
import { approvePublicCopy, editPublicCopy, publishPublicCopy } from '#lib/papers/public/commands.server.ts';
import { listReaders } from '#lib/papers/readers/queries.server.ts';
import { addComment, resolveComment } from '#lib/papers/comments/commands.server.ts';
import { acceptSuggestions, proposeSuggestions } from '#lib/papers/suggestions/commands.server.ts';
import { keepReturn } from '#lib/papers/word/receive.server.ts';
import { keepCopy, loadForComment } from '#lib/papers/word/send.server.ts';
import { openWindow } from '#lib/papers/windows/commands.server.ts';
import { agreeWords, proposeWords, withdrawWords } from '#lib/papers/disagreements/commands.server.ts';
import { clearAdvice, noteSeen, writeAdvice } from '#lib/box/advice/commands.server.ts';
import { makeBoxPack } from '#lib/box/packs/commands.server.ts';
import { answerFromBox, askFromBox } from '#lib/box/questions/commands.server.ts';
import { recordAgreement, recordPosition, tickCondition } from '#lib/positions/commands.server.ts';
import {
	draftRecommendation,
	editRecommendation,
	makeDraftingChange,
	notTakeForward,
	proposeRecommendation,
	reopenDraftingChange
} from '#lib/recommendations/commands.server.ts';
import { confirmLink, makeLink, removeLink } from '#lib/recommendations/link-commands.server.ts';
import { addAction, changeAction, finishAction } from '#lib/actions/commands.server.ts';
import { exportActions } from '#lib/actions/export.server.ts';
import { reportAction } from '#lib/actions/reports/commands.server.ts';
import { recordAnnouncement, recordDelivery } from '#lib/delivery/commands.server.ts';
import { makeHandover } from '#lib/handover/make.server.ts';
import { changeUndertaking, meetUndertaking, recordUndertaking } from '#lib/undertakings/commands.server.ts';
import { exportUndertakings } from '#lib/undertakings/export.server.ts';
import { undertakingFiltersFrom } from '#lib/undertakings/filters.ts';
import { actionFiltersFrom } from '#lib/actions/forms.ts';
import { decideItem, editMeeting } from '#lib/meetings/commands.server.ts';
import { exportMeeting } from '#lib/meetings/export.server.ts';
import { recordMeetingPositions } from '#lib/meetings/positions.server.ts';
import { addMember, addQuestion, closeReview, endMembership } from '#lib/reviews/commands.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { addUndertaking, agreed, announcement, delivery, undertakingInput } from '../support/after.ts';
import { addBid, addJointBid, lineInput, type StartedBid } from '../support/bids.ts';
import {
	draftEvent,
	draftFinding,
	eventAs,
	eventInput,
	findingAs,
	noDetails,
	passageInput,
	sharedEvent,
	sharedFinding
} from '../support/evidence.ts';
import { addReadyBid, freezeAs, signAs, submitted } from '../support/bid-versions.ts';
import { issue, letterAt, letterInput, readLetter, signature } from '../support/letters.ts';
import { advice, adviceOn, advise, ask, question } from '../support/box.ts';
import type { Meeting } from '#lib/meetings/queries.server.ts';
import { agendaOf, meetingDetails, underWay } from '../support/meetings.ts';
import { addPaper, freeze } from '../support/papers.ts';
import { askFamilies, type AskedFamilies } from '../support/replies.ts';
import { addIssuedRound, addRound, roundAs } from '../support/rounds.ts';
import { lodgedUpdate, standing, startCopy } from '../support/public-copy.ts';
import { details, draft, edited, propose, recommendation } from '../support/recommendations.ts';
import { actorOf, type Asked, familiesOwn, makeWorld, members, parties, type World } from '../support/world.ts';

type Outcome = 'does' | 'refused' | 'not there';

/**
 * The table of doing, written out by hand: for each act on a record of Families, who does it and who is refused.
 * Everybody else must be told that the record is not there. `on` says in which state the record is.
 */
type Row = {
	act: Act;
	on: string;
	does: Asked[];
	refused: Asked[];
	work: (trx: Trx, actor: Actor, records: Records, party: Asked) => Promise<unknown>;
};

const [aProfile] = profiles;
if (!aProfile) throw new Error('No profile comes with the application');

const [anEdition] = shippedEditions;
if (!anEdition) throw new Error('No edition comes with the application');

const membersBut = (...those: Asked[]) => members.filter((party) => !those.includes(party));
/** Everybody of the departments of a joint bid of Families and Care. */
const bidDepartmentsBut = (...those: Asked[]) =>
	[...familiesOwn, 'careOfficial' as const, 'careMinister' as const].filter((party) => !those.includes(party));
const familiesBut = (...those: Asked[]) => familiesOwn.filter((party) => !those.includes(party));

/** Whoever works in the department of the post that owns something of Families'. */
const ofOwner: Asked[] = ['official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'];

const aMilestone = {
	...{ title: 'Lines to take', dueOn: '2026-06-10', follows: false, ownerPostId: null },
	...{ afterId: null, afterDays: null, afterClear: false, sensitive: false }
};
const anAction = {
	text: 'Send the note',
	dueOn: '2026-03-20',
	reportBackTo: null,
	reportBackOn: null,
	recommendationId: null,
	meetingId: null
};
const ownedBy = (world: World) => ({ ownerPostId: world.official.postId });

const rows: Row[] = [
	{
		act: 'review.edit',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) => addQuestion(trx, actor, world.reviewId, 'One more?')
	},
	{
		act: 'review.close',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) => closeReview(trx, actor, world.reviewId, 1)
	},
	{
		act: 'member.manage',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: async (trx, actor, { world }) => {
			await addMember(trx, actor, world.reviewId, { postId: world.outsider.postId, role: 'observer' });
			const { id } = await trx
				.selectFrom('memberships')
				.select('id')
				.where('reviewId', '=', world.reviewId)
				.where('postId', '=', world.observer.postId)
				.executeTakeFirstOrThrow();
			await endMembership(trx, actor, world.reviewId, id);
		}
	},
	{
		act: 'vocabulary.edit',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) => addWord(trx, actor, world.reviewId, 'themes', 'Fathers')
	},
	{
		act: 'mail.manage',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) => setReminders(trx, actor, world.reviewId, { sendsReminders: true, revision: 1 })
	},
	{
		act: 'event.log',
		on: 'an open review, for the own department',
		does: ['official', 'careOfficial', 'secretariat'],
		refused: membersBut('official', 'careOfficial', 'secretariat'),
		work: (trx, actor, { world }) => logEvent(trx, actor, world.reviewId, { ...eventInput(), teamId: null })
	},
	{
		act: 'event.log',
		on: 'an open review, for Families',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world }) =>
			logEvent(trx, actor, world.reviewId, { ...eventInput(), teamId: world.teams.families })
	},
	{
		act: 'event.edit',
		on: 'a draft',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, draftEvent: event }) =>
			editEvent(trx, actor, world.reviewId, event.number, { ...eventInput({ title: 'New' }), revision: 1 })
	},
	{
		act: 'event.edit',
		on: 'a shared event',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world, event }) =>
			editEvent(trx, actor, world.reviewId, event.number, { ...eventInput({ title: 'New' }), revision: event.revision })
	},
	{
		act: 'event.share',
		on: 'a draft',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, draftEvent: event }) =>
			shareEvent(trx, actor, world.reviewId, event.number, { revision: 1, notes: false })
	},
	{
		act: 'event.withdraw',
		on: 'a shared event',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world, event }) =>
			withdrawEvent(trx, actor, world.reviewId, event.number, { revision: event.revision, reason: 'Wrong place' })
	},
	{
		act: 'finding.record',
		on: 'a shared event, for the event’s department',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world, event }) =>
			recordFinding(trx, actor, world.reviewId, {
				...noDetails,
				sentence: 'A new one.',
				passage: passageInput(event),
				teamId: world.teams.families
			})
	},
	{
		act: 'finding.edit',
		on: 'a draft',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, draftFinding: finding }) =>
			editFinding(trx, actor, world.reviewId, finding.number, { ...noDetails, sentence: 'Other words.', revision: 1 })
	},
	{
		act: 'finding.edit',
		on: 'a shared finding',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world, finding }) =>
			editFinding(trx, actor, world.reviewId, finding.number, {
				...noDetails,
				sentence: 'Other words.',
				revision: finding.revision
			})
	},
	{
		act: 'finding.share',
		on: 'a draft from a shared event',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, unsharedFinding }) =>
			shareFindings(trx, actor, world.reviewId, [{ number: unsharedFinding.number, revision: null }])
	},
	{
		act: 'finding.withdraw',
		on: 'a shared finding',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world, finding }) =>
			withdrawFinding(trx, actor, world.reviewId, finding.number, { revision: finding.revision, reason: 'Not so' })
	},
	{
		act: 'finding.relate',
		on: 'two shared findings',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, finding, otherFinding }) =>
			relateFindings(trx, actor, world.reviewId, finding.number, { kind: 'repeats', to: otherFinding.number })
	},
	{
		act: 'accuracy.ask',
		on: 'a shared finding',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, finding }) =>
			askAccuracy(trx, actor, world.reviewId, finding.number, { teamId: world.teams.exchequer, body: null })
	},
	{
		act: 'accuracy.answer',
		on: 'a check put to Care',
		does: ['careOfficial'],
		refused: membersBut('careOfficial'),
		work: (trx, actor, { world, finding, checkId }) =>
			answerAccuracy(trx, actor, world.reviewId, finding.number, { checkId, outcome: 'confirmed', note: null })
	},
	{
		act: 'link.make',
		on: 'Families’ finding and Families’ recommendation',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, otherFinding, emerging }) =>
			makeLink(trx, actor, world.reviewId, otherFinding.id, {
				recommendationId: emerging.id,
				stance: 'supports',
				note: null
			})
	},
	{
		act: 'link.make',
		on: 'Families’ finding and Care’s recommendation',
		does: ['official', 'careOfficial', 'secretariat'],
		refused: membersBut('official', 'careOfficial', 'secretariat'),
		work: (trx, actor, { world, finding, ofCare }) =>
			makeLink(trx, actor, world.reviewId, finding.id, { recommendationId: ofCare.id, stance: 'supports', note: null })
	},
	{
		act: 'link.confirm',
		on: 'a tag',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, linkId }) =>
			confirmLink(trx, actor, world.reviewId, linkId, { findingVersion: 1, recommendationVersion: 1 })
	},
	{
		act: 'link.remove',
		on: 'a tag',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, linkId }) => removeLink(trx, actor, world.reviewId, linkId)
	},
	{
		act: 'recommendation.draft',
		on: 'an open review',
		does: ['official', 'careOfficial', 'secretariat'],
		refused: membersBut('official', 'careOfficial', 'secretariat'),
		work: (trx, actor, { world }) =>
			draftRecommendation(trx, actor, world.reviewId, details(world, { title: 'Another' }))
	},
	{
		act: 'recommendation.edit_emerging',
		on: 'an emerging recommendation',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, emerging }) =>
			editRecommendation(trx, actor, world.reviewId, emerging.number, {
				...edited(world, emerging, { text: 'Other words.' }),
				lapsing: []
			})
	},
	{
		act: 'recommendation.edit',
		on: 'a recommendation with the group',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, proposed }) =>
			makeDraftingChange(trx, actor, world.reviewId, proposed.number, {
				...edited(world, proposed, { text: 'Every family keeps one health visitor for the first year.' }),
				because: 'Shorter'
			})
	},
	{
		act: 'recommendation.propose',
		on: 'an emerging recommendation',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, emerging }) =>
			proposeRecommendation(trx, actor, world.reviewId, emerging.number, emerging.revision)
	},
	{
		act: 'recommendation.not_take_forward',
		on: 'an emerging recommendation',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, emerging }) =>
			notTakeForward(trx, actor, world.reviewId, emerging.number, { revision: emerging.revision, because: 'Too dear' })
	},
	{
		act: 'drafting_change.reopen',
		on: 'a drafting change after Families’ answer',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world, redrafted }) =>
			reopenDraftingChange(trx, actor, world.reviewId, redrafted.number, {
				version: redrafted.version,
				because: 'It means more'
			})
	},
	{
		act: 'thread.speak',
		on: 'a recommendation with the group',
		does: membersBut('observer'),
		refused: ['observer'],
		work: (trx, actor, { world, proposed }) =>
			startThread(trx, actor, world.reviewId, proposed.number, {
				version: proposed.version,
				quote: null,
				body: 'Who says so?',
				visibility: 'members'
			})
	},
	{
		act: 'thread.settle',
		on: 'a comment of Families’ special adviser, whose own it is too',
		does: ['official', 'specialAdviser', 'secretariat'],
		refused: membersBut('official', 'specialAdviser', 'secretariat'),
		work: (trx, actor, { world, proposed, threadId }) =>
			resolveThread(trx, actor, world.reviewId, proposed.number, threadId, 'Answered.')
	},
	{
		act: 'judgement.give',
		on: 'a recommendation with the group',
		does: ['official', 'minister', 'privateOffice', 'careOfficial', 'careMinister', 'treasury'],
		refused: ['specialAdviser', 'cabinetPrivateOffice', 'secretariat', 'chair', 'observer'],
		work: (trx, actor, { world, proposed }) =>
			giveJudgement(trx, actor, world.reviewId, proposed.number, 'cost', {
				version: proposed.version,
				answer: 'large',
				comment: null,
				links: []
			})
	},
	{
		act: 'judgement.export',
		on: 'a recommendation with the group',
		does: members,
		refused: [],
		work: (trx, actor, { world, proposed }) => recordSheetTaken(trx, actor, world.reviewId, proposed.number, 'pdf')
	},
	{
		act: 'position.record',
		on: 'a recommendation with the group, for Families’ minister',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world, proposed }, party) =>
			recordPosition(trx, actor, world.reviewId, proposed.number, {
				postId: world.minister.postId,
				conveyed: party === 'minister' ? null : 'box_note',
				version: proposed.version,
				stance: 'content',
				reason: null,
				proposedText: null,
				conditions: []
			})
	},
	{
		act: 'advice.write',
		on: 'a recommendation with the group, for Families’ minister',
		does: ['official'],
		refused: membersBut('official'),
		work: (trx, actor, { world, proposed }) =>
			writeAdvice(trx, actor, world.reviewId, { teamId: world.teams.families, items: [adviceOn(proposed)] })
	},
	{
		act: 'advice.clear',
		on: 'advice to Families’ minister',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, adviceId }) =>
			clearAdvice(trx, actor, world.reviewId, {
				teamId: world.teams.families,
				items: [{ adviceId, wording: 1 }],
				part: 'policy',
				clearedBy: 'Director of Early Years'
			})
	},
	{
		act: 'advice.note_seen',
		on: 'advice to Families’ minister',
		does: ['specialAdviser'],
		refused: familiesBut('specialAdviser'),
		work: (trx, actor, { world, adviceId }) =>
			noteSeen(trx, actor, world.reviewId, { teamId: world.teams.families, items: [{ adviceId, wording: 1 }] })
	},
	{
		act: 'box_question.ask',
		on: 'a recommendation with the group, for Families’ minister',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world, proposed }, party) =>
			askFromBox(trx, actor, world.reviewId, proposed.number, {
				...question(world),
				conveyed: party === 'minister' ? null : 'box_note'
			})
	},
	{
		act: 'box_question.answer',
		on: 'a question of Families’ minister to the officials',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, toOfficials }) => answerFromBox(trx, actor, world.reviewId, toOfficials, 'About half.')
	},
	{
		act: 'box_question.answer',
		on: 'a question of Families’ minister to the secretariat',
		does: ['secretariat'],
		refused: familiesOwn,
		work: (trx, actor, { world, toSecretariat }) =>
			answerFromBox(trx, actor, world.reviewId, toSecretariat, 'All of them.')
	},
	{
		act: 'box_pack.make',
		on: 'the box of Families’ minister',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world }) => makeBoxPack(trx, actor, world.reviewId, world.minister.postId)
	},
	{
		act: 'condition.tick',
		on: 'a condition of Families’ minister',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world, condition, conditioned }) =>
			tickCondition(trx, actor, world.reviewId, condition, conditioned.version)
	},
	{
		act: 'condition.assign',
		on: 'a condition of Families’ minister',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, condition }) =>
			assignCondition(trx, actor, world.reviewId, condition, {
				revision: 1,
				ownerPostId: world.official.postId,
				neededBy: null
			})
	},
	{
		act: 'condition.propose_words',
		on: 'a condition of Families’ minister',
		does: ['minister', 'privateOffice', 'secretariat'],
		refused: membersBut('minister', 'privateOffice', 'secretariat'),
		work: (trx, actor, { world, condition }) =>
			proposeConditionWords(trx, actor, world.reviewId, condition, { revision: 1, words: 'Staff come with it.' })
	},
	{
		act: 'condition.settle',
		on: 'a condition of Families’ minister that nobody owns',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, condition, conditioned }) =>
			settleCondition(trx, actor, world.reviewId, condition, {
				revision: 1,
				version: conditioned.version,
				handled: null
			})
	},
	{
		act: 'disagreement.propose',
		on: 'a condition of Families’ minister',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, conditioned, answerId }) =>
			proposeWords(trx, actor, world.reviewId, conditioned.number, {
				postId: world.minister.postId,
				answerId,
				words: 'It depends on the money.'
			})
	},
	{
		act: 'disagreement.agree',
		on: 'a condition of Families’ minister',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world, conditioned, answerId }) =>
			agreeWords(trx, actor, world.reviewId, conditioned.number, {
				postId: world.minister.postId,
				answerId,
				wordsId: null,
				words: 'It depends on the money.'
			})
	},
	{
		act: 'disagreement.withdraw',
		on: 'agreed words of Families’ minister',
		does: ['minister', 'privateOffice'],
		refused: membersBut('minister', 'privateOffice'),
		work: (trx, actor, { world, agreedWords: { number, wordsId } }) =>
			withdrawWords(trx, actor, world.reviewId, number, {
				postId: world.minister.postId,
				wordsId,
				because: 'Said too early'
			})
	},
	{
		act: 'agreement.record',
		on: 'a recommendation with the group',
		does: ['chair'],
		refused: membersBut('chair'),
		work: (trx, actor, { world, proposed }) =>
			recordAgreement(trx, actor, world.reviewId, proposed.number, {
				version: proposed.version,
				decidedOn: '2026-03-16',
				source: 'Meeting of 16 March'
			})
	},
	{
		act: 'meeting.manage',
		on: 'a meeting under the chair',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, meeting }) =>
			editMeeting(trx, actor, world.reviewId, meeting.number, { ...meetingDetails, revision: meeting.revision })
	},
	{
		act: 'position.record_in_meeting',
		on: 'what Families’ minister says in a meeting',
		does: ['minister', 'privateOffice', 'secretariat'],
		refused: membersBut('minister', 'privateOffice', 'secretariat'),
		work: (trx, actor, { world, meeting, proposed }) =>
			recordMeetingPositions(trx, actor, world.reviewId, meeting.number, [
				{
					row: 0,
					recommendationId: proposed.id,
					postId: world.minister.postId,
					version: proposed.version,
					stance: 'content',
					reason: null,
					proposedText: null,
					conditions: []
				}
			])
	},
	{
		act: 'agreement.record_in_meeting',
		on: 'what the chair sums up',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, meeting, proposed }) =>
			decideItem(trx, actor, world.reviewId, meeting.number, {
				item: meeting.itemId,
				version: proposed.version,
				outcome: 'recommended',
				words: null
			})
	},
	{
		act: 'meeting.export',
		on: 'a meeting',
		does: members,
		refused: [],
		work: (trx, actor, { world, meeting }) =>
			exportMeeting(trx, actor, world.reviewId, meeting.number, { of: 'agenda', format: 'docx' })
	},
	{
		act: 'action.add',
		on: 'a post of Families',
		does: ['official', 'privateOffice', 'secretariat', 'chair'],
		refused: parties.filter((party) => !['official', 'privateOffice', 'secretariat', 'chair'].includes(party)),
		work: (trx, actor, { world }) => addAction(trx, actor, world.reviewId, { ...anAction, ...ownedBy(world) })
	},
	{
		act: 'action.change',
		on: 'an action of Families',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, action }) => {
			const { text, dueOn, reportBackTo, reportBackOn } = anAction;
			const input = { text, dueOn, reportBackTo, reportBackOn, ...ownedBy(world), revision: 1 };
			return changeAction(trx, actor, world.reviewId, action, input);
		}
	},
	{
		act: 'action.finish',
		on: 'an action of Families',
		does: ['official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'],
		refused: membersBut('official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'),
		work: (trx, actor, { world, action }) =>
			finishAction(trx, actor, world.reviewId, action, { revision: 1, doneOn: '2026-03-16', outcome: 'Done.' })
	},
	{
		act: 'timetable.plan',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) => planMilestone(trx, actor, world.reviewId, aMilestone)
	},
	{
		act: 'milestone.finish',
		on: 'a milestone of Families',
		does: ['official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'],
		refused: membersBut('official', 'minister', 'privateOffice', 'cabinetPrivateOffice', 'secretariat', 'chair'),
		work: (trx, actor, { world, milestone }) =>
			finishMilestone(trx, actor, world.reviewId, milestone, { revision: 1, doneOn: '2026-03-16' })
	},
	{
		act: 'action.export',
		on: 'the list of actions',
		does: members,
		refused: parties.filter((party) => !members.includes(party)),
		work: (trx, actor, { world }) =>
			exportActions(trx, actor, world.reviewId, actionFiltersFrom(new URLSearchParams()), 'OFFICIAL')
	},
	{
		act: 'action.report',
		on: 'an action of Families',
		does: ofOwner,
		refused: membersBut(...ofOwner),
		work: (trx, actor, { world, reportedAction }) =>
			reportAction(trx, actor, world.reviewId, reportedAction, {
				...{ revision: 1, reportedOn: '2026-03-16', reportedTo: 'the group', words: 'It is sent.', nextOn: null }
			})
	},
	{
		act: 'undertaking.record',
		on: 'a post of Families',
		does: ['official', 'privateOffice', 'secretariat', 'chair'],
		refused: parties.filter((party) => !['official', 'privateOffice', 'secretariat', 'chair'].includes(party)),
		work: (trx, actor, { world }) => recordUndertaking(trx, actor, world.reviewId, undertakingInput(world))
	},
	{
		act: 'undertaking.change',
		on: 'an undertaking of Families',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, undertaking }) => {
			const { link, dueOn, recommendationIds } = undertakingInput(world);
			const input = { link, dueOn, recommendationIds, ...ownedBy(world), revision: 1 };
			return changeUndertaking(trx, actor, world.reviewId, undertaking, input);
		}
	},
	{
		act: 'undertaking.meet',
		on: 'an undertaking of Families',
		does: ofOwner,
		refused: membersBut(...ofOwner),
		work: (trx, actor, { world, undertaking }) =>
			meetUndertaking(trx, actor, world.reviewId, undertaking, {
				...{ revision: 1, metOn: '2026-03-16', metBy: 'words', metWords: 'It is published.' },
				...{ metSnapshotId: null, metRecommendationId: null, metLetterId: null }
			})
	},
	{
		act: 'undertaking.export',
		on: 'the list of undertakings',
		does: members,
		refused: parties.filter((party) => !members.includes(party)),
		work: (trx, actor, { world }) =>
			exportUndertakings(trx, actor, world.reviewId, undertakingFiltersFrom(new URLSearchParams()), 'OFFICIAL')
	},
	{
		act: 'announcement.record',
		on: 'a recommendation of Families that is agreed collectively',
		does: ['official', 'privateOffice', 'secretariat'],
		refused: membersBut('official', 'privateOffice', 'secretariat'),
		work: (trx, actor, { world, agreedOn }) =>
			recordAnnouncement(trx, actor, world.reviewId, agreedOn.number, announcement)
	},
	{
		act: 'delivery.record',
		on: 'a recommendation of Families that was announced',
		does: ['official', 'privateOffice', 'secretariat'],
		refused: membersBut('official', 'privateOffice', 'secretariat'),
		work: (trx, actor, { world, announced }) =>
			recordDelivery(trx, actor, world.reviewId, announced.number, { ...delivery, teamId: world.teams.families })
	},
	{
		act: 'handover.make',
		on: 'the review',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: async (trx, actor, { world }) => makeHandover(trx, actor, await getReview(trx, world.slug), 'docx')
	},
	{
		act: 'paper.start',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) =>
			startPaper(trx, actor, world.reviewId, {
				profile: 'interim_update',
				title: 'An update',
				sponsorPostId: null,
				committee: null,
				meetingOn: null
			})
	},
	{
		act: 'paper.edit',
		on: 'a working paper',
		does: ['secretariat'],
		refused: ['chair'],
		work: (trx, actor, { world, paper }) =>
			addSection(trx, actor, world.reviewId, paper, { heading: 'More', annex: false })
	},
	{
		act: 'paper.freeze',
		on: 'a working paper',
		does: ['secretariat'],
		refused: ['chair'],
		// The hash of other words: whoever may freeze is told so, everybody else never gets that far.
		work: (trx, actor, { world, paper }) =>
			freezeSnapshot(trx, actor, world.reviewId, paper, { gate: 'exposure', seen: 'other words' })
	},
	{
		act: 'profile.edit',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) =>
			copyProfile(trx, actor, world.reviewId, { words: { ...aProfile, name: 'Our own kind' } })
	},
	{
		act: 'check.record',
		on: 'an exposure draft that Families sponsors',
		does: ['official', 'secretariat'],
		refused: membersBut('official', 'secretariat'),
		work: (trx, actor, { world, sponsored, seenWords }) =>
			recordCheck(trx, actor, world.reviewId, sponsored, 'equality', checkInput(seenWords))
	},
	{
		act: 'check.record_treasury',
		on: 'an exposure draft',
		does: ['treasury'],
		refused: membersBut('treasury'),
		work: (trx, actor, { world, sponsored, seenWords }) =>
			recordCheck(trx, actor, world.reviewId, sponsored, 'treasury', checkInput(seenWords))
	},
	{
		act: 'check.record_confidential',
		on: 'an exposure draft',
		does: ['secretariat'],
		refused: ['chair'],
		work: (trx, actor, { world, sponsored, seenWords }) =>
			recordCheck(trx, actor, world.reviewId, sponsored, 'legal', checkInput(seenWords))
	},
	{
		act: 'paper.export',
		on: 'a working paper',
		does: ['secretariat', 'chair'],
		refused: [],
		work: (trx, actor, { world, paper }) =>
			recordExport(trx, actor, world.reviewId, paper, {
				of: 'working',
				snapshot: null,
				format: 'docx',
				bytesSha256: 'a'.repeat(64)
			})
	},
	{
		act: 'paper.see_readers',
		on: 'a working paper',
		does: ['secretariat'],
		refused: ['chair'],
		work: (trx, actor, { world, paper }) => listReaders(trx, actor, world.reviewId, paper)
	},
	{
		act: 'paper.export_annex',
		on: 'a working paper',
		does: ['secretariat', 'chair'],
		refused: [],
		work: (trx, actor, { world, paper }) =>
			recordExport(trx, actor, world.reviewId, paper, {
				of: 'annex',
				snapshot: null,
				format: 'docx',
				bytesSha256: 'a'.repeat(64)
			})
	},
	{
		act: 'paper.suggest',
		on: 'an exposure draft, nobody asked',
		does: membersBut('observer'),
		refused: ['observer'],
		work: (trx, actor, { world, exposed }) =>
			proposeSuggestions(trx, actor, world.reviewId, exposed.name, exposed.sectionId, {
				baseVersion: 1,
				changes: [{ index: 0, before: '', after: 'A first sentence.' }],
				because: null,
				origin: null
			})
	},
	{
		act: 'paper.suggest',
		on: 'a working paper',
		does: ['secretariat', 'chair'],
		refused: [],
		work: (trx, actor, { world, paper, paperSectionId }) =>
			proposeSuggestions(trx, actor, world.reviewId, paper, paperSectionId, {
				baseVersion: 1,
				changes: [{ index: 0, before: '', after: 'A first sentence.' }],
				because: null,
				origin: null
			})
	},
	{
		act: 'paper.comment',
		on: 'an exposure draft, nobody asked',
		does: membersBut('observer'),
		refused: ['observer'],
		work: (trx, actor, { world, exposed }) =>
			addComment(trx, actor, world.reviewId, exposed.name, {
				sectionId: exposed.sectionId,
				version: 1,
				quote: null,
				prefix: '',
				suffix: '',
				body: 'Who says so?',
				origin: null
			})
	},
	{
		act: 'suggestion.decide',
		on: 'a suggestion of Families’ official',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, exposed }) =>
			acceptSuggestions(trx, actor, world.reviewId, exposed.name, [exposed.suggestionId])
	},
	{
		act: 'comment.resolve',
		on: 'a comment of Families’ official',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, exposed }) =>
			resolveComment(trx, actor, world.reviewId, exposed.name, exposed.commentId, { outcome: 'changed', body: null })
	},
	{
		act: 'comment_window.manage',
		on: 'an exposure draft',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, exposed }) =>
			openWindow(trx, actor, world.reviewId, exposed.name, {
				snapshot: 1,
				opensAt: actor.now,
				closesAt: new Date(actor.now.getTime() + 86_400_000),
				teamIds: [world.teams.care],
				asks: null
			})
	},
	{
		act: 'pack.make',
		on: 'a snapshot',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: async (trx, actor, { world }) =>
			makePack(trx, actor, world.reviewId, {
				title: 'Fourth meeting',
				meetingOn: null,
				items: (await listSnapshotChoices(trx, world.reviewId)).slice(0, 1).map(({ id }) => ({ snapshotId: id }))
			})
	},
	{
		act: 'pack.export',
		on: 'a pack',
		does: membersBut('specialAdviser', 'treasury', 'cabinetPrivateOffice'),
		refused: ['specialAdviser', 'treasury', 'cabinetPrivateOffice'],
		work: (trx, actor, { world, pack }) =>
			recordPackExport(trx, actor, world.reviewId, pack, {
				format: 'pdf',
				formats: ['pdf'],
				bytesSha256: 'a'.repeat(64)
			})
	},
	{
		act: 'paper.send_for_comment',
		on: 'a working paper',
		does: ['secretariat'],
		refused: ['chair'],
		work: (trx, actor, { world, paper }) =>
			keepCopy(trx, actor, world.reviewId, paper, sentCopy(world), new Uint8Array([1]))
	},
	{
		act: 'paper.send_for_comment',
		on: 'an exposure draft',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, exposed }) =>
			loadForComment(trx, actor, world.reviewId, exposed.name, { snapshot: 1, suggestions: true, comments: true })
	},
	{
		act: 'paper.bring_back',
		on: 'an exposure draft',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, exposed }) =>
			keepReturn(trx, actor, world.reviewId, exposed.name, {
				copyId: exposed.wordCopyId,
				file: { name: 'returned.docx', bytes: new Uint8Array([2]) },
				found: { changes: [], comments: [], unplaced: [] }
			})
	},
	{
		act: 'public_copy.prepare',
		on: 'the public copy of a lodged paper',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, lodged }) =>
			editPublicCopy(trx, actor, world.reviewId, lodged, {
				title: 'Other',
				address: `other-${world.slug}`,
				decidedOn: '2026-03-02',
				revision: 1
			})
	},
	{
		act: 'public_copy.approve',
		on: 'the public copy of a lodged paper',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: (trx, actor, { world, lodged, seen }) =>
			approvePublicCopy(trx, actor, world.reviewId, lodged, { revision: 1, seen })
	},
	{
		act: 'public_copy.publish',
		on: 'a public copy that nobody has approved',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		// Whoever may publish is told that it is not approved, everybody else never gets that far.
		work: (trx, actor, { world, lodged }) =>
			publishPublicCopy(trx, actor, world.reviewId, lodged, { revision: 1, made: 'other words', files: [] })
	},
	{
		act: 'bid.export',
		on: 'a submitted version',
		does: membersBut('observer'),
		refused: [],
		work: async (trx, actor, { world, submittedBid }) => {
			const { bid, version } = submittedBid;
			const wanted = { of: 'version', number: version } as const;
			const copy = await loadCopy(trx, actor, world.reviewId, bid, wanted);
			await recordTaking(trx, actor, copy, { format: 'xlsx', of: 'workbook', bytesSha256: 'a'.repeat(64) });
		}
	},
	{
		act: 'appraisal.run',
		on: 'a joint bid of Families and Care in work',
		does: ['official', 'careOfficial'],
		refused: [...familiesBut('official'), 'careMinister'],
		work: (trx, actor, { world, jointBid }) =>
			runAppraisal(trx, actor, world.reviewId, jointBid.number, { fallbacks: false })
	},
	{
		act: 'appraisal.run',
		on: 'a joint bid that is open to the secretariat',
		does: ['official', 'careOfficial', 'secretariat'],
		refused: [...familiesBut('official'), 'careMinister'],
		work: (trx, actor, { world, releasedBid }) =>
			runAppraisal(trx, actor, world.reviewId, releasedBid.number, { fallbacks: false })
	},
	{
		act: 'parameter_edition.add',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) => addEdition(trx, actor, world.reviewId, { ...anEdition, edition: 'The next' })
	},
	{
		act: 'bid.edit_share',
		on: 'a joint bid of Families and Care, for the own department',
		does: ['official', 'careOfficial'],
		refused: [...familiesBut('official'), 'careMinister'],
		work: (trx, actor, { world, jointBid }, party) =>
			saveLines(trx, actor, world.reviewId, jointBid.number, {
				teamId: party === 'careOfficial' ? world.teams.care : world.teams.families,
				lines: [lineInput(jointBid)],
				removed: []
			})
	},
	{
		act: 'bid.edit_share',
		on: 'a joint bid of Families and Care, for Families',
		does: ['official'],
		refused: [...familiesBut('official'), 'careOfficial', 'careMinister'],
		work: (trx, actor, { world, jointBid }) =>
			addAssumption(trx, actor, world.reviewId, jointBid.number, {
				teamId: world.teams.families,
				text: 'One worker',
				owner: 'Jo',
				source: 'Pilot',
				confidence: 'low',
				findingId: null,
				cells: null
			})
	},
	{
		act: 'bid.agree_share',
		on: 'a joint bid of Families and Care, for Care',
		does: ['careOfficial'],
		refused: [...familiesOwn, 'careMinister'],
		work: (trx, actor, { world, jointBid }) =>
			agreeShare(trx, actor, world.reviewId, jointBid.number, { teamId: world.teams.care, changes: 0 })
	},
	{
		act: 'bid.sign',
		on: 'a frozen version, for Families, whose finance lead is the official',
		does: ['official'],
		refused: bidDepartmentsBut('official'),
		work: (trx, actor, { world, frozenBid }) =>
			signShare(trx, actor, world.reviewId, frozenBid, { version: 1, teamId: world.teams.families })
	},
	{
		act: 'bid.submit',
		on: 'a version that everybody has signed',
		does: ['official'],
		refused: bidDepartmentsBut('official'),
		work: (trx, actor, { world, signedBid }) => submitVersion(trx, actor, world.reviewId, signedBid, { version: 1 })
	},
	{
		act: 'treasury_position.record',
		on: 'a submitted version',
		does: ['treasury'],
		refused: [...bidDepartmentsBut(), 'secretariat', 'chair'],
		work: (trx, actor, { world, submittedBid: { bid, version } }) =>
			recordTreasuryPosition(trx, actor, world.reviewId, numberIn('B', bid) ?? 0, {
				stance: 'reserved',
				words: 'Reserved until the staff are found.',
				version
			})
	},
	{
		act: 'treasury_note.write',
		on: 'a submitted version',
		does: ['treasury'],
		refused: [...bidDepartmentsBut(), 'secretariat', 'chair'],
		work: (trx, actor, { world, submittedBid: { bid } }) =>
			writeTreasuryNote(trx, actor, world.reviewId, numberIn('B', bid) ?? 0, 'Press them on staff.')
	},
	{
		act: 'bid_question.ask',
		on: 'a submitted version',
		does: ['treasury'],
		refused: [...bidDepartmentsBut(), 'secretariat', 'chair'],
		work: (trx, actor, { world, submittedBid: { bid, version } }) =>
			askQuestion(trx, actor, world.reviewId, numberIn('B', bid) ?? 0, { question: 'Who?', dueOn: null, version })
	},
	{
		act: 'bid_question.answer',
		on: 'a question about a submitted version of Families and Care',
		does: ['official', 'careOfficial'],
		refused: [...bidDepartmentsBut('official', 'careOfficial'), 'secretariat', 'chair', 'treasury'],
		work: (trx, actor, { world, submittedBid: { bid } }) =>
			answerQuestion(trx, actor, world.reviewId, numberIn('B', bid) ?? 0, 1, { answer: 'Councils.', revision: 1 })
	},
	{
		act: 'portfolio.rank',
		on: 'the bids of a fiscal event',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: async (trx, actor, { world, fiscalEventId }) => {
			const seen = await listPortfolioOrder(trx, fiscalEventId);
			await rankPortfolio(trx, actor, world.reviewId, fiscalEventId, { seen, order: seen });
		}
	},
	{
		act: 'state_of_play.make',
		on: 'an open review',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: async (trx, actor, { world }) => readStateOfPlay(trx, actor, await getReview(trx, world.slug))
	},
	{
		act: 'fiscal_event.manage',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) =>
			addFiscalEvent(trx, actor, world.reviewId, {
				name: 'Settlement',
				firstYear: 2027,
				lastYear: 2029,
				capitalLastYear: 2030,
				returnDueOn: null,
				guidance: null
			})
	},
	{
		act: 'bid.start',
		on: 'an open review, for the own department',
		does: ['official', 'careOfficial'],
		refused: membersBut('official', 'careOfficial'),
		work: (trx, actor, { world, bid: { fiscalEventId } }) =>
			startBid(trx, actor, world.reviewId, { fiscalEventId, title: 'Another bid' })
	},
	{
		act: 'bid.edit',
		on: 'a bid in work',
		does: ['official'],
		refused: familiesBut('official'),
		work: (trx, actor, { world, bid }) => releaseBid(trx, actor, world.reviewId, bid.number)
	},
	{
		act: 'review_settings.edit',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) =>
			changeSettings(trx, actor, world.reviewId, { ...usualSettings, nation: 'wales', sendsLetters: true })
	},
	{
		act: 'committee.manage',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world }) =>
			addCommittee(trx, actor, world.reviewId, {
				name: 'Home Affairs Committee',
				chair: 'Keeper of the Seals',
				secretary: '',
				copiedTo: '',
				replyDays: 6
			})
	},
	{
		act: 'round.manage',
		on: 'a write-round that is out',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, issuedRound: { name, revision } }) =>
			withdrawRound(trx, actor, world.reviewId, name, { revision, because: 'Overtaken' })
	},
	{
		act: 'round.manage',
		on: 'the day for replies to a write-round that is out',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: (trx, actor, { world, issuedRound: { name, revision } }) =>
			extendRound(trx, actor, world.reviewId, name, { revision, replyBy: '2026-04-07', because: 'Easter' })
	},
	{
		act: 'round.manage',
		on: 'a write-round in preparation',
		does: ['secretariat'],
		refused: [...familiesBut(), 'chair'],
		work: (trx, actor, { world, preparedRound: { name, revision } }) =>
			setAddressees(trx, actor, world.reviewId, name, { revision, departments: [] })
	},
	{
		act: 'letter.write',
		on: 'an open review',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: async (trx, actor, { world, letters }) => writeLetter(trx, actor, world.reviewId, letters.input)
	},
	{
		act: 'letter.edit',
		on: 'a letter of Families that has not gone out',
		does: ['minister', 'privateOffice', 'secretariat'],
		refused: ['official', 'specialAdviser', 'chair'],
		work: (trx, actor, { world, letters: { drafted } }) => {
			const { number, revision, addressee, copiedTo, text, replyBy } = drafted;
			const words = { addressee, copiedTo, text, replyBy, subject: 'Another subject' };
			return editLetter(trx, actor, world.reviewId, number, { ...words, revision });
		}
	},
	{
		act: 'letter.edit',
		on: 'what a letter of Families asks that has not gone out',
		does: ['minister', 'privateOffice', 'secretariat'],
		refused: ['official', 'specialAdviser', 'chair'],
		work: async (trx, actor, { world, letters: { drafted } }) => {
			const [asked] = await listAsks(trx, drafted.id);
			const row = { recommendationId: asked?.recommendationId ?? 0, version: asked?.version ?? 1, row: 0 };
			const { number, revision } = drafted;
			await editSchedule(trx, actor, world.reviewId, number, { revision, asks: [{ ...row, ask: 'note' }] });
		}
	},
	{
		act: 'letter.clear',
		on: 'a letter of Families in draft',
		does: ['minister', 'privateOffice'],
		refused: ['official', 'specialAdviser', 'secretariat', 'chair'],
		work: (trx, actor, { world, letters }) =>
			clearLetter(trx, actor, world.reviewId, letters.drafted.number, { version: 1 })
	},
	{
		act: 'letter.sign',
		on: 'a cleared letter of Families',
		does: ['minister', 'privateOffice'],
		refused: ['official', 'specialAdviser', 'secretariat', 'chair'],
		work: (trx, actor, { world, letters }) => signLetter(trx, actor, world.reviewId, letters.cleared.number, signature)
	},
	{
		act: 'letter.issue',
		on: 'a signed letter of Families',
		does: ['minister', 'privateOffice', 'secretariat'],
		refused: ['official', 'specialAdviser', 'chair'],
		work: (trx, actor, { world, letters }) => issueLetter(trx, actor, world.reviewId, letters.signed.number, issue)
	},
	{
		act: 'letter.receive',
		on: 'a letter to the Cabinet minister of Families that has gone out',
		does: ['cabinetPrivateOffice', 'secretariat'],
		refused: ['official', 'minister', 'privateOffice', 'specialAdviser', 'chair'],
		work: (trx, actor, { world, letters }) =>
			receiveLetter(trx, actor, world.reviewId, letters.issued.number, { receivedOn: '2026-03-16' })
	},
	{
		act: 'letter_answer.record',
		on: 'a letter to the Cabinet minister of Families that has gone out',
		does: ['cabinetPrivateOffice', 'secretariat'],
		refused: ['official', 'minister', 'privateOffice', 'specialAdviser', 'chair'],
		work: (trx, actor, { world, letters }) =>
			recordLetterAnswers(trx, actor, world.reviewId, letters.issued.number, {
				answeredOn: '2026-03-16',
				source: 'Letter',
				answers: letters.input.asks.map(({ recommendationId }, row) => ({
					recommendationId,
					outcome: 'agreed',
					words: null,
					row
				}))
			})
	},
	{
		act: 'letter.withdraw',
		on: 'a letter that has gone out',
		does: ['secretariat'],
		refused: [...familiesOwn, 'chair'],
		work: (trx, actor, { world, letters: { issued } }) =>
			withdrawLetter(trx, actor, world.reviewId, issued.number, { because: 'Sent in error', revision: issued.revision })
	},
	{
		act: 'reply.record',
		on: 'a write-round that asks Families',
		does: ['secretariat', 'cabinetPrivateOffice'],
		refused: membersBut('secretariat', 'cabinetPrivateOffice'),
		work: (trx, actor, { world, round }) => {
			const said = { stance: 'content', exceptions: [], comments: [], text: null, snapshotId: null, after: 0 } as const;
			const passed = { sentBy: 'A', datedOn: '2026-03-16', conveyed: 'call', dropId: null } as const;
			return recordReply(
				trx,
				actor,
				world.reviewId,
				round.name,
				{ ...said, addresseeId: round.addresseeId },
				{ ...passed, senderConfirmed: false }
			);
		}
	},
	{
		act: 'clearance.record',
		on: 'a write-round that is out',
		does: ['secretariat'],
		refused: membersBut('secretariat'),
		work: async (trx, actor, { world, round }) => {
			const { snapshotId } = await trx
				.selectFrom('writeRounds')
				.select('snapshotId')
				.where('id', '=', round.roundId)
				.executeTakeFirst()
				.then((found) => found ?? { snapshotId: 0 });
			await recordClearance(trx, actor, world.reviewId, round.name, {
				outcome: 'to_committee',
				givenBy: 'The chair of the committee',
				givenIn: 'letter',
				source: 'Letter',
				givenOn: '2026-03-16',
				snapshotId,
				fileId: null,
				terms: null,
				because: null
			});
		}
	},
	{
		act: 'clearance.advise',
		on: 'a write-round that is out',
		does: ['secretariat', 'chair'],
		refused: membersBut('secretariat', 'chair'),
		work: async (trx, actor, { world, round }) => {
			await readAdvice(trx, actor, world.reviewId, round.name);
			await recordAdvice(trx, actor, world.reviewId, round.name);
		}
	}
];

/** Acts of the table of rights that are reading only and that a page alone asks about. */
const askedByPages: Act[] = ['position.see_grid', 'bid.see_submissions', 'round.see_replies'];

type Numbered = { id: number; number: number; revision: number };

type Records = {
	/** Write-rounds of Families, asking Care. */
	issuedRound: { name: string; revision: number };
	preparedRound: { name: string; revision: number };
	/** Of today, chaired, with `proposed` on its agenda; and an action of Families' official. */
	meeting: Meeting & { itemId: number };
	action: number;
	/** An action of Families' official that names a day of report. */
	reportedAction: number;
	/** Of Families' official. */
	undertaking: number;
	/** Recommendations of Families: agreed collectively, and announced too. */
	agreedOn: { number: number };
	announced: { number: number };
	/** Owned by Families' official. */
	milestone: number;
	bid: StartedBid;
	world: World;
	draftEvent: { number: number };
	event: Numbered;
	draftFinding: { number: number };
	unsharedFinding: { number: number };
	finding: Numbered;
	otherFinding: { id: number; number: number };
	checkId: number;
	emerging: Awaited<ReturnType<typeof draft>>;
	ofCare: Awaited<ReturnType<typeof draft>>;
	proposed: Awaited<ReturnType<typeof draft>>;
	redrafted: Awaited<ReturnType<typeof draft>>;
	/** On `proposed`, by Families' special adviser, for every member. */
	threadId: number;
	conditioned: Awaited<ReturnType<typeof draft>>;
	answerId: number;
	agreedWords: { number: number; wordsId: number };
	condition: number;
	/** Advice to Families' minister, and what that minister asked. */
	adviceId: number;
	toOfficials: number;
	toSecretariat: number;
	linkId: number;
	paper: string;
	/** An exposure draft that Families' minister sponsors, and the digest of its words. */
	sponsored: string;
	seenWords: string;
	paperSectionId: number;
	exposed: Exposed;
	/** A lodged paper, whose public copy somebody outside the secretariat has started. */
	lodged: string;
	seen: string;
	pack: number;
	submittedBid: { bid: string; version: number };
	jointBid: StartedBid;
	releasedBid: StartedBid;
	fiscalEventId: number;
	/** Numbers of bids: frozen and signed by nobody, and signed by all. */
	frozenBid: number;
	signedBid: number;
	/** A write-round that is out and asks Families. */
	round: AskedFamilies;
	/** What a letter is written from, and letters of Families on their way. */
	letters: Record<'drafted' | 'cleared' | 'signed' | 'issued', Letter> & { input: NewLetter };
};

let records: Records;

beforeAll(async () => {
	const world = await makeWorld();
	const ownDraft = await draftEvent(world);
	const shared = await sharedEvent(world);
	const found = await sharedFinding(world, shared);
	const other = await sharedFinding(world, shared, { sentence: 'The drop-in is open one morning a week.' });
	await asActor(world.official.actor, (trx) =>
		askAccuracy(trx, world.official.actor, world.reviewId, found.number, { teamId: world.teams.care, body: null })
	);
	const { id: checkId } = await world.owner
		.selectFrom('accuracyChecks')
		.select('id')
		.where('findingId', '=', found.id)
		.executeTakeFirstOrThrow();

	const emerging = await draft(world);
	const ofCare = await draft(world, { title: 'Of Care', leadTeamId: world.teams.care }, world.careOfficial);
	const answered = await propose(world, { title: 'Answered, then redrafted' });
	await answerAs(world, answered.number, 'content');
	const { actor: secretariat } = world.secretariat;
	await asActor(secretariat, (trx) =>
		makeDraftingChange(trx, secretariat, world.reviewId, answered.number, {
			...edited(world, answered, { text: 'Each family keeps one health visitor for its first year.' }),
			because: 'Plainer'
		})
	);
	const conditioned = await propose(world, { title: 'Under a condition' });
	const [condition = 0] = await answerAs(world, conditioned.number, 'content_subject_to');
	const { id: answerId } = await world.owner
		.selectFrom('answers')
		.select('id')
		.where('recommendationId', '=', conditioned.id)
		.executeTakeFirstOrThrow();
	const linkId = await asActor(world.official.actor, (trx) =>
		makeLink(trx, world.official.actor, world.reviewId, found.id, {
			recommendationId: emerging.id,
			stance: 'supports',
			note: null
		})
	);

	const discussion = await discussed(world);
	const meeting = await underWay(world);
	const item = (await agendaOf(world, meeting)).recommendations.find(
		({ recommendationId }) => recommendationId === discussion.proposed.id
	);
	const { number: action } = await asActor(secretariat, (trx) =>
		addAction(trx, secretariat, world.reviewId, { ...anAction, ...ownedBy(world) })
	);

	const paper = await addPaper(world);
	const sponsored = (await addPaper(world, { sponsorPostId: world.minister.postId })).name;
	await freeze(world, sponsored, 'exposure');

	const { name: lodged } = await lodgedUpdate(world, 'Parents like it.');
	await startCopy(world, lodged);
	const { copy, sha256: seen } = await standing(world, lodged);
	await world.owner
		.updateTable('publicCopies')
		.set({ startedByPersonId: world.official.personId })
		.where('id', '=', copy.id)
		.execute();

	const pack = await asActor(secretariat, async (trx) =>
		makePack(trx, secretariat, world.reviewId, {
			title: 'Third meeting',
			meetingOn: null,
			items: (await listSnapshotChoices(trx, world.reviewId)).slice(0, 1).map(({ id }) => ({ snapshotId: id }))
		})
	);

	records = {
		world,
		draftEvent: ownDraft,
		event: { ...shared, revision: (await eventAs(world, shared.number)).revision },
		draftFinding: await draftFinding(world, ownDraft),
		unsharedFinding: await draftFinding(world, shared),
		finding: { ...found, revision: (await findingAs(world, found.number)).revision },
		otherFinding: other,
		checkId,
		emerging,
		ofCare,
		...discussion,
		meeting: { ...meeting, itemId: item?.id ?? 0 },
		action,
		...(await afterAgreement(world)),
		milestone: await asActor(world.secretariat.actor, (trx, actor) =>
			planMilestone(trx, actor, world.reviewId, { ...aMilestone, ownerPostId: world.official.postId })
		),
		redrafted: await recommendation(world, answered.number),
		conditioned,
		answerId,
		agreedWords: await agreedWords(world),
		bid: await addBid(world, 'Peer support'),
		condition,
		linkId,
		paper: paper.name,
		sponsored,
		seenWords: await asActor(world.secretariat.actor, async (trx) =>
			wordsDigest(contentOf(await readManuscript(trx, await getPaper(trx, world.reviewId, sponsored))))
		),
		paperSectionId: paper.sections['Summary'] ?? 0,
		exposed: await exposedPaper(world),
		lodged,
		seen,
		pack,
		...(await boxRecords(world)),
		...(await bidRecords(world)),
		jointBid: await addJointBid(world),
		releasedBid: await releasedBid(world),
		letters: await lettersOnTheirWay(world),
		round: await askFamilies(world),
		issuedRound: await roundAs(world, world.secretariat, (await addIssuedRound(world)).name),
		preparedRound: await roundAs(world, world.secretariat, (await addRound(world)).name)
	};
});

async function afterAgreement(world: World) {
	const { actor } = world.secretariat;
	const announced = await agreed(world);
	await asActor(actor, (trx) => recordAnnouncement(trx, actor, world.reviewId, announced.number, announcement));
	const toReport = { ...anAction, ...ownedBy(world), reportBackTo: 'the group', reportBackOn: '2026-03-20' };
	const { number } = await asActor(actor, (trx) => addAction(trx, actor, world.reviewId, toReport));
	return {
		announced,
		agreedOn: await agreed(world),
		reportedAction: number,
		undertaking: (await addUndertaking(world)).number
	};
}

async function lettersOnTheirWay(world: World): Promise<Records['letters']> {
	const input = await letterInput(world);
	const at = async (stage: 'drafted' | 'cleared' | 'signed' | 'issued') =>
		readLetter(world, await letterAt(world, stage, input));
	return {
		input,
		drafted: await at('drafted'),
		cleared: await at('cleared'),
		signed: await at('signed'),
		issued: await at('issued')
	};
}

async function boxRecords(world: World) {
	const to = await propose(world, { title: 'In the box' });
	await advise(world, to);
	return {
		adviceId: (await advice(world, to))?.id ?? 0,
		toOfficials: (await ask(world, to)).id,
		toSecretariat: (await ask(world, to, { askedOf: 'secretariat' })).id
	};
}

function checkInput(seen: string) {
	const cleared = { clearedBy: 'A named officer', clearedPost: 'Deputy director', clearedOn: '2026-03-16' };
	return { ...cleared, outcome: 'cleared' as const, said: 'Nothing against it', answers: [], snapshot: null, seen };
}

/** A recommendation with the group, and a comment on it of Families' special adviser. */
async function discussed(world: World) {
	const proposed = await propose(world, { title: 'With the group' });
	const { actor } = world.specialAdviser;
	const threadId = await asActor(actor, (trx) =>
		startThread(trx, actor, world.reviewId, proposed.number, {
			version: proposed.version,
			quote: null,
			body: 'Who pays?',
			visibility: 'members'
		})
	);
	return { proposed, threadId };
}

type Exposed = { name: string; sectionId: number; suggestionId: number; commentId: number; wordCopyId: number };

/** A paper that members see, with a suggestion and a comment of Families' official. */
async function exposedPaper(world: World): Promise<Exposed> {
	const { name, sections } = await addPaper(world);
	const sectionId = sections['Summary'] ?? 0;
	await freeze(world, name, 'exposure');
	const { actor } = world.official;
	const { ids } = await asActor(actor, (trx) =>
		proposeSuggestions(trx, actor, world.reviewId, name, sectionId, {
			baseVersion: 1,
			changes: [{ index: 0, before: '', after: 'Families come first.' }],
			because: null,
			origin: null
		})
	);
	const { id } = await asActor(actor, (trx) =>
		addComment(trx, actor, world.reviewId, name, {
			sectionId,
			version: 1,
			quote: null,
			prefix: '',
			suffix: '',
			body: 'Say why.',
			origin: null
		})
	);
	const { actor: secretariat } = world.secretariat;
	const { id: wordCopyId } = await asActor(secretariat, async (trx) => {
		await keepCopy(trx, secretariat, world.reviewId, name, sentCopy(world), new Uint8Array([1]));
		return trx.selectFrom('wordCopies').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
	});
	return { name, sectionId, suggestionId: ids[0] ?? 0, commentId: id, wordCopyId };
}

let copies = 0;

/** A copy for comment as it is kept, without its words. */
function sentCopy(world: World) {
	const token = (world.reviewId * 1000 + copies++).toString(16).padStart(24, '0');
	return {
		snapshot: null,
		job: { token, marks: [], comments: [] },
		sent: { sections: [], marks: [], revisions: [], comments: [] }
	};
}

async function answerAs(world: World, number: number, stance: 'content' | 'content_subject_to'): Promise<number[]> {
	const { actor, postId } = world.minister;
	const { conditions } = await asActor(actor, (trx) =>
		recordPosition(trx, actor, world.reviewId, number, {
			postId,
			conveyed: null,
			version: 1,
			stance,
			reason: stance === 'content' ? null : 'There must be staff',
			proposedText: null,
			conditions: stance === 'content' ? [] : [{ text: 'Staff are funded', grade: 'condition' }]
		})
	);
	return conditions;
}

/** A recommendation that Families' minister disagrees with, in words that are agreed for print. */
async function agreedWords(world: World): Promise<{ number: number; wordsId: number }> {
	const { id, number } = await propose(world, { title: 'Disagreed with' });
	await answerAs(world, number, 'content_subject_to');
	const { actor, postId } = world.minister;
	const { owner } = world;
	const answer = await owner
		.selectFrom('answers')
		.select('id')
		.where('recommendationId', '=', id)
		.executeTakeFirstOrThrow();
	const input = { postId, answerId: answer.id, wordsId: null, words: 'It depends on the money.' };
	await asActor(actor, (trx) => agreeWords(trx, actor, world.reviewId, number, input));
	const words = await owner
		.selectFrom('disagreementWords')
		.select('id')
		.where('recommendationId', '=', id)
		.executeTakeFirstOrThrow();
	return { number, wordsId: words.id };
}

/** Joint bids of Families and Care: one that the Treasury has and asks about, one frozen, one signed. */
async function bidRecords(
	world: World
): Promise<Pick<Records, 'submittedBid' | 'fiscalEventId' | 'frozenBid' | 'signedBid'>> {
	const bids = [await addReadyBid(world), await addReadyBid(world), await addReadyBid(world)] as const;
	// The recommendations that they fund were laid without asking for a number.
	await asActor(world.official.actor, (trx) =>
		sql`select next_ref(${world.reviewId}, 'R') from generate_series(1, ${bids.length})`.execute(trx)
	);
	const [bid, frozen, signed] = bids;
	const version = await submitted(world, bid);
	const { actor } = world.treasury;
	await asActor(actor, (trx) =>
		askQuestion(trx, actor, world.reviewId, bid.number, { question: 'Who staffs them?', dueOn: null, version })
	);
	await freezeAs(world, frozen);
	await freezeAs(world, signed);
	for (const party of [world.official, world.careOfficial]) await signAs(world, party, signed, 1);
	return {
		submittedBid: { bid: bid.reference, version },
		fiscalEventId: bid.fiscalEventId,
		frozenBid: frozen.number,
		signedBid: signed.number
	};
}

/** A joint bid that the secretariat sees in work. */
async function releasedBid(world: World): Promise<StartedBid> {
	const bid = await addJointBid(world, 'Help at home');
	await world.owner.updateTable('bids').set({ releasedAt: new Date() }).where('id', '=', bid.id).execute();
	return bid;
}

class Undo extends Error {}

/** Does the act and takes it back, so that every party meets the same records. */
async function outcome(row: Row, party: Asked): Promise<Outcome> {
	const actor = actorOf(records.world, party);
	try {
		await asActor(actor, async (trx) => {
			await row.work(trx, actor, records, party);
			throw new Undo();
		});
	} catch (error) {
		if (error instanceof Undo) return 'does';
		if (error instanceof Conflict && (row.act === 'paper.freeze' || row.act === 'public_copy.publish')) return 'does';
		if (error instanceof Forbidden) return 'refused';
		if (error instanceof NotFound) return 'not there';
		throw error;
	}
	throw new Error('The act was not taken back');
}

test('every act of the table of rights is tried here', () => {
	const tried = new Set<Act>([...rows.map((row) => row.act), ...askedByPages]);
	expect(actNames.filter((act) => !tried.has(act))).toEqual([]);
});

describe.each(rows)('$act on $on', (row) => {
	test(`is done by ${row.does.join(', ')}, refused to whoever sees it, not there for the rest`, async () => {
		const found: Record<string, Outcome> = {};
		for (const party of parties) found[party] = await outcome(row, party);
		const expected = parties.map((party): [Asked, Outcome] => [
			party,
			row.does.includes(party) ? 'does' : row.refused.includes(party) ? 'refused' : 'not there'
		]);
		expect(found).toEqual(Object.fromEntries(expected));
	});
});
