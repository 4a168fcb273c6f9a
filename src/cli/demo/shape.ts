import type { Budget, Confidence, Control, Flow, TreasuryStance } from '#lib/bids/bid.ts';
import type { AskedOf, ClearedPart } from '#lib/box/box.ts';
import type { BidRecord } from '#lib/bids/record.ts';
import type { CheckKind, CheckOutcome } from '#lib/papers/checks/check.ts';
import type { Role } from '#lib/access/roles.ts';
import type { Attribution, EventBasis, EventKind, EventState, EventStatus, Provenance } from '#lib/evidence/event.ts';
import type {
	AccuracyOutcome,
	Consent,
	FindingState,
	lifeStages,
	Nature,
	Reach,
	RelationKind,
	services
} from '#lib/findings/finding.ts';
import type { Presence, RecommendationOutcome } from '#lib/meetings/meeting.ts';
import type { Conveyed, Grade, positionStances, Stance } from '#lib/positions/position.ts';
import type { LetterOutcome } from '#lib/letters/table.ts';
import type { CriterionKey } from '#lib/judgements/criteria.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import type { CostStatus, Lever, RecommendationState, Route, Verb } from '#lib/recommendations/recommendation.ts';
import type { firstFindingKinds, MarkingCeiling } from '#lib/reviews/review.ts';

/**
 * The shape of a demo review: plain content that refers to its own records by local keys, never by database ids.
 * The loader feeds it through the commands of the screens in this order, so that every record has an author who may make it:
 * departments, posts and holders; review, questions, milestones, teams; themes; events (all as drafts, then shared);
 * findings, relations, accuracy checks; recommendations and links; proposals; positions with `afterEdits` 0;
 * `laterEdits`; the remaining positions; words of disagreement; the group's agreement; papers,
 * snapshots and public copies; withdrawals last.
 */
export type DemoReview = {
	slug: string;
	title: string;
	commission: string;
	commissionedBy: string;
	chair: string;
	markingCeiling: MarkingCeiling;
	banner: string;
	state: 'open' | 'closed';
	provenance: Provenance;
	/** Evidence dated before this day predates the review. */
	openedOn: DemoDate;
	questions: readonly string[];
	milestones: readonly { title: string; date: DemoDate }[];
	departments: readonly DemoDepartment[];
	posts: readonly DemoPost[];
	teams: readonly DemoTeam[];
	themes: readonly { key: string; label: string }[];
	events: readonly DemoEvent[];
	findings: readonly DemoFinding[];
	recommendations: readonly DemoRecommendation[];
	links: readonly DemoLink[];
	positions: readonly DemoPosition[];
	threads?: readonly DemoThread[];
	judgements?: readonly DemoJudgement[];
	disagreements?: readonly DemoDisagreement[];
	advice?: readonly DemoAdvice[];
	boxQuestions?: readonly DemoBoxQuestion[];
	/** Whose box went on paper, and which private office made the pack. */
	boxPacks?: readonly { post: string; madeBy: string }[];
	/** Where the group agreed. A review without them records its agreement on its own. */
	meetings?: readonly DemoMeeting[];
	papers: readonly DemoPaper[];
	committees?: readonly DemoCommittee[];
	calendarPeriods?: readonly DemoCalendarPeriod[];
	rounds?: readonly DemoRound[];
	settlements?: readonly DemoSettlement[];
	replies?: readonly DemoReply[];
	fiscalEvents: readonly DemoFiscalEvent[];
	bids: readonly DemoBid[];
	letters?: DemoLetters;
};

/** One letter for each department with a Cabinet minister, written in one act. */
export type DemoLetters = {
	recommendations: readonly string[];
	copiedTo: string;
	each: readonly DemoLetter[];
};

export type DemoLetter = {
	department: string;
	upTo: 'drafted' | 'cleared' | 'signed' | 'issued' | 'answered';
	how?: 'own_mailbox' | 'paper';
	/** A day to answer by of its own, in days from today. */
	replyIn?: number;
	/** A paragraph that is added after the clearance, which must be given again. */
	changedWords?: string;
	answers?: readonly { recommendation: string; outcome: LetterOutcome; words?: string }[];
};

/** An ISO date, or a number of days from the day on which the demo is loaded. */
export type DemoDate = string | { readonly daysFromToday: number };

/** What a department's officials advise their minister, and who had cleared it by the day after. */
export type DemoAdvice = {
	department: string;
	recommendation: string;
	/** How many of the recommendation's later edits had been saved when it was written. */
	afterEdits?: number;
	stance: (typeof positionStances)[number];
	reason: string;
	proposedText?: string;
	cleared: readonly { part: ClearedPart; by: string }[];
	seenByAdviser?: boolean;
};

/** What a minister asked from the box; the answer, where it was given, came two days later. */
export type DemoBoxQuestion = {
	recommendation: string;
	post: string;
	/** The private office that recorded it; none where the minister asked in person. */
	recordedBy?: string;
	askedOf: AskedOf;
	text: string;
	answer?: string;
};

export type DemoDepartment = { key: string; name: string; shortName: string; treasury?: boolean };

/** `holder` is the key of an account; `serves` the post whose private office this is. */
export type DemoPost = {
	key: string;
	department: string;
	title: string;
	serves?: string;
	holder?: string;
	/** Who held it before a reshuffle in the review's first days. */
	predecessor?: { name: string; email: string };
};

export type DemoTeam = { department: string; memberships: readonly { post: string; role: Role }[] };

export type DemoContributor = {
	role: string;
	organisation?: string;
	headCount?: number;
	name?: string;
	attribution?: Attribution;
};

export type DemoEvent = {
	key: string;
	team: string;
	title: string;
	kind: EventKind;
	status: EventStatus;
	startsOn: DemoDate;
	endsOn?: DemoDate;
	dateNote?: string;
	/** The name carries the nation, as in "Brackenlaw, Scotland"; invented places have no code. */
	place?: { name: string; code?: string; codeYear?: number };
	host?: string;
	visitingParty?: string;
	contributors: readonly DemoContributor[];
	sensitive?: boolean;
	handling?: string;
	basis: EventBasis;
	/** The position, from 1, of the question in the review's terms of reference. */
	question?: number;
	notes: string;
	promises?: readonly { text: string; due?: DemoDate; owner?: string }[];
	publisher?: string;
	publishedOn?: DemoDate;
	address?: string;
	state: EventState;
	withdrawnReason?: string;
	notesShared?: boolean;
	provenance: Provenance;
};

/** `quote` occurs exactly once in the event's notes. Of a real body the notes are a paraphrase, and so is the quote. */
export type DemoPassage = {
	event: string;
	quote?: string;
	attribution: Attribution;
	/** The position, from 0, in the event's contributors. */
	contributor?: number;
	consent?: Consent;
};

export type DemoFinding = {
	key: string;
	team: string;
	passages: readonly DemoPassage[];
	sentence: string;
	kind: (typeof firstFindingKinds)[number];
	theme?: string;
	lifeStage?: (typeof lifeStages)[number];
	service?: (typeof services)[number];
	reach?: Reach;
	scope?: string;
	whoseView?: string;
	nature: Nature;
	state: FindingState;
	withdrawnReason?: string;
	accuracy?: { department: string; outcome: AccuracyOutcome; note: string };
	relations?: readonly { to: string; kind: RelationKind }[];
};

export type DemoRecommendation = {
	key: string;
	title: string;
	/** A whole sentence whose first word may be set in lower case after "agree that". */
	text: string;
	verb: Verb;
	lead: string;
	partners: readonly string[];
	mustActLocally?: string;
	lever?: Lever;
	question?: number;
	route?: Route;
	costStatus: CostStatus;
	owner?: string;
	measure?: string;
	state: RecommendationState;
	notTakenForwardReason?: string;
	/** `takesUp` is the post whose proposed words the edit accepts. */
	laterEdits?: readonly {
		text: string;
		drafting?: boolean;
		reason?: string;
		afterPositions?: boolean;
		takesUp?: string;
	}[];
};

export type DemoLink = {
	finding: string;
	recommendation: string;
	stance: LinkStance;
	note?: string;
};

export type DemoPosition = {
	recommendation: string;
	post: string;
	stance: (typeof positionStances)[number];
	reason?: string;
	proposedWords?: string;
	conditions?: readonly { text: string; grade: Grade }[];
	conveyed: Conveyed;
	/** The private office that records it; absent when the holder of the post does so. */
	recordedBy?: string;
	/** How many of the recommendation's later edits had been saved when this was said. */
	afterEdits?: number;
};

/** What is said of a recommendation. `by` is the key of a post; `about` are words of the recommendation. */
export type DemoThread = {
	recommendation: string;
	by: string;
	about?: string;
	body: string;
	/** Kept to the department of whoever began it. */
	kept?: boolean;
	/** How many of the recommendation's later edits had been saved. */
	afterEdits?: number;
	replies?: readonly { by: string; body: string }[];
	resolved?: { by: string; body: string };
};

/** A post's judgement on one criterion, and the findings that it rests on. */
export type DemoJudgement = {
	recommendation: string;
	by: string;
	criterion: CriterionKey;
	answer: string;
	comment?: string;
	findings?: readonly string[];
};

/** Words in which a minister's disagreement may be printed. `agreedBy` is the post of the private office that agreed them. */
export type DemoDisagreement = { recommendation: string; post: string; words: string; agreedBy: string };

/** `leftOut` are recommendations with the group that are not on the agenda. Posts and recommendations by key. */
export type DemoMeeting = {
	title: string;
	plannedOn: DemoDate;
	meetsOn: DemoDate;
	startsAt: string;
	place: string;
	leftOut: readonly string[];
	items: readonly { title: string; note?: string; atEnd: boolean; words?: string }[];
	held?: {
		attendance: readonly { post: string; presence: Presence; who?: string }[];
		alsoPresent: string;
		/** What members said, noted by the secretariat. */
		said: readonly { recommendation: string; post: string; stance: 'content' }[];
		decisions: readonly { recommendation: string; outcome: RecommendationOutcome; words?: string }[];
		actions: readonly {
			text: string;
			owner: string;
			due: DemoDate;
			recommendation?: string;
			reportBackTo?: string;
			reportBackOn?: DemoDate;
			done?: { on: DemoDate; outcome: string };
		}[];
	};
};

/** Bodies hold `[^F:key]` for a citation, and lines such as `::recommendation R:key` and `::bid-costs B:key` for slots. */
export type DemoPaper = {
	key: string;
	profile: 'uk_cabinet_committee' | 'interim_update' | 'departmental_letter';
	title: string;
	sponsor: string;
	meetingOn?: DemoDate;
	committee?: string;
	sensitive?: boolean;
	/** `level` 2 is a part of the section before it. */
	sections: readonly { heading: string; body: string; annex?: boolean; level?: number }[];
	snapshot?: boolean;
	/** Evidence the other way that the paper does not print, and why. */
	declined?: readonly { finding: string; recommendation: string; because: string }[];
	/** The title of the public copy of a paper that is lodged and published. */
	publishedAs?: string;
	remarks?: DemoRemarks;
	/** What the secretariat has on the check sheet of the frozen text. */
	checks?: readonly DemoCheck[];
	/** It is frozen as final, for a write-round: on the day it is started, or with the other papers. */
	final?: 'at_once' | 'after_review';
	/** It is about what was submitted to the Treasury, and so is begun after that. */
	afterSubmissions?: true;
};

/** A Cabinet committee that write-round letters go to. */
export type DemoCommittee = { key: string; name: string; chair: string; secretary: string; copiedTo: string };

export type DemoCalendarPeriod = {
	kind: 'recess' | 'pre_election';
	name: string;
	startsOn: DemoDate;
	endsOn: DemoDate;
};

/** A write-round on a paper that is final, issued on the first working day from then on. Who must be asked follows from its rules. */
export type DemoRound = {
	key: string;
	paper: string;
	committee: string;
	sponsor: string;
	title: string;
	ask: string;
	spendsMoney: boolean;
	/** Of those that the paper places; all of them without it. */
	recommendations?: readonly string[];
	/** It stays in preparation. */
	prepared?: true;
	alsoAsks?: readonly { department: string; because: string }[];
	/** Replies are due on the day before the demo's. */
	shortNoticeBecause?: string;
};

/** What became of a condition, which is found by its words. */
export type DemoSettlement = {
	condition: string;
	/** The post that deals with it. */
	owner?: string;
	/** By when, where a day is named: so many days from today. */
	neededIn?: number;
	/** The recommendation as it would meet it. */
	words?: string;
	/** The words as they are are thought to meet it. */
	met?: true;
	handled?: string;
	/** The post that ticks it as met, its own office or its holder. */
	tickedBy?: string;
};

/**
 * What a department says to a write-round. `by` is the post that gives it, the asked one's own office; or who passes it on
 * from a message, whose words are the reply's.
 */
export type DemoReply = {
	round: string;
	department: string;
	by: string;
	stance: Stance;
	text?: string;
	exceptions?: readonly { recommendation: string; stance: Stance; reason: string }[];
	comments?: readonly { recommendation: string; grade: Grade; text: string; proposedWords?: string }[];
	/** Where it came as a message: from whom. */
	message?: { name: string; address: string };
	/** It came after the day for replies. */
	late?: true;
};

/** Years count from the financial year that begins after the demo is loaded: 0 is that one. */
export type DemoFiscalEvent = {
	key: string;
	name: string;
	firstYear: number;
	lastYear: number;
	capitalLastYear: number;
	returnDueOn: DemoDate;
	guidance: string;
	/** What the file of the Treasury's blank return is called. */
	blankReturn: string;
	/** Whole millions of pounds, year by year from the first. */
	envelope: Partial<Record<Control, readonly number[]>>;
};

export type DemoBid = {
	key: string;
	fiscalEvent: string;
	/** The department in the lead first. */
	departments: readonly [string, ...string[]];
	title: string;
	record: BidRecord;
	/** Whole millions of pounds. */
	headline?: number;
	recommendations: readonly string[];
	outcomes: readonly { metric: string; baseline: string; target: string; targetYear: number; source: string }[];
	/** Beside business as usual and the preferred option, which every bid has. */
	options: readonly {
		key: string;
		kind: 'do_minimum' | 'minimum' | 'stretch';
		name: string;
		description: string;
		leadOnly?: boolean;
	}[];
	bau: string;
	preferred: { name: string; description: string };
	lines: readonly DemoLine[];
	assumptions?: readonly DemoAssumption[];
	/** Why the headline is not the sum of the lines, and which department says so. */
	explanation?: { by: string; words: string };
	returns?: readonly DemoReturn[];
	rank?: number;
	fallback?: string;
	released?: boolean;
	submission?: DemoSubmission;
};

/** How a bid came to the Treasury, and what its spending team said and asked. */
export type DemoSubmission = {
	treasuryPost: string;
	stance: TreasuryStance;
	words: string;
	/** A working note of the spending team. */
	note: string;
	/** `dueIn` days from the day on which the demo is loaded. */
	questions: readonly { question: string; dueIn: number; answer?: { by: string; text: string } }[];
};

/** A cost line. `option` is 'bau', 'preferred' or the key of another option. */
export type DemoLine = {
	option: string;
	department: string;
	recommendation?: string;
	description: string;
	flow?: Flow;
	budget: Budget;
	baseline?: boolean;
	/** Thousands of pounds, year by year from the event's first. */
	thousands: readonly number[];
	/** Full-time equivalents, year by year. */
	staff?: readonly number[];
	/** Thousands of pounds a year after the period. */
	steadyState?: number;
};

/** What figures rest on. It stands under every cell of the lines that it names by their words. */
export type DemoAssumption = {
	department: string;
	text: string;
	owner: string;
	source: string;
	confidence: Confidence;
	finding?: string;
	lines: readonly string[];
};

/** A department's own file of lines for a bid. */
export type DemoReturn = {
	department: string;
	fileName: string;
	title: string;
	rows: readonly {
		description: string;
		/** In the department's own words, which need not be ours. */
		budget: string;
		/** Millions of pounds, year by year from the event's first, or what somebody wrote instead. */
		years: readonly (number | string)[];
	}[];
	/** Its good lines are taken over; otherwise it waits to be looked at. */
	takenOver: boolean;
};

export type DemoCheck = {
	check: CheckKind;
	outcome: CheckOutcome;
	said: string;
	answers?: readonly string[];
	clearedBy: string;
	clearedPost: string;
};

/** What members say of a paper once it is frozen: they are asked until some days from now. `by` is the key of an account. */
export type DemoRemarks = {
	asks: string;
	/** How many working days from now. */
	openFor: number;
	suggestions: readonly { by: string; section: string; replace: readonly [string, string]; because?: string }[];
	comments: readonly {
		by: string;
		section: string;
		/** Words of the section; none for the section as a whole. */
		about?: string;
		body: string;
		reply?: { by: string; body: string };
	}[];
};

export type DemoAccount = {
	key: string;
	name: string;
	email: string;
	/** The label of the button on the demo's sign-in page. */
	role: string;
	/** The slug of the review in which this person works; none for the administrator. */
	review?: string;
	administrator?: boolean;
	mayCreateReviews?: boolean;
};

export function day(daysFromToday: number): DemoDate {
	return { daysFromToday };
}

/** The ISO date meant by a demo date. `today` is an ISO date. */
export function isoDate(date: DemoDate, today: string): string {
	if (typeof date === 'string') return date;
	const moved = new Date(`${today}T00:00:00Z`);
	moved.setUTCDate(moved.getUTCDate() + date.daysFromToday);
	return moved.toISOString().slice(0, 10);
}
