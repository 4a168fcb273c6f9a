import { readJsonFile, writeJsonFile } from '#lib/forms/json-file.ts';
import { type Profile, profileSchema } from '../profile-schema.ts';

export const PROFILE_FILE_MAX_BYTES = 200_000;

export type ReadFile = { ok: true; profile: Profile } | { ok: false; problems: string[] };

/** Reads a profile from the text of a file. What the file says of having been tried is not believed. */
export function readProfileFile(text: string): ReadFile {
	const read = readJsonFile(text, profileSchema, 'a profile');
	return read.ok ? { ok: true, profile: { ...read.data, tried: false } } : read;
}

/** The text of a file that holds this profile and can be read back. */
export function writeProfileFile(profile: Profile): string {
	return writeJsonFile(profile);
}
