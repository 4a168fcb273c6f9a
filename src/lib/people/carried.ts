/** What of a late form people can read: its words, without the marks that the form itself put in. */
export function readableFields(fields: readonly (readonly [string, string])[]): { label: string; value: string }[] {
	return fields
		.filter(([name, value]) => !name.startsWith('_') && !unreadable.test(name) && value.trim() !== '')
		.map(([name, value]) => ({ label: labelOf(name), value: value === 'on' ? 'Yes' : value }));
}

/** The revision that a form was made from, and the numbers of records chosen from a list. */
const unreadable = /^revision$|(?:Id|Ids)$/;

/** `contributors[0].headCount` as "Contributors 1, head count". */
function labelOf(name: string): string {
	const words = name
		.replace(/\[(\d+)\]/g, (_, index: string) => ` ${Number(index) + 1}`)
		.replaceAll('.', ', ')
		.replaceAll('_', ' ')
		.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}
