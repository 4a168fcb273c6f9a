/**
 * Where a page shows what has changed since somebody cleared a paper.
 * @param cleared the number of the snapshot, or the SHA-256 of the words
 */
export function sinceCleared(paperPath: string, cleared: number | string): string {
	return `${paperPath}/compare?from=${cleared}&to=working`;
}
