import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cleanText } from '#lib/forms/clean-text.ts';

/** A form that came too late for its session, kept while its author signs in again. */
export type Parcel = {
	/** The address that the form was posted to. */
	to: string;
	/** Names may come several times. */
	fields: [name: string, value: string][];
	/** Whose session ended; null where that is not known any more. */
	personId: number | null;
	/** What could not be kept. */
	left: { files: boolean; passwords: boolean };
};

export type SealedParcel = { parcel: string; seal: string };

/** Takes what can be carried out of a posted form: never passwords, never files. */
export function packForm(form: FormData, to: string, personId: number | null): Parcel {
	const posted = [...form];
	const fields = posted.filter((field): field is [string, string] => typeof field[1] === 'string');
	return {
		to,
		// Cleaned as every form is when it is read, so that the seal still fits after the parcel itself was read as one.
		fields: fields
			.filter(([name]) => !isPassword(name))
			.map(([name, value]): [string, string] => [cleanText(name), cleanText(value)]),
		personId,
		left: {
			files: posted.some(([, value]) => value instanceof File && value.size > 0),
			passwords: fields.some(([name]) => isPassword(name))
		}
	};
}

/** Makes the parcel safe to travel through the browser: nobody can change what is in it, where it goes or whose it is. */
export function sealParcel(parcel: Parcel): SealedParcel {
	const text = JSON.stringify(parcel);
	return { parcel: text, seal: sealOf(text).toString('base64url') };
}

/** @returns null for what this server has not sealed, or sealed before it was started again without a SECRET */
export function openParcel({ parcel, seal }: SealedParcel): Parcel | null {
	const given = Buffer.from(seal, 'base64url');
	const expected = sealOf(parcel);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
	// The seal vouches for the shape: only sealParcel makes it.
	return JSON.parse(parcel) as Parcel;
}

function isPassword(name: string): boolean {
	return /password/i.test(name);
}

const madeHere = randomBytes(32);

function sealOf(text: string): Buffer {
	return createHmac('sha256', process.env.SECRET || madeHere)
		.update('parcel ')
		.update(text)
		.digest();
}
