/** What a change of a person, department or post was, in words; null where the act says it all. */
export function changeInWords(said: Record<string, unknown> | null, erasedBecause: string | null): string | null {
	if (said === null) return erasedBecause ? `What it said was erased: ${erasedBecause}` : null;
	const changed = Object.entries(said).flatMap(([field, value]) => {
		const label = labels[field];
		return label && Array.isArray(value) && value.length === 2
			? [`${label}: ${words(value[0])} → ${words(value[1])}`]
			: [];
	});
	if (changed.length > 0) return changed.join('. ');
	return typeof said.name === 'string' && 'personId' in said ? said.name : null;
}

const labels: Record<string, string> = {
	name: 'Name',
	email: 'Email address',
	isAdministrator: 'Administrator',
	mayCreateReviews: 'May open reviews',
	shortName: 'Short name',
	title: 'Title',
	severalHolders: 'Several holders'
};

function words(value: unknown): string {
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return typeof value === 'string' && value !== '' ? value : 'none';
}
