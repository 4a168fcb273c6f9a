import { type Actor, grantFor, hasRole } from '#lib/access/actor.ts';
import type { RecommendationState } from '#lib/recommendations/recommendation.ts';
import { answerLeans, type Criterion, type CriterionKey } from './criteria.ts';
import type { Missing } from './missing.ts';

/** The latest judgement of a post on one criterion. */
export type Judgement = {
	id: number;
	criterion: CriterionKey;
	answer: string;
	comment: string | null;
	/** The version that it was given on, and whether the meaning has changed since. */
	version: number;
	lapsed: boolean;
	postId: number;
	postTitle: string;
	teamId: number;
	departmentName: string;
	shortName: string;
	personName: string;
	/** Whoever typed it, where that was the office of the post. */
	recordedBy: string | null;
	givenAt: Date;
	findings: JudgedFinding[];
};

export type JudgedFinding = {
	linkId: number;
	number: number;
	/** null where it was withdrawn. */
	sentence: string | null;
	/** Whether it was reworded since. */
	changed: boolean;
};

export type SheetRow = {
	criterion: Criterion;
	/** What the posts of this person gave. */
	own: Judgement[];
	others: Judgement[];
	/** Others’ judgements are shown once this person has given their own. */
	hidden: boolean;
	missing: Missing[];
	/** Departments give answers that lean different ways. */
	contested: boolean;
};

export type Sheet = { full: boolean; independent: boolean; version: number; rows: SheetRow[] };

export function canJudge(actor: Actor, recommendation: { reviewId: number; state: RecommendationState }): boolean {
	const { reviewId, state } = recommendation;
	return state !== 'not_taken_forward' && grantFor(actor, 'judgement.give', { reviewId }) !== null;
}

/** Those who bring judgements together, so that they chase what is missing. */
export function gathersJudgements(actor: Actor, reviewId: number): boolean {
	return hasRole(actor, reviewId, 'secretariat', 'chair');
}

/** What a criterion still lacks, as far as this person sees. */
export function missingOf(judgements: readonly Judgement[], criterion: CriterionKey): Missing[] {
	if (judgements.length === 0) return ['judgement'];
	const lacks: Missing[] = [];
	if (judgements.every((judgement) => judgement.lapsed)) lacks.push('today');
	// A conclusion rests on the criteria above it.
	if (criterion !== 'conclusion' && judgements.every((judgement) => judgement.findings.length === 0)) {
		lacks.push('finding');
	}
	return lacks;
}

/** Whether standing judgements lean different ways: for and against, or a department that knows and one that does not. */
export function isContested(judgements: readonly Judgement[]): boolean {
	const leans = judgements
		.filter((judgement) => !judgement.lapsed)
		.map(({ criterion, answer }) => answerLeans(criterion, answer));
	return leans.includes('for') && leans.includes('against');
}

/** "3 of 5 criteria are judged. No finding stands under 2 of them. Nobody has concluded yet." */
export function sheetSummary(sheet: Sheet): string {
	if (sheet.rows.some((row) => row.hidden)) {
		return 'Others’ judgements on a criterion are shown once you have given your own.';
	}
	const criteria = sheet.rows.filter((row) => row.criterion.key !== 'conclusion');
	const judged = criteria.filter((row) => !row.missing.includes('judgement')).length;
	const bare = criteria.filter((row) => row.missing.includes('finding')).length;
	const contested = sheet.rows.filter((row) => row.contested).length;
	const concluded = sheet.rows.some((row) => row.criterion.key === 'conclusion' && !row.missing.includes('judgement'));
	return [
		judged === 0
			? 'No criterion is judged yet.'
			: `${judged} of ${criteria.length} criteria ${judged === 1 ? 'is' : 'are'} judged.`,
		bare > 0 && `No finding stands under ${bare === judged ? 'any' : bare === 1 ? 'one' : bare} of them.`,
		contested > 0 && `Departments lean different ways on ${contested === 1 ? 'one' : contested}.`,
		!concluded && 'Nobody has concluded yet.'
	]
		.filter((part) => part !== false)
		.join(' ');
}
