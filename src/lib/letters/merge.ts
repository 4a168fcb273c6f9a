/** The fields of a template, as a person types them, with what each stands for. */
export const mergeFields = {
	addressee: 'the addressee’s post',
	addressee_name: 'who holds the addressee’s post, or the post where it is vacant',
	sender: 'the sender’s post',
	sender_name: 'who holds the sender’s post, or the post where it is vacant',
	department: 'the department',
	review: 'the title of the review',
	reply_by: 'the day by which an answer is asked for',
	schedule: 'the schedule of asks, on a line of its own; without it the schedule follows the signature'
} as const;

export type MergeField = keyof typeof mergeFields;

export const mergeFieldNames = Object.keys(mergeFields).filter((name): name is MergeField => name in mergeFields);

/** The one field that stays in the words of a letter: the schedule is printed as it is when the letter is. */
export const scheduleField = '{{schedule}}';
export const scheduleSlot = 'schedule';

/** The fields in a text that nobody knows, each once, as they were typed. */
export function unknownFields(text: string, known: readonly string[] = mergeFieldNames): string[] {
	const found = [...text.matchAll(anyField)].flatMap(([typed, name = '']) =>
		known.includes(name.trim()) ? [] : [typed]
	);
	return [...new Set(found)];
}

/** Fills a template in. The schedule's field is left for the document. */
export function merge(template: string, values: Record<Exclude<MergeField, 'schedule'>, string>): string {
	return template.replace(anyField, (typed, name: string) => {
		const field = name.trim();
		return Object.hasOwn(values, field) ? values[field as keyof typeof values] : typed;
	});
}

/** The words with the schedule's field as the slot that documents fill. */
export function withScheduleSlot(text: string): string {
	return aroundSchedule(text).join(`\n\n::${scheduleSlot}\n\n`);
}

/** The words before the schedule and after it; one part where the schedule has no place in them. */
export function aroundSchedule(text: string): string[] {
	const at = scheduleLine.exec(text);
	if (!at) return [text];
	const rest = text.slice(at.index + at[0].length).replace(new RegExp(scheduleLine, 'gm'), '');
	return [text.slice(0, at.index), rest];
}

const scheduleLine = /^[^\S\n]*\{\{\s*schedule\s*\}\}[^\S\n]*$/m;
const anyField = /\{\{([^{}\n]{0,60})\}\}/g;
