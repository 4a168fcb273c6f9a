// Two places of a million round up to a billion from £999.995m on.
const units = [
	{ pence: 100_000_000_000n, from: 99_999_500_000n, suffix: 'bn' },
	{ pence: 100_000_000n, from: 100_000_000n, suffix: 'm' }
];

/** Pence as people write money: "£81.75m", "£1.2bn", "£45,000", "£12.50". Millions and billions to two places. */
export function money(pence: number | bigint): string {
	const amount = BigInt(pence);
	const size = amount < 0n ? -amount : amount;
	return sign(amount) + inUnits(size);
}

/** Pence in full, to the pound or the penny: "£81,750,000", "£12.50". */
export function fullMoney(pence: number | bigint): string {
	const amount = BigInt(pence);
	return sign(amount) + inPounds(amount < 0n ? -amount : amount);
}

function sign(amount: bigint): string {
	return amount < 0n ? '−£' : '£';
}

function inUnits(pence: bigint): string {
	for (const unit of units) {
		if (pence >= unit.from) return places((pence * 100n + unit.pence / 2n) / unit.pence) + unit.suffix;
	}
	return inPounds(pence);
}

function places(hundredths: bigint): string {
	const fraction = String(hundredths % 100n)
		.padStart(2, '0')
		.replace(/0+$/, '');
	return grouped(hundredths / 100n) + (fraction === '' ? '' : `.${fraction}`);
}

function inPounds(pence: bigint): string {
	const rest = pence % 100n;
	return grouped(pence / 100n) + (rest === 0n ? '' : `.${String(rest).padStart(2, '0')}`);
}

function grouped(number: bigint): string {
	return number.toLocaleString('en-GB');
}
