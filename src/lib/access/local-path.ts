/** Where to go after signing in: a path on this site, or the home page for anything that could lead elsewhere. */
export function localPath(wanted: string | null): string {
	if (!wanted?.startsWith('/') || hasEscape(wanted)) return '/';
	// Signing in again from the page that signs in would go round in a circle.
	return /^\/(sign-in|sign-out|password)(?:[/?#]|$)/.test(wanted) ? '/' : wanted;
}

/** A second slash, a backslash or a control character at the start makes browsers read a host from a path. */
function hasEscape(path: string): boolean {
	return /^\/[/\\]/.test(path) || /[\\\p{Cc}]/u.test(path);
}
