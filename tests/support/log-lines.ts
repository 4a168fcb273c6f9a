import { onTestFinished, vi } from 'vitest';

/** Catches what the running test logs, and keeps it off the screen. */
export function linesLogged(): { read(): Record<string, unknown>[] } {
	const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
	onTestFinished(() => written.mockRestore());
	return {
		read: () =>
			written.mock.calls
				.map(([text]) => String(text))
				.join('')
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line) as Record<string, unknown>)
	};
}
