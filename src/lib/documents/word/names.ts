/**
 * The names of the hidden bookmarks by which a paragraph, a citation and the file itself are known again. Word hides
 * bookmarks that begin with an underscore, and takes letters, digits and underscores, 40 of them at most.
 */
export const bookmarks = {
	/** A paragraph of a section's text: the section, its version, the paragraph in the text and the line in that. */
	paragraph: (section: number, version: number, index: number, line: number) =>
		`_TL_p_${section}_${version}_${index}_${line}`,
	/** A section's heading. */
	heading: (section: number) => `_TL_h_${section}`,
	/** A paragraph that the application wrote itself, such as the title. */
	fixed: (number: number) => `_TL_x_${number}`,
	/** A paragraph that an open suggestion would add. */
	suggested: (suggestion: number, line: number) => `_TL_s_${suggestion}_${line}`,
	citation: (number: number) => `_TL_c_${number}`,
	copy: (token: string) => `_TL_copy_${token}`
};

/** @returns the text after the kind, or null for a bookmark that is not ours */
export function bookmarkOf(kind: 'p' | 'h' | 'x' | 's' | 'c' | 'copy', name: string): string | null {
	const prefix = `_TL_${kind}_`;
	return name.startsWith(prefix) ? name.slice(prefix.length) : null;
}

export function isParagraphBookmark(name: string): boolean {
	return /^_TL_[phxs]_/.test(name);
}

/** The custom property that says which copy a file is. */
export const copyProperty = 'Throughline copy';
