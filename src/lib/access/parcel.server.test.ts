import { afterEach, describe, expect, test, vi } from 'vitest';
import { openParcel, packForm, sealParcel } from './parcel.server.ts';

afterEach(() => {
	vi.unstubAllEnvs();
});

function posted(): FormData {
	const form = new FormData();
	form.append('theme', 'housing');
	form.append('theme', 'health');
	form.append('notes', 'First line\r\n"Second" <b>line</b>\u0000');
	form.append('newPassword', 'never carried');
	form.append('file', new File(['x'], 'notes.docx'));
	return form;
}

describe('a form carried over a new sign-in', () => {
	test('keeps every value of every field, but no password and no file', () => {
		const parcel = packForm(posted(), '/reviews/a/evidence/E1?/share', 7);
		expect(parcel.fields).toEqual([
			['theme', 'housing'],
			['theme', 'health'],
			['notes', 'First line\n"Second" <b>line</b>']
		]);
		expect(parcel.left).toEqual({ files: true, passwords: true });
	});

	test('comes out of its seal as it went in', () => {
		const parcel = packForm(posted(), '/reviews/a/evidence/E1', 7);
		expect(openParcel(sealParcel(parcel))).toEqual(parcel);
	});

	test('an empty file field is nothing lost', () => {
		const form = new FormData();
		form.append('file', new File([], ''));
		expect(packForm(form, '/x', null).left.files).toBe(false);
	});

	test.each([
		['the address', (text: string) => text.replace('/evidence/', '/papers/')],
		['the words', (text: string) => text.replace('housing', 'nothing')],
		['the person', (text: string) => text.replace('"personId":7', '"personId":8')]
	])('is refused once %s was changed', (_, change) => {
		const sealed = sealParcel(packForm(posted(), '/reviews/a/evidence/E1', 7));
		expect(change(sealed.parcel)).not.toBe(sealed.parcel);
		expect(openParcel({ ...sealed, parcel: change(sealed.parcel) })).toBeNull();
	});

	test.each(['', 'AAAA', 'not base64 !'])('is refused under the seal "%s"', (seal) => {
		expect(openParcel({ ...sealParcel(packForm(posted(), '/x', 7)), seal })).toBeNull();
	});

	test('is bound to the secret of the server', () => {
		vi.stubEnv('SECRET', 'one');
		const sealed = sealParcel(packForm(posted(), '/x', 7));
		expect(openParcel(sealed)).not.toBeNull();
		vi.stubEnv('SECRET', 'another');
		expect(openParcel(sealed)).toBeNull();
	});
});
