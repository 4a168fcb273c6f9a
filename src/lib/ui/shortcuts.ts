const key = 'throughline.shortcuts';

/** Whether single keys act. Each person can turn them off, since dictation and slips set them off. */
export function shortcutsOn(): boolean {
	try {
		return localStorage.getItem(key) !== 'off';
	} catch {
		return true;
	}
}

export function setShortcuts(on: boolean): void {
	try {
		localStorage.setItem(key, on ? 'on' : 'off');
	} catch {
		// A browser that keeps nothing asks again on the next page.
	}
}

/** Whether a key press is meant as a shortcut: no other key held, nothing being typed, no dialog open. */
export function isShortcut(event: KeyboardEvent): boolean {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !shortcutsOn()) return false;
	if (document.querySelector('dialog[open]')) return false;
	const target = event.target;
	if (!(target instanceof HTMLElement)) return true;
	if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
		return false;
	}
	return !(target instanceof HTMLInputElement) || target.type === 'checkbox' || target.type === 'button';
}
