import type { Stance } from '#lib/positions/position.ts';

/** What the words of a letter seem to say. A person decides. */
export type ProposedStance = {
	stance: Stance;
	/** The sentence that says so. */
	words: string;
	/** Other words of it point another way, so that it may answer in part. */
	mixed: boolean;
};

/** Reads the stance out of plain words; null where they say nothing that is known. Earlier messages below it do not count. */
export function proposeStance(text: string): ProposedStance | null {
	const sentences = sentencesOf(ownWords(text));
	const found = sentences.flatMap((sentence) => {
		const plain = sentence.toLowerCase();
		const reading = readings.find(({ pattern }) => pattern.test(plain));
		return reading ? [{ stance: reading.stance, sentence }] : [];
	});
	const [first] = found
		.map((each) => ({ ...each, rank: readings.findIndex(({ stance }) => stance === each.stance) }))
		.sort((one, other) => one.rank - other.rank);
	if (!first) return null;
	return {
		stance: first.stance,
		words: first.sentence.length > 240 ? `${first.sentence.slice(0, 239)}…` : first.sentence,
		mixed: found.some(({ stance }) => opposes(stance, first.stance))
	};
}

/** The words of the message itself: without the letter that it answers, and what mail programs put around it. */
export function ownWords(text: string): string {
	const lines = text.split('\n').filter((line) => !/^\s*>/.test(line));
	const end = lines.findIndex((line, index) => startsEarlierMessage(line, lines[index + 1] ?? ''));
	const own = (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
	// Somebody who answers below the question has nothing above it.
	return own === '' ? lines.join('\n').trim() : own;
}

const agrees = String.raw`(?:content|agree[sd]?|agreement|support(?:s|ive)?|happy|clears?|endorses?)`;
const who = String.raw`(?:i|we|he|she|minister|ministers|secretary of state|state|department|treasury|exchequer|chancellor|chief secretary)`;

/** The strongest first: a letter that objects to one thing and agrees to the rest must not be taken for agreement. */
const readings: readonly { stance: Stance; pattern: RegExp }[] = [
	{
		stance: 'not_content',
		pattern: new RegExp(
			[
				String.raw`\bnot content\b`,
				String.raw`\b(?:cannot|can not|can't|unable to|not able to|(?:do|does|will|would|could) not)(?: \w+){0,2} (?:agree|support|accept|clear|endorse|give (?:my|our|his|her|its) agreement)\b`,
				String.raw`\b(?:${who}) (?:(?!not )\w+ ){0,2}(?:objects?|opposes?)\b`,
				String.raw`\b(?:am|is|are|remains?) opposed to\b`,
				String.raw`\braises? an objection\b`
			].join('|')
		)
	},
	{
		stance: 'reserved',
		pattern:
			/\breserv(?:e|es|ed|ing)\b(?: \w+){0,4} (?:position|agreement|view|judgement|response)\b|\b(?:position|agreement) (?:is|remains) reserved\b/
	},
	{
		stance: 'not_yet',
		pattern:
			/\bnot yet (?:able|in a position|ready|content|clear)\b|\bneeds? (?:more|further) time\b|\bholding reply\b|\bwill reply (?:in full |substantively )?(?:by|later|shortly|separately)\b/
	},
	{
		stance: 'content_subject_to',
		pattern: new RegExp(
			String.raw`\b${agrees}\b.{0,120}\b(?:subject to|provided|providing|on (?:the )?condition|conditional on|so long as|as long as)\b|\b(?:subject to|provided that|on (?:the )?condition that)\b.{0,160}\b${agrees}\b`
		)
	},
	{
		stance: 'content_if_reworded',
		pattern: new RegExp(
			String.raw`\b${agrees}\b.{0,120}\b(?:if|once|were)\b.{0,80}\b(?:reworded|amended|redrafted|changed to|to read|worded)\b|\b(?:reworded|amended|redrafted)\b.{0,40}\bto read\b`
		)
	},
	{
		stance: 'nil_return',
		pattern:
			/\bnil[- ]return\b|\bno (?:further )?comments?\b(?! (?:but|except|other than))|\bnothing to add\b|\bno points to (?:make|raise)\b/
	},
	{
		stance: 'content',
		pattern: new RegExp(
			String.raw`\bcontent\b(?! of)|\bno objections?\b|\b(?:do|does) not object\b|\b(?:${who}) (?:\w+ ){0,2}(?:agrees?|supports?|endorses?)\b|\b(?:am|is|are) (?:happy|pleased) to (?:agree|support|clear)\b|\bgives? (?:my|our|his|her|its) agreement\b`
		)
	}
];

const agreeing: readonly Stance[] = ['content', 'nil_return', 'content_subject_to', 'content_if_reworded'];

function opposes(one: Stance, other: Stance): boolean {
	return agreeing.includes(one) !== agreeing.includes(other);
}

function sentencesOf(text: string): string[] {
	return (
		text
			.slice(0, 20_000)
			.replace(/[’‘]/g, "'")
			// A line of a letter ends where the paper does; a paragraph ends with an empty line.
			.split(/\n\s*\n/)
			.flatMap((paragraph) => paragraph.replace(/\s+/g, ' ').split(/(?<=[.!?;])\s+/))
			.map((sentence) => sentence.trim())
			.filter((sentence) => sentence !== '')
			.slice(0, 400)
	);
}

function startsEarlierMessage(line: string, next: string): boolean {
	const plain = line.trim();
	return (
		/^-{2,}\s*(?:original|forwarded) (?:message|appointment)/i.test(plain) ||
		/^_{10,}$/.test(plain) ||
		/^begin forwarded message/i.test(plain) ||
		/^on .{5,200} wrote:$/i.test(plain) ||
		(/^from:\s/i.test(plain) && /^(?:sent|date|to):\s/i.test(next.trim()))
	);
}
