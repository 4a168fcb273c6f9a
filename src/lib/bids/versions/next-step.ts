export type NextStep = {
	text: string;
	/** What the link beside it says, and the page of the bid that it leads to, after the bid's own address. */
	link: string;
	page: string;
};

type Standing = {
	/** How many things hold the bid up. */
	blocks: number;
	/** The version that is the bid as it stands. */
	current: { number: number; submitted: boolean; signed: readonly number[] } | null;
	shares: readonly { teamId: number; shortName: string }[];
	/** Questions of the Treasury that wait for an answer. */
	openQuestions: number;
};

/** What a bid in work waits for on its way to the Treasury. @returns null where nothing waits */
export function nextStep({ blocks, current, shares, openQuestions }: Standing): NextStep | null {
	if (openQuestions > 0) {
		const questions = openQuestions === 1 ? 'a question' : `${openQuestions} questions`;
		return { text: `The Treasury waits for an answer to ${questions}.`, link: 'Read and answer', page: '/questions' };
	}
	if (current?.submitted) return null;
	if (current) {
		const version = `/versions/${current.number}`;
		const waiting = shares.filter(({ teamId }) => !current.signed.includes(teamId));
		if (waiting.length === 0) {
			const text = `Every department has signed version ${current.number}. The lead submits it to the Treasury.`;
			return { text, link: `Go to version ${current.number}`, page: version };
		}
		const names = waiting.map(({ shortName }) => shortName).join(', ');
		const text = `Version ${current.number} waits for the signature of ${names}.`;
		return { text, link: 'Read it and sign', page: version };
	}
	if (blocks > 0) {
		const things = blocks === 1 ? 'One thing holds' : `${blocks} things hold`;
		const text = `${things} the bid up before it can be frozen for signature.`;
		return { text, link: 'See what to put right', page: '/versions' };
	}
	const text = 'Nothing holds the bid up. The lead freezes it, and each department’s finance lead signs it.';
	return { text, link: 'Go to sign-off', page: '/versions' };
}
