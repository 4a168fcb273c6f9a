import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { mailboxWords } from '#lib/mail/message/message.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { putFileAside, recordReply } from '#lib/rounds/replies/commands.server.ts';
import { type DropFacts, needsConfirming, senderWords } from '#lib/rounds/replies/facts.ts';
import { kindOfType, replyFileKinds } from '#lib/rounds/replies/file-kind.ts';
import { putAsideForm, recordForm } from '#lib/rounds/replies/forms.ts';
import { getDrop, senderOf } from '#lib/rounds/replies/queries.server.ts';
import { readReplyForm } from '#lib/rounds/replies/shown.server.ts';
import { ownWords, proposeStance } from '#lib/rounds/replies/wording.ts';
import { dateTime, londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		const drop = await getDrop(trx, round.id, Number(params.drop));
		const reply = await readReplyForm(trx, actor, round);
		const department = reply.departments.find(({ addresseeId }) => addresseeId === drop.addresseeId);
		if (!department) throw new Forbidden('Replies are recorded by the secretariat and by who is asked');
		const sender = await senderOf(trx, drop.teamId, drop.facts);
		const words = textOf(drop.facts);
		const proposed = proposeStance(words);
		const message = drop.facts?.kind === 'message' ? drop.facts.message : null;
		const sentAt = message?.sentAt ? new Date(message.sentAt) : null;
		const kind = kindOfType(drop.mediaType);
		// A date that cannot be is no proposal.
		const sentOn = sentAt === null ? null : londonDate(sentAt);
		const plausible = sentOn !== null && sentOn <= londonDate(actor.now) && sentOn >= (round.issuedOn ?? sentOn);
		return {
			drop: {
				id: drop.id,
				fileName: drop.fileName,
				kind: replyFileKinds[kind].label,
				sha256: drop.sha256,
				received: `${dateTime(drop.receivedAt)}, by ${drop.personName}`
			},
			reply,
			department,
			message: message && {
				from: message.from ? mailboxWords(message.from) : null,
				to: message.to.slice(0, 10).map(mailboxWords),
				subject: message.subject,
				sentAt: sentAt ? dateTime(sentAt) : null,
				enclosures: message.enclosures.map(({ name, bytes }) => `${name} (${sizeWords(bytes)})`)
			},
			words,
			isRead: drop.facts !== null,
			sender: sender && senderWords(sender, department.name),
			confirm: needsConfirming(sender),
			proposed: proposed
				? `Proposed because it says: “${proposed.words}”${proposed.mixed ? ' Other words of it point another way: read them.' : ''}`
				: drop.facts === null
					? 'Nothing is proposed: the letter is a picture.'
					: 'Nothing in its words says it plainly. Read them, and select what they say.',
			dated:
				sentAt === null || sentOn === null
					? message
						? 'The message says no date: look at what it answers, or ask.'
						: undefined
					: plausible
						? `From the message: ${dateTime(sentAt)}, in London`
						: `The message says ${dateTime(sentAt)}, which cannot be: look, or ask.`,
			initial: {
				addresseeId: String(drop.addresseeId),
				stance: proposed?.stance ?? '',
				text: proposed && ['content', 'nil_return'].includes(proposed.stance) ? '' : ownWords(words).slice(0, 20_000),
				sentBy: message?.from ? message.from.name || message.from.address : department.post,
				datedOn: plausible ? sentOn : '',
				conveyed: kind === 'message' ? 'email' : 'letter',
				snapshotId: '',
				...(proposed?.stance === 'content_subject_to'
					? { comments: [{ text: '', grade: 'condition', recommendationId: onlyOf(reply.recommendations) }] }
					: {})
			}
		};
	});

export const actions: Actions = {
	record: (event) =>
		act(event, recordForm, async (trx, actor, input) => {
			const { review, ref, drop } = event.params;
			const { sentBy, datedOn, conveyed, senderConfirmed, ...said } = input;
			const passed = { sentBy, datedOn, conveyed, senderConfirmed, dropId: Number(drop) };
			const { late } = await recordReply(trx, actor, reviewIdOf(actor, review), ref, said, passed);
			return {
				to: listOf(event.url),
				notice: late
					? 'The reply is recorded in the late list, with its file.'
					: 'The reply is recorded, with its file.'
			};
		}),
	aside: (event) =>
		act(event, putAsideForm, async (trx, actor) => {
			const { review, ref, drop } = event.params;
			await putFileAside(trx, actor, reviewIdOf(actor, review), ref, Number(drop));
			return { to: listOf(event.url), notice: 'The file is put aside. No reply was recorded.' };
		})
};

function listOf(url: URL): string {
	return url.pathname.replace(/\/dropped\/[^/]+$/, '');
}

function textOf(facts: DropFacts | null): string {
	return facts === null ? '' : facts.kind === 'message' ? facts.message.text : facts.text;
}

function onlyOf(recommendations: readonly { id: number }[]): string {
	const [first] = recommendations;
	return recommendations.length === 1 && first ? String(first.id) : '';
}

function sizeWords(bytes: number): string {
	return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
