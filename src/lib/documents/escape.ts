/** Makes a text safe as the content of an HTML element or of a quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Makes a text safe as the content of an XML element or of an attribute in double quotes. */
export function escapeXml(text: string): string {
	return escapeHtml(text).replace(/[\n\t\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
