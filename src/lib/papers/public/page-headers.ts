/** A published page brings its own styles, runs nothing and loads nothing. */
export const pageHeaders = {
	'content-type': 'text/html; charset=utf-8',
	'content-security-policy':
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff'
} as const;

/** What is public may be kept for a while by whatever stands between the reader and the service. */
export const publicCaching = 'public, max-age=300';
