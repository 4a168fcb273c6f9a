import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import {
	addSection,
	arrangeSections,
	editPaperDetails,
	editSection,
	freezeSnapshot,
	removeSection,
	startPaper
} from '#lib/papers/commands.server.ts';
import { recordCheck } from '#lib/papers/checks/commands.server.ts';
import { wordsDigest } from '#lib/papers/checks/queries.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { declineViews } from '#lib/papers/opposing/commands.server.ts';
import { outlineText } from '#lib/papers/outline.ts';
import type { Gate } from '#lib/papers/paper.ts';
import { getPaper, getSection, listSections, readManuscript } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import '#lib/slots.server.ts';
import { addDays } from './calendar.ts';
import { loadPublished } from './load-published.ts';
import { loadRemarks } from './load-remarks.ts';
import { isoDate, type DemoPaper } from './shape.ts';
import { secretariatOf, type Story } from './story.ts';

/** Papers: started from their profile, written section by section, and frozen for the group to read or published. */
export function loadPapers(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);
	const nameOf = (paper: DemoPaper) => reference('P', ledger.get('paper', paper.key));

	for (const paper of review.papers) {
		const started = paper.afterSubmissions ? addDays(calendar.paperFrozen, 2) : calendar.paperStarted;
		const written = paper.afterSubmissions || paper.final === 'at_once' ? started : addDays(started, 1);
		const details = () => ({
			title: paper.title,
			sponsorPostId: ledger.get('post', paper.sponsor),
			committee: paper.committee ?? null,
			meetingOn: paper.meetingOn ? isoDate(paper.meetingOn, calendar.today) : null
		});
		diary.on(started, secretariat, async (trx, actor) => {
			const { number } = await startPaper(trx, actor, reviewId(), { ...details(), profile: paper.profile });
			ledger.set('paper', paper.key, number);
		});
		if (paper.sensitive) {
			diary.on(started, secretariat, async (trx, actor) => {
				const { revision } = await getPaper(trx, reviewId(), nameOf(paper));
				const marking = { sensitive: true, handling: null, revision };
				await editPaperDetails(trx, actor, reviewId(), nameOf(paper), { ...details(), ...marking });
			});
		}
		for (const annex of [false, true]) {
			diary.on(written, secretariat, (trx, actor) => writeSections(story, trx, actor, paper, annex));
		}
		for (const { finding, recommendation, because } of paper.declined ?? []) {
			diary.on(written, secretariat, async (trx, actor) => {
				const pair = [
					reference('F', ledger.get('finding', finding)),
					reference('R', ledger.get('recommendation', recommendation))
				];
				await declineViews(trx, actor, reviewId(), nameOf(paper), { views: [pair.join(' ')], because });
			});
		}
		if (paper.publishedAs !== undefined) {
			freeze(paper, 'lodged');
			loadPublished(story, paper, paper.publishedAs);
		}
		if (paper.final) freeze(paper, 'final', paper.final === 'at_once' ? started : calendar.paperFrozen);
		if (!paper.snapshot) continue;
		freeze(paper, 'exposure');
		for (const { check, answers = [], ...row } of paper.checks ?? []) {
			diary.on(calendar.paperFrozen, secretariat, async (trx, actor) => {
				const stored = await getPaper(trx, reviewId(), nameOf(paper));
				const seen = wordsDigest(contentOf(await readManuscript(trx, stored)));
				const cleared = { clearedOn: calendar.paperFrozen, answers: [...answers], snapshot: 1, seen };
				await recordCheck(trx, actor, reviewId(), nameOf(paper), check, { ...row, ...cleared });
			});
		}
		if (paper.remarks) loadRemarks(story, paper, paper.remarks);
	}

	function freeze(paper: DemoPaper, gate: Gate, on = calendar.paperFrozen): void {
		diary.on(on, secretariat, async (trx, actor) => {
			const stored = await getPaper(trx, reviewId(), nameOf(paper));
			const seen = sha256(JSON.stringify(contentOf(await readManuscript(trx, stored))));
			await freezeSnapshot(trx, actor, reviewId(), nameOf(paper), { gate, seen });
		});
	}
}

/** Fills the sections that the profile has laid out, adds those it lacks and takes out those that stay empty. */
async function writeSections(story: Story, trx: Trx, actor: Actor, paper: DemoPaper, annex: boolean): Promise<void> {
	const reviewId = story.ledger.get('review', story.review.slug);
	const name = reference('P', story.ledger.get('paper', paper.key));
	const { id: paperId } = await getPaper(trx, reviewId, name);
	const laidOut = (await listSections(trx, paperId)).sections.filter((section) => section.annex === annex);
	const written = paper.sections.filter((section) => (section.annex ?? false) === annex);

	for (const [index, { heading, body }] of written.entries()) {
		const id = laidOut[index]?.id ?? (await addSection(trx, actor, reviewId, name, { heading, annex }));
		const { revision } = await getSection(trx, paperId, id);
		await editSection(trx, actor, reviewId, name, id, { heading, body: withReferences(story, body), annex, revision });
	}
	for (const { id, revision } of laidOut.slice(written.length)) {
		await removeSection(trx, actor, reviewId, name, { sectionId: id, revision });
	}
	if (!written.some((section) => section.level !== undefined)) return;
	const { sections } = await listSections(trx, paperId);
	const order = sections.map(({ id, heading }) => {
		return { id, level: written.find((section) => section.heading === heading)?.level ?? 1 };
	});
	await arrangeSections(trx, actor, reviewId, name, { seen: outlineText(sections), order });
}

/** Puts the references that the records have received in the place of their keys. */
function withReferences({ ledger }: Story, body: string): string {
	return body
		.replace(/\[\^F:([^\]]+)\]/g, (_, key: string) => `[^${reference('F', ledger.get('finding', key))}]`)
		.replace(/^::([a-z]+) R:(.+)$/gm, (_, kind: string, key: string) => {
			return `::${kind} ${reference('R', ledger.get('recommendation', key))}`;
		})
		.replace(/^::([a-z-]+) B:([a-z-]+)/gm, (_, kind: string, key: string) => {
			return `::${kind} ${reference('B', ledger.get('bid', key))}`;
		});
}
