import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Busy, DocumentTooLarge, RenderFailed } from '#lib/documents/render.server.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { isLodged } from '#lib/papers/paper.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { clockInWords } from '#lib/papers/public/clock.ts';
import { withholdingCodes } from '#lib/papers/public/codes.ts';
import {
	approvePublicCopy,
	decideRemoval,
	editPublicCopy,
	makePublicCopy,
	proposeMore,
	publishPublicCopy,
	reopenPublicCopy,
	startPublicCopy,
	undoRemoval,
	withholdProposed
} from '#lib/papers/public/commands.server.ts';
import {
	approveForm,
	decideRemovalForm,
	proposeMoreForm,
	publicCopyForm,
	publishForm,
	startPublicCopyForm,
	undoRemovalForm,
	withholdAllForm
} from '#lib/papers/public/forms.ts';
import {
	canApprovePublicCopy,
	canPreparePublicCopy,
	canPublishPublicCopy,
	canSeePublicCopy,
	mayHavePublicCopy
} from '#lib/papers/public/public-copy.ts';
import { makePublicFiles } from '#lib/papers/public/public-files.server.ts';
import { findPublicCopy, getFrozen, listPublishedFormats } from '#lib/papers/public/queries.server.ts';
import { placeInWords, wordsAt } from '#lib/papers/public/redact.ts';
import { rules } from '#lib/papers/public/removal.ts';
import { getPaper, listSnapshots } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canSeePublicCopy(actor, reviewId)) throw new Forbidden('The secretariat and the chair prepare public copies');
		const copy = await findPublicCopy(trx, paper.id);
		const today = londonDate(actor.now);
		const mayPrepare = canPreparePublicCopy(actor, reviewId);
		const snapshots = (await listSnapshots(trx, paper.id)).filter(({ gate }) => isLodged(gate));
		return {
			paper: { name: reference('P', paper.number), title: paper.title, gate: paper.gate },
			allowed: paper.profile.mayBePublished,
			ready: mayHavePublicCopy(paper),
			start:
				mayPrepare && !copy
					? {
							snapshots: snapshots.map(({ number, gate, takenAt }) => ({ number, gate, takenAt })),
							decidedOn: paper.decidedOn ?? (snapshots[0] ? londonDate(snapshots[0].takenAt) : today)
						}
					: null,
			copy: copy ? await standing(trx, paper, copy, today) : null,
			may: {
				prepare: mayPrepare,
				approve: copy !== undefined && canApprovePublicCopy(actor, copy),
				publish: canPublishPublicCopy(actor, reviewId)
			}
		};
	});

export const actions: Actions = {
	start: (event) =>
		act(
			event,
			startPublicCopyForm,
			async (trx, actor, input) => {
				const { review, paper } = event.params;
				await startPublicCopy(trx, actor, reviewIdOf(actor, review), paper, input);
				return { to: event.url.pathname, notice: 'The public copy is started. Decide what it leaves out.' };
			},
			{ constraints: addressTaken('title') }
		),
	edit: (event) =>
		act(
			event,
			publicCopyForm,
			async (trx, actor, input) => {
				const { review, paper } = event.params;
				await editPublicCopy(trx, actor, reviewIdOf(actor, review), paper, input);
				return { to: event.url.pathname, notice: 'The public copy is changed.' };
			},
			{ constraints: addressTaken('address') }
		),
	decide: (event) =>
		act(event, decideRemovalForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await decideRemoval(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: `${event.url.pathname}#register` };
		}),
	withholdAll: (event) =>
		act(event, withholdAllForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			const count = await withholdProposed(trx, actor, reviewIdOf(actor, review), paper, input.revision);
			const notice = count === 1 ? 'One proposal is withheld.' : `${count} proposals are withheld.`;
			return { to: `${event.url.pathname}#register`, notice };
		}),
	propose: (event) =>
		act(event, proposeMoreForm, async (trx, actor) => {
			const { review, paper } = event.params;
			const count = await proposeMore(trx, actor, reviewIdOf(actor, review), paper);
			return {
				to: `${event.url.pathname}#register`,
				notice: count === 0 ? 'The rules find nothing more.' : `Found ${count} more to decide.`
			};
		}),
	undo: (event) =>
		act(event, undoRemovalForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await undoRemoval(trx, actor, reviewIdOf(actor, review), paper, input.removalId);
			return { to: `${event.url.pathname}#register`, notice: 'These words are in the public copy again.' };
		}),
	approve: (event) =>
		act(event, approveForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await approvePublicCopy(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: event.url.pathname, notice: 'The public copy is approved.' };
		}),
	reopen: (event) =>
		act(event, publishForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await reopenPublicCopy(trx, actor, reviewIdOf(actor, review), paper, input.revision);
			return { to: event.url.pathname, notice: 'The public copy can be changed again.' };
		}),
	publish: async (event) => {
		const { review, paper } = event.params;
		const made = await makePublicFiles(event.locals, { review, paper }).catch(inWords);
		return act(event, publishForm, async (trx, actor, input) => {
			if (made instanceof Conflict) throw made;
			await publishPublicCopy(trx, actor, reviewIdOf(actor, review), paper, { ...input, ...made });
			return { to: event.url.pathname, notice: 'Published. Anybody can read it at its public address.' };
		});
	}
};

const addressTaken = (field: string) => ({
	public_copies_address_key: {
		field,
		message: 'Another public copy has this address: add a word to it'
	}
});

/** What keeps a document from being made is told beside the button. */
function inWords(cause: unknown): Conflict {
	const told = [Busy, RenderFailed, DocumentTooLarge, Refused].some((kind) => cause instanceof kind);
	if (told && cause instanceof Error) {
		return new Conflict(cause.message);
	}
	throw cause;
}

async function standing(
	trx: Parameters<typeof makePublicCopy>[0],
	paper: Parameters<typeof makePublicCopy>[1],
	copy: Parameters<typeof makePublicCopy>[2],
	today: string
) {
	const { content } = await getFrozen(trx, paper.id, copy.snapshotNumber);
	const { sha256, removals, obstacles } = await makePublicCopy(trx, paper, copy);
	return {
		state: copy.state,
		title: copy.title,
		address: copy.address,
		decidedOn: copy.decidedOn,
		dueOn: copy.dueOn,
		revision: copy.revision,
		snapshotNumber: copy.snapshotNumber,
		snapshotGate: copy.snapshotGate,
		startedByName: copy.startedByName,
		approvedByName: copy.approvedByName,
		approvedAt: copy.approvedAt,
		publishedByName: copy.publishedByName,
		publishedAt: copy.publishedAt,
		seen: sha256,
		obstacles,
		formats: copy.state === 'published' ? await listPublishedFormats(trx, copy.id) : [],
		clock: clockInWords(copy.dueOn, today, copy.publishedAt && londonDate(copy.publishedAt)),
		removals: removals.map((removal) => ({
			id: removal.id,
			state: removal.state,
			code: withholdingCodes[removal.code].label,
			silent: withholdingCodes[removal.code].silent,
			where: placeInWords(content, removal),
			words: wordsAt(content, removal),
			rule: removal.rule && rules[removal.rule],
			because: removal.because,
			personName: removal.personName,
			decidedAt: removal.decidedAt
		})),
		sections: content.sections.map(({ key, heading, body }) => ({
			key,
			heading,
			withheld: removals.some(
				(removal) => removal.state === 'withheld' && removal.place === 'section' && removal.sectionKey === key
			),
			paragraphs: paragraphsOf(body).map((text, index) => ({
				text,
				index,
				whole: removals.some(
					(removal) =>
						removal.state === 'withheld' &&
						removal.place === 'paragraph' &&
						removal.sectionKey === key &&
						removal.paragraph === index
				),
				parts: removals.filter(
					(removal) =>
						removal.state === 'withheld' &&
						removal.place === 'passage' &&
						removal.sectionKey === key &&
						removal.paragraph === index
				).length
			}))
		}))
	};
}
