import { type Actor, type Grant, grantFor, may } from '#lib/access/actor.ts';
import { grades, type Grade, type Stance, stances, stanceTag } from '#lib/positions/position.ts';
import type { TagColour } from '#lib/ui/tag.ts';
import { replyStances, stanceLabel } from '../rule-words.ts';
import type { RoundRules } from '../rules.ts';
import type { ReplyConveyed, ReplyStance } from '../table.ts';

/** How a reply came. The first is given in the application by the post that is asked, or by its private office. */
export const conveyances = {
	self: { label: 'Given here, signed in' },
	email: { label: 'Email' },
	letter: { label: 'Letter' },
	call: { label: 'Call' },
	meeting: { label: 'Meeting' }
} as const satisfies Record<ReplyConveyed, { label: string }>;

/** How a reply that somebody else records may have come. */
export const waysItCame = ['email', 'letter', 'call', 'meeting'] as const satisfies ReplyConveyed[];

export type WayItCame = (typeof waysItCame)[number];

/** A department of a round, as far as it decides who answers for it. */
export type AskedParty = { teamId: number; postId: number };

/** The right to record what a department replies: its own post or the office that serves it, its Treasury team, the secretariat. */
export function replyGrant(actor: Actor, reviewId: number, asked: AskedParty): Grant | null {
	return grantFor(actor, 'reply.record', { reviewId, teamIds: [asked.teamId], postId: asked.postId });
}

export function canRecordReply(actor: Actor, reviewId: number, asked: AskedParty): boolean {
	return may(actor, 'reply.record', { reviewId, teamIds: [asked.teamId], postId: asked.postId });
}

/** Whether the grant speaks as the post that is asked, so that the reply is given here and not passed on. */
export function speaksAs(grant: Grant, asked: AskedParty): boolean {
	return (grant.onBehalfOfPostId ?? grant.postId) === asked.postId;
}

export type RoundOpen = { issuedOn: string | null; withdrawnAt: Date | null };

/** Late replies are taken too; before the issue nobody has been asked, and after a withdrawal nobody is. */
export function takesReplies(round: RoundOpen): boolean {
	return round.issuedOn !== null && round.withdrawnAt === null;
}

/** What a reply may say by the rules of its round; “in part” follows from what it says of each recommendation. */
export function stancesToChoose(rules: Pick<RoundRules, 'replies'>): Stance[] {
	return replyStances.filter(
		(stance): stance is Stance => stance !== 'in_part' && rules.replies.some((each) => each.stance === stance)
	);
}

export function replyTag(stance: ReplyStance): { label: string; colour: TagColour; symbol: string } {
	return stance === 'in_part' ? { label: stanceLabel(stance), colour: 'yellow', symbol: '◑' } : stanceTag(stance);
}

/** What was said: one answer to the whole, what differs from it, and comments. `row` is where it stands in the form. */
export type Said = {
	stance: Stance;
	exceptions: readonly { recommendationId: number; stance: Stance; reason: string | null; row: number }[];
	comments: readonly {
		recommendationId: number;
		grade: Grade;
		text: string;
		proposedWords: string | null;
		row: number;
	}[];
	text: string | null;
};

export type Part = { recommendationId: number; stance: Stance; reason: string | null; proposedText: string | null };

/**
 * What a reply says of each recommendation. “Content subject to” and “content if reworded” of the whole hold for those that
 * a condition or new words are about, and the rest is content.
 */
export function partsOf(said: Said, recommendationIds: readonly number[]): Part[] {
	const reworded = said.comments.filter(({ proposedWords }) => proposedWords !== null);
	return recommendationIds.map((recommendationId) => {
		const exception = said.exceptions.find((each) => each.recommendationId === recommendationId);
		const about = (comment: { recommendationId: number }) => comment.recommendationId === recommendationId;
		const stance =
			exception?.stance ??
			(said.stance === 'content_subject_to' && !said.comments.some((each) => about(each) && each.grade === 'condition')
				? 'content'
				: said.stance === 'content_if_reworded' && reworded.length > 0 && !reworded.some(about)
					? 'content'
					: said.stance);
		return {
			recommendationId,
			stance,
			reason: hasNothingToAdd(stance) ? (exception?.reason ?? null) : (exception?.reason ?? said.text),
			proposedText: stance === 'content_if_reworded' ? (reworded.find(about)?.proposedWords ?? null) : null
		};
	});
}

/** What the reply says as a whole: in part as soon as one recommendation is answered otherwise than the rest. */
export function wholeOf(said: Said): ReplyStance {
	return said.exceptions.some(({ stance }) => stance !== said.stance) ? 'in_part' : said.stance;
}

/** One thing that does not hold together, at the field that puts it right. */
export type Flaw = { field: string; message: string };

/** @param names each recommendation's reference by its id, in the order of the round */
export function flawsOf(said: Said, names: ReadonlyMap<number, string>): Flaw[] {
	const flaws: Flaw[] = [];
	const wrong = (field: string, message: string) => flaws.push({ field, message });
	const parts = partsOf(said, [...names.keys()]);
	const conditionOn = (id: number) =>
		said.comments.some((each) => each.recommendationId === id && each.grade === 'condition');

	for (const { recommendationId, row } of said.exceptions) {
		if (!names.has(recommendationId)) {
			wrong(`exceptions[${row}].stance`, 'The copy that this reply answers does not ask this');
		}
	}
	for (const { recommendationId, row } of said.comments) {
		if (!names.has(recommendationId))
			wrong(`comments[${row}].recommendationId`, 'Select a recommendation of this copy');
	}
	if (said.stance === 'nil_return' && said.comments.length > 0) {
		wrong('stance', 'A nil return comes without comments: select Content, or take the comments away');
	}
	for (const { recommendationId, grade, row } of said.comments) {
		const part = parts.find((each) => each.recommendationId === recommendationId);
		if (grade === 'condition' && part && ['content', 'nil_return'].includes(part.stance)) {
			const name = names.get(recommendationId) ?? '';
			wrong(
				`comments[${row}].grade`,
				`A condition makes the answer to ${name} “${stances.content_subject_to.label}”: select that, or another grade than “${grades.condition.label}”`
			);
		}
	}
	if (said.stance === 'content_subject_to' && said.exceptions.every(({ stance }) => stance === said.stance)) {
		if (!said.comments.some(({ grade }) => grade === 'condition')) {
			wrong('comments', 'Add at least one comment that is a condition: what is it subject to?');
		}
	}
	for (const { recommendationId, stance, row } of said.exceptions) {
		if (stance === 'content_subject_to' && !conditionOn(recommendationId)) {
			const name = names.get(recommendationId) ?? '';
			wrong(`exceptions[${row}].stance`, `Add a comment on ${name} that is a condition: what is it subject to?`);
		}
	}
	const whole = wholeOf(said);
	if (!hasNothingToAdd(whole) && said.text === null) wrong('text', 'Enter what the reply says');
	return flaws;
}

function hasNothingToAdd(stance: ReplyStance): boolean {
	return stance === 'content' || stance === 'nil_return';
}
