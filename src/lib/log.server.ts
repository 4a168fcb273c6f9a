export type Level = 'warn' | 'error';

/**
 * One line of JSON on the standard error stream: when (UTC), what, and who where that is known, as a number. Never what
 * somebody wrote, never a password, a link or a session. JSON escapes line ends, so nobody can write a line of their own.
 */
export function log(level: Level, event: string, details: Record<string, string | number | null | undefined>): void {
	process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...details })}\n`);
}
