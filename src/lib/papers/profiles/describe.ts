import { checks } from '../checks/check.ts';
import { gates } from '../paper.ts';
import { type Profile, requirable } from '../profile.ts';

/** What a profile lays down, each rule as a line of its own, so that two editions can be laid side by side. */
export function describeProfile(profile: Profile): string[] {
	const yes = (said: boolean, words: string) => (said ? [words] : []);
	return [
		`Name: ${profile.name}`,
		...(profile.about === '' ? [] : [`What it is for: ${profile.about}`]),
		`Longest: ${lengthOf(profile) ?? 'no limit'}`,
		...(profile.byline === null ? [] : [`Under the title: ${profile.byline}`]),
		...profile.head.map((line) => `Head: ${printed(line)}`),
		...profile.foot.map((line) => `Foot: ${printed(line)}`),
		...yes(profile.contents, 'Prints a table of contents'),
		...yes(profile.committee, 'Goes to a committee'),
		...(profile.handling === null ? [] : [`Handling instruction to start with: ${profile.handling}`]),
		`Paragraphs: ${profile.numberedParagraphs ? 'numbered' : 'not numbered'}, style “${profile.paragraphStyle}”`,
		`Recommendations: style “${profile.recommendationStyle}”, led in by “${profile.invitation}”`,
		profile.mayBePublished
			? `May be published${profile.releaseWorkingDays === null ? '' : `, within ${profile.releaseWorkingDays} working days of the decision`}`
			: 'Is not published',
		`Gates: ${profile.gates.map((gate) => gates[gate].label).join(', ')}`,
		...profile.requires.map((fact) => `Needs before lodging: ${requirable[fact]}`),
		...profile.checks.map(({ check, gate }) => `Check before “${gates[gate].label}”: ${checks[check].label}`),
		...profile.sections.flatMap((section) => [
			`Section “${section.heading}”${rulesOf(section)}`,
			...(section.hint === '' ? [] : [`Hint for “${section.heading}”: ${section.hint}`]),
			...(section.starter === '' ? [] : [`“${section.heading}” starts with: ${section.starter}`])
		])
	];
}

/** "3 pages, 700 words"; null where there is no limit. */
export function lengthOf({ longestPages, longestWords }: Profile): string | null {
	const limits = [
		...(longestPages === null ? [] : [`${longestPages} ${longestPages === 1 ? 'page' : 'pages'}`]),
		...(longestWords === null ? [] : [`${longestWords} words`])
	];
	return limits.length === 0 ? null : limits.join(', ');
}

function printed({ label, text }: { label: string | null; text: string }): string {
	return label === null ? text : `${label} ${text}`;
}

function rulesOf(section: Profile['sections'][number]): string {
	const rules = [
		...(section.annex ? ['annex'] : []),
		...(section.argued ? ['claims need evidence'] : []),
		...(section.required ? ['required'] : []),
		...(section.requiredAbovePages === null ? [] : [`required above ${section.requiredAbovePages} pages`]),
		...(section.longestWords === null ? [] : [`at most ${section.longestWords} words`])
	];
	return rules.length === 0 ? '' : `: ${rules.join(', ')}`;
}
