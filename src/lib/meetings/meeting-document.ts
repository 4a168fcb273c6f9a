import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { stances } from '#lib/positions/position.ts';
import { verbs } from '#lib/recommendations/recommendation.ts';
import { dateTime, longDate, plainDate } from '#lib/ui/dates.ts';
import { agendaGroups } from './groups.ts';
import { outcomes, presences } from './meeting.ts';
import type { MeetingContent } from './minute.ts';
import { timeWords } from './times.ts';

type Item = MeetingContent['recommendations'][number];
type FreeItem = MeetingContent['opening'][number];
type Position = Item['positions'][number];

/** The agenda as it goes out. Pure: everything was read before. @param madeOn an ISO date */
export function agendaDocument(content: MeetingContent, madeOn: string): DocumentModel {
	const { meeting } = content;
	return {
		...frame(content, 'Agenda'),
		status: `Agenda as of ${longDate(madeOn)}`,
		blocks: [
			paragraph(
				`${longDate(meeting.meetsOn)}, ${timeWords(meeting.startsAt)}. ${meeting.place}. In the chair: ${meeting.chair}.`
			),
			...freeBlocks(content.opening, 'To begin with', false),
			...agendaGroups(content).flatMap(({ label, hint, route, items }) => [
				heading(label),
				paragraph(hint),
				...items.flatMap((item) => [
					...recommendationBlocks(item),
					...(route === 'passes' ? [] : [positionsTable(item)])
				])
			]),
			...freeBlocks(content.closing, 'To end with', false)
		]
	};
}

export type FrozenMinute = {
	/** Null for a minute that is not frozen yet. */
	heldAt: Date | null;
	sha256: string | null;
	corrections: readonly { text: string; personName: string; postTitle: string; recordedAt: Date }[];
};

/** The minute, with what was put right since. Pure: everything was read before. */
export function minuteDocument(content: MeetingContent, { heldAt, sha256, corrections }: FrozenMinute): DocumentModel {
	const { meeting } = content;
	const framed = frame(content, 'Minute');
	return {
		...framed,
		status: heldAt === null ? 'Draft minute' : `Minute closed on ${dateTime(heldAt)}`,
		properties: { ...framed.properties, snapshot: sha256 === null ? null : { sha256, number: meeting.reference } },
		blocks: [
			paragraph(
				`${longDate(meeting.meetsOn)}, ${timeWords(meeting.startsAt)}. ${meeting.place}. In the chair: ${meeting.chair}.`
			),
			heading('Attendance'),
			attendanceTable(content),
			...(content.alsoPresent === null ? [] : [paragraph(`Also present: ${content.alsoPresent}`)]),
			...freeBlocks(content.opening, 'To begin with', true),
			...agendaGroups(content).flatMap(({ label, items, route }) => [
				heading(label),
				...items.flatMap((item) => [
					...recommendationBlocks(item),
					...(route === 'passes' ? [] : [positionsTable(item)]),
					...decisionBlocks(item)
				])
			]),
			...freeBlocks(content.closing, 'To end with', true),
			heading('Actions'),
			...(content.actions.length === 0 ? [paragraph('None.')] : [actionsTable(content)]),
			...(corrections.length === 0
				? []
				: [
						heading('Corrections'),
						...corrections.map((each) =>
							paragraph(`${dateTime(each.recordedAt)}, ${each.personName}, ${each.postTitle}: ${each.text}`)
						)
					])
		]
	};
}

/** "Recommended by the group, on version 2", or what it was left at. */
export function decisionText(item: Pick<Item, 'decision'>): string {
	if (item.decision === null) return 'Not decided.';
	const { outcome, version } = item.decision;
	return `${outcomes[outcome].label}${version === null ? '' : `, on version ${version}`}.`;
}

/** What a member said, in one line. */
export function positionText(position: Position): string {
	if (position.stance === null) return 'Owes an answer';
	const label = stances[position.stance].label;
	if (position.lapsed) return `${label} to earlier words; owes an answer`;
	if (position.here === 'noted') return `${label} (noted in the meeting, to be confirmed)`;
	return position.here === 'confirmed' ? `${label} (said in the meeting)` : label;
}

function frame({ review, meeting }: MeetingContent, kind: string): DocumentModel {
	return {
		title: `${kind}: ${meeting.title}`,
		language: 'en-GB',
		marking: review.marking,
		banner: review.banner,
		status: null,
		byLine: review.title,
		properties: { subject: `${kind} of a meeting`, creator: 'Secretariat', keywords: [], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		blocks: []
	};
}

function recommendationBlocks(item: Item): Block[] {
	return [
		heading(`${item.reference} ${item.title}`, 2),
		paragraph(`${verbs[item.verb].label}: ${item.text}`),
		paragraph(`${item.lead} leads. Version ${item.version}.`)
	];
}

function positionsTable(item: Item): Block {
	return table(
		['Member', 'Position'],
		item.positions.map((position) => [
			lines([position.department, position.post]),
			lines([
				positionText(position),
				...(position.reason === null ? [] : [position.reason]),
				...(position.proposedText === null ? [] : [`Would agree to: “${position.proposedText}”`]),
				...position.conditions
			])
		])
	);
}

function decisionBlocks(item: Item): Block[] {
	const words = item.decision?.words ?? null;
	return [
		{
			type: 'paragraph',
			numbered: false,
			runs: [{ type: 'strong', runs: plainRuns(`Decision: ${decisionText(item)}`) }]
		},
		...(words === null ? [] : [paragraph(words)]),
		...(item.decision === null ? [] : [paragraph(`Recorded by ${item.decision.recordedBy}.`)])
	];
}

function attendanceTable({ attendance }: MeetingContent): Block {
	return table(
		['Post', 'Attendance'],
		attendance.map((post) => [
			lines([`${post.post}${post.chairs ? ', in the chair' : ''}`, post.department]),
			`${post.presence === null ? 'Not recorded' : presences[post.presence].label}${post.who === null ? '' : `: ${post.who}`}`
		])
	);
}

function actionsTable({ actions }: MeetingContent): Block {
	return table(
		['Action', 'Owner', 'By'],
		actions.map((action) => [
			`${action.reference} ${action.text}${action.about === null ? '' : ` (${action.about})`}`,
			lines([action.owner, action.department]),
			lines([
				plainDate(action.dueOn),
				...(action.reportBack === null
					? []
					: [
							`Reported back to ${action.reportBack}${action.reportBackOn === null ? '' : ` on ${plainDate(action.reportBackOn)}`}`
						])
			])
		])
	);
}

function freeBlocks(items: readonly FreeItem[], title: string, minuted: boolean): Block[] {
	if (items.length === 0) return [];
	return [
		heading(title),
		...items.flatMap((item) => [
			heading(item.title, 2),
			...(item.note === null ? [] : [paragraph(item.note)]),
			...(minuted ? [paragraph(item.decision?.words ?? 'Nothing was recorded.')] : [])
		])
	];
}

function heading(text: string, level: 1 | 2 = 1): Block {
	return { type: 'heading', level, runs: plainRuns(text) };
}

function paragraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: lines(text.split('\n').filter((line) => line.trim() !== '')) };
}

function table(header: string[], rows: (string | Run[])[][]): Block {
	return {
		type: 'table',
		caption: null,
		align: header.map(() => 'left' as const),
		header: header.map(plainRuns),
		rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? plainRuns(cell) : cell)))
	};
}

function lines(texts: string[]): Run[] {
	return texts.flatMap((text, index): Run[] =>
		index === 0 ? plainRuns(text) : [{ type: 'break' }, ...plainRuns(text)]
	);
}
