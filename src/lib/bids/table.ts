import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type {
	BenefitKind,
	Budget,
	Confidence,
	Control,
	Flow,
	OptionKind,
	StrengthScale,
	TreasuryStance
} from './bid.ts';
import type { BidRecord } from './record.ts';
import type { ReturnMapping, ReturnOutcome } from './returns/mapping.ts';
import type { TemplateMapping } from './template/mapping.ts';

/** Years are the calendar year in which a financial year begins; money is pence. */
export type FiscalEventsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	name: string;
	firstYear: number;
	lastYear: number;
	/** The last year of capital, which is often settled for longer. */
	capitalLastYear: number;
	returnDueOn: string | null;
	guidance: string | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type EnvelopesTable = {
	fiscalEventId: number;
	reviewId: number;
	year: number;
	control: Control;
	pence: number;
};

export type ReturnTemplatesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	fiscalEventId: number;
	fileName: string;
	format: 'xlsx' | 'ods';
	bytes: Uint8Array;
	sha256: string;
	/** `Grid` as JSON. */
	grid: string;
	mapping: JSONColumnType<TemplateMapping>;
	revision: Generated<number>;
	addedByPersonId: number;
	addedAt: Generated<Date>;
};

export type BidsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	fiscalEventId: number;
	leadTeamId: number;
	title: string;
	record: JSONColumnType<BidRecord>;
	/** What the bid is said to ask for, which may not be the sum of its lines. */
	headlinePence: number | null;
	sensitive: Generated<boolean>;
	handling: string | null;
	/** From when on the secretariat sees it in work. */
	releasedAt: Date | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	/** Moves with every change of anything that a version freezes. */
	changes: Generated<number>;
	revision: Generated<number>;
	createdAt: Generated<Date>;
	updatedAt: Generated<Date>;
	search: GeneratedAlways<string>;
};

/** Of the lead department alone. */
export type BidConfidencesTable = {
	bidId: number;
	reviewId: number;
	priorityRank: number | null;
	fallback: string | null;
	revision: Generated<number>;
};

export type BidSharesTable = {
	bidId: number;
	teamId: number;
	reviewId: number;
	financeLeadPostId: number | null;
	/** Moves with every change of the department's own lines. */
	changes: Generated<number>;
	revision: Generated<number>;
};

export type ShareAgreementsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	teamId: number;
	/** The share's count of changes when it was agreed: the agreement holds while they are the same. */
	changes: number;
	personId: number;
	postId: number;
	agreedAt: Generated<Date>;
};

export type BidRecommendationsTable = {
	bidId: number;
	recommendationId: number;
	reviewId: number;
	/** The wording that was costed. */
	version: number;
};

export type BidOutcomesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	rank: number;
	metric: string;
	baseline: string;
	target: string;
	targetYear: number | null;
	source: string;
};

export type BidOptionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	kind: OptionKind;
	name: string;
	description: Generated<string>;
	/** A fall-back option: known to the lead department alone until it is submitted. */
	leadOnly: Generated<boolean>;
	revision: Generated<number>;
};

export type AssumptionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	teamId: number;
	/** A1, A2 … within the bid. */
	number: number;
	text: string;
	owner: string;
	source: string;
	confidence: Confidence;
	findingId: number | null;
	revision: Generated<number>;
};

export type CostLinesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	optionId: number;
	teamId: number;
	recommendationId: number | null;
	rank: number;
	description: string;
	flow: Generated<Flow>;
	budget: Budget;
	baseline: Generated<boolean>;
	/** Null for nominal money; else the year in whose prices the line is put. */
	priceYear: number | null;
	steadyStatePence: number | null;
	revision: Generated<number>;
};

export type CostCellsTable = {
	lineId: number;
	bidId: number;
	optionId: number;
	teamId: number;
	year: number;
	/** Never negative: what is saved or earned is a line of that kind. */
	pence: number | null;
	/** Hundredths of a full-time equivalent. */
	staffHundredths: number | null;
	assumptionId: number | null;
};

export type BenefitLinesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	optionId: number;
	/** Where the saving or benefit lands. */
	teamId: number;
	recommendationId: number | null;
	rank: number;
	description: string;
	kind: BenefitKind;
	priceYear: number | null;
	/** The fifth of households by income that gains, 1 the poorest; null for all alike. */
	quintile: number | null;
	assumptionId: number | null;
	revision: Generated<number>;
};

export type BenefitCellsTable = {
	lineId: number;
	bidId: number;
	optionId: number;
	teamId: number;
	year: number;
	pence: number;
};

export type BenefitEvidenceTable = {
	benefitLineId: number;
	findingId: number;
	bidId: number;
	reviewId: number;
	findingVersion: number;
	scale: StrengthScale | null;
	strength: string | null;
	note: string | null;
};

export type MismatchExplanationsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	headlinePence: number;
	linesPence: number;
	explanation: string;
	personId: number;
	postId: number;
	explainedAt: Generated<Date>;
};

export type ParameterEditionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	kind: string;
	edition: string;
	content: JSONColumnType<object>;
	addedByPersonId: number;
	addedAt: Generated<Date>;
};

export type AppraisalPlansTable = {
	bidId: number;
	reviewId: number;
	plan: JSONColumnType<object>;
	revision: Generated<number>;
};

export type AppraisalsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	number: number;
	bidChanges: number;
	content: string;
	sha256: string;
	leadOnly: Generated<boolean>;
	personId: number;
	postId: number | null;
	madeAt: Generated<Date>;
};

export type BidVersionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	number: number;
	/** The bid as those know it who never see it in work. */
	bidNumber: number;
	fiscalEventId: number;
	leadTeamId: number;
	title: string;
	/** BidContent as text; its digest is of these very characters. */
	content: string;
	sha256: string;
	/** The bid's count of changes when it was frozen: the version is out of date when they differ. */
	bidChanges: number;
	frozenByPersonId: number;
	frozenByPostId: number;
	frozenAt: Generated<Date>;
	submittedByPersonId: number | null;
	submittedByPostId: number | null;
	submittedAt: Date | null;
};

export type BidSignaturesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	versionId: number;
	teamId: number;
	personId: number;
	postId: number;
	signedAt: Generated<Date>;
};

export type TreasuryPositionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	versionId: number;
	stance: TreasuryStance;
	words: string;
	personId: number;
	postId: number;
	givenAt: Generated<Date>;
};

export type TreasuryNotesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	body: string;
	personId: number;
	postId: number;
	writtenAt: Generated<Date>;
};

export type BidQuestionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	number: number;
	versionId: number;
	question: string;
	askedByPersonId: number;
	askedByPostId: number;
	askedAt: Generated<Date>;
	dueOn: string | null;
	answer: string | null;
	answeredByPersonId: number | null;
	answeredByPostId: number | null;
	answeredAt: Date | null;
	revision: Generated<number>;
};

export type PortfolioRanksTable = {
	fiscalEventId: number;
	bidId: number;
	reviewId: number;
	rank: number;
};

export type BidReturnsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	bidId: number;
	teamId: number;
	fileName: string;
	format: 'xlsx' | 'ods' | 'csv';
	bytes: Uint8Array;
	sha256: string;
	/** `Grid` as JSON. */
	grid: string;
	mapping: JSONColumnType<ReturnMapping>;
	/** The headings that the mapping is for. */
	shape: string;
	state: Generated<'previewed' | 'committed' | 'dropped'>;
	outcome: JSONColumnType<ReturnOutcome> | null;
	personId: number;
	postId: number;
	receivedAt: Generated<Date>;
	committedAt: Date | null;
	revision: Generated<number>;
};
