import { getContext, setContext } from 'svelte';

/** What the inputs of a form ask of it. Outside a form (a filter, say) they take their value from their own `value`. */
export type FormContext = {
	value: (name: string) => unknown;
	errors: (name: string) => string[];
	id: (name: string) => string;
	readonly action: string;
};

const key = Symbol('form');

const none: FormContext = {
	value: () => undefined,
	errors: () => [],
	id: (name) => fieldId(name),
	action: ''
};

export function provideForm(form: FormContext): void {
	setContext(key, form);
}

export function currentForm(): FormContext {
	return getContext<FormContext | undefined>(key) ?? none;
}

/** `attendees[0].role` as an id that a link can point to: `attendees-0-role`. */
export function fieldId(name: string, form?: string): string {
	const path = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/-+$/, '');
	return form ? `${form}-${path}` : path;
}
