import { createAccount } from '#lib/access/accounts.server.ts';
import { asSystem } from '#lib/db/asActor.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { accounts } from './accounts.ts';
import { calendarOf } from './calendar.ts';
import { Diary } from './diary.ts';
import { first1001Days } from './first-1001-days.ts';
import { loadDisagreements } from './load-disagreements.ts';
import { loadAfter } from './load-after.ts';
import { loadBenefits } from './load-benefits.ts';
import { loadBids } from './load-bids.ts';
import { loadAdvice, loadBoxPacks, loadBoxQuestions, loadLaterAdvice } from './load-box.ts';
import { loadJudgements, loadThreads } from './load-discussion.ts';
import { loadEvidence, loadWithdrawnEvidence } from './load-evidence.ts';
import { loadFindings, loadWithdrawnFindings } from './load-findings.ts';
import { loadLedger } from './load-ledger.ts';
import { loadLetters } from './load-letters.ts';
import { loadLinks } from './load-links.ts';
import { loadMeetings } from './load-meetings.ts';
import { loadPapers } from './load-papers.ts';
import { administrator, loadPeople } from './load-people.ts';
import { loadAgreement, loadPositions } from './load-positions.ts';
import { loadReplies } from './load-replies.ts';
import { loadReturns } from './load-returns.ts';
import { loadRecommendations, loadRewording } from './load-recommendations.ts';
import { loadReshuffles } from './load-reshuffles.ts';
import { loadClosing, loadReview } from './load-review.ts';
import { loadRounds } from './load-rounds.ts';
import { loadSubmissions } from './load-submissions.ts';
import { loadTimetable } from './load-timetable.ts';
import type { DemoReview } from './shape.ts';
import { startInLife } from './start-in-life.ts';
import { Ledger, type Story } from './story.ts';

/** What a database holds, as far as the demo is concerned. */
export type DemoState = 'empty' | 'loaded' | 'half_loaded' | 'not_a_demo';

/** The demo is whole once its last act, the withdrawal of evidence, is on record. */
export async function demoState(now: Date): Promise<DemoState> {
	return asSystem('operator', now, async (trx) => {
		const found = await trx.selectFrom('accounts').select('email').execute();
		if (found.length === 0) return 'empty';
		const demo = new Set(accounts.map((account) => account.email));
		if (!found.some(({ email }) => demo.has(email))) return 'not_a_demo';
		const last = await trx
			.selectFrom('auditEntries')
			.select('id')
			.where('act', '=', 'event.withdrawn')
			.executeTakeFirst();
		return last ? 'loaded' : 'half_loaded';
	});
}

/**
 * Loads both reviews through the commands of the screens, each act by the person whose act it is, on its day.
 * @param now the moment on which the dates of the fictional review count
 */
export async function loadDemo(now: Date): Promise<void> {
	const today = londonDate(now);
	const reviews = [first1001Days, startInLife];
	const firstDay = calendarOf(first1001Days, today).prepared;
	const administratorId = await makeAdministrator(new Date(`${firstDay}T08:30:00Z`));
	for (const review of reviews) await loadOne(review, today, administratorId);
}

async function makeAdministrator(at: Date): Promise<number> {
	const account = accounts.find(({ key }) => key === administrator);
	if (!account) throw new Error('The demo has no administrator');
	const { name, email } = account;
	const { personId } = await createAccount(
		{ name, email, isAdministrator: true, mayCreateReviews: false, passwordHash: null },
		at
	);
	return personId;
}

async function loadOne(review: DemoReview, today: string, administratorId: number): Promise<void> {
	const story: Story = { review, calendar: calendarOf(review, today), diary: new Diary(), ledger: new Ledger() };
	story.ledger.set('account', administrator, administratorId);
	// In this order on one day; the diary puts the days in order.
	loadPeople(story);
	loadReview(story);
	loadReshuffles(story);
	loadEvidence(story);
	loadFindings(story);
	loadRecommendations(story);
	loadLinks(story);
	loadPositions(story);
	loadAdvice(story);
	loadThreads(story, 0);
	loadRewording(story);
	loadLaterAdvice(story);
	loadBoxQuestions(story);
	loadBoxPacks(story);
	loadDisagreements(story);
	loadAgreement(story);
	loadThreads(story, 1);
	loadJudgements(story);
	loadMeetings(story);
	loadPapers(story);
	loadRounds(story);
	loadReplies(story);
	loadBids(story);
	loadReturns(story);
	loadBenefits(story);
	loadSubmissions(story);
	loadLedger(story);
	loadLetters(story);
	loadAfter(story);
	loadTimetable(story);
	loadWithdrawnFindings(story);
	loadWithdrawnEvidence(story);
	loadClosing(story);
	await story.diary.live((account) => story.ledger.get('account', account));
}
