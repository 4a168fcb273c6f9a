import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { anchorAt } from '#lib/documents/anchor.ts';
import { plainTextOf } from '#lib/papers/comments/plain-text.ts';
import { addComment, replyToComment } from '#lib/papers/comments/commands.server.ts';
import type { Section } from '#lib/papers/manuscript.ts';
import { getPaper, listSections } from '#lib/papers/queries.server.ts';
import { suggestChanges } from '#lib/papers/suggestions/commands.server.ts';
import { openWindow } from '#lib/papers/windows/commands.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { londonMoment } from '#lib/ui/dates.ts';
import { addDays } from './calendar.ts';
import type { DemoPaper, DemoRemarks } from './shape.ts';
import { secretariatOf, type Story } from './story.ts';

/** What members say of a frozen paper: the window that asks them, what they would change, what they ask. */
export function loadRemarks(story: Story, paper: DemoPaper, remarks: DemoRemarks): void {
	const { review, calendar, diary, ledger } = story;
	const reviewId = () => ledger.get('review', review.slug);
	const name = () => reference('P', ledger.get('paper', paper.key));

	diary.on(calendar.paperFrozen, secretariatOf(review), async (trx, actor) => {
		const teams = await listTeams(trx, reviewId());
		await openWindow(trx, actor, reviewId(), name(), {
			snapshot: 1,
			opensAt: actor.now,
			closesAt: londonMoment(addWorkingDays(calendar.today, remarks.openFor), '17:00'),
			teamIds: teams.map(({ id }) => id),
			asks: remarks.asks
		});
	});
	for (const { by, section, replace, because = null } of remarks.suggestions) {
		diary.on(addDays(calendar.paperFrozen, 1), by, async (trx, actor) => {
			const { id, version, body } = await sectionOf(trx, reviewId(), name(), section);
			const changed = body.replace(replace[0], () => replace[1]);
			await suggestChanges(trx, actor, reviewId(), name(), id, { version, body: changed, because });
		});
	}
	for (const { by, section, about, body, reply } of remarks.comments) {
		let made = 0;
		diary.on(addDays(calendar.paperFrozen, 1), by, async (trx, actor) => {
			made = await comment(trx, actor, section, about, body);
		});
		if (!reply) continue;
		diary.on(addDays(calendar.paperFrozen, 2), reply.by, (trx, actor) =>
			replyToComment(trx, actor, reviewId(), name(), made, { body: reply.body, origin: null })
		);
	}

	async function comment(trx: Trx, actor: Actor, heading: string, about: string | undefined, body: string) {
		const section = await sectionOf(trx, reviewId(), name(), heading);
		const text = plainTextOf(section.body);
		const at = about === undefined ? -1 : text.indexOf(about);
		const anchor = at < 0 ? null : anchorAt(text, at, at + (about ?? '').length);
		const { id } = await addComment(trx, actor, reviewId(), name(), {
			sectionId: section.id,
			version: section.version,
			...(anchor ?? { quote: null, prefix: '', suffix: '' }),
			body,
			origin: null
		});
		return id;
	}
}

async function sectionOf(trx: Trx, reviewId: number, name: string, heading: string): Promise<Section> {
	const paper = await getPaper(trx, reviewId, name);
	const { sections } = await listSections(trx, paper.id);
	const section = sections.find((each) => each.heading === heading);
	if (!section) throw new Error(`${name} has no section ${heading}`);
	return section;
}
