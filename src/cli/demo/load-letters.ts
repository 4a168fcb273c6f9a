import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { recordLetterAnswers } from '#lib/letters/answers/commands.server.ts';
import { writeBatch } from '#lib/letters/batch/commands.server.ts';
import { listChoices, proposeLetters } from '#lib/letters/batch/proposals.server.ts';
import { usualTemplate } from '#lib/letters/batch/template.ts';
import { clearLetter, editLetter, receiveLetter, signLetter } from '#lib/letters/commands.server.ts';
import { issueOn } from '#lib/letters/post/commands.server.ts';
import { getLetter, holderOf, listAsks } from '#lib/letters/queries.server.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { addDays } from './calendar.ts';
import type { DemoLetter } from './shape.ts';
import { accountInRole, secretariatOf, type Story } from './story.ts';

/** Six letters written in one act after the group's agreement, each as far on its way as its department has come. */
export function loadLetters(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	const { letters } = review;
	if (!letters) return;
	const written = addDays(calendar.agreed, 1);
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);
	const numbers = new Map<number, number>();
	const numberOf = (letter: DemoLetter) => numbers.get(ledger.get('team', letter.department)) ?? 0;

	diary.on(written, secretariat, async (trx, actor) => {
		const chosen = (await listChoices(trx, actor, reviewId())).filter(({ number }) =>
			letters.recommendations.some((key) => ledger.get('recommendation', key) === number)
		);
		const proposals = await proposeLetters(trx, actor, reviewId(), chosen);
		const sent = proposals.filter(({ addressee }) => addressee !== null);
		const made = await writeBatch(trx, actor, reviewId(), {
			...usualTemplate,
			copiedTo: letters.copiedTo,
			replyBy: addWorkingDays(written, 11),
			recommendations: chosen.map(({ id, version }) => ({ id, version })),
			letters: sent.map(({ teamId, asks }, row) => ({ teamId, asks: asks.map(({ ask }) => ask), row }))
		});
		made.numbers.forEach((number, index) => numbers.set(sent[index]?.teamId ?? 0, number));
	});

	for (const letter of letters.each) {
		const office = accountInRole(review, letter.department, 'private_office');
		const here = () => [reviewId(), numberOf(letter)] as const;
		const version = async (trx: Trx) => (await getLetter(trx, ...here())).version;
		if (letter.replyIn !== undefined) {
			const replyBy = addDays(calendar.today, letter.replyIn);
			diary.on(written, secretariat, (trx, actor) => change(trx, actor, here(), { replyBy }));
		}
		if (letter.upTo === 'drafted') continue;
		const cleared = addDays(written, 1);
		diary.on(cleared, office, async (trx, actor) =>
			clearLetter(trx, actor, ...here(), { version: await version(trx) })
		);
		const { changedWords } = letter;
		if (changedWords) {
			diary.on(addDays(cleared, 1), secretariat, async (trx, actor) => {
				const { text } = await getLetter(trx, ...here());
				await change(trx, actor, here(), {
					text: text.replace('Yours sincerely,', `${changedWords}\n\nYours sincerely,`)
				});
			});
		}
		if (letter.upTo === 'cleared') continue;
		diary.on(cleared, office, async (trx, actor) => {
			const { version: now, senderPostId, senderTitle } = await getLetter(trx, ...here());
			const signedBy = (await holderOf(trx, senderPostId, actor.now)) ?? senderTitle;
			await signLetter(trx, actor, ...here(), { version: now, signedBy, signedOn: cleared });
		});
		if (letter.upTo === 'signed') continue;
		diary.on(cleared, office, async (trx, actor) =>
			issueOn(trx, actor, ...here(), {
				version: await version(trx),
				how: letter.how ?? 'own_mailbox',
				issuedOn: cleared
			})
		);
		if (letter.upTo === 'issued') continue;
		const theirs = accountInRole(review, letter.department, 'cabinet_private_office');
		const received = addDays(cleared, 1);
		diary.on(received, theirs, (trx, actor) => receiveLetter(trx, actor, ...here(), { receivedOn: received }));
		const answeredOn = addDays(received, 1);
		diary.on(answeredOn, theirs, async (trx, actor) => {
			const { id } = await getLetter(trx, ...here());
			const asks = await listAsks(trx, id);
			await recordLetterAnswers(trx, actor, ...here(), {
				answeredOn,
				source: 'Note of the Secretary of State’s private office',
				answers: (letter.answers ?? []).map(({ recommendation, outcome, words }, row) => ({
					recommendationId:
						asks.find(({ number }) => number === ledger.get('recommendation', recommendation))?.recommendationId ?? 0,
					outcome,
					words: words ?? null,
					row
				}))
			});
		});
	}
}

async function change(
	trx: Trx,
	actor: Actor,
	here: readonly [reviewId: number, number: number],
	wanted: { replyBy?: string; text?: string }
): Promise<void> {
	const { addressee, copiedTo, subject, text, replyBy, revision } = await getLetter(trx, ...here);
	await editLetter(trx, actor, ...here, { addressee, copiedTo, subject, text, replyBy, revision, ...wanted });
}
