import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { getRound, type Round } from '#lib/rounds/queries.server.ts';
import { receiveReplyFile, recordReply, type ReplyInput } from '#lib/rounds/replies/commands.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { addDays, latest } from './calendar.ts';
import { issueDayOf } from './load-rounds.ts';
import type { DemoReply } from './shape.ts';
import { holderOf, secretariatOf, type Story } from './story.ts';

/** What departments reply to the rounds that are out: given by an office, passed on, or recorded from its message. */
export function loadReplies(story: Story): void {
	const { review, calendar, diary } = story;
	for (const reply of review.replies ?? []) {
		const round = review.rounds?.find(({ key }) => key === reply.round);
		if (!round) throw new Error(`There is no round ${reply.round}`);
		const account = reply.by === 'secretariat' ? secretariatOf(review) : holderOf(review, reply.by);
		const on = latest(issueDayOf(story, round), addDays(calendar.today, reply.late ? -1 : -3));
		diary.between(on, account, (actor) => record(story, actor, reply));
	}
}

async function record(story: Story, actor: Actor, reply: DemoReply): Promise<void> {
	const reviewId = story.ledger.get('review', story.review.slug);
	const name = reference('W', story.ledger.get('round', reply.round));
	const round = await asActor(actor, (trx) => getRound(trx, actor, reviewId, name));
	const input = inputOf(story, round, reply);
	const datedOn = londonDate(actor.now);
	const { message } = reply;
	if (message) {
		const bytes = new TextEncoder().encode(messageOf(message, round, reply.text ?? '', actor.now));
		const { addresseeId } = input;
		const file = { name: `Reply to ${name}.eml`, bytes };
		const dropId = await receiveReplyFile(actor, reviewId, name, { addresseeId, file });
		const passed = { sentBy: message.name, datedOn, conveyed: 'email', dropId, senderConfirmed: false } as const;
		await asActor(actor, (trx) => recordReply(trx, actor, reviewId, name, input, passed));
		return;
	}
	const asked = round.addressees.find(({ id }) => id === input.addresseeId);
	const passed =
		reply.by === `${reply.department}-team`
			? ({
					sentBy: asked?.postTitle ?? '',
					datedOn,
					conveyed: 'meeting',
					dropId: null,
					senderConfirmed: false
				} as const)
			: null;
	await asActor(actor, (trx) => recordReply(trx, actor, reviewId, name, input, passed));
}

function inputOf({ ledger }: Story, round: Round, reply: DemoReply): ReplyInput {
	const teamId = ledger.get('team', reply.department);
	const asked = round.addressees.find((each) => each.teamId === teamId);
	if (!asked) throw new Error(`${reply.round} does not ask ${reply.department}`);
	const on = (key: string) => ledger.get('recommendationId', key);
	return {
		addresseeId: asked.id,
		stance: reply.stance,
		text: reply.text ?? null,
		exceptions: (reply.exceptions ?? []).map(({ recommendation, stance, reason }, row) => ({
			recommendationId: on(recommendation),
			stance,
			reason,
			row
		})),
		comments: (reply.comments ?? []).map(({ recommendation, proposedWords, ...comment }, row) => ({
			...comment,
			recommendationId: on(recommendation),
			proposedWords: proposedWords ?? null,
			row
		})),
		snapshotId: round.snapshot.id,
		after: 0
	};
}

function messageOf({ name, address }: { name: string; address: string }, round: Round, text: string, at: Date): string {
	return [
		`From: "${name}" <${address}>`,
		'To: Secretariat of the group <secretariat@council-office.fictional.example>',
		`Subject: ${round.title}`,
		`Date: ${at.toUTCString().replace('GMT', '+0000')}`,
		`Message-ID: <${round.name}.${address}>`,
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'',
		...text.split('\n'),
		''
	].join('\r\n');
}
