import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { compareParagraphs } from '#lib/papers/compare.ts';
import { canUseWord } from '#lib/papers/paper.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, listSections } from '#lib/papers/queries.server.ts';
import { type Found, type Named, nobodyNamed, type Outcome } from '#lib/papers/word/found.ts';
import { decideReturnForm } from '#lib/papers/word/forms.ts';
import { getWordReturn } from '#lib/papers/word/queries.server.ts';
import { bringIn, putAside } from '#lib/papers/word/receive.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { dateTime, londonDate, plainDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** Of each kind; the others are counted, and brought in with them. */
const mostShown = 300;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { paper, sections, file } = await read(locals, async (trx, actor) => {
		const found = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!canUseWord(actor, found))
			throw new Forbidden('Copies for comment are for the secretariat, until a paper is lodged');
		const all = await listSections(trx, found.id);
		return {
			paper: found,
			sections: new Map([...all.sections, ...all.removed].map(({ id, heading }) => [id, heading])),
			file: await getWordReturn(trx, found.id, Number(params.returned))
		};
	});
	const found = JSON.parse(file.found) as Found;
	const outcome = file.outcome === null ? null : (JSON.parse(file.outcome) as Outcome);
	const unplaced = [...found.unplaced, ...(outcome?.left ?? [])];
	const headingOf = (id: number) => sections.get(id) ?? 'A section that was taken out';
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		file: {
			name: file.fileName || 'A file without a name',
			of: file.snapshotNumber === null ? 'the working text' : `snapshot ${file.snapshotNumber}`,
			sent: dateTime(file.copyMadeAt),
			received: dateTime(file.receivedAt),
			personName: file.personName,
			broughtIn: file.broughtInAt === null ? null : dateTime(file.broughtInAt),
			manifest: file.manifestSha256
		},
		done: outcome && { suggestions: outcome.suggestions.length, comments: outcome.comments },
		counts: { changes: found.changes.length, comments: found.comments.length, unplaced: unplaced.length },
		changes: found.changes.slice(0, mostShown).map((change) => ({
			kind: change.kind,
			heading: headingOf(change.sectionId),
			by: saidBy(change),
			paragraphs: compareParagraphs(paragraphsOf(change.before), paragraphsOf(change.after))
		})),
		comments: found.comments.slice(0, mostShown).map((comment) => ({
			heading: headingOf(comment.sectionId),
			by: saidBy(comment),
			quote: comment.quote,
			body: comment.body,
			answers: comment.answers !== null
		})),
		unplaced: unplaced.map((each) => ({ text: each.text, why: each.why, by: saidBy(each) }))
	};
};

export const actions: Actions = {
	bringIn: (event) =>
		act(event, decideReturnForm, async (trx, actor) => {
			const { review, paper, returned } = event.params;
			const { suggestions, comments } = await bringIn(trx, actor, reviewIdOf(actor, review), paper, Number(returned));
			return {
				to: event.url.pathname,
				notice: `Brought in: suggestions ${suggestions.length}, comments ${comments}. Nothing in the text has changed yet.`
			};
		}),
	putAside: (event) =>
		act(event, decideReturnForm, async (trx, actor) => {
			const { review, paper, returned } = event.params;
			await putAside(trx, actor, reviewIdOf(actor, review), paper, Number(returned));
			return {
				to: event.url.pathname.replace(/\/\d+$/, ''),
				notice: 'The file is put aside. Nothing of it was brought in.'
			};
		})
};

function saidBy({ author, at }: Named): string {
	return `${author ?? nobodyNamed}${at === null ? '' : `, ${plainDate(londonDate(new Date(at)))}`}`;
}
