import { Decimal } from 'decimal.js';
import type { NumberFormat } from './workbook.ts';

/** A format as XLSX writes it. */
export function formatCode(format: NumberFormat): string {
	switch (format.kind) {
		case 'text':
			return '@';
		case 'general':
			return 'General';
		case 'number':
			return `${format.prefix ? `"${format.prefix}"` : ''}${format.grouped ? '#,##0' : '0'}${fraction(format.decimals)}`;
		case 'percent':
			return `0${fraction(format.decimals)}%`;
		case 'date':
			return 'd mmm yyyy';
	}
}

/** What a spreadsheet shows for a number in a format: an OpenDocument cell keeps the words beside the value. */
export function shownNumber(number: string, format: NumberFormat): string {
	switch (format.kind) {
		case 'number': {
			const digits = new Decimal(number).toFixed(format.decimals, Decimal.ROUND_HALF_UP);
			const negative = digits.startsWith('-');
			const [whole = '', decimals] = (negative ? digits.slice(1) : digits).split('.');
			const grouped = format.grouped ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
			return `${negative ? '-' : ''}${format.prefix ?? ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
		}
		case 'percent':
			return `${new Decimal(number).times(100).toFixed(format.decimals, Decimal.ROUND_HALF_UP)}%`;
		default:
			return number;
	}
}

function fraction(decimals: number): string {
	return decimals === 0 ? '' : `.${'0'.repeat(decimals)}`;
}
