import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { positionStances } from '#lib/positions/position.ts';
import { type Presence, presences, recommendationOutcomes } from './meeting.ts';
import { startingTimes } from './times.ts';

const details = {
	title: fields.line('a title', 200),
	meetsOn: fields.isoDate('the day of the meeting', { from: '2000-01-01' }),
	startsAt: fields.oneOf('when it starts', startingTimes),
	place: fields.line('the room, or how to join the call', 300)
};

export const planForm = z.object({ ...details, wholeAgenda: fields.checkbox() });

export const editMeetingForm = z.object({ ...details, revision: fields.revision() });

export const cancelForm = z.object({ revision: fields.revision(), because: fields.prose('why it is cancelled', 1000) });

const freeItem = z.object({
	id: fields.optionalIdentifier('an item'),
	title: fields.line('what the item is', 200),
	note: fields.optionalLine('who leads on it', 500),
	atEnd: z.enum(['start', 'end'], 'Select where it stands').default('end')
});

export const agendaForm = z
	.object({
		revision: fields.revision(),
		recommendationIds: z.array(fields.identifier('a recommendation')).default([]),
		/** A row whose title was emptied is a row taken off. */
		items: z
			.array(z.preprocess(withoutTitle, freeItem.optional()))
			.max(30, 'Add 30 items or fewer')
			.default([])
			.transform((rows) => rows.flatMap((row, index) => (row === undefined ? [] : [{ ...row, row: index }])))
	})
	.transform(({ items, recommendationIds, ...rest }) => ({
		...rest,
		recommendationIds: [...new Set(recommendationIds)],
		items: items.map(({ atEnd, ...item }) => ({ ...item, atEnd: atEnd === 'end' }))
	}));

export const attendanceForm = z.object({
	rows: z
		.array(
			z
				.object({
					postId: fields.identifier('a post'),
					presence: fields.optionalOneOf('whether they came', namesOf<Presence>(presences)),
					who: fields.optionalLine('who came', 200)
				})
				.refine(({ presence, who }) => presence !== 'substitute' || who !== null, {
					path: ['who'],
					message: 'Enter who came as the substitute'
				})
		)
		.max(200),
	alsoPresent: fields.optionalProse('who else was there', 2000)
});

/** One cell of the grid: nothing chosen leaves the position as it stands. */
const cell = z
	.object({
		of: z.string().regex(/^[1-9]\d{0,14}:[1-9]\d{0,14}$/, 'Reload the page, then record the position again'),
		version: fields.wholeNumber('a version', { min: 1 }),
		stance: fields.optionalOneOf('an answer', positionStances),
		reason: fields.optionalProse('what was said', 3000),
		words: fields.optionalProse('the condition, or the words that would be agreed', 2000)
	})
	.superRefine(({ stance, reason, words }, context) => {
		if (stance !== null && stance !== 'content' && reason === null) {
			context.addIssue({ code: 'custom', path: ['reason'], message: 'Enter what was said' });
		}
		if (stance === 'content_subject_to' && words === null) {
			context.addIssue({ code: 'custom', path: ['words'], message: 'Enter the condition' });
		}
		if (stance === 'content_if_reworded' && words === null) {
			context.addIssue({ code: 'custom', path: ['words'], message: 'Enter the words that would be agreed' });
		}
	});

export const positionsForm = z.object({
	cells: z
		.array(cell.optional(), 'Record at least one position')
		.max(400)
		.transform((cells) =>
			cells.flatMap((each, row) => {
				if (!each || each.stance === null) return [];
				const { stance, version, reason, words } = each;
				const [recommendationId = 0, postId = 0] = each.of.split(':').map(Number);
				return [
					{
						row,
						recommendationId,
						postId,
						version,
						stance,
						reason,
						proposedText: stance === 'content_if_reworded' ? words : null,
						conditions:
							stance === 'content_subject_to' && words !== null ? [{ text: words, grade: 'condition' as const }] : []
					}
				];
			})
		)
		.refine((cells) => cells.length > 0, 'Record at least one position')
});

export const decisionForm = z
	.object({
		item: fields.identifier('an item'),
		version: fields.wholeNumber('a version', { min: 1 }),
		outcome: fields.oneOf('what was decided', recommendationOutcomes),
		words: fields.optionalProse('what was said of it', 3000)
	})
	.refine(({ outcome, words }) => outcome === 'recommended' || words !== null, {
		path: ['words'],
		message: 'Enter why, or what is to be done'
	});

export const noteForm = z.object({
	item: fields.identifier('an item'),
	words: fields.prose('what was said of it', 3000)
});

/** What passes without debate, each as it stood on the page: "12:3". */
export const passingForm = z.object({
	items: z
		.array(z.string().regex(/^\d{1,15}:\d{1,9}$/, 'Select items from the list'), 'Nothing passes without debate now')
		.min(1, 'Nothing passes without debate now')
		.transform((chosen) =>
			[...new Set(chosen)].map((text) => {
				const [item = 0, version = 0] = text.split(':').map(Number);
				return { item, version };
			})
		)
});

export const holdForm = z.object({ revision: fields.revision() });

export const correctionForm = z.object({ text: fields.prose('the correction', 3000) });

export const confirmForm = z.object({ answer: fields.identifier('a position') });

/** Where a page of the list begins or ends: "2026-11-30.4". */
export function meetingCursor(text: string | null): { meetsOn: string; number: number } | null {
	const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(text ?? '');
	const [, meetsOn = '', number = ''] = match ?? [];
	return match && !Number.isNaN(Date.parse(meetsOn)) ? { meetsOn, number: Number(number) } : null;
}

function withoutTitle(row: unknown): unknown {
	if (typeof row !== 'object' || row === null) return row;
	const { title, note } = row as Record<string, unknown>;
	const blank = (text: unknown) => text === undefined || (typeof text === 'string' && text.trim() === '');
	return blank(title) && blank(note) ? undefined : row;
}

function namesOf<Name extends string>(of: Record<Name, unknown>): Name[] {
	return Object.keys(of).filter((name): name is Name => name in of);
}
