/** What one in the grid stands for; the whole grid has one unit. `places` are the decimal places down to a penny. */
export const units = {
	pounds: { label: '£', name: 'pounds', places: 2 },
	thousands: { label: '£000', name: 'thousands of pounds', places: 5 },
	millions: { label: '£m', name: 'millions of pounds', places: 8 }
} as const;

export type Unit = keyof typeof units;

export const unitNames = Object.keys(units).filter((name): name is Unit => name in units);

/** What was read, or why it could not be. Nothing typed, and the dash that spreadsheets print for nothing, is null. */
export type Read = { value: number | null; problem?: undefined } | { value?: undefined; problem: string };

/** £1,000bn, as the database has it. */
const mostPence = 100_000_000_000_000n;
const mostStaff = 100_000_000n;

/**
 * An amount as people type or paste it, as whole pence: `1,250`, `£1250.50`, `1 250`, and `450k`, `81.75m`, `1.2bn` whatever
 * the unit. Works on the digits, since 81.75 × 100 in floating point is not what was typed.
 */
export function parseMoney(text: string, unit: Unit): Read {
	const bare = bareNumber(text);
	if (bare === '') return { value: null };
	if (isNegative(bare)) {
		return { problem: 'An amount is never negative: choose Saving or Income as the kind of the line instead' };
	}
	const match = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?(k|m|bn|b)?$/i.exec(bare);
	const [, whole = '', fraction = '', scale = ''] = match ?? [];
	if (!match || whole + fraction === '') return { problem: unread(bare, 'an amount in figures, such as 1,250') };
	const places = scale === '' ? units[unit].places : (scales[scale.toLowerCase()] ?? 2);
	return scaled(whole, fraction, places, mostPence, 'An amount goes no finer than a penny', '£1,000bn');
}

/** Staff as hundredths of a full-time equivalent: `12.5` is 1250. */
export function parseStaff(text: string): Read {
	const bare = bareNumber(text);
	if (bare === '') return { value: null };
	if (isNegative(bare)) return { problem: 'Staff are never negative: put posts that are saved on a line of their own' };
	const match = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(bare);
	const [, whole = '', fraction = ''] = match ?? [];
	if (!match || whole + fraction === '') return { problem: unread(bare, 'a number of staff, such as 12.5') };
	return scaled(whole, fraction, 2, mostStaff, 'Staff go no finer than a hundredth', '1,000,000');
}

/** Pence exactly in the unit, with no more places than it takes: 8_175_000_000 in millions is "81.75"; '' for none. */
export function amountText(pence: number | bigint | null, unit: Unit): string {
	if (pence === null) return '';
	const text = placed(BigInt(pence), units[unit].places);
	// Nobody writes £12.5.
	return unit === 'pounds' && /\.\d$/.test(text) ? `${text}0` : text;
}

/** 1250 hundredths of a full-time equivalent as "12.5"; '' for none. */
export function staffText(hundredths: number | bigint | null): string {
	return hundredths === null ? '' : placed(BigInt(hundredths), 2);
}

const scales: Record<string, number> = { k: 5, m: 8, b: 11, bn: 11 };

function bareNumber(text: string): string {
	const bare = text.replace(/[\s£'’]/g, '');
	return /^[-−–—]$/.test(bare) ? '' : bare;
}

function isNegative(bare: string): boolean {
	return /^(?:[-−–].*\d.*|\(.*\d.*\)|\d.*[-−–])$/.test(bare);
}

function unread(bare: string, wanted: string): string {
	if (/^[\d,.]+$/.test(bare)) return 'Write thousands with commas and pence after a point, such as 1,250.50';
	return /\d[eE]\+?\d/.test(bare) ? 'Write the number in full' : `Write ${wanted}`;
}

function scaled(whole: string, fraction: string, places: number, most: bigint, tooFine: string, named: string): Read {
	if (/[1-9]/.test(fraction.slice(places))) return { problem: tooFine };
	const digits = whole.replaceAll(',', '') + fraction.slice(0, places).padEnd(places, '0');
	if (digits.length > 40) return { problem: `No more than ${named}` };
	const value = BigInt(digits);
	return value > most ? { problem: `No more than ${named}` } : { value: Number(value) };
}

function placed(value: bigint, places: number): string {
	const size = value < 0n ? -value : value;
	const one = 10n ** BigInt(places);
	const fraction = String(size % one)
		.padStart(places, '0')
		.replace(/0+$/, '');
	const sign = value < 0n ? '−' : '';
	return `${sign}${(size / one).toLocaleString('en-GB')}${fraction === '' ? '' : `.${fraction}`}`;
}
