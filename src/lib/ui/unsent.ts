/** What this browser keeps of words that have not reached the server lies under names that begin so. */
export const unsentPrefix = 'throughline:unsent:';

/** Who signs out leaves no words behind on the device. */
export function forgetUnsent(): void {
	try {
		const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
		for (const name of names) if (name.startsWith(unsentPrefix)) localStorage.removeItem(name);
	} catch {
		// What cannot be reached holds nothing of ours.
	}
}
