/** What the form of a section holds, with the wording that it began from. */
export type Typed = { heading: string; body: string; annex: boolean; revision: number; version: number };

export type LocalCopy = Typed & { at: string };

/** Words that have not reached the server, kept in the browser until they do. */
export type LocalCopies = {
	read(): LocalCopy | null;
	/** @returns whether the browser keeps them */
	write(typed: Typed): boolean;
	remove(): void;
};

/** The copies of one person and one section: nobody else who signs in here is shown them. */
export function localCopies(storage: Storage | null, personId: number, sectionId: number): LocalCopies {
	const key = `throughline:unsaved:${personId}:${sectionId}`;
	return {
		read() {
			try {
				return readCopy(storage?.getItem(key) ?? null);
			} catch {
				return null;
			}
		},
		write(typed) {
			try {
				storage?.setItem(key, JSON.stringify({ ...typed, at: new Date().toISOString() }));
				return storage !== null;
			} catch {
				// Full, or shut off by the browser's settings.
				return false;
			}
		},
		remove() {
			try {
				storage?.removeItem(key);
			} catch {
				// What cannot be reached holds nothing of ours.
			}
		}
	};
}

/** The browser's store; null where its settings forbid it. */
export function browserStorage(): Storage | null {
	try {
		return window.localStorage;
	} catch {
		return null;
	}
}

function readCopy(text: string | null): LocalCopy | null {
	const found: unknown = JSON.parse(text ?? 'null');
	if (typeof found !== 'object' || found === null) return null;
	const { heading, body, annex, revision, version, at } = Object.fromEntries(Object.entries(found));
	if (typeof heading !== 'string' || typeof body !== 'string' || typeof annex !== 'boolean') return null;
	if (!Number.isInteger(revision) || !Number.isInteger(version)) return null;
	if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
	return { heading, body, annex, revision: Number(revision), version: Number(version), at };
}
