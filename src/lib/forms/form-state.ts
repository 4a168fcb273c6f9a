/** What a form shows again after a refusal. Errors are keyed by field path (`attendees[0].role`); '' is the whole form. */
export type FormState = {
	/** Which form of the page this belongs to, when the page has several. */
	id?: string;
	values: Record<string, unknown>;
	errors: Record<string, string[]>;
};

export type FieldErrors = Record<string, string[]>;

/** Names of the fields that the plumbing adds to every form. Schemas never see the first two. */
export const keyField = '_key';
export const formField = '_form';
export const revisionField = 'revision';

/** Reads the value at a field path such as `attendees[0].role`. */
export function valueAt(values: unknown, path: string): unknown {
	let value = values;
	for (const segment of path.match(/[^.[\]]+/g) ?? []) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
		value = Reflect.get(value, segment);
	}
	return value;
}

/** The text that a form control shows for a value: '' for nothing, 'on' for a ticked box. */
export function controlText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	if (value === true) return 'on';
	return '';
}

/** The texts of a control that takes several values; one posted value arrives without its array. */
export function controlTexts(value: unknown): string[] {
	const list = Array.isArray(value) ? value : [value];
	return list.map(controlText).filter((text) => text !== '');
}

/** A value for a form's hidden key: one act however often the button is pressed. */
export function newFormKey(): string {
	// randomUUID is missing in browsers on plain http addresses other than the loopback.
	if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
