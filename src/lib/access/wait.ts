/** How long until a moment, rounded up: "30 seconds", "1 minute", "15 minutes". */
export function waitInWords(until: Date, now: Date): string {
	const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
	if (seconds <= 1) return '1 second';
	if (seconds < 60) return `${seconds} seconds`;
	const minutes = Math.ceil(seconds / 60);
	return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
