import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { bytesToHex, bytesToUtf8, hexToBytes, managedNonce, utf8ToBytes } from '@noble/ciphers/utils.js';
import { unsentPrefix } from '#lib/ui/unsent.ts';

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

/**
 * The copies of one person and one section. They are encrypted: whoever finds the device, or signs in on it next, cannot
 * read them.
 * @param owner.key the person's own, 32 bytes in hexadecimal; the server gives it to nobody else
 */
export function localCopies(
	storage: Storage | null,
	owner: { personId: number; key: string },
	sectionId: number
): LocalCopies {
	const name = `${unsentPrefix}${owner.personId}:${sectionId}`;
	const cipher = managedNonce(xchacha20poly1305)(hexToBytes(owner.key));
	return {
		read() {
			try {
				const kept = storage?.getItem(name) ?? null;
				return kept === null ? null : readCopy(bytesToUtf8(cipher.decrypt(hexToBytes(kept))));
			} catch {
				return null;
			}
		},
		write(typed) {
			try {
				const text = JSON.stringify({ ...typed, at: new Date().toISOString() });
				storage?.setItem(name, bytesToHex(cipher.encrypt(utf8ToBytes(text))));
				return storage !== null;
			} catch {
				// Full, or shut off by the browser's settings.
				return false;
			}
		},
		remove() {
			try {
				storage?.removeItem(name);
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

function readCopy(text: string): LocalCopy | null {
	const found: unknown = JSON.parse(text);
	if (typeof found !== 'object' || found === null) return null;
	const { heading, body, annex, revision, version, at } = Object.fromEntries(Object.entries(found));
	if (typeof heading !== 'string' || typeof body !== 'string' || typeof annex !== 'boolean') return null;
	if (!Number.isInteger(revision) || !Number.isInteger(version)) return null;
	if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
	return { heading, body, annex, revision: Number(revision), version: Number(version), at };
}
