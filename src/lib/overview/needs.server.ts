import { type Actor, hasRole, may, postsActingFor, teamsOf } from '#lib/access/actor.ts';
import { listReportsDueFrom } from '#lib/actions/reports/queries.server.ts';
import { listActionsDueFrom } from '#lib/actions/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { countProgress, listProgress } from '#lib/delivery/queries.server.ts';
import { listQuestionsToAnswer, listWithoutPosition } from '#lib/bids/treasury/waiting.server.ts';
import { listSharesToAgree, listVersionsToSign } from '#lib/bids/versions/waiting.server.ts';
import { listToAdvise, needsAdvice } from '#lib/box/advice/queries.server.ts';
import { listQuestionsToAnswerFromBox } from '#lib/box/questions/queries.server.ts';
import { listProposalsToDecide, listThreadsWaiting } from '#lib/discussion/queries.server.ts';
import { listDraftEvents, listEventsToWriteUp, listOpenPromises } from '#lib/evidence/queries.server.ts';
import { noFindingFilters } from '#lib/findings/filters.ts';
import { listAccuracyToAnswer, listDraftFindings, listFindings } from '#lib/findings/queries.server.ts';
import { managesMeeting } from '#lib/meetings/meeting.ts';
import { listMeetingsToMinute, listNotedPositions } from '#lib/meetings/queries.server.ts';
import { stages } from '#lib/letters/letter.ts';
import { listCabinetAnswersOwed, listLettersToAnswer, listLettersToSend } from '#lib/letters/waiting.server.ts';
import { listWordsToAgree } from '#lib/papers/disagreements/queries.server.ts';
import { listPapersWithRemarks } from '#lib/papers/remarks.server.ts';
import { deadlineWords } from '#lib/papers/windows/deadline.ts';
import { listAskedOf } from '#lib/papers/windows/queries.server.ts';
import { stances } from '#lib/positions/position.ts';
import {
	listAnswersDueFrom,
	listAnsweringPosts,
	listDraftingChanges,
	listOwedAnswers
} from '#lib/positions/queries.server.ts';
import { countLinksToRecheck, listLinksToRecheck } from '#lib/recommendations/link-queries.server.ts';
import { listInPreparation } from '#lib/rounds/queries.server.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import { listLateReplies, listRepliesOwed } from '#lib/rounds/replies/waiting.server.ts';
import { listReviews } from '#lib/reviews/queries.server.ts';
import { listRoundsReady } from '#lib/rounds/clearance/ready.server.ts';
import { type LedgerEntry, listConditionsOwned, listConditionsToTick } from '#lib/rounds/ledger/queries.server.ts';
import { planDaysBetween } from '#lib/timetable/plan.ts';
import { getTimetableSettings, listMilestonesWaiting, readPlanCalendar } from '#lib/timetable/queries.server.ts';
import { workingDays } from '#lib/timetable/milestone.ts';
import { londonDate } from '#lib/ui/dates.ts';
import {
	countUndertakings,
	listOverdueUndertakings,
	listUndertakingsDueFrom
} from '#lib/undertakings/queries.server.ts';
import { listedAtMost, type Need, need, type NeedItem, type ReviewNeeds } from './needs.ts';

type Where = { trx: Trx; actor: Actor; reviewId: number; base: string };

/** What waits for the signed-in person, review by review, each kind cut to what the page shows. */
export async function listNeeds(trx: Trx, actor: Actor): Promise<ReviewNeeds[]> {
	const found = await listAllNeeds(trx, actor);
	return found.map(({ needs, ...review }) => ({
		...review,
		needs: needs.map((each) => ({ ...each, items: each.items.slice(0, listedAtMost) }))
	}));
}

/** Everything that waits for the signed-in person, review by review; closed reviews wait for nobody. */
export async function listAllNeeds(trx: Trx, actor: Actor): Promise<ReviewNeeds[]> {
	const reviews = (await listReviews(trx)).filter((review) => review.state === 'open');
	const found: ReviewNeeds[] = [];
	for (const { id, slug, title, banner } of reviews) {
		const where = { trx, actor, reviewId: id, base: `/reviews/${slug}` };
		const needs: (Need | null)[] = [];
		for (const look of [
			repliesDue,
			lettersToSend,
			lettersToAnswer,
			answersDue,
			boxQuestions,
			draftingChanges,
			threadsWaiting,
			proposedWords,
			conditionsToTick,
			conditionsOwned,
			wordsToAgree,
			notedPositions,
			readyForAgreement,
			readyForClearance,
			adviceToWrite,
			accuracyChecks,
			linksToRecheck,
			roundsToIssue,
			lateReplies,
			answersOwed,
			cabinetAnswersOwed,
			meetingsToMinute,
			undertakingsOwed,
			undertakingsOverdue,
			milestonesWaiting,
			actionsToDo,
			reportsDue,
			toAnnounce,
			openPromises,
			eventsToWriteUp,
			drafts,
			untagged,
			toPropose,
			askedToComment,
			remarksToDecide,
			bidsToSign,
			sharesToAgree,
			bidQuestions,
			bidsWithoutPosition,
			changedPapers
		]) {
			needs.push(await look(where));
		}
		const roles = actor.memberships.filter((membership) => membership.reviewId === id).map(({ role }) => role);
		found.push({
			review: { slug, title, banner },
			roles: [...new Set(roles)],
			needs: needs.filter((each) => each !== null)
		});
	}
	return found;
}

async function repliesDue({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listRepliesOwed(trx, actor, reviewId);
	return need(
		'replies',
		rows.map((row) => ({
			reference: row.round,
			href: `${base}/rounds/${row.round}/replies`,
			text: row.title,
			note: row.overdue ? `${row.post}: owed since the day has passed. ${row.because ?? ''}`.trim() : row.post,
			date: { word: 'due', on: row.dueOn }
		}))
	);
}

async function milestonesWaiting({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listMilestonesWaiting(trx, actor, reviewId);
	if (rows.length === 0) return null;
	const today = londonDate(actor.now);
	const calendar = await readPlanCalendar(trx, reviewId, await getTimetableSettings(trx, reviewId));
	const lateWords = (dueOn: string) => {
		const days = planDaysBetween(dueOn, today, calendar);
		return dueOn >= today ? null : days === 0 ? 'Late' : `Late by ${workingDays(days)}`;
	};
	return need(
		'milestones',
		rows.map((row) => ({
			reference: 'Timetable',
			href: `${base}/timetable/${row.id}`,
			text: row.title,
			note: [lateWords(row.dueOn), row.owner].filter((part) => part !== null).join('. '),
			date: { word: 'due', on: row.dueOn }
		})),
		`${base}/timetable`
	);
}

async function roundsToIssue({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!canManageRounds(actor, reviewId)) return null;
	const rows = await listInPreparation(trx, reviewId);
	return need(
		'rounds',
		rows.map((row) => ({
			reference: `W${row.number}`,
			href: `${base}/rounds/W${row.number}`,
			text: row.title,
			note: `To the ${row.committeeName}`,
			date: { word: 'since', on: londonDate(row.createdAt) }
		})),
		`${base}/rounds`
	);
}

/** For the secretariat: what came after the day and they have not seen. */
async function lateReplies({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listLateReplies(trx, actor, reviewId);
	return need(
		'late_replies',
		rows.map((row) => ({
			reference: row.round,
			href: `${base}/rounds/${row.round}/replies#late`,
			text: row.title,
			note: row.count === 1 ? 'One came after the day' : `${row.count} came after the day`,
			date: { word: 'since', on: row.lastOn }
		}))
	);
}

/** For the secretariat and the chair: which Cabinet minister owes how much, the most pressing first. */
async function cabinetAnswersOwed({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat', 'chair')) return null;
	const rows = await listCabinetAnswersOwed(trx, reviewId);
	return need(
		'cabinet_answers',
		rows.map((row) => ({
			reference: row.shortName,
			href: `${base}/letters/answers?department=${row.teamId}`,
			text: row.addressee,
			note: `Owes ${counted(row.open, 'answer')} to L${row.number}`,
			date: row.replyBy ? { word: 'due', on: row.replyBy } : null
		})),
		`${base}/letters/answers`
	);
}

async function lettersToSend({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listLettersToSend(trx, actor, reviewId);
	return need(
		'letters',
		rows.map((row) => ({
			reference: `L${row.number}`,
			href: `${base}/letters/L${row.number}`,
			text: row.subject,
			note: `${stages[row.stage].label}: to the ${row.addressee}`,
			date: { word: 'since', on: londonDate(row.since) }
		})),
		`${base}/letters`
	);
}

async function lettersToAnswer({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listLettersToAnswer(trx, actor, reviewId);
	return need(
		'letter_answers',
		rows.map((row) => ({
			reference: `L${row.number}`,
			href: `${base}/letters/L${row.number}`,
			text: row.subject,
			note: row.open === 1 ? 'One recommendation has no answer' : `${row.open} recommendations have no answer`,
			date: row.replyBy ? { word: 'due', on: row.replyBy } : { word: 'since', on: londonDate(row.issuedAt) }
		})),
		`${base}/letters`
	);
}

async function answersDue({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listAnswersDueFrom(trx, actor, reviewId);
	return need(
		'answers',
		rows.map((row) => ({
			...onRecommendation(base, row),
			href: `${base}/box/R${row.recommendationNumber}?post=${row.postId}`,
			note: row.lapsed
				? `${row.postTitle} answered “${stances[row.lapsed.stance].label}”, then the words changed`
				: row.postTitle,
			date: { word: 'since', on: londonDate(row.since) }
		})),
		`${base}/box`
	);
}

/** For officials: what their minister asked from the box; for the secretariat: what it was asked from any. */
async function boxQuestions({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listQuestionsToAnswerFromBox(trx, actor, reviewId);
	return need(
		'box_questions',
		rows.map((row) => ({
			...onRecommendation(base, row),
			href: `${base}/box/questions/${row.id}`,
			text: shortened(row.text),
			note: `${row.askedByPost} asks`,
			date: { word: 'since', on: londonDate(row.askedAt) }
		}))
	);
}

/** For officials: what waits for their minister without advice on its present words. */
async function adviceToWrite({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const teams = teamsOf(actor, reviewId, 'official');
	if (teams.length === 0) return null;
	const posts = (await listAnsweringPosts(trx, actor, reviewId)).filter(({ teamId }) => teams.includes(teamId));
	const items: NeedItem[] = [];
	for (const post of posts) {
		const rows = (await listToAdvise(trx, reviewId, post)).filter(needsAdvice);
		items.push(
			...rows.map((row) => ({
				reference: `R${row.number}`,
				href: `${base}/box/advice/write?only=R${row.number}&post=${post.postId}`,
				text: row.title,
				note: row.advice ? 'The words have changed since the advice was written' : post.title,
				date: null
			}))
		);
	}
	return need('advice', items, `${base}/box/advice/write`);
}

async function draftingChanges({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listDraftingChanges(trx, actor, reviewId);
	return need(
		'drafting_changes',
		rows.map((row) => ({
			...onRecommendation(base, row),
			note: `${row.because.replace(/[.\s]+$/, '')}. The answer stands unless you reopen it`,
			date: { word: 'due', on: row.until }
		}))
	);
}

async function threadsWaiting({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listThreadsWaiting(trx, actor, reviewId);
	return need(
		'threads',
		rows.map((row) => ({
			...onRecommendation(base, row),
			href: `${base}/recommendations/R${row.recommendationNumber}/discussion/${row.threadId}`,
			note: `${row.lastSaidBy} spoke last${row.kept ? ', in your department alone' : ''}: ${shortened(row.body)}`,
			date: { word: 'since', on: londonDate(row.lastSaidAt) }
		}))
	);
}

/** For whoever edits recommendations that are with the group. */
async function proposedWords({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!may(actor, 'recommendation.edit', { reviewId })) return null;
	const rows = await listProposalsToDecide(trx, reviewId);
	return need(
		'proposed_words',
		rows.map((row) => ({
			...onRecommendation(base, row),
			href: `${base}/recommendations/R${row.recommendationNumber}/proposed-words/${row.answerId}`,
			note: `${row.departmentName} would be content with other words`,
			date: { word: 'since', on: londonDate(row.givenAt) }
		}))
	);
}

async function conditionsToTick({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listConditionsToTick(trx, postsActingFor(actor, 'condition.tick', reviewId), reviewId);
	return need(
		'ticks',
		rows.map((row) => ({
			...onCondition(base, row),
			note: `The secretariat thinks that version ${row.metVersion} of R${row.recommendation.number} meets it`,
			date: conditionDate(row)
		})),
		`${base}/conditions?show=tick`
	);
}

async function conditionsOwned({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listConditionsOwned(trx, ownPosts(actor, reviewId), reviewId);
	return need(
		'conditions',
		rows.map((row) => ({
			...onCondition(base, row),
			note: `${row.departmentName} asks for it on R${row.recommendation.number} ${row.recommendation.title}`,
			date: conditionDate(row)
		})),
		`${base}/conditions`
	);
}

/** For the secretariat: rounds in whose way nothing stands any more; the chair of the committee clears. */
async function readyForClearance({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat')) return null;
	const rows = await listRoundsReady(trx, actor, reviewId);
	return need(
		'clearance',
		rows.map(({ name, title, replyBy }) => ({
			reference: name,
			href: `${base}/rounds/${name}/clearance`,
			text: title,
			note: 'Nothing stands in the way: write the advice, and record what the chair decides',
			date: replyBy === null ? null : { word: 'due', on: replyBy }
		}))
	);
}

async function wordsToAgree({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listWordsToAgree(trx, postsActingFor(actor, 'disagreement.agree', reviewId), reviewId);
	return need(
		'words',
		rows.map((row) => ({
			...onRecommendation(base, row),
			href: `${base}/recommendations/R${row.recommendationNumber}/disagreement`,
			note: `Papers would print them for the ${row.postTitle}`,
			date: { word: 'since', on: londonDate(row.proposedAt) }
		}))
	);
}

/** For offices: what the secretariat noted as said by their minister. */
async function notedPositions({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listNotedPositions(trx, actor, reviewId);
	return need(
		'noted',
		rows.map((row) => ({
			...onRecommendation(base, row),
			href: `${base}/meetings/noted`,
			note: `${row.postTitle} in M${row.meetingNumber}: “${stances[row.stance].label}”`,
			date: { word: 'since', on: londonDate(row.notedAt) }
		})),
		`${base}/meetings/noted`
	);
}

async function meetingsToMinute({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listMeetingsToMinute(trx, actor, reviewId);
	return need(
		'meetings',
		rows
			.filter(({ chairPostId }) => managesMeeting(actor, { reviewId, chairPostId }))
			.map((row) => ({
				reference: `M${row.number}`,
				href: `${base}/meetings/M${row.number}`,
				text: row.title,
				note: row.meetsOn === londonDate(actor.now) ? 'Today' : 'Record what was decided, then close it',
				date: { word: 'held', on: row.meetsOn }
			}))
	);
}

async function actionsToDo({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listActionsDueFrom(trx, actor, reviewId);
	const today = londonDate(actor.now);
	return need(
		'actions',
		rows.map((row) => ({
			reference: `A${row.number}`,
			href: `${base}/actions/A${row.number}`,
			text: shortened(row.text),
			note: [
				...(row.dueOn < today ? ['Overdue'] : []),
				row.ownerTitle,
				...(row.reportBackTo ? [`reports back to ${row.reportBackTo}`] : [])
			].join(', '),
			date: { word: 'due', on: row.dueOn }
		})),
		`${base}/actions`
	);
}

/** For who owes them, and the offices that serve them. */
async function undertakingsOwed({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listUndertakingsDueFrom(trx, actor, reviewId);
	return need(
		'undertakings',
		rows.map((row) => onUndertaking(base, row)),
		`${base}/undertakings`
	);
}

/** For the secretariat and the chair, whoever owes them. */
async function undertakingsOverdue({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat', 'chair')) return null;
	const rows = await listOverdueUndertakings(trx, actor, reviewId, listedAtMost);
	if (rows.length === 0) return null;
	const filters = { view: 'overdue', departmentId: null, place: null, recommendation: null } as const;
	const count = await countUndertakings(trx, actor, reviewId, filters);
	const items = rows.map((row) => onUndertaking(base, row));
	return need('overdue_undertakings', items, `${base}/undertakings?show=overdue`, count);
}

/** For who owns the action, and the offices that serve them: from a week before the day of the report. */
async function reportsDue({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listReportsDueFrom(trx, actor, reviewId);
	return need(
		'report_back',
		rows.map((row) => ({
			reference: `A${row.number}`,
			href: `${base}/actions/A${row.number}#report`,
			text: shortened(row.text),
			note: `${row.ownerTitle}, to ${row.reportBackTo}`,
			date: { word: 'due', on: row.reportBackOn }
		})),
		`${base}/actions/report-back`
	);
}

/** For the secretariat: what is agreed and has not been announced. */
async function toAnnounce({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat')) return null;
	const filters = { view: 'to_announce', teamId: null } as const;
	const { rows } = await listProgress(trx, reviewId, filters, { after: null, before: null }, listedAtMost);
	if (rows.length === 0) return null;
	return need(
		'to_announce',
		rows.map((row) => ({
			...onRecommendation(base, { recommendationNumber: row.number, recommendationTitle: row.title }),
			note: row.leadName,
			date: row.agreedOn === null ? null : { word: 'since', on: row.agreedOn }
		})),
		`${base}/after-agreement?show=to_announce`,
		(await countProgress(trx, reviewId, null)).to_announce
	);
}

/** For the chair: proposals on which nobody owes an answer any more. */
async function readyForAgreement({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'chair')) return null;
	const owed = new Set((await listOwedAnswers(trx, reviewId)).map((row) => row.recommendationId));
	const proposed = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title', 'proposedAt'])
		.where('reviewId', '=', reviewId)
		.where('state', '=', 'proposed')
		.orderBy('number')
		.execute();
	return need(
		'agreement',
		proposed
			.filter((row) => !owed.has(row.id))
			.map((row) => ({
				...onRecommendation(base, { recommendationNumber: row.number, recommendationTitle: row.title }),
				note: 'Every member has answered',
				date: row.proposedAt ? { word: 'since', on: londonDate(row.proposedAt) } : null
			}))
	);
}

async function answersOwed({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat', 'chair')) return null;
	const rows = await listOwedAnswers(trx, reviewId);
	const posts = new Map(rows.map((row) => [row.postId, rows.filter((other) => other.postId === row.postId)]));
	const items = [...posts.values()].flatMap((owed): NeedItem[] => {
		const [first] = owed;
		if (!first) return [];
		return [
			{
				reference: first.shortName,
				href: `${base}/positions`,
				text: first.postTitle,
				note: `Owes ${owed.length === 1 ? 'one answer' : `${owed.length} answers`}: ${owed.map((row) => `R${row.recommendationNumber}`).join(', ')}`,
				date: { word: 'since', on: londonDate(first.since) }
			}
		];
	});
	return need('owed', items, `${base}/positions`);
}

async function accuracyChecks({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (teamsOf(actor, reviewId, 'official', 'private_office').length === 0) return null;
	const rows = await listAccuracyToAnswer(trx, actor, reviewId);
	return need(
		'accuracy',
		rows.map((row) => ({
			...onFinding(base, row),
			note: `About ${row.body}: is it right?`,
			date: { word: 'since', on: londonDate(row.askedAt) }
		}))
	);
}

async function linksToRecheck({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const count = await countLinksToRecheck(trx, actor, reviewId);
	if (count === 0) return null;
	const rows = await listLinksToRecheck(trx, actor, reviewId, listedAtMost);
	return need(
		'recheck',
		rows.map((row) => ({
			...onFinding(base, { number: row.findingNumber, sentence: row.sentence }),
			note: `Tagged to R${row.recommendationNumber} ${row.recommendationTitle}`,
			date: null
		})),
		`${base}/recommendations/re-check`,
		count
	);
}

async function openPromises({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listOpenPromises(trx, actor, reviewId);
	return need(
		'promises',
		rows.map((row) => ({
			reference: `E${row.number}`,
			href: `${base}/evidence/E${row.number}`,
			text: row.text,
			note: row.title,
			date: row.dueOn ? { word: 'due', on: row.dueOn } : null
		}))
	);
}

async function eventsToWriteUp({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listEventsToWriteUp(trx, actor, reviewId);
	return need(
		'write_up',
		rows.map((row) => ({
			reference: `E${row.number}`,
			href: `${base}/evidence/E${row.number}`,
			text: row.title,
			note: 'Held, not written up',
			date: { word: 'held', on: row.startsOn }
		}))
	);
}

async function drafts({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const events = await listDraftEvents(trx, actor, reviewId);
	const { findings, count } = await listDraftFindings(trx, actor, reviewId);
	const items: NeedItem[] = [
		...events.map((row) => ({
			reference: `E${row.number}`,
			href: `${base}/evidence/E${row.number}`,
			text: row.title,
			note: 'Not shared yet',
			date: { word: 'held' as const, on: row.startsOn }
		})),
		...findings.map((row) => ({ ...onFinding(base, row), note: 'Not shared yet', date: null }))
	];
	return need('drafts', items, `${base}/findings/drafts`, events.length + count);
}

async function untagged({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const [team] = teamsOf(actor, reviewId, 'official');
	if (team === undefined) return null;
	const { findings, count } = await listFindings(trx, reviewId, { ...noFindingFilters, untagged: true, team });
	return need(
		'untagged',
		findings.map((row) => ({ ...onFinding(base, row), note: row.placeName, date: null })),
		`${base}/findings/untagged`,
		count
	);
}

async function toPropose({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat', 'chair')) return null;
	const rows = await trx
		.selectFrom('recommendations')
		.innerJoin('linkTallies as tally', (join) =>
			join.onRef('tally.recommendationId', '=', 'recommendations.id').on('tally.stance', '=', 'supports')
		)
		.select((eb) => [
			'recommendations.number',
			'recommendations.title',
			'recommendations.updatedAt',
			eb.fn.sum<number>('tally.links').as('supports')
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', '=', 'emerging')
		.groupBy('recommendations.id')
		.having((eb) => eb.fn.sum('tally.links'), '>', 0)
		.orderBy('recommendations.number')
		.execute();
	return need(
		'propose',
		rows.map((row) => ({
			reference: `R${row.number}`,
			href: `${base}/recommendations/R${row.number}`,
			text: row.title,
			note: row.supports === 1 ? 'One finding supports it' : `${row.supports} findings support it`,
			date: { word: 'since', on: londonDate(row.updatedAt) }
		})),
		`${base}/recommendations?state=emerging`
	);
}

/** For members: drafts on which their department is asked for comments, until their window closes. */
async function askedToComment({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (hasRole(actor, reviewId, 'secretariat', 'chair')) return null;
	const rows = await listAskedOf(trx, actor, reviewId);
	return need(
		'asked',
		rows.map((row) => ({
			...onPaper(base, row),
			note: deadlineWords(row.closesAt, actor.now),
			date: { word: 'due', on: londonDate(row.closesAt) }
		}))
	);
}

async function remarksToDecide({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat')) return null;
	const rows = await listPapersWithRemarks(trx, reviewId);
	return need(
		'remarks',
		rows.map(({ suggestions, comments, ...row }) => ({
			...onPaper(base, row),
			note: `Open: ${[counted(suggestions, 'suggestion'), counted(comments, 'comment')].filter((words) => words !== null).join(', ')}`,
			date: null
		}))
	);
}

async function bidsToSign({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listVersionsToSign(trx, actor, reviewId);
	return need(
		'sign',
		rows.map((row) => ({
			...onBid(base, row),
			href: `${base}/bids/B${row.number}/versions/${row.version}`,
			note: `Version ${row.version}, for ${row.shortName}`,
			date: { word: 'since', on: londonDate(row.frozenAt) }
		}))
	);
}

async function sharesToAgree({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listSharesToAgree(trx, teamsOf(actor, reviewId, 'official'), reviewId);
	return need(
		'share',
		rows.map((row) => ({
			...onBid(base, row),
			href: `${base}/bids/B${row.number}/shares`,
			note: row.agreedBefore
				? `The lines of ${row.shortName} have changed since they were agreed`
				: `For ${row.shortName}`,
			date: null
		}))
	);
}

async function bidQuestions({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const rows = await listQuestionsToAnswer(trx, teamsOf(actor, reviewId, 'official'), reviewId);
	return need(
		'question',
		rows.map((row) => ({
			...onBid(base, row),
			href: `${base}/bids/B${row.number}/questions/${row.question}`,
			note: `Question ${row.question}: ${shortened(row.text)}`,
			date: row.dueOn ? { word: 'due', on: row.dueOn } : { word: 'since', on: londonDate(row.askedAt) }
		}))
	);
}

/** For the spending team: what was submitted and has no position on its last version. */
async function bidsWithoutPosition({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'treasury')) return null;
	const rows = await listWithoutPosition(trx, reviewId);
	return need(
		'treasury',
		rows.map((row) => ({
			...onBid(base, row),
			href: `${base}/bids/B${row.number}/treasury`,
			note:
				row.earlier === null
					? `Version ${row.version}`
					: `Version ${row.version}; the position was on version ${row.earlier}`,
			date: { word: 'since', on: londonDate(row.submittedAt) }
		}))
	);
}

async function changedPapers({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat')) return null;
	const rows = await trx
		.selectFrom('papers')
		.innerJoin('citations', 'citations.paperId', 'papers.id')
		.innerJoin('sections', (join) =>
			join.onRef('sections.id', '=', 'citations.sectionId').on('sections.removedAt', 'is', null)
		)
		.innerJoin('findings', 'findings.id', 'citations.findingId')
		.select((eb) => ['papers.number', 'papers.title', eb.fn.countAll<number>().as('changed')])
		.where('papers.reviewId', '=', reviewId)
		.where('papers.gate', 'not in', ['lodged', 'decided', 'published'])
		.where((eb) =>
			eb.or([
				eb('findings.version', '<>', eb.ref('citations.findingVersion')),
				eb('findings.state', '=', 'withdrawn'),
				eb('findings.restsOnWithdrawn', '=', true)
			])
		)
		.groupBy('papers.id')
		.orderBy('papers.number')
		.execute();
	return need(
		'papers',
		rows.map((row) => ({
			reference: `P${row.number}`,
			href: `${base}/papers/P${row.number}`,
			text: row.title,
			note: row.changed === 1 ? 'One cited finding has changed' : `${row.changed} cited findings have changed`,
			date: null
		}))
	);
}

function counted(count: number, noun: string): string | null {
	return count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function onUndertaking(
	base: string,
	row: { number: number; words: string; ownerTitle: string; madeOn: string; dueOn: string | null; state: string }
): NeedItem {
	return {
		reference: `U${row.number}`,
		href: `${base}/undertakings/U${row.number}`,
		text: shortened(row.words),
		note: row.state === 'overdue' ? `Overdue, ${row.ownerTitle}` : row.ownerTitle,
		date: row.dueOn === null ? { word: 'since', on: row.madeOn } : { word: 'due', on: row.dueOn }
	};
}

function onPaper(base: string, paper: { number: number; title: string }) {
	return { reference: `P${paper.number}`, href: `${base}/papers/P${paper.number}`, text: paper.title };
}

/** The beginning of a text, cut between words. */
function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length <= 120 ? line : `${line.slice(0, 120).replace(/\s\S*$/, '')}…`;
}

function onBid(base: string, bid: { number: number; title: string }) {
	return { reference: `B${bid.number}`, href: `${base}/bids/B${bid.number}`, text: bid.title };
}

function onFinding(base: string, finding: { number: number; sentence: string | null }) {
	return {
		reference: `F${finding.number}`,
		href: `${base}/findings/F${finding.number}`,
		text: finding.sentence ?? 'A withdrawn finding'
	};
}

function onCondition(base: string, row: { name: string; text: string }) {
	return { reference: row.name, href: `${base}/conditions/${row.name}`, text: shortened(row.text) };
}

/** Without a day of its own it waits since it was asked for; an observation, on which nobody insists, is not chased. */
function conditionDate({ neededBy, askedOn, grade }: LedgerEntry): NeedItem['date'] {
	if (neededBy) return { word: 'due', on: neededBy.on };
	return grade === 'observation' ? null : { word: 'since', on: askedOn };
}

/** A person's posts in a review, and those that their office serves. */
function ownPosts(actor: Actor, reviewId: number): number[] {
	return actor.memberships
		.filter((membership) => membership.reviewId === reviewId)
		.flatMap(({ postId, servesPostId }) => (servesPostId === null ? [postId] : [postId, servesPostId]));
}

function onRecommendation(base: string, row: { recommendationNumber: number; recommendationTitle: string }) {
	return {
		reference: `R${row.recommendationNumber}`,
		href: `${base}/recommendations/R${row.recommendationNumber}`,
		text: row.recommendationTitle
	};
}
