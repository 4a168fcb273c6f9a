/** All that the notice says: that a day was put off, and where to look. No title, no date, no review. */
export function noticeText(origin: string): { subject: string; body: string } {
	return {
		subject: 'A day by which you are asked to answer was put off',
		body: `A day by which you are asked to answer in Throughline was put off. Sign in to see which:\n\n${origin}/`
	};
}
