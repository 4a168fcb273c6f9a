import { logEvent, shareEvent, withdrawEvent } from '#lib/evidence/commands.server.ts';
import { getEvent } from '#lib/evidence/queries.server.ts';
import { addDays, earliest, latest, type Calendar } from './calendar.ts';
import { isoDate, type DemoEvent } from './shape.ts';
import { officialOf, type Story } from './story.ts';

/** Evidence: logged the day after it happened, shared the day after that. */
export function loadEvidence({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);

	for (const event of review.events) {
		const official = officialOf(review, event.team);
		diary.on(loggedOn(event, calendar), official, async (trx, actor) => {
			const date = (value: DemoEvent['publishedOn']) => (value ? isoDate(value, calendar.today) : null);
			const { number } = await logEvent(trx, actor, reviewId(), {
				title: event.title,
				kind: event.kind,
				status: event.status,
				startsOn: isoDate(event.startsOn, calendar.today),
				endsOn: date(event.endsOn),
				dateNote: event.dateNote ?? null,
				placeName: event.place?.name ?? null,
				placeCode: event.place?.code ?? null,
				placeCodeYear: event.place?.codeYear ?? null,
				host: event.host ?? null,
				visitingParty: event.visitingParty ?? null,
				teamId: ledger.get('team', event.team),
				sensitive: event.sensitive ?? false,
				handling: event.handling ?? null,
				basis: event.basis,
				questionId: event.question === undefined ? null : ledger.get('question', event.question),
				notes: event.notes,
				people: event.contributors.map(({ role, organisation, headCount, attribution, name }) => ({
					id: null,
					role,
					organisation: organisation ?? null,
					headCount: headCount ?? null,
					attribution: attribution ?? null,
					name: name ?? null
				})),
				promises: (event.promises ?? []).map(({ text, due, owner }) => ({
					id: null,
					text,
					owner: owner ?? null,
					dueOn: date(due),
					metOn: null
				})),
				publisher: event.publisher ?? null,
				publishedOn: date(event.publishedOn),
				address: event.address ?? null,
				provenance: event.provenance
			});
			ledger.set('event', event.key, number);
		});

		if (event.state === 'draft') continue;
		diary.on(sharedOn(event, calendar), official, async (trx, actor) => {
			const number = ledger.get('event', event.key);
			const { revision } = await getEvent(trx, reviewId(), number);
			await shareEvent(trx, actor, reviewId(), number, { revision, notes: event.notesShared ?? false });
		});
	}
}

/** What turned out not to be usable, last of all. */
export function loadWithdrawnEvidence({ review, calendar, diary, ledger }: Story): void {
	for (const { key, team, withdrawnReason } of review.events) {
		if (withdrawnReason === undefined) continue;
		diary.on(calendar.withdrawn, officialOf(review, team), async (trx, actor) => {
			const reviewId = ledger.get('review', review.slug);
			const number = ledger.get('event', key);
			const { revision } = await getEvent(trx, reviewId, number);
			await withdrawEvent(trx, actor, reviewId, number, { revision, reason: withdrawnReason });
		});
	}
}

/** The day on which every member can see an event, or its own department when it stays a draft. */
export function sharedOn(event: DemoEvent, calendar: Calendar): string {
	return earliest(addDays(loggedOn(event, calendar), 1), calendar.withdrawn);
}

function loggedOn(event: DemoEvent, calendar: Calendar): string {
	const happened = isoDate(event.endsOn ?? event.startsOn, calendar.today);
	const known = event.status === 'planned' ? addDays(happened, -16) : addDays(happened, 1);
	return latest(calendar.gathering, earliest(known, addDays(calendar.today, -3)));
}
