import {
	type Block,
	composeBlocks,
	type Composed,
	composeRuns,
	type DocumentModel,
	type Footnote,
	plainRuns,
	type Run,
	runsText
} from '#lib/documents/document.ts';
import { linkStances, type LinkStance } from '#lib/recommendations/link.ts';
import type { Verb } from '#lib/recommendations/recommendation.ts';
import { longDate, londonDate } from '#lib/ui/dates.ts';
import { type PaperContent, recommendationWords } from './content.ts';
import { measurePaper } from './length.ts';
import { factsOf } from './facts.ts';
import { type Gate, gates, isLodged } from './paper.ts';
import { fillTemplate, type PrintedLine } from './profile.ts';
import { slotBlocks } from './slots/printing.server.ts';

/** Which copy of a paper is printed: the working text, or a frozen one. */
export type Copy =
	| { kind: 'working'; version: number; at: Date }
	| {
			kind: 'snapshot';
			number: number;
			gate: Gate;
			sha256: string;
			takenAt: Date;
			/** Whether less may be said of its evidence today than was frozen. */
			withheld?: boolean;
	  };

/**
 * Lets a copy for comment put its marks into a section's blocks, the heading first. `compose` makes blocks of other
 * Markdown as if it stood in this section.
 */
export type MarkSection = (
	section: PaperContent['sections'][number],
	blocks: Block[],
	compose: (markdown: string) => Composed
) => { blocks: Block[]; footnotes: Footnote[] };

/**
 * The document of a paper. A working copy and every snapshot before lodging show where each claim was heard; a lodged
 * copy carries no working references, no citations and no mark of a draft.
 */
export function composePaper(content: PaperContent, copy: Copy, mark?: MarkSection): DocumentModel {
	const lodged = copy.kind === 'snapshot' && isLodged(copy.gate);
	// A draft shows what is still to be written; a lodged copy has no heading with nothing under it.
	const printed = content.sections.filter((section) => !lodged || section.body.trim() !== '');
	const parts = printed.map((section) => composeSection(section, content, !lodged, mark));
	const annexes = printed.findIndex((section) => section.annex);
	const facts = factsOf(content, londonDate(copy.kind === 'working' ? copy.at : copy.takenAt));
	return {
		title: content.title,
		language: 'en-GB',
		marking: content.marking,
		banner: content.banner,
		status: statusOf(copy),
		byLine: content.byline,
		properties: propertiesOf(content, copy),
		numbered: content.profile.numberedParagraphs,
		styles: { paragraph: content.profile.paragraphStyle, recommendation: content.profile.recommendationStyle },
		contents: content.profile.contents || isLong(content),
		blocks: [
			...printLines(content.profile.head, facts),
			...withInvitation(
				[
					...parts.slice(0, annexes < 0 ? undefined : annexes).map((part) => part.blocks),
					printLines(content.profile.foot, facts),
					...parts.slice(annexes < 0 ? parts.length : annexes).map((part) => part.blocks)
				],
				content.profile.invitation
			)
		],
		footnotes: distinctNotes(parts.flatMap((part) => part.footnotes))
	};
}

export type TracedFinding = {
	reference: string;
	version: number;
	sentence: string;
	stance: LinkStance;
	note: string | null;
	needsRecheck: boolean;
	/** E12 with where and when, one for each event. */
	events: string[];
	/** Whether the paper itself cites it. */
	cited: boolean;
};

export type Trace = {
	title: string;
	review: string;
	banner: string | null;
	marking: string;
	department: string;
	/** The copy of the paper that this traces, in words. */
	of: string;
	at: Date;
	recommendations: {
		reference: string;
		version: number;
		verb: Verb;
		title: string;
		text: string;
		findings: TracedFinding[];
	}[];
	/** Where each citation stands: the section, the finding in the version cited and the version of now. */
	citations: {
		section: string;
		reference: string;
		seenVersion: number;
		version: number;
		sentence: string;
		events: string[];
	}[];
};

/** The traceability annex: a separate file for officials, from each recommendation to its findings to their events. */
export function composeAnnex(trace: Trace): DocumentModel {
	return {
		title: `Traceability annex: ${trace.title}`,
		language: 'en-GB',
		marking: trace.marking,
		banner: trace.banner,
		status: `OFFICIALS ONLY: not part of the paper. ${trace.of}, ${longDate(londonDate(trace.at))}`,
		byLine: trace.review,
		properties: {
			subject: 'Traceability annex, for officials only',
			creator: trace.department,
			keywords: [trace.review],
			snapshot: null
		},
		numbered: false,
		styles: { paragraph: 'Annex Paragraph', recommendation: 'Annex Recommendation' },
		contents: trace.recommendations.length > CONTENTS_BEYOND_RECOMMENDATIONS,
		blocks: [
			...trace.recommendations.flatMap((recommendation) => recommendationTrace(recommendation, trace)),
			...citationTrace(trace)
		],
		footnotes: []
	};
}

function isLong(content: PaperContent): boolean {
	const { pages, annexWords } = measurePaper(content);
	return pages + annexWords / WORDS_ON_A_PAGE > CONTENTS_BEYOND_PAGES;
}

/** A reader finds their way through a shorter paper by its headings. */
const CONTENTS_BEYOND_PAGES = 10;
const WORDS_ON_A_PAGE = 450;
const CONTENTS_BEYOND_RECOMMENDATIONS = 5;

function composeSection(
	section: PaperContent['sections'][number],
	content: PaperContent,
	showReferences: boolean,
	mark?: MarkSection
) {
	const compose = (markdown: string) =>
		composeBlocks(markdown, {
			headingBase: levelOf(section),
			showReferences,
			citation: (name) => {
				const found = content.evidence.find((each) => each.reference === name);
				return found ? `${found.reference}: ${found.note}` : null;
			},
			slot: (kind, argument) => slotBlocks(content, { kind, argument }, showReferences)
		});
	const { blocks, footnotes } = compose(section.body);
	const all = [headingOf(section), ...blocks];
	if (!mark) return { blocks: all, footnotes };
	const marked = mark(section, all, compose);
	return { blocks: marked.blocks, footnotes: [...footnotes, ...marked.footnotes] };
}

/** An annex is lettered by the document, so a letter typed into its heading would stand there twice. */
function headingOf(section: PaperContent['sections'][number]): Block {
	const level = levelOf(section);
	if (!section.annex || level > 1) return { type: 'heading', level, runs: plainRuns(section.heading) };
	const bare = section.heading.replace(/^annex\s+[a-z0-9]{1,2}\s*[:.–-]\s*/i, '');
	return { type: 'annex', runs: plainRuns(bare === '' ? section.heading : bare) };
}

function levelOf({ level = 1 }: { level?: number }): 1 | 2 | 3 {
	return level >= 3 ? 3 : level === 2 ? 2 : 1;
}

/** The first list of recommendations is led in by the profile's words, unless the author has written a lead of their own. */
function withInvitation(sections: Block[][], invitation: string): Block[] {
	const first = sections.find((blocks) => blocks.some((block) => block.type === 'recommendation'));
	return sections.flatMap((blocks) => {
		if (blocks !== first) return blocks;
		const at = blocks.findIndex((block) => block.type === 'recommendation');
		if (leadsIn(blocks[at - 1])) return blocks;
		const lead: Block = { type: 'paragraph', numbered: true, runs: plainRuns(invitation) };
		return [...blocks.slice(0, at), lead, ...blocks.slice(at)];
	});
}

function leadsIn(block: Block | undefined): boolean {
	return block?.type === 'paragraph' && runsText(block.runs).trimEnd().endsWith(':');
}

/** The lines of a head or foot, each without its line while something it names is not known. */
function printLines(lines: readonly PrintedLine[], facts: Parameters<typeof fillTemplate>[1]): Block[] {
	return lines.flatMap(({ label, text }): Block[] => {
		const words = fillTemplate(text, facts);
		if (words === null) return [];
		const lead: Run[] = label === null ? [] : [{ type: 'strong', runs: plainRuns(label) }, ...plainRuns(' ')];
		return [{ type: 'paragraph', numbered: false, runs: [...lead, ...plainRuns(words)] }];
	});
}

function statusOf(copy: Copy): string | null {
	if (copy.kind === 'working') return `DRAFT, version ${copy.version}, ${longDate(londonDate(copy.at))}`;
	if (isLodged(copy.gate)) return null;
	const label = gates[copy.gate].label.toUpperCase();
	const draft = label.includes('DRAFT') ? label : `DRAFT (${label})`;
	const less = copy.withheld ? ', without what has been withdrawn since' : '';
	return `${draft}, snapshot ${copy.number}, ${longDate(londonDate(copy.takenAt))}${less}`;
}

function propertiesOf(content: PaperContent, copy: Copy): DocumentModel['properties'] {
	return {
		subject: content.profile.name,
		creator: content.department,
		keywords: [content.review],
		snapshot: copy.kind === 'snapshot' ? { number: String(copy.number), sha256: copy.sha256 } : null
	};
}

function distinctNotes(notes: readonly Footnote[]): Footnote[] {
	return [...new Map(notes.map((note) => [note.key, note])).values()];
}

/** Every recommendation leads to its findings, each finding to where it is cited, and both lead back. */
const placeOf = {
	recommendation: (reference: string) => `recommendation-${reference}`,
	finding: (recommendation: string, finding: string) => `finding-${recommendation}-${finding}`,
	citation: (finding: string) => `citation-${finding}`
};

function recommendationTrace(recommendation: Trace['recommendations'][number], trace: Trace): Block[] {
	const { reference: name } = recommendation;
	const cited = new Set(trace.citations.map((citation) => citation.reference));
	const heading = `${recommendation.reference}, version ${recommendation.version}: ${recommendation.title}`;
	const words: Block = {
		type: 'paragraph',
		numbered: false,
		runs: composeRuns(recommendationWords(recommendation))
	};
	const rows = recommendation.findings.map((finding) => [
		stacked([
			[
				{ type: 'anchor', name: placeOf.finding(name, finding.reference) },
				...plainRuns(linkStances[finding.stance].label)
			],
			plainRuns(`${finding.reference}, version ${finding.version}`),
			!finding.cited
				? plainRuns('Not cited')
				: cited.has(finding.reference)
					? [leadsTo(placeOf.citation(finding.reference), 'Cited in the paper')]
					: plainRuns('Cited in the paper'),
			[leadsTo(placeOf.recommendation(name), `Back to ${name}`)]
		]),
		findingCell(finding),
		lines(finding.events)
	]);
	return [
		{ type: 'heading', level: 1, runs: plainRuns(heading), name: placeOf.recommendation(name) },
		words,
		...(rows.length === 0 ? [] : [leadingToFindings(recommendation)]),
		rows.length === 0
			? plainParagraph('No shared finding is tagged to it.')
			: {
					type: 'table',
					caption: plainRuns(`Findings for and against ${recommendation.reference}`),
					align: ['left', 'left', 'left'],
					header: ['Finding', 'What it says', 'Where it was heard'].map(plainRuns),
					rows
				}
	];
}

function citationTrace(trace: Trace): Block[] {
	const heading: Block = { type: 'heading', level: 1, runs: plainRuns('Where each finding is cited') };
	if (trace.citations.length === 0) return [heading, plainParagraph('The paper cites no finding.')];
	return [
		heading,
		{
			type: 'table',
			caption: plainRuns('Citations by section'),
			align: ['left', 'left', 'left'],
			header: ['Section and finding', 'What it says', 'Where it was heard'].map(plainRuns),
			rows: trace.citations.map((citation, index) => [
				stacked([
					plainRuns(citation.section),
					[
						...(trace.citations.findIndex((each) => each.reference === citation.reference) === index
							? [{ type: 'anchor', name: placeOf.citation(citation.reference) } as const]
							: []),
						...plainRuns(
							citation.seenVersion === citation.version
								? `${citation.reference}, version ${citation.version}`
								: `${citation.reference}, cited in version ${citation.seenVersion}, now version ${citation.version}`
						)
					],
					...restingOn(citation.reference, trace)
				]),
				plainRuns(citation.sentence),
				lines(citation.events)
			])
		}
	];
}

function findingCell(finding: TracedFinding): Run[] {
	const more = [finding.note ? `Note: ${finding.note}` : null, finding.needsRecheck ? 'Needs re-check' : null];
	return lines([finding.sentence, ...more.filter((line) => line !== null)]);
}

function leadingToFindings({ reference: name, findings }: Trace['recommendations'][number]): Block {
	const links = findings.flatMap((finding, index): Run[] => [
		...(index > 0 ? plainRuns(', ') : []),
		leadsTo(placeOf.finding(name, finding.reference), finding.reference)
	]);
	return { type: 'paragraph', numbered: false, runs: [...plainRuns('Findings: '), ...links] };
}

/** The recommendations that a cited finding speaks for or against, each leading to its row. */
function restingOn(finding: string, trace: Trace): Run[][] {
	const behind = trace.recommendations.filter(({ findings }) => findings.some((each) => each.reference === finding));
	return behind.map(({ reference: name }) => [leadsTo(placeOf.finding(name, finding), `Under ${name}`)]);
}

function leadsTo(place: string, words: string): Run {
	return { type: 'link', href: `#${place}`, runs: plainRuns(words) };
}

function stacked(rows: Run[][]): Run[] {
	return rows.flatMap((runs, index) => [...(index > 0 ? [{ type: 'break' } as const] : []), ...runs]);
}

function plainParagraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: plainRuns(text) };
}

function lines(texts: readonly string[]): Run[] {
	return texts.flatMap((text, index) => [...(index > 0 ? [{ type: 'break' } as const] : []), ...plainRuns(text)]);
}
