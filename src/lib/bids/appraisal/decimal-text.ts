/** Whether a text is a decimal number as people and files write it: no exponent, no thousands separators. */
export function isDecimalText(text: string): boolean {
	return /^-?\d{1,20}(\.\d{1,20})?$/.test(text);
}

/** @param text a decimal number as `isDecimalText` takes it; -0.00 is not negative */
export function isNotNegative(text: string): boolean {
	return !text.startsWith('-') || !/[1-9]/.test(text);
}

/** @param text a decimal number as `isDecimalText` takes it */
export function isPositive(text: string): boolean {
	return !text.startsWith('-') && /[1-9]/.test(text);
}
