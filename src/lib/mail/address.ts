import { mailStates } from './mail.ts';
import type { MailState } from './table.ts';

/** Which messages a list shows, and after which, from its address. */
export function mailFilter(url: URL): { state: MailState | null; after: number | null } {
	const state = url.searchParams.get('state') ?? '';
	const after = url.searchParams.get('after') ?? '';
	return { state: isState(state) ? state : null, after: /^[1-9]\d{0,15}$/.test(after) ? Number(after) : null };
}

function isState(text: string): text is MailState {
	return Object.hasOwn(mailStates, text);
}
