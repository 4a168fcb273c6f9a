/** What goes into a cell. Of `texts` the first is written, or the first that a list of the cell's own allows. */
export type Edit = { sheet: string; row: number; column: number } & (
	{ number: string; texts?: undefined } | { texts: readonly string[]; number?: undefined }
);

/** Why a cell was left as it is. `allowed` are the words that its list has. */
export type Refusal = 'formula' | 'covered' | 'list' | 'sheet';

export type EditOutcome = { edit: Edit; refused: Refusal | null; allowed: string[] };

/** A workbook while it is edited, its parts parsed. */
export type Editing = {
	/** @returns why it cannot, or null when it is done */
	put(edit: Edit): { refused: Refusal | null; allowed: string[] };
	/** The file, in which no formula keeps a result: programs work them out when they open it. */
	finish(): Uint8Array;
};

/** The same figures make the same file, whenever they are asked for. */
export const packedAt = '1980-01-01T12:00:00';

/** The first of the texts that a list has, as the list writes it. */
export function pick(texts: readonly string[], allowed: readonly string[] | null): string | null {
	if (allowed === null) return texts[0] ?? '';
	const plain = (text: string) =>
		text
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, ' ')
			.trim();
	for (const text of texts) {
		const found = allowed.find((each) => plain(each) === plain(text));
		if (found !== undefined) return found;
	}
	return null;
}
