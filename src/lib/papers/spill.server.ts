import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { nameOf } from '#lib/documents/numbering.ts';
import { Conflict, Invalid } from '#lib/errors.ts';
import { insertSection, lockFor, lockSectionFor, saveWording } from './commands.server.ts';
import { joinParagraphs, paragraphsOf } from './paragraphs.ts';
import { getSection, listSections } from './queries.server.ts';

/**
 * Moves the words of a section, from one of its paragraphs on, to an annex of their own, and leaves a cross-reference
 * behind. The earlier wording stays in the section's history, from where it can be brought back.
 * @param input.from the place of the first paragraph that moves, counted from nothing
 * @returns the annex. @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function spillToAnnex(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: { from: number; heading: string; revision: number }
): Promise<number> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const section = await lockSectionFor(trx, paper, sectionId, input.revision);
	if (section.annex) throw new Conflict('This section is an annex already');
	const paragraphs = paragraphsOf(section.body);
	if (input.from >= paragraphs.length) throw new Invalid('from', 'Select a paragraph that the section has');
	const { heading } = input;
	const { sections } = await listSections(trx, paper.id);
	if (sections.some((each) => nameOf(each.heading) === nameOf(heading))) {
		throw new Invalid('heading', 'Another section has this heading: the cross-reference needs one of its own');
	}

	const rank = sections.reduce((last, each) => Math.max(last, each.rank), 0) + 1;
	const id = await insertSection(trx, actor, grant, paper, { rank, heading, body: '', annex: true });
	const annex = await getSection(trx, paper.id, id);
	// The annex first, so that what is cited keeps the version it was cited in.
	const moved = joinParagraphs(paragraphs.slice(input.from));
	await saveWording(trx, actor, grant, paper, annex, { heading, body: moved, annex: true }, { event: 'section.added' });
	await saveWording(
		trx,
		actor,
		grant,
		paper,
		section,
		{
			heading: section.heading,
			body: joinParagraphs([...paragraphs.slice(0, input.from), pointerTo(heading)]),
			annex: false
		},
		{ event: 'section.spilled', said: { annex: heading, paragraphs: paragraphs.length - input.from } }
	);
	return id;
}

/** A heading that makes no name, such as one in another script, is pointed to by its words. */
function pointerTo(heading: string): string {
	const called = nameOf(heading);
	return /^[A-Za-z][\w-]{0,63}$/.test(called) ? `See [#${called}].` : `See the annex “${heading}”.`;
}
