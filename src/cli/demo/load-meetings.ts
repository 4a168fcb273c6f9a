import { addAction, finishAction } from '#lib/actions/commands.server.ts';
import { getAction } from '#lib/actions/queries.server.ts';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import {
	decideItem,
	holdMeeting,
	noteItem,
	planMeeting,
	recordAttendance,
	setAgenda
} from '#lib/meetings/commands.server.ts';
import { recordMeetingPositions } from '#lib/meetings/positions.server.ts';
import { getMeeting, listOpenRecommendations, readAgenda } from '#lib/meetings/queries.server.ts';
import { type DemoMeeting, isoDate } from './shape.ts';
import { holderOf, secretariatOf, type Story } from './story.ts';

type Held = NonNullable<DemoMeeting['held']>;

/** The meetings of a group: planned by the secretariat, chaired and decided by the chair, minuted on the day. */
export function loadMeetings(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);
	const date = (of: DemoMeeting['meetsOn']) => isoDate(of, calendar.today);

	for (const [index, meeting] of (review.meetings ?? []).entries()) {
		const number = () => ledger.get('meeting', index);
		diary.on(date(meeting.plannedOn), secretariat, async (trx, actor) => {
			const { title, startsAt, place } = meeting;
			const details = { title, startsAt, place, meetsOn: date(meeting.meetsOn), wholeAgenda: false };
			const made = await planMeeting(trx, actor, reviewId(), details);
			ledger.set('meeting', index, made.number);
			const { revision } = await getMeeting(trx, reviewId(), made.number);
			const left = new Set(meeting.leftOut.map((key) => ledger.get('recommendationId', key)));
			const open = await listOpenRecommendations(trx, reviewId());
			await setAgenda(trx, actor, reviewId(), made.number, {
				revision,
				recommendationIds: open.map(({ id }) => id).filter((id) => !left.has(id)),
				items: meeting.items.map(({ title: item, note, atEnd }, row) => ({
					id: null,
					title: item,
					note: note ?? null,
					atEnd,
					row
				}))
			});
		});

		const { held } = meeting;
		if (!held) continue;
		const on = date(meeting.meetsOn);
		diary.on(on, secretariat, (trx, actor) => whoCame(trx, actor, story, number(), held));
		diary.on(on, secretariat, (trx, actor) => whatWasSaid(trx, actor, story, number(), meeting, held));
		diary.on(on, holderOf(review, review.chair), (trx, actor) => whatWasDecided(trx, actor, story, number(), held));
		for (const [order, action] of held.actions.entries()) {
			const key = `${index} ${order}`;
			diary.on(on, secretariat, async (trx, actor) => {
				const { id } = await getMeeting(trx, reviewId(), number());
				const made = await addAction(trx, actor, reviewId(), {
					text: action.text,
					ownerPostId: ledger.get('post', action.owner),
					dueOn: date(action.due),
					reportBackTo: action.reportBackTo ?? null,
					reportBackOn: action.reportBackOn ? date(action.reportBackOn) : null,
					recommendationId: action.recommendation ? ledger.get('recommendationId', action.recommendation) : null,
					meetingId: id
				});
				ledger.set('action', key, made.number);
			});
			const { done } = action;
			if (!done) continue;
			diary.on(date(done.on), holderOf(review, action.owner), async (trx, actor) => {
				const { number: actionNumber, revision } = await getAction(trx, actor, reviewId(), ledger.get('action', key));
				const { outcome } = done;
				await finishAction(trx, actor, reviewId(), actionNumber, { revision, doneOn: date(done.on), outcome });
			});
		}
		diary.on(on, secretariat, async (trx, actor) => {
			const { revision } = await getMeeting(trx, reviewId(), number());
			await holdMeeting(trx, actor, reviewId(), number(), revision);
		});
	}
}

async function whoCame(trx: Trx, actor: Actor, { review, ledger }: Story, number: number, held: Held): Promise<void> {
	await recordAttendance(trx, actor, ledger.get('review', review.slug), number, {
		rows: held.attendance.map(({ post, presence, who }) => ({
			postId: ledger.get('post', post),
			presence,
			who: who ?? null
		})),
		alsoPresent: held.alsoPresent
	});
}

async function whatWasSaid(
	trx: Trx,
	actor: Actor,
	{ review, ledger }: Story,
	number: number,
	meeting: DemoMeeting,
	held: Held
): Promise<void> {
	const reviewId = ledger.get('review', review.slug);
	const agenda = await readAgenda(trx, actor, await getMeeting(trx, reviewId, number));
	const cells = held.said.map(({ recommendation, post, stance }, row) => {
		const recommendationId = ledger.get('recommendationId', recommendation);
		const item = agenda.recommendations.find((each) => each.recommendationId === recommendationId);
		if (!item) throw new Error(`${recommendation} is not on the agenda`);
		const answer = { version: item.version, stance, reason: null, proposedText: null, conditions: [] };
		return { ...answer, row, recommendationId, postId: ledger.get('post', post) };
	});
	await recordMeetingPositions(trx, actor, reviewId, number, cells);
	for (const { id, title } of [...agenda.opening, ...agenda.closing]) {
		const words = meeting.items.find((item) => item.title === title)?.words;
		if (words !== undefined) await noteItem(trx, actor, reviewId, number, { item: id, words });
	}
}

async function whatWasDecided(
	trx: Trx,
	actor: Actor,
	{ review, ledger }: Story,
	number: number,
	held: Held
): Promise<void> {
	const reviewId = ledger.get('review', review.slug);
	const agenda = await readAgenda(trx, actor, await getMeeting(trx, reviewId, number));
	for (const { recommendation, outcome, words } of held.decisions) {
		const recommendationId = ledger.get('recommendationId', recommendation);
		const item = agenda.recommendations.find((each) => each.recommendationId === recommendationId);
		if (!item) throw new Error(`${recommendation} is not on the agenda`);
		const { id, version } = item;
		await decideItem(trx, actor, reviewId, number, { item: id, version, outcome, words: words ?? null });
	}
}
