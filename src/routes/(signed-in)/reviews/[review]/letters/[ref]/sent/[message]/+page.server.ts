import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { idInAddress } from '#lib/letters/address.ts';
import { canIssueLetter } from '#lib/letters/letter.ts';
import { confirmMessage } from '#lib/letters/post/commands.server.ts';
import { confirmForm } from '#lib/letters/post/forms.ts';
import { mismatches } from '#lib/letters/post/match.ts';
import { getMessage, readExpected } from '#lib/letters/post/queries.server.ts';
import { getLetter } from '#lib/letters/queries.server.ts';
import { mailboxWords } from '#lib/mail/message/message.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { dateTime, londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const letter = await getLetter(trx, reviewIdOf(actor, params.review), numberIn('L', params.ref));
		const { facts, ...message } = await getMessage(trx, letter.id, idInAddress(params.message));
		const mayConfirm = message.confirmedAt === null && canIssueLetter(actor, letter);
		const today = londonDate(actor.now);
		const sentOn = facts.sentAt === null ? null : londonDate(new Date(facts.sentAt));
		return {
			letter: { number: letter.number, subject: letter.subject, version: letter.version },
			message: {
				id: message.id,
				fileName: message.fileName,
				added: `${message.addedByName}, ${dateTime(message.addedAt)}`,
				confirmed: message.confirmedAt && dateTime(message.confirmedAt)
			},
			facts: {
				from: facts.from && mailboxWords(facts.from),
				to: facts.to.slice(0, 20).map(mailboxWords),
				cc: facts.cc.slice(0, 20).map(mailboxWords),
				subject: facts.subject,
				sent: facts.sentAt && dateTime(new Date(facts.sentAt)),
				enclosures: facts.enclosures.map(({ name }) => name),
				text: facts.text.slice(0, 2000)
			},
			differs: mayConfirm ? mismatches(facts, await readExpected(trx, letter)) : [],
			// A date to come, from a clock that is wrong, is left to the person.
			initial: { issuedOn: sentOn !== null && sentOn <= today ? sentOn : today },
			today,
			mayConfirm
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, confirmForm(londonDate(new Date())), async (trx, actor, input) => {
			const { review, ref, message } = event.params;
			const number = numberIn('L', ref) ?? 0;
			await confirmMessage(trx, actor, reviewIdOf(actor, review), number, idInAddress(message), input);
			return { to: `/reviews/${review}/letters/${reference('L', number)}`, notice: 'The letter is issued.' };
		})
};
