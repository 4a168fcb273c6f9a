import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { attentionFor, claimsWithoutEvidence, isArgued, lodgingObstacles } from '#lib/papers/attention.ts';
import { checksToDo } from '#lib/papers/checks/to-do.ts';
import { readSheet } from '#lib/papers/checks/queries.server.ts';
import {
	acceptWording,
	arrangeSections,
	moveSection,
	removeSection,
	restoreSection
} from '#lib/papers/commands.server.ts';
import { acceptForm, arrangeForm, moveSectionForm, removeSectionForm, restoreSectionForm } from '#lib/papers/forms.ts';
import { listDrafted } from '#lib/papers/drafts/queries.server.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf, workingVersion } from '#lib/papers/manuscript.ts';
import { type Move, moved, numbersOf } from '#lib/papers/outline.ts';
import {
	canEditPaper,
	canExportAnnex,
	canExportPaper,
	canFreezePaper,
	canSeeReaders,
	canUseWord
} from '#lib/papers/paper.ts';
import { getPaper, listSections, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { canSeePublicCopy } from '#lib/papers/public/public-copy.ts';
import { noteReading } from '#lib/papers/readers/note-reading.server.ts';
import { readRemarks } from '#lib/papers/remarks.server.ts';
import { cardsOf, knownIn, restsOn, sectionHtml } from '#lib/papers/screen.server.ts';
import { listChanges } from '#lib/papers/slots/refresh.server.ts';
import { listVisits } from '#lib/papers/visits.server.ts';
import { reference, referencePath } from '#lib/reviews/reference.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const manuscript = await readManuscript(trx, paper);
		const mayEdit = canEditPaper(actor, paper);
		return {
			actor,
			manuscript,
			changed: mayEdit ? (await listChanges(trx, manuscript)).length : 0,
			sheet: await readSheet(trx, actor, paper, contentOf(manuscript)),
			removed: (await listSections(trx, paper.id)).removed,
			snapshots: await listSnapshots(trx, paper.id),
			remarks: await readRemarks(trx, actor, paper),
			drafted: await listDrafted(trx, actor, paper.id),
			visits: await listVisits(trx, actor, paper.id),
			may: {
				edit: mayEdit,
				freeze: canFreezePaper(actor, paper),
				export: canExportPaper(actor, paper.reviewId),
				word: canUseWord(actor, paper),
				exportAnnex: canExportAnnex(actor, paper.reviewId),
				seeReaders: canSeeReaders(actor, paper.reviewId),
				seePublicCopy: paper.profile.mayBePublished && canSeePublicCopy(actor, paper.reviewId)
			}
		};
	});
	const { actor, manuscript, changed, removed, sheet, snapshots, remarks, may } = found;
	const { paper, sections } = manuscript;
	const { id: paperId, reviewId } = paper;
	noteReading(actor, { paperId, reviewId, copy: 'working', copyNumber: workingVersion(manuscript), takenAs: null });
	const content = contentOf(manuscript);
	const numbers = numbersOf(sections);
	const printed = manuscript.printed.map((each) => each.reference);
	const known = knownIn(content, params.review, printed);
	const attention = attentionFor(manuscript);
	const length = measurePaper(content);
	return {
		paper: {
			name: reference('P', paper.number),
			title: paper.title,
			profileName: paper.profile.name,
			gate: paper.gate,
			byline: content.byline,
			committee: paper.committee,
			meetingOn: paper.meetingOn,
			sponsors: content.sponsors,
			facts: {
				committee: paper.committee,
				meetingOn: paper.meetingOn,
				committeeReference: paper.committeeReference,
				contact: paper.contact,
				addressee: paper.addressee,
				copies: paper.copies,
				replyBy: paper.replyBy,
				lodgedWith: paper.lodgedWith,
				lodgedOn: paper.lodgedOn,
				minuteReference: paper.minuteReference,
				decidedOn: paper.decidedOn,
				publishedOn: paper.publishedOn,
				publicAddress: paper.publicAddress
			},
			version: workingVersion(manuscript),
			updatedAt: paper.updatedAt
		},
		marking: { text: content.marking },
		sections: sections.map((section) => ({
			id: section.id,
			heading: section.heading,
			annex: section.annex,
			level: section.level,
			number: numbers.get(section.id) ?? '',
			revision: section.revision,
			html: sectionHtml(section.body, known, section.level),
			empty: section.body.trim() === '',
			hint: paper.profile.sections.find((each) => each.heading === section.heading)?.hint ?? null,
			moves: may.edit ? moves.filter((move) => moved(sections, section.id, move) !== null) : [],
			drafted: found.drafted.includes(section.id),
			visits: found.visits.filter((visit) => visit.sectionId === section.id),
			concerns: attention.filter((item) => item.sectionIds.includes(section.id)).length
		})),
		removed: may.edit ? removed.map(({ id, heading, removedAt }) => ({ id, heading, removedAt })) : [],
		cards: cardsOf(content),
		length,
		attention: attention.map(({ wordings, ...item }) => ({
			...item,
			href: referencePath(params.review, item.reference),
			version: wordings?.version ?? null,
			parts: wordings ? difference(wordings.before, wordings.after) : null
		})),
		checks: checksToDo(sheet),
		obstacles: may.freeze ? lodgingObstacles(manuscript, length) : [],
		against: {
			undecided: manuscript.against.filter((view) => view.declined === null).length,
			declined: manuscript.against.filter((view) => view.declined !== null).length
		},
		changed,
		claims: claimsWithoutEvidence(sections, (section) => isArgued(manuscript, section)),
		rests: restsOn(manuscript, params.review),
		snapshots,
		remarks,
		may
	};
};

export const actions: Actions = {
	arrange: (event) =>
		act(event, arrangeForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await arrangeSections(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: event.url.pathname };
		}),
	move: (event) =>
		act(event, moveSectionForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await moveSection(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: `${event.url.pathname}#section-${input.sectionId}` };
		}),
	remove: (event) =>
		act(event, removeSectionForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await removeSection(trx, actor, reviewIdOf(actor, review), paper, input);
			return {
				to: event.url.pathname,
				notice: 'The section is taken out. You can put it back at the foot of this page.'
			};
		}),
	restore: (event) =>
		act(event, restoreSectionForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await restoreSection(trx, actor, reviewIdOf(actor, review), paper, input.sectionId);
			return { to: `${event.url.pathname}#section-${input.sectionId}`, notice: 'The section is back in the paper.' };
		}),
	accept: (event) =>
		act(event, acceptForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await acceptWording(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: `${event.url.pathname}#attention`, notice: `The new wording of ${input.reference} is accepted.` };
		})
};

const moves: Move[] = ['up', 'down', 'in', 'out'];
