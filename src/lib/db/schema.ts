import type {
	DepartmentsTable,
	DepartmentNamesTable,
	DepartmentsTodayTable,
	PostsTable,
	PeopleTable,
	AccountsTable,
	HoldingsTable,
	ReshufflesTable,
	ReshuffleChangesTable,
	DepartmentSuccessionsTable
} from '#lib/people/table.ts';
import type { SessionsTable, PasswordLinksTable, SignInAttemptsTable } from '#lib/access/table.ts';
import type { FormSubmissionsTable } from '#lib/forms/table.ts';
import type {
	ReviewsTable,
	QuestionsTable,
	TeamsTable,
	MembershipsTable,
	ReferenceCountersTable,
	ReviewSettingsTable
} from '#lib/reviews/table.ts';
import type {
	CalendarFeedsTable,
	MilestoneMovesTable,
	MilestonesTable,
	TimetablesTable
} from '#lib/timetable/table.ts';
import type { AuditChainsTable, AuditEntriesTable, AuditContentTable } from '#lib/audit/table.ts';
import type {
	EvidenceEventsTable,
	EventNotesTable,
	ContributorsTable,
	ContributorNamesTable,
	PromisesTable
} from '#lib/evidence/table.ts';
import type {
	FindingKindsTable,
	ThemesTable,
	FindingsTable,
	FindingVersionsTable,
	PassagesTable,
	FindingRelationsTable,
	AccuracyChecksTable,
	FindingTalliesTable
} from '#lib/findings/table.ts';
import type {
	RecommendationsTable,
	RecommendationPartnersTable,
	RecommendationVersionsTable,
	LinksTable,
	LinkTalliesTable
} from '#lib/recommendations/table.ts';
import type { JudgementLinksTable, JudgementsTable } from '#lib/judgements/table.ts';
import type { ProposedWordsTable, ThreadEntriesTable, ThreadsTable } from '#lib/discussion/table.ts';
import type { AnswersTable, ConditionsTable, DecisionsTable } from '#lib/positions/table.ts';
import type {
	PapersTable,
	PlacedRecommendationsTable,
	SectionsTable,
	SectionVersionsTable,
	CitationsTable,
	SlotsTable,
	DeclinedViewsTable,
	DisagreementWordsTable,
	SnapshotsTable,
	PaperReadingsTable,
	PacksTable,
	PackItemsTable,
	PublicCopiesTable,
	PublicRemovalsTable,
	PublishedFilesTable,
	ProfilesTable,
	PaperExportsTable,
	PaperSponsorsTable,
	CheckedWordsTable,
	PaperChecksTable,
	LateChangesTable,
	SectionDraftsTable,
	SectionVisitsTable
} from '#lib/papers/table.ts';
import type { WordCopiesTable, WordReturnsTable } from '#lib/papers/word/table.ts';
import type { SuggestionsTable } from '#lib/papers/suggestions/table.ts';
import type { CommentsTable, CommentEntriesTable } from '#lib/papers/comments/table.ts';
import type { CommentWindowsTable, CommentWindowTeamsTable } from '#lib/papers/windows/table.ts';
import type {
	FiscalEventsTable,
	EnvelopesTable,
	ReturnTemplatesTable,
	BidsTable,
	BidConfidencesTable,
	BidSharesTable,
	ShareAgreementsTable,
	BidRecommendationsTable,
	BidOutcomesTable,
	BidOptionsTable,
	AssumptionsTable,
	CostLinesTable,
	CostCellsTable,
	BenefitLinesTable,
	BenefitCellsTable,
	BenefitEvidenceTable,
	MismatchExplanationsTable,
	ParameterEditionsTable,
	AppraisalPlansTable,
	AppraisalsTable,
	BidVersionsTable,
	BidSignaturesTable,
	TreasuryPositionsTable,
	TreasuryNotesTable,
	BidQuestionsTable,
	PortfolioRanksTable,
	BidReturnsTable
} from '#lib/bids/table.ts';
import type {
	CommitteesTable,
	RoundRulesTable,
	WriteRoundsTable,
	RoundRecommendationsTable,
	RoundAddresseesTable,
	RepliesTable,
	ReplyFilesTable,
	RoundExtensionsTable,
	CountingRepliesTable,
	ClearanceFilesTable,
	ClearancesTable,
	CalendarPeriodsTable
} from '#lib/rounds/table.ts';
import type { ReplyDropsTable, RoundLooksTable } from '#lib/rounds/replies/table.ts';
import type {
	LetterAnswersTable,
	LetterAsksTable,
	LetterMessagesTable,
	LettersTable,
	LetterVersionsTable
} from '#lib/letters/table.ts';
import type { ActionReportsTable, ActionsTable } from '#lib/actions/table.ts';
import type {
	UndertakingCorrectionsTable,
	UndertakingRecommendationsTable,
	UndertakingsTable
} from '#lib/undertakings/table.ts';
import type { MailPreferencesTable, MailTable, MailTurnTable, ReminderRunsTable } from '#lib/mail/table.ts';
import type {
	MeetingAttendanceTable,
	MeetingCorrectionsTable,
	MeetingItemsTable,
	MeetingPositionsTable,
	MeetingsTable
} from '#lib/meetings/table.ts';
import type {
	AdviceTable,
	AdviceClearancesTable,
	BoxQuestionsTable,
	BoxPacksTable,
	BoxPackItemsTable
} from '#lib/box/table.ts';

/** Every table, as Kysely sees it: camelCase here, snake_case in PostgreSQL. */
export type Database = {
	departments: DepartmentsTable;
	departmentNames: DepartmentNamesTable;
	departmentsToday: DepartmentsTodayTable;
	posts: PostsTable;
	people: PeopleTable;
	accounts: AccountsTable;
	holdings: HoldingsTable;
	sessions: SessionsTable;
	passwordLinks: PasswordLinksTable;
	signInAttempts: SignInAttemptsTable;
	formSubmissions: FormSubmissionsTable;
	reviews: ReviewsTable;
	questions: QuestionsTable;
	teams: TeamsTable;
	memberships: MembershipsTable;
	referenceCounters: ReferenceCountersTable;
	milestones: MilestonesTable;
	timetables: TimetablesTable;
	milestoneMoves: MilestoneMovesTable;
	calendarFeeds: CalendarFeedsTable;
	auditChains: AuditChainsTable;
	auditEntries: AuditEntriesTable;
	auditContent: AuditContentTable;
	evidenceEvents: EvidenceEventsTable;
	eventNotes: EventNotesTable;
	contributors: ContributorsTable;
	contributorNames: ContributorNamesTable;
	promises: PromisesTable;
	findingKinds: FindingKindsTable;
	themes: ThemesTable;
	findings: FindingsTable;
	findingVersions: FindingVersionsTable;
	passages: PassagesTable;
	findingRelations: FindingRelationsTable;
	accuracyChecks: AccuracyChecksTable;
	findingTallies: FindingTalliesTable;
	recommendations: RecommendationsTable;
	recommendationPartners: RecommendationPartnersTable;
	recommendationVersions: RecommendationVersionsTable;
	links: LinksTable;
	linkTallies: LinkTalliesTable;
	answers: AnswersTable;
	conditions: ConditionsTable;
	decisions: DecisionsTable;
	papers: PapersTable;
	sections: SectionsTable;
	sectionVersions: SectionVersionsTable;
	citations: CitationsTable;
	slots: SlotsTable;
	placedRecommendations: PlacedRecommendationsTable;
	declinedViews: DeclinedViewsTable;
	disagreementWords: DisagreementWordsTable;
	snapshots: SnapshotsTable;
	paperExports: PaperExportsTable;
	paperReadings: PaperReadingsTable;
	packs: PacksTable;
	packItems: PackItemsTable;
	publicCopies: PublicCopiesTable;
	publicRemovals: PublicRemovalsTable;
	publishedFiles: PublishedFilesTable;
	wordCopies: WordCopiesTable;
	wordReturns: WordReturnsTable;
	suggestions: SuggestionsTable;
	comments: CommentsTable;
	commentEntries: CommentEntriesTable;
	commentWindows: CommentWindowsTable;
	commentWindowTeams: CommentWindowTeamsTable;
	profiles: ProfilesTable;
	paperSponsors: PaperSponsorsTable;
	checkedWords: CheckedWordsTable;
	paperChecks: PaperChecksTable;
	lateChanges: LateChangesTable;
	sectionDrafts: SectionDraftsTable;
	sectionVisits: SectionVisitsTable;
	fiscalEvents: FiscalEventsTable;
	envelopes: EnvelopesTable;
	returnTemplates: ReturnTemplatesTable;
	bids: BidsTable;
	bidConfidences: BidConfidencesTable;
	bidShares: BidSharesTable;
	shareAgreements: ShareAgreementsTable;
	bidRecommendations: BidRecommendationsTable;
	bidOutcomes: BidOutcomesTable;
	bidOptions: BidOptionsTable;
	assumptions: AssumptionsTable;
	costLines: CostLinesTable;
	costCells: CostCellsTable;
	benefitLines: BenefitLinesTable;
	benefitCells: BenefitCellsTable;
	benefitEvidence: BenefitEvidenceTable;
	mismatchExplanations: MismatchExplanationsTable;
	parameterEditions: ParameterEditionsTable;
	appraisalPlans: AppraisalPlansTable;
	appraisals: AppraisalsTable;
	bidVersions: BidVersionsTable;
	bidSignatures: BidSignaturesTable;
	treasuryPositions: TreasuryPositionsTable;
	treasuryNotes: TreasuryNotesTable;
	bidQuestions: BidQuestionsTable;
	portfolioRanks: PortfolioRanksTable;
	bidReturns: BidReturnsTable;
	reviewSettings: ReviewSettingsTable;
	committees: CommitteesTable;
	roundRules: RoundRulesTable;
	writeRounds: WriteRoundsTable;
	roundRecommendations: RoundRecommendationsTable;
	roundAddressees: RoundAddresseesTable;
	replies: RepliesTable;
	countingReplies: CountingRepliesTable;
	replyFiles: ReplyFilesTable;
	roundExtensions: RoundExtensionsTable;
	replyDrops: ReplyDropsTable;
	roundLooks: RoundLooksTable;
	clearances: ClearancesTable;
	clearanceFiles: ClearanceFilesTable;
	letters: LettersTable;
	letterVersions: LetterVersionsTable;
	letterMessages: LetterMessagesTable;
	letterAsks: LetterAsksTable;
	letterAnswers: LetterAnswersTable;
	actions: ActionsTable;
	actionReports: ActionReportsTable;
	undertakings: UndertakingsTable;
	undertakingRecommendations: UndertakingRecommendationsTable;
	undertakingCorrections: UndertakingCorrectionsTable;
	meetings: MeetingsTable;
	meetingItems: MeetingItemsTable;
	meetingAttendance: MeetingAttendanceTable;
	meetingPositions: MeetingPositionsTable;
	meetingCorrections: MeetingCorrectionsTable;
	mail: MailTable;
	calendarPeriods: CalendarPeriodsTable;
	mailTurn: MailTurnTable;
	reminderRuns: ReminderRunsTable;
	mailPreferences: MailPreferencesTable;
	reshuffles: ReshufflesTable;
	reshuffleChanges: ReshuffleChangesTable;
	departmentSuccessions: DepartmentSuccessionsTable;
	advice: AdviceTable;
	adviceClearances: AdviceClearancesTable;
	boxQuestions: BoxQuestionsTable;
	boxPacks: BoxPacksTable;
	boxPackItems: BoxPackItemsTable;
	threads: ThreadsTable;
	threadEntries: ThreadEntriesTable;
	proposedWords: ProposedWordsTable;
	judgements: JudgementsTable;
	judgementLinks: JudgementLinksTable;
};
